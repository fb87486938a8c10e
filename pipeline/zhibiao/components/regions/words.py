"""What the words of a text say about a stretch: a word of its own, inside a longer one, crossed by one (均衡|水平 holds 衡水)."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from zhibiao.evidence import Evidence, Word

Standing = Literal["alone", "split", "inside", "crossed", "unknown"]


class Words:
    """The tagged words of a whole text, looked up by place."""

    def __init__(self, evidence: Evidence, length: int) -> None:
        self._words: list[Word] = evidence.tagged(0, length) if length else []
        self._starts = [word.start for word in self._words]

    def __bool__(self) -> bool:
        return bool(self._words)

    def at(self, place: int) -> Word | None:
        """The word that holds the character `place`."""
        index = bisect_right(self._starts, place) - 1
        if index < 0 or self._words[index].end <= place:
            return None
        return self._words[index]

    def standing(self, start: int, end: int) -> tuple[Standing, str]:
        """How `[start, end)` stands to the words, and the tag of the word that it is or that holds it.

        `split` is a row of words that begin and end with it: 纳|雍, which no word list has.
        """
        first, last = self.at(start), self.at(end - 1)
        if first is None or last is None:
            return "unknown", ""
        if first.start == start and first.end == end:
            return "alone", first.tag
        if first.start == start and last.end == end:
            return "split", ""
        if first is last:
            return "inside", first.tag
        crossed = first if first.start < start else last
        return "crossed", crossed.tag
