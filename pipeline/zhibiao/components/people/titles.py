"""Roles, composed of parts: 副 + 书记, 首席 + 数字 + 官, 常务 + 副 + 省长."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex
from ahocorasick_rs import AhoCorasick, MatchKind

from zhibiao.rulebook import Entry, Family


class TitleRule(Entry):
    """Words that are a role's head, modifier or field; see the remarks in rules/titles.toml."""

    part: Literal["head", "modifier", "field", "address", "trade", "plain"]
    words: tuple[str, ...]
    own: bool = False
    field: bool = False
    free: bool = False
    weak: bool = False
    fused: bool = False
    stationed: bool = False
    spaced: bool = False
    state: bool = False
    credit: bool = False
    behind: str = ""
    personal: bool = False


_CHIEF = regex.compile(r"首席[^\P{Han}首席和与及任官长家师]{1,6}")
_OFFICIALS = frozenset("邸员方府")
_PARTS = 5  # 党委 + 常务 + 副 + …: no role has more before its head
_TRADE = 3
"""A trade told by its last character has at least so many."""

TITLES: Family[TitleRule] = Family("titles", TitleRule, group="people")


@dataclass(frozen=True, slots=True)
class Role:
    """A role in the text: `core` is where its head begins, `start` takes the modifiers and fields before it along.

    `after` may stand behind a name, `address` even with more text following, `personal` behind no body's name.
    """

    start: int
    core: int
    end: int
    entry: TitleRule
    rules: tuple[str, ...] = ()
    after: bool = False
    address: bool = False
    personal: bool = False

    @property
    def modified(self) -> bool:
        """Whether a modifier or a field stands before the head."""
        return self.start < self.core


class TitleBook:
    """The roles of rules/titles.toml, ready to be found."""

    def __init__(self, rules: str | None = None) -> None:
        entries = TITLES.load(rules)
        self._heads = {word: entry for entry in entries if entry.part == "head" for word in entry.words}
        self._parts, self._fields, self._addresses = (
            {word: TITLES.id(entry) for entry in entries if entry.part == part for word in entry.words}
            for part in ("modifier", "field", "address")
        )
        self._personal = {word for entry in entries if entry.personal for word in entry.words}
        self._trades = {word: entry for entry in entries if entry.part == "trade" for word in entry.words}
        self._plain = tuple(word for entry in entries if entry.part == "plain" for word in entry.words)
        self._words = list(self._heads)
        self._longest = max((len(word) for word in (*self._parts, *self._fields)), default=0)
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.Standard) if self._words else None

    def find(self, text: str) -> Iterator[Role]:
        """Every place where a role may end, the longest head of each, in text order.

        >>> [(role.start, role.end) for role in TitleBook().find("省委副书记")]
        [(2, 5)]
        """
        if self._automaton is None:
            return
        best: dict[int, int] = {}
        for _, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            best[end] = min(start, best.get(end, start))
        for end, start in sorted(best.items()):
            if text[start:end] == "官" and text[end : end + 1] in _OFFICIALS:
                continue  # 首相官邸
            if (behind := self._heads[text[start:end]].behind) and text[start - 1 : start] not in tuple(behind):
                continue  # 区|领导, but not 总书记|领导
            role = self._role(text, start, end)
            if role.modified or role.end - role.core > 1 or role.entry.credit:
                yield role

    def _role(self, text: str, core: int, end: int) -> Role:
        entry = self._heads[text[core:end]]
        start, rules = core, [TITLES.id(entry)]
        for _ in range(0 if entry.spaced else _PARTS):
            if not (found := self._before(text, start, entry.field or entry.free)):
                break
            start -= len(found[0])
            rules.append(found[1])
        chief = text.rfind("首席", max(0, start - 8), start) if entry.field else -1
        if chief >= 0 and _CHIEF.fullmatch(text, chief, start):
            start = chief  # 首席|试飞|官
        if address := self._addresses.get(text[core:end]):
            rules.append(address)
        after = entry.credit or address is not None
        personal = text[core:end] in self._personal
        return Role(start, core, end, entry, tuple(dict.fromkeys(rules)), after, address is not None, personal)

    def trade(self, text: str, start: int, end: int) -> Role | None:
        """The word `[start, end)` as a role, where it ends as the names of trades do: 收藏者, 鉴藏家, but not 受害者."""
        entry = self._trades.get(text[end - 1 : end]) if end - start >= _TRADE else None
        if entry is None or text[start:end].endswith(self._plain):
            return None
        return Role(start, start, end, entry, (TITLES.id(entry),))

    def _before(self, text: str, at: int, field: bool) -> tuple[str, str] | None:
        """The modifier or field that ends at `at`, with its rule."""
        for length in range(min(self._longest, at), 0, -1):
            word = text[at - length : at]
            if rule := self._parts.get(word):
                return word, rule
            if (rule := self._fields.get(word)) and (field or word.endswith(("区", "区域", "地区", "事务"))):
                return word, rule
        return None
