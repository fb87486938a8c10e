"""Names before a post: 习近平总书记, 李强总理, 奥拉夫公爵, Harker上尉."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhibiao.components.organisations.bodies import BodyBook
from zhibiao.components.people.latin import LATIN, LatinNames
from zhibiao.components.people.name_rules import behind_preposition
from zhibiao.components.people.names import NameBook, Reading
from zhibiao.components.people.titles import Role
from zhibiao.components.people.untitled import OPEN
from zhibiao.components.witnesses import Witnesses
from zhibiao.evidence import Word

LED = "由经请被让与和同向对据为以是在即如及派令到给陪随"
"""A name may well follow one of these."""
_SURELY = 0.8
"""From this chance on the tagger's name before an address is one, whatever its characters: 若彦|老师."""


class Addressed:
    """Looks for the names of one text that stand before a role."""

    def __init__(
        self, text: str, roles: Sequence[Role], names: NameBook, bodies: BodyBook, witnesses: Witnesses
    ) -> None:
        self.text = text
        self.roles = roles
        self.names = names
        self.bodies = bodies
        self.witnesses = witnesses
        self._latin = LatinNames(text, names, witnesses)

    def find(self) -> Iterator[Reading]:
        """习近平总书记, 李强总理: a name between a border and a role that may follow a name."""
        for role in self.roles:
            if (role.entry.credit and not role.address) or (
                role.modified and self.text[role.start : role.core] != "副"
            ):
                continue
            if not role.after and not self.names.settled(self.text, role.end):
                continue
            end = role.start
            if role.personal and (start := self._latin.before(end)) is not None:
                yield Reading(start, end, LATIN, (self.names.foreign_rule,))
                continue
            if self.bodies.head_to(self.text, end, max(0, end - 4)) is not None:
                continue  # 宣传部|部长
            likely = self.witnesses.enabled and (role.personal or self._plausible(end))
            name = self.witnesses.name_to(end) if likely else None
            if name is not None and name.tag == "PER":
                start = behind_preposition(self.text, name.start, end, self.names.foreign)
                reading = self.names.read(self.text, start, self.witnesses)
                sure = role.personal and name.chance >= _SURELY
                if reading is not None and reading.end == end and (sure or self._namelike(reading)):
                    yield replace(reading, score=reading.score + 1.5)
                    continue
            word = self.witnesses.word_to(end)
            if word is None and not self.witnesses.enabled:
                yield from self._blind_before(end)
            elif word is not None and word.tag.startswith("nr") and role.after:
                yield from self._tagged(word, role)

    def _tagged(self, word: Word, role: Role) -> Iterator[Reading]:
        """A name by its tag alone, where the tagger sees another border: 陈立新|院士."""
        start, end = word.start, word.end
        if self.text[start:end] in self.bodies.countries or self.names.is_word(self.text[start:end]):
            return
        if 2 <= end - start <= 4 and self.names.common(self.text, start):
            yield Reading(start, end, 3.0, (self.names.surname(self.text, start)[1],))
            return
        named = role.personal and word.tag == "nrt" and self.witnesses.name_from(start) is not None
        if end - start >= 3 - named and self.names.foreign.issuperset(self.text[start:end]):
            yield Reading(start, end, 3.0, (self.names.foreign_rule,))  # 若斯潘|总理, 汤姆|船长

    def _plausible(self, end: int) -> bool:
        """Whether a name could end here, cheaply: a surname two to four characters back, or foreign characters."""
        for length in (3, 2, 4):
            if end >= length and self.names.common(self.text, end - length):
                return True
        return end >= 2 and self.text[end - 1] in self.names.foreign and self.text[end - 2] in self.names.foreign

    def _namelike(self, reading: Reading) -> bool:
        written = self.text[reading.start : reading.end]
        if len(written) < 2 or written in self.bodies.countries:
            return False
        return self.names.common(self.text, reading.start) or all(
            c in self.names.foreign or not c.isalpha() for c in written
        )

    def _blind_before(self, end: int) -> Iterator[Reading]:
        for length in (3, 2):
            start = end - length
            if start < 0 or not self.names.common(self.text, start):
                continue
            if start and self.text[start - 1] not in OPEN and self.text[start - 1] not in LED:
                continue
            reading = self.names.read(self.text, start, self.witnesses)
            if reading is not None and reading.end == end and reading.score >= 1.0:
                yield replace(reading, score=3.0)
                return
