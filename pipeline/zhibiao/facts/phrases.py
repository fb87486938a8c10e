"""Many words looked up at once, each where it stands as a word of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from ahocorasick_rs import AhoCorasick, MatchKind


class Phrases:
    """An automaton over words; without evidence a single character is believed only at the edge of a stretch."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(list(words), matchkind=MatchKind.Standard)

    def find(self, text: str, low: int, high: int, borders: Set[int] | None) -> Iterator[tuple[int, int]]:
        """The words in `[low, high)`, from the left and the longest first; with `borders` only those that begin and end at one."""
        longest: dict[int, int] = {}
        for _, start, end in self._automaton.find_matches_as_indexes(text[low:high], overlapping=True):
            start, end = start + low, end + low
            if borders is not None:
                sound = start in borders and end in borders
            else:
                sound = end - start > 1 or start == low or end == high
            if sound and longest.get(start, 0) < end:
                longest[start] = end
        at = low
        for start in sorted(longest):
            if start >= at:
                at = longest[start]
                yield start, at
