"""One text's evidence, cached by sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from zhibiao.evidence.pieces import pieces
from zhibiao.evidence.pkuseg_words import cut
from zhibiao.evidence.tagger import tagger
from zhibiao.model import Stretch

if TYPE_CHECKING:
    from zhibiao.evidence.hints import Scores
    from zhibiao.evidence.tag_paths import Found
    from zhibiao.evidence.tagger import Sentence

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


_Part = TypeVar("_Part", bound=Placed)


class Word(NamedTuple):
    """A word with its part of speech (the tag set of ICTCLAS: n v a d m q p c u r f t …; "" where none is known)."""

    start: int
    end: int
    tag: str = ""


class Name(NamedTuple):
    """A name of a person (`PER`), a place (`LOC`) or an organisation (`ORG`), and how sure its reader is of it, up to 1."""

    start: int
    end: int
    tag: str
    chance: float = 1.0


class Evidence:
    """Words and names of one text; with `enabled=False` it knows nothing, and says so with empty answers."""

    naming = True
    """Whether there is a witness for names; without one the words that rjieba takes for names stand in."""

    def __init__(self, text: str, *, enabled: bool = True, earlier: Evidence | None = None) -> None:
        """`earlier` is that of the same text in other characters, as long: sentences alike in both are not read anew."""
        self.text = text
        self.enabled = enabled
        self._earlier = earlier
        self._legible = _SURROGATE.sub("\ufffd", text)
        self._tagged: dict[int, list[Word]] = {}
        self._words: dict[int, list[Word]] = {}
        self._names: dict[int, list[Name]] = {}

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
        """Where a person's name may begin; nearly all names are among these places, in text order."""
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

    def names(self, start: int, end: int) -> list[Name]:
        """The names that touch `[start, end)`: people, places, organisations, by the shipped tagger.

        The dearest witness (some hundred thousand characters a second): ask where a rule saw something, after `prepare`.
        """
        asked = self._pieces.touching(start, end) if self.enabled else []
        _read_names([(self, piece) for piece in asked])
        return _touching(self._names, asked, start, end)

    def prepare(self, places: Iterable[Placed]) -> None:
        """Read the names of the sentences of all these places together, much faster than one by one; then ask for them."""
        if self.enabled:
            _read_names([(self, piece) for piece in self._around(places)])

    def hinted(self) -> list[Stretch]:
        """The sentences where a person's name may begin."""
        return self._around(Stretch(at, at + 1) for at in self.hints)

    def known_names(self) -> list[Name]:
        """The names in all that has been read for names so far, in text order."""
        if not self.naming:
            named = (word for word in self.by_start.values() if word.end - word.start > 1 and word.tag in _PERSONAL)
            return [Name(word.start, word.end, "PER") for word in named if self.likely(word.start) >= _PLAIN]
        return [name for _, names in sorted(self._names.items()) for name in names]

    def read(self) -> dict[str, int]:
        """How many characters have been read: `tagged`, `words`, `names`."""
        size = {piece.start: piece.end - piece.start for piece in self._pieces.all}
        starts = {"tagged": list(self._tagged), "words": list(self._words), "names": list(self._names)}
        return {name: sum(size[start] for start in seen) for name, seen in starts.items()}

    @cached_property
    def _pieces(self) -> _Parts:
        return _Parts(pieces(self._legible))

    def _alike(self, piece: Stretch) -> Evidence | None:
        """The earlier evidence, where it reads the same sentence at the same place."""
        earlier = self._earlier
        if earlier is None or earlier._pieces.touching(piece.start, piece.end) != [piece]:
            return None
        return earlier if earlier._legible.startswith(self._legible[piece.start : piece.end], piece.start) else None

    def _tag(self, sentence: Stretch) -> list[Word]:
        import rjieba  # a sixth of a second, and not needed by the rules alone

        if (alike := self._alike(sentence)) is not None and sentence.start in alike._tagged:
            return alike._tagged[sentence.start]
        words, at = [], sentence.start
        for word, tag in rjieba.tag(self._legible[sentence.start : sentence.end]):
            words.append(Word(at, at + len(word), tag))
            at += len(word)
        return words

    def _around(self, places: Iterable[Placed]) -> list[Stretch]:
        """The sentences that touch the places, each once."""
        touched = (piece for place in places for piece in self._pieces.touching(place.start, place.end))
        return list({piece.start: piece for piece in touched}.values())

    def _unread(self, piece: Stretch) -> Sentence | None:
        """The sentence with its words, where its names have not been read."""
        if piece.start in self._names:
            return None
        if (alike := self._alike(piece)) is not None and piece.start in alike._names:
            self._names[piece.start] = alike._names[piece.start]
            return None
        words = self.tagged(piece.start, piece.end)
        return self._legible[piece.start : piece.end], [(word.end - word.start, word.tag) for word in words]

    def _keep(self, at: int, names: list[Found]) -> None:
        self._names[at] = [Name(at + low, at + high, kind, chance) for low, high, kind, chance in names]


def read_names(texts: Iterable[Evidence]) -> None:
    """Read the names of many texts where a person's name may begin, all together: each then knows them as after `prepare`."""
    _read_names([(text, piece) for text in texts if text.naming for piece in text.hinted()])


def _read_names(asked: Iterable[tuple[Evidence, Stretch]]) -> None:
    """Read the names of sentences of any texts together, of each that has not been read."""
    new = [(text, piece.start, sentence) for text, piece in asked if (sentence := text._unread(piece)) is not None]
    for (text, at, _), names in zip(new, tagger().read([sentence for *_, sentence in new]) if new else [], strict=True):
        text._keep(at, names)


class _Parts:
    """The parts that a text is read in, found by place."""

    def __init__(self, parts: Iterable[Stretch]) -> None:
        self.all = list(parts)
        self._starts = [part.start for part in self.all]

    def touching(self, start: int, end: int) -> list[Stretch]:
        """The parts that touch `[start, end)`."""
        if start >= end:
            return []
        first = max(0, bisect_right(self._starts, start) - 1)
        return [part for part in self.all[first : bisect_right(self._starts, end - 1)] if start < part.end]


def _touching(read: dict[int, list[_Part]], parts: list[Stretch], start: int, end: int) -> list[_Part]:
    return [word for part in parts for word in read[part.start] if word.start < end and start < word.end]
