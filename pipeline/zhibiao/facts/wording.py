"""The words by which a sentence about numbers is read: links, comparators, verbs, changes, and what bounds a noun phrase."""

from __future__ import annotations

from typing import Literal

from zhibiao.facts.phrases import Phrases
from zhibiao.model import Direction
from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.remembering import remembered

Ending = Literal[
    "bare",
    "compound",
    "share",
    "toward",
    "growth",
    "holder",
    "when",
    "average",
    "project",
    "money",
    "fate",
    "attributive",
    "reach",
    "fund",
    "stake",
]


class BoundEntry(Entry):
    """Words that bound a noun phrase, that look as if they did, or that it may end with."""

    kind: Literal["link", "compare", "adverb", "plan", "deictic", "prep", "noun", "nominal"] | Ending
    words: tuple[str, ...]


class ActionEntry(Entry):
    """Verbs that govern a number: 建成 出台 完成."""

    kind: Literal["strict", "soft", "whole"]
    words: tuple[str, ...]


class ChangeEntry(Entry):
    """Words of growth, fall and difference: 增长 下降 高于 提高到; with `lead` also before their object (减少排放1.9亿吨)."""

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
    """All words with their kinds, as one automaton.

    `nominal` are verbs' forms that stand in noun phrases, `leads` change words that take an object, `endings` the words
    that a noun phrase may end with, by what they tell.
    """

    def __init__(self, rules: str | None = None) -> None:
        self.kinds: dict[str, str] = {}
        self.directions: dict[str, Direction | None] = {}
        self.rules: dict[str, str] = {}
        self.nominal: set[str] = set()
        self.leads: set[str] = set()
        self.endings: dict[str, tuple[str, ...]] = {}
        for bound in BOUNDS.load(rules):
            if bound.kind not in _ORDER:
                self.endings[bound.kind] = (*self.endings.get(bound.kind, ()), *bound.words)
                continue
            if bound.kind == "nominal":
                self.nominal.update(bound.words)
            self._add(bound.words, bound.kind, BOUNDS.id(bound))
        for action in ACTIONS.load(rules):
            self._add(action.words, action.kind, ACTIONS.id(action))
        for change in CHANGES.load(rules):
            self._add(change.words, change.kind, CHANGES.id(change), change.direction)
            for word in change.words:  # 减排 is a noun, and a fall in 减排二氧化碳
                self.rules[word], self.directions[word] = CHANGES.id(change), change.direction
            self.leads.update(change.words if change.lead else ())
        for word in self.nominal:
            if self.kinds[word] == "strict":
                self.kinds[word] = "soft"  # 播种 is a verb in 播种小麦 and none in 播种面积
        self.bare = frozenset(self.endings.get("bare", ()))
        self._phrases = Phrases(self.kinds)

    def _add(self, words: tuple[str, ...], kind: str, rule: str, direction: Direction | None = None) -> None:
        for word in words:
            if word not in self.kinds or _ORDER.index(kind) < _ORDER.index(self.kinds[word]):
                self.kinds[word], self.rules[word], self.directions[word] = kind, rule, direction

    def ends(self, text: str, ending: Ending) -> bool:
        """Whether a noun phrase ends with one of these words: 占全省比重, `share`."""
        return text.endswith(self.endings.get(ending, ()))

    def occurrences(self, text: str, low: int, high: int) -> list[tuple[int, int]]:
        """Every place in `[low, high)` where one of the words stands, in text order."""
        return self._phrases.occurrences(text, low, high)


@remembered
def wording(rules: str | None = None) -> Wording:
    """The built-in words with the user's laid over them. Raises `RuleError`."""
    return Wording(rules)
