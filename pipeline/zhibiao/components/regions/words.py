"""What the words of a text say about a stretch: a word of its own, inside a longer one, crossed by one (均衡|水平 holds 衡水)."""

from __future__ import annotations

from typing import Literal

from zhibiao.evidence import Evidence, Word

Standing = Literal["alone", "split", "inside", "crossed", "unknown"]


class Words:
    """The tagged words of a text, looked up by place; a sentence is read when it is first asked for."""

    def __init__(self, evidence: Evidence, text: str) -> None:
        self._evidence = evidence
        self._known = evidence.enabled and bool(text)

    def __bool__(self) -> bool:
        return self._known

    def at(self, place: int) -> Word | None:
        """The word that holds the character `place`."""
        return self._evidence.word_at(place)

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
        if first == last:
            return "inside", first.tag
        crossed = first if first.start < start else last
        return "crossed", crossed.tag
