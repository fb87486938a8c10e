"""What the words of a text say about a stretch: a word of its own, inside a longer one, crossed by one (均衡|水平 holds 衡水)."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

from zhibiao.evidence import Evidence, Word

Standing = Literal["alone", "split", "inside", "crossed", "unknown"]

_BORDER = re.compile(r"[。！？!?\n]")


class Words:
    """The tagged words of a text, looked up by place; a sentence is read when it is first asked for."""

    def __init__(self, evidence: Evidence, text: str) -> None:
        self._evidence = evidence
        self._text = text
        self._known = evidence.enabled and bool(text)
        self._borders = [0, *(match.end() for match in _BORDER.finditer(text)), len(text)] if self._known else []
        self._read: dict[int, tuple[list[int], list[Word]]] = {}

    def __bool__(self) -> bool:
        return self._known

    def at(self, place: int) -> Word | None:
        """The word that holds the character `place`."""
        if not self._known:
            return None
        number = bisect_right(self._borders, place)
        sentence = self._read.get(number)
        if sentence is None:
            sentence = self._read[number] = self._sentence(number)
        starts, words = sentence
        index = bisect_right(starts, place) - 1
        if index < 0 or words[index].end <= place:
            return None
        return words[index]

    def standing(self, start: int, end: int) -> tuple[Standing, str]:
        """How `[start, end)` stands to the words, and the tag of the word that it is or that holds it.

        `split` is a row of words that begin and end with it: 纳|雍, which no word list has.
        """
        if not self._known:
            return "unknown", ""
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

    def _sentence(self, number: int) -> tuple[list[int], list[Word]]:
        if not 0 < number < len(self._borders):
            return [], []
        words = self._evidence.tagged(self._borders[number - 1], self._borders[number])
        return [word.start for word in words], words
