"""Phrases by the thousand, found in one pass: an automaton whose phrases carry values.

>>> lexicon = Lexicon({"衡水": 1, "衡水市": 2})
>>> list(lexicon.longest("在衡水市")), list(lexicon.every("在衡水市"))
([(1, 4, 2)], [(1, 3, 1), (1, 4, 2)])
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

T = TypeVar("T")


class Lexicon(Generic[T]):
    """A fixed set of phrases, each with a value; both readings of a text are linear in its length."""

    def __init__(self, phrases: Mapping[str, T]) -> None:
        self._phrases = list(phrases)
        self._values = list(phrases.values())

    def __len__(self) -> int:
        return len(self._phrases)

    def longest(self, text: str) -> Iterator[tuple[int, int, T]]:
        """The phrases from left to right without overlaps, the longest where several begin."""
        for index, start, end in self._longest.find_matches_as_indexes(text):
            yield start, end, self._values[index]

    def every(self, text: str) -> Iterator[tuple[int, int, T]]:
        """All phrases, overlapping ones too, by their ends."""
        for index, start, end in self._every.find_matches_as_indexes(text, overlapping=True):
            yield start, end, self._values[index]

    @cached_property
    def _longest(self) -> AhoCorasick:
        return AhoCorasick(
            self._phrases, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        )

    @cached_property
    def _every(self) -> AhoCorasick:
        return AhoCorasick(self._phrases, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
