"""What stands at a name's borders: a surname before, a verb of saying behind, a place's or a book's longer name around."""

from __future__ import annotations

import regex

from zhibiao.components.lexicon import Lexicon
from zhibiao.components.people.name_rules import NAMES, SURNAMES, Begun

DOTS = "·•・‧∙．"
_LONG = 3
_WEEKDAY = regex.compile(r"周[一二三四五六日末](?:[早晚]|上午|下午|凌晨|中午)?")
HAN = regex.compile(r"\p{Han}")


class NameWords:
    """The rules of rules/surnames.toml and rules/names.toml, ready to be asked."""

    def __init__(self, rules: str | None = None) -> None:
        self._surnames: dict[str, str] = {}
        self.rare: set[str] = set()
        self.compound: set[str] = set()
        self.foreign: frozenset[str] = frozenset()
        for entry in SURNAMES.load(rules):
            found = {*entry.words, *(c for c in entry.characters if not c.isspace())}
            if entry.kind == "foreign":
                self.foreign |= found
                self.foreign_rule = SURNAMES.id(entry)
                continue
            for word in found:
                self._surnames.setdefault(word, SURNAMES.id(entry))
            if entry.kind == "compound":
                self.compound |= found
            if entry.kind == "rare":
                self.rare |= found
        words: dict[str, set[str]] = {}
        for rule in NAMES.load(rules):
            words.setdefault(rule.kind, set()).update(rule.words, rule.characters)
        self.says = frozenset(words.get("says", ()))
        self.rulers_rule = next((NAMES.id(rule) for rule in NAMES.load(rules) if rule.kind == "ruler"), "")
        self.says_rule = next((NAMES.id(rule) for rule in NAMES.load(rules) if rule.kind == "says"), "")
        self.followers = frozenset(words.get("follower", ())) | self.says
        self.verbs = frozenset(words.get("verb", ()))
        self.never = frozenset(words.get("never", ()))
        self.adverbs = frozenset(words.get("adverb", ()))
        self.seldom = frozenset(words.get("rare", ()))
        self.words = frozenset(words.get("word", ()))
        self.honorifics = frozenset(words.get("honorific", ()))
        self._eponyms = frozenset(words.get("eponym", ()))
        self._sites = frozenset(words.get("site", ()))
        self.latin = frozenset(words.get("latin", ()))
        self.rulers = Lexicon(dict.fromkeys(words.get("ruler", ())))
        self._initials = {surname[0] for surname in self._surnames}
        self._wording = Begun(word for word in self.words if len(word) > _LONG)
        self._saying = Begun(self.says)
        self._verbs = Lexicon(dict.fromkeys(self.says))
        self.following = Begun(self.followers)
        self._addressing = Begun(self.honorifics)
        self._naming = Begun(self._eponyms)
        self._siting = Begun(self._sites)

    def surname(self, text: str, at: int) -> tuple[int, str]:
        """The length of the surname at `at` (0 for none) and its rule."""
        if text[at : at + 1] not in self._initials:
            return 0, ""
        for length in (2, 1):
            if (rule := self._surnames.get(text[at : at + length])) and len(text) > at + length:
                return length, rule
        return 0, ""

    def is_word(self, written: str) -> bool:
        """Whether it only looks like a name: 高峰, 谷雨."""
        return written in self.words

    def barred(self, text: str, start: int, end: int) -> bool:
        """Whether it is something else, whatever a witness says: 高峰, 周二晚, 坦言, 梁|开始, 吕老|去."""
        written = text[start:end]
        if written in self.words or written in self.compound or _WEEKDAY.fullmatch(written):
            return True
        if self._saying.longest(text, start) > 1 or self._wording.longest(text, start) > end - start:
            return True  # 坦言, 阿布扎|比
        given = written[self.surname(text, start)[0] :]
        return len(given) == 2 and (given in self.verbs or given[0] == "老")

    def common(self, text: str, at: int) -> bool:
        """Whether a surname that needs no other evidence stands at `at`."""
        length, _ = self.surname(text, at)
        return length == 2 or (length == 1 and text[at] not in self.rare)

    def speaks(self, text: str, at: int) -> bool:
        """Whether a verb of saying stands at `at`."""
        return self._saying.at(text, at)

    def spoken(self, text: str) -> list[int]:
        """Where verbs of saying begin in a text, in order."""
        return sorted(start for start, _, _ in self._verbs.every(text))

    def follows(self, text: str, at: int) -> float:
        """How well what stands at `at` follows a name: 在, 表示, a comma, the end."""
        if at >= len(text) or not HAN.match(text[at]):
            return 0.5 if at < len(text) and (text[at].isalpha() or text[at] in DOTS) else 2.0
        length = self.following.longest(text, at)
        if length < 2:
            return float(length)
        return 2.5 if text[at : at + length] in self.says else 2.0

    def settled(self, text: str, at: int) -> bool:
        """Whether what stands at `at` ends a name and its address: a border, 在会上, 说."""
        return self.follows(text, at) >= 2 or self.speaks(text, at)

    def honoured(self, text: str, at: int) -> bool:
        """Whether a word of address stands at `at`: 张|部长, 李|某."""
        return self._addressing.at(text, at, shortest=2)

    def titled(self, text: str, end: int) -> bool:
        """Whether the name goes on to a longer one that is no person's: 鲁迅|文学奖, 马克思|主义."""
        if text.startswith(("同志", "等"), end):
            return False
        return self._naming.at(text, end)

    def sited(self, text: str, end: int) -> bool:
        """Whether the name goes on to a place's: 萨莫拉|州, 贝鲁特|南郊."""
        return self._siting.at(text, end)
