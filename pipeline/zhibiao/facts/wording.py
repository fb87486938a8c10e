"""The words by which a sentence about numbers is read: links, comparators, verbs, changes, and what bounds a noun phrase."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache
from typing import Literal

from zhibiao.facts.phrases import Phrases
from zhibiao.model import Direction
from zhibiao.rulebook import Entry, Family


class BoundEntry(Entry):
    """Words that bound a noun phrase, or that look as if they did."""

    kind: Literal["link", "compare", "adverb", "plan", "deictic", "prep", "noun", "nominal", "bare"]
    words: tuple[str, ...]


class ActionEntry(Entry):
    """Verbs that govern a number: 建成 出台 完成."""

    kind: Literal["strict", "soft", "whole"]
    words: tuple[str, ...]


class ChangeEntry(Entry):
    """Words of growth, fall and difference: 增长 下降 高于 提高到."""

    kind: Literal["delta", "to", "gap", "head", "self"]
    direction: Direction | None = None
    lead: bool = False
    words: tuple[str, ...]


BOUNDS: Family[BoundEntry] = Family("bounds", BoundEntry)
ACTIONS: Family[ActionEntry] = Family("actions", ActionEntry)
CHANGES: Family[ChangeEntry] = Family("changes", ChangeEntry)

# Of a word with several kinds the first of these holds: 安排 is a verb before it is a plan.
_ORDER = (
    *("noun", "delta", "to", "gap", "head", "self", "compare", "link", "whole", "soft", "strict"),
    *("prep", "plan", "deictic", "adverb", "nominal"),
)


class Wording:
    """All words with their kinds, as one automaton."""

    def __init__(self, rules: str | None = None) -> None:
        self.kinds: dict[str, str] = {}
        self.directions: dict[str, Direction | None] = {}
        self.rules: dict[str, str] = {}
        self.bare: set[str] = set()
        self.nominal: set[str] = set()
        self.leads: set[str] = set()
        rank = {kind: place for place, kind in enumerate(_ORDER)}
        for family in (BOUNDS, ACTIONS, CHANGES):
            for entry in family.load(rules):
                for word in entry.words:
                    if entry.kind == "bare":
                        self.bare.add(word)
                        continue
                    if entry.kind == "nominal":
                        self.nominal.add(word)
                    if isinstance(entry, ChangeEntry) and entry.lead:
                        self.leads.add(word)
                    if rank[entry.kind] < rank.get(self.kinds.get(word, ""), len(rank)):
                        self.kinds[word] = entry.kind
                        self.rules[word] = family.id(entry)
                        self.directions[word] = entry.direction if isinstance(entry, ChangeEntry) else None
        for word in self.nominal:
            if self.kinds.get(word) == "strict":
                self.kinds[word] = "soft"  # 播种 is a verb in 播种小麦 and none in 播种面积
        self._phrases = Phrases(self.kinds)

    def find(self, text: str, low: int, high: int, borders: Set[int] | None) -> Iterator[tuple[int, int, str]]:
        """The words in `[low, high)` with their kinds."""
        for start, end in self._phrases.find(text, low, high, borders):
            yield start, end, self.kinds[text[start:end]]


@lru_cache(maxsize=4)
def wording(rules: str | None = None) -> Wording:
    """The built-in words with the user's laid over them. Raises `RuleError`."""
    return Wording(rules)
