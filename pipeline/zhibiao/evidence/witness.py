"""One text's evidence, cached by sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zhibiao.evidence.lac import NAMES, lac
from zhibiao.evidence.pieces import pieces, portions
from zhibiao.evidence.pkuseg_words import cut
from zhibiao.model import Stretch

if TYPE_CHECKING:
    from zhibiao.evidence.hints import Scores
    from zhibiao.evidence.lac import Token

_SURROGATE = re.compile(r"[\uD800-\uDFFF]")  # JSON may hold half of a pair, which no witness can read

_PLAIN = -2.0
"""The lowest score at which the characters around speak plainly for a name."""
_PERSONAL = frozenset({"nr", "nrt", "nrfg"})
"""rjieba's tags of people's names."""


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


class Word(NamedTuple):
    """A word with its part of speech (the tag set of ICTCLAS: n v a d m q p c u r f t …; "" where none is known)."""

    start: int
    end: int
    tag: str = ""


class Evidence:
    """Words and names of one text; with `enabled=False` it knows nothing, and says so with empty answers."""

    naming = True
    """Whether there is a witness for names; without one the words that rjieba takes for names stand in."""

    def __init__(self, text: str, *, enabled: bool = True) -> None:
        self.text = text
        self.enabled = enabled
        self._legible = _SURROGATE.sub("\ufffd", text)
        self._tagged: dict[int, list[Word]] = {}
        self._words: dict[int, list[Word]] = {}
        self._lac: dict[int, list[Word]] = {}

    def tagged(self, start: int, end: int) -> list[Word]:
        """The words with parts of speech that touch `[start, end)`, by rjieba."""
        sentences = self._pieces.touching(start, end) if self.enabled else []
        for sentence in sentences:
            if sentence.start not in self._tagged:
                self._tagged[sentence.start] = self._tag(sentence)
        return _touching(self._tagged, sentences, start, end)

    @cached_property
    def by_start(self) -> dict[int, Word]:
        """All words with parts of speech by their first character."""
        return {word.start: word for word in self.tagged(0, len(self.text))}

    @cached_property
    def by_end(self) -> dict[int, Word]:
        """All words with parts of speech by the place behind their last character."""
        return {word.end: word for word in self.by_start.values()}

    def likely(self, at: int) -> float:
        """The logarithm of the odds that a person's name begins at `at`, by the characters around it."""
        return float(self._scores[at])

    @cached_property
    def _scores(self) -> Scores:
        from zhibiao.evidence.hints import hints

        return hints().scores(self._legible)

    @cached_property
    def hints(self) -> list[int]:
        """Where a person's name may begin; nearly all of LAC's names are among these places, in text order."""
        if not self.enabled:
            return []
        from zhibiao.evidence.hints import LEAST, LEAST_NAMED

        scores = self._scores
        named = (word.start for word in self.by_start.values() if word.end - word.start > 1 and word.tag in _PERSONAL)
        found: set[int] = {at for at in named if scores[at] >= LEAST_NAMED}
        return sorted(found.union((scores >= LEAST).nonzero()[0].tolist()))

    def words(self, start: int, end: int) -> list[Word]:
        """The words that touch `[start, end)`, by the shipped pkuseg model."""
        sentences = self._pieces.touching(start, end) if self.enabled else []
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
        asked = self._portions.touching(start, end) if self.enabled else []
        self._read(asked)
        return _touching(self._lac, asked, start, end)

    def prepare(self, places: Iterable[Placed]) -> None:
        """Let LAC read the portions of all these places together, much faster than one by one; then ask for names."""
        if self.enabled:
            self._read(self._around(places))

    def hinted(self) -> list[Stretch]:
        """The portions that LAC has not read and where a person's name may begin."""
        portions = self._around(Stretch(at, at + 1) for at in self.hints)
        return [portion for portion in portions if portion.start not in self._lac]

    def known_names(self) -> list[Word]:
        """The names in all that LAC has read so far, in text order."""
        if not self.naming:
            named = (word for word in self.by_start.values() if word.end - word.start > 1 and word.tag in _PERSONAL)
            return [Word(word.start, word.end, "PER") for word in named if self.likely(word.start) >= _PLAIN]
        return [word for _, words in sorted(self._lac.items()) for word in words if word.tag in NAMES]

    def read(self) -> dict[str, int]:
        """How many characters have been read: `tagged`, `words`, `lac`."""
        known = {"tagged": self._tagged, "words": self._words, "lac": self._lac}
        return {name: sum(w.end - w.start for s in seen.values() for w in s) for name, seen in known.items()}

    @cached_property
    def _pieces(self) -> _Parts:
        return _Parts(pieces(self._legible))

    @cached_property
    def _portions(self) -> _Parts:
        return _Parts(portions(self._legible))

    def _tag(self, sentence: Stretch) -> list[Word]:
        import rjieba  # a sixth of a second, and not needed by the rules alone

        words, at = [], sentence.start
        for word, tag in rjieba.tag(self._legible[sentence.start : sentence.end]):
            words.append(Word(at, at + len(word), tag))
            at += len(word)
        return words

    def _around(self, places: Iterable[Placed]) -> list[Stretch]:
        """The portions that touch the places, each once."""
        touched = (part for place in places for part in self._portions.touching(place.start, place.end))
        return list({part.start: part for part in touched}.values())

    def _read(self, asked: Iterable[Stretch]) -> None:
        """Let LAC read what it has not read yet."""
        new = [portion for portion in asked if portion.start not in self._lac]
        if not new:
            return
        read = lac().read([self._legible[portion.start : portion.end] for portion in new])
        for portion, words in zip(new, read, strict=True):
            self._keep(portion, words)

    def _keep(self, portion: Stretch, words: list[Token]) -> None:
        at = portion.start
        self._lac[at] = [Word(at + low, at + high, tag) for low, high, tag in words]


def read_names(texts: Iterable[Evidence]) -> None:
    """Let LAC read the portions of many texts where a person's name may begin, all together.

    The more portions there are, the more of like lengths go through the network at once: a newspaper's articles together
    take two thirds of the time that they take one by one. Each text then knows its names as after `prepare`.
    """
    asked = [(text, portion) for text in texts if text.naming for portion in text.hinted()]
    if not asked:
        return
    read = lac().read([text._legible[portion.start : portion.end] for text, portion in asked])
    for (text, portion), words in zip(asked, read, strict=True):
        text._keep(portion, words)


class _Parts:
    """The parts that a text is read in, found by place."""

    def __init__(self, parts: Iterable[Stretch]) -> None:
        self._parts = list(parts)
        self._starts = [part.start for part in self._parts]

    def touching(self, start: int, end: int) -> list[Stretch]:
        """The parts that touch `[start, end)`."""
        if start >= end:
            return []
        first = max(0, bisect_right(self._starts, start) - 1)
        return [part for part in self._parts[first : bisect_right(self._starts, end - 1)] if start < part.end]


def _touching(read: dict[int, list[Word]], parts: list[Stretch], start: int, end: int) -> list[Word]:
    return [word for part in parts for word in read[part.start] if word.start < end and start < word.end]
