"""One text's evidence, cached by sentence."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import rjieba

from zhibiao.model import Stretch


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its part of speech (the tag set of ICTCLAS: n v a d m q p c u r f t …; "" where none is known)."""

    start: int
    end: int
    tag: str = ""


class Evidence:
    """Words and names of one text; with `enabled=False` it knows nothing, and says so with empty answers."""

    def __init__(self, text: str, *, enabled: bool = True) -> None:
        self.text = text
        self.enabled = enabled
        self._tagged: dict[int, list[Word]] = {}
        self._breaks = [0, *(i + 1 for i, c in enumerate(text) if c in "。！？\n")]

    def tagged(self, start: int, end: int) -> list[Word]:
        """The words with parts of speech that touch `[start, end)`, by rjieba."""
        if not self.enabled:
            return []
        return [w for s in self._sentences(start, end) for w in self._tag(s) if w.start < end and start < w.end]

    def words(self, start: int, end: int) -> list[Word]:
        """The words that touch `[start, end)`, by the pkuseg model."""
        return [Word(w.start, w.end) for w in self.tagged(start, end)]

    def names(self, start: int, end: int) -> list[Word]:
        """The names that touch `[start, end)`, by LAC: tags `PER`, `ORG`, `LOC`, `TIME`."""
        return []

    def _sentences(self, start: int, end: int) -> list[Stretch]:
        first = bisect_right(self._breaks, start) - 1
        found = []
        while first < len(self._breaks) and self._breaks[first] < end:
            stop = self._breaks[first + 1] if first + 1 < len(self._breaks) else len(self.text)
            found.append(Stretch(self._breaks[first], stop))
            first += 1
        return found

    def _tag(self, sentence: Stretch) -> list[Word]:
        if sentence.start not in self._tagged:
            words, at = [], sentence.start
            for word, tag in rjieba.tag(self.text[sentence.start : sentence.end]):
                words.append(Word(at, at + len(word), tag))
                at += len(word)
            self._tagged[sentence.start] = words
        return self._tagged[sentence.start]
