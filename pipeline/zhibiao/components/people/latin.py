"""Names in Latin letters behind a post: 编剧|SamHolt, 学生|dorothea|说, and before a rank: Harker|上尉.

Most of what is written in Latin letters is a body, a product or an abbreviation. So a name needs a post right before it, the
form of a name, and behind it what may follow a person.
"""

from __future__ import annotations

import regex

from zhibiao.components.people.name_words import NameWords
from zhibiao.components.people.titles import Role
from zhibiao.components.witnesses import Witnesses

_FORM = regex.compile(
    r"(?:[A-Z]\.[ ]?){0,3}+[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’\-]{1,24}+(?:[ ·•](?:[A-Z]\.[ ]?){0,2}+[A-ZÀ-Þ][A-Za-zÀ-ɏ'’\-]{0,24}+){0,4}+"
)
_BEFORE = regex.compile(
    r"(?<![A-Za-z0-9À-ɏ.@])[A-ZÀ-Þ][a-zà-ɏ'’\-]{2,20}+(?:[ ·•][A-ZÀ-Þ][A-Za-zÀ-ɏ'’\-]{1,20}+){0,3}+\Z"
)
_GOES_ON = regex.compile(r"[A-Za-z0-9À-ɏ@_/+&\-]|\.[A-Za-z0-9]|·")
_PRODUCT = regex.compile(r"[a-z]{1,2}[A-Z]|.*[a-z][A-Z]{2}|.*\d")
_CLOSES = frozenset("，。；：、！？”’）)》】,;:!? \n　（(—…")
_VERBS = frozenset("vcpdui")
_NOUNS = frozenset("nbqxea")
_REACH = 64
LATIN = 3.5
"""How sure a reading in Latin letters is."""


class LatinNames:
    """Looks for names in Latin letters beside a post."""

    def __init__(self, text: str, names: NameWords, witnesses: Witnesses) -> None:
        self.text = text
        self.names = names
        self.witnesses = witnesses

    def behind(self, at: int, role: Role) -> int | None:
        """Where the name ends that begins at `at`, right behind a role."""
        form = _FORM.match(self.text, at)
        if form is None or self._unfit(role) or _GOES_ON.match(self.text, form.end()):
            return None
        end, written = form.end(), form[0]
        if len(written) < 3 or _PRODUCT.match(written) or written.lower() in self.names.latin:
            return None
        address = self.names.speaks(self.text, end) or self.names.honoured(self.text, end)
        if written.isupper():  # GDP, CEO
            return end if address else None
        whole = sum(map(str.isupper, written)) > 1  # SamHolt
        return end if address or self._closed(end, whole) else None

    def _unfit(self, role: Role) -> bool:
        """A verb like 代表, and what is no one's office but a kind of work: 记者|APP, 设计|AI."""
        return role.entry.spaced or (role.entry.stationed and not role.modified)

    def _closed(self, end: int, whole: bool) -> bool:
        """Whether what stands behind may follow a person: a border, 和, 的, a verb, but not 公司, 系统."""
        if end >= len(self.text) or self.text[end] in _CLOSES or self.names.follows(self.text, end) >= 1:
            return True
        word = self.witnesses.word_from(end)
        if word is None or word.tag == "vn":
            return False
        return word.tag[:1] in _VERBS or (whole and word.tag[:1] not in _NOUNS)

    def before(self, end: int) -> int | None:
        """Where the name begins that ends before a rank: Harker|上尉."""
        form = _BEFORE.search(self.text, max(0, end - _REACH), end)
        return form.start() if form is not None and form[0].lower() not in self.names.latin else None
