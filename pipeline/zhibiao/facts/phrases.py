"""Many words looked up at once, each where it stands as a word of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set

from ahocorasick_rs import AhoCorasick, MatchKind


class Phrases:
    """An automaton over words; without evidence a single character is believed only at the edge of a stretch."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(list(words), matchkind=MatchKind.Standard)

    def occurrences(self, text: str, low: int, high: int) -> list[tuple[int, int]]:
        """Every place in `[low, high)` where a word stands, in text order; they may overlap."""
        found = self._automaton.find_matches_as_indexes(text[low:high], overlapping=True)
        return sorted((start + low, end + low) for _, start, end in found)

    def find(self, text: str, low: int, high: int, borders: Set[int] | None) -> Iterator[tuple[int, int]]:
        """The words in `[low, high)`, from the left and the longest first; with `borders` only those that begin and end at one."""
        return chosen(self.occurrences(text, low, high), low, high, borders)


def chosen(
    occurrences: Sequence[tuple[int, int]], low: int, high: int, borders: Set[int] | None
) -> Iterator[tuple[int, int]]:
    """Of the occurrences within `[low, high)` those that are words, from the left and the longest first."""
    longest: dict[int, int] = {}
    for index in range(bisect_left(occurrences, (low, low)), len(occurrences)):
        start, end = occurrences[index]
        if start >= high:
            break
        if end > high:
            continue
        if borders is not None:
            sound = start in borders and end in borders
        else:
            sound = end - start > 1 or start == low or end == high
        if sound:
            longest[start] = end  # the longest of one place comes last
    at = low
    for start, end in longest.items():
        if start >= at:
            at = end
            yield start, at
