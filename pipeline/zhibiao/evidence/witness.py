"""One text's evidence, cached by sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import regex
import rjieba

from zhibiao.evidence.lac import NAMES, lac
from zhibiao.evidence.pieces import pieces
from zhibiao.evidence.pkuseg_words import cut
from zhibiao.model import Stretch

_SURROGATE = regex.compile(r"[\uD800-\uDFFF]")  # JSON may hold half of a pair, which no witness can read
_FARTHEST = 24
"""LAC reads at most so many sentences ahead of what is asked."""


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


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
        self._legible = _SURROGATE.sub("\ufffd", text)
        self._tagged: dict[int, list[Word]] = {}
        self._words: dict[int, list[Word]] = {}
        self._lac: dict[int, list[Word]] = {}
        self._guess, self._guessed = 2, set[int]()

    def tagged(self, start: int, end: int) -> list[Word]:
        """The words with parts of speech that touch `[start, end)`, by rjieba."""
        sentences = self._sentences(start, end)
        for sentence in sentences:
            if sentence.start not in self._tagged:
                self._tagged[sentence.start] = self._tag(sentence)
        return _touching(self._tagged, sentences, start, end)

    def words(self, start: int, end: int) -> list[Word]:
        """The words that touch `[start, end)`, by the shipped pkuseg model."""
        sentences = self._sentences(start, end)
        for sentence in sentences:
            if sentence.start not in self._words:
                at = sentence.start
                borders = cut(self._legible[at : sentence.end])
                self._words[at] = [Word(at + low, at + high) for low, high in borders]
        return _touching(self._words, sentences, start, end)

    def names(self, start: int, end: int) -> list[Word]:
        """The names that touch `[start, end)`, by LAC: tags `PER`, `ORG`, `LOC`, `TIME`."""
        return [word for word in self.lac(start, end) if word.tag in NAMES]

    def lac(self, start: int, end: int) -> list[Word]:
        """All words that touch `[start, end)`, by LAC: names and parts of speech.

        The dearest witness (some ten thousand characters a second): ask where a rule saw something, after `prepare`.
        """
        sentences = self._sentences(start, end)
        self._guessed.difference_update(sentence.start for sentence in sentences)
        if sentences and any(sentence.start not in self._lac for sentence in sentences):
            self._read([*sentences, *self._ahead(sentences[-1])])
        return _touching(self._lac, sentences, start, end)

    def prepare(self, places: Iterable[Placed]) -> None:
        """Let LAC read the sentences of all these places together, twice as fast as one by one; then ask for names."""
        self._read({s.start: s for place in places for s in self._sentences(place.start, place.end)}.values())

    def read(self) -> dict[str, int]:
        """How many characters have been read: `tagged`, `words`, `lac`."""
        known = {"tagged": self._tagged, "words": self._words, "lac": self._lac}
        return {name: sum(w.end - w.start for s in seen.values() for w in s) for name, seen in known.items()}

    def _ahead(self, last: Stretch) -> list[Stretch]:
        """The sentences behind `last` that are read with it, more of them as long as half of the last guess was asked for."""
        wanted = 2 * len(self._guessed) <= self._guess
        self._guess = min(2 * self._guess, _FARTHEST) if wanted else max(self._guess // 2, 1)
        first = bisect_right(self._starts, last.start)
        following = self._pieces[first : first + self._guess]
        self._guessed = {sentence.start for sentence in following if sentence.start not in self._lac}
        return following

    @cached_property
    def _pieces(self) -> list[Stretch]:
        return list(pieces(self._legible))

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self._pieces]

    def _sentences(self, start: int, end: int) -> list[Stretch]:
        """The sentences that touch `[start, end)`; none without evidence."""
        if not self.enabled or start >= end:
            return []
        first = max(0, bisect_right(self._starts, start) - 1)
        return [piece for piece in self._pieces[first : bisect_right(self._starts, end - 1)] if start < piece.end]

    def _tag(self, sentence: Stretch) -> list[Word]:
        words, at = [], sentence.start
        for word, tag in rjieba.tag(self._legible[sentence.start : sentence.end]):
            words.append(Word(at, at + len(word), tag))
            at += len(word)
        return words

    def _read(self, sentences: Iterable[Stretch]) -> None:
        """Let LAC read what it has not read yet."""
        new = [sentence for sentence in sentences if sentence.start not in self._lac]
        if not new:
            return
        read = lac().read([self._legible[sentence.start : sentence.end] for sentence in new])
        for sentence, words in zip(new, read, strict=True):
            at = sentence.start
            self._lac[at] = [Word(at + low, at + high, tag) for low, high, tag in words]


def _touching(read: dict[int, list[Word]], sentences: list[Stretch], start: int, end: int) -> list[Word]:
    return [word for s in sentences for word in read[s.start] if word.start < end and start < word.end]
