"""One text's evidence, cached by sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar, cast

from zhibiao.evidence.pieces import pieces
from zhibiao.evidence.pkuseg_words import cut
from zhibiao.evidence.tagged_words import TaggedWords, Word, tag
from zhibiao.evidence.tagger import tagger
from zhibiao.model import Stretch

if TYPE_CHECKING:
    from zhibiao.evidence.hints import Scores
    from zhibiao.evidence.tag_paths import Found
    from zhibiao.evidence.tagger import Sentence

_SURROGATE = re.compile(r"[\uD800-\uDFFF]")  # JSON may hold half of a pair, which no witness can read

_PLAIN = -2.0
"""The lowest score at which the characters around speak plainly for a name."""


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


_Part = TypeVar("_Part", bound=Placed)


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
        self._tagged: dict[int, TaggedWords] = {}
        self._words: dict[int, list[Word]] = {}
        self._names: dict[int, list[Name]] = {}
        self._scored: Scores | None = None

    def tagged(self, start: int, end: int) -> list[Word]:
        """The words with parts of speech that touch `[start, end)`, by rjieba."""
        sentences = self._pieces.touching(start, end) if self.enabled else []
        if len(sentences) == 1:
            return self._words_of(sentences[0]).touching(start, end)
        return [word for sentence in sentences for word in self._words_of(sentence).touching(start, end)]

    def word_at(self, place: int) -> Word | None:
        """The word with a part of speech that holds the character `place`."""
        sentence = self._pieces.at(place) if self.enabled else None
        return None if sentence is None else self._words_of(sentence).holding(place)

    def word_from(self, at: int) -> Word | None:
        """The word with a part of speech that begins at `at`."""
        sentence = self._pieces.at(at) if self.enabled else None
        return None if sentence is None else self._words_of(sentence).starting(at)

    def word_to(self, end: int) -> Word | None:
        """The word with a part of speech that ends before `end`."""
        sentence = self._pieces.at(end - 1) if self.enabled else None
        return None if sentence is None else self._words_of(sentence).ending(end)

    def likely(self, at: int) -> float:
        """The logarithm of the odds that a person's name begins at `at`, by the characters around it."""
        return float(self._scores[at])

    @property
    def _scores(self) -> Scores:
        if self._scored is None:
            _score([self])
        return cast("Scores", self._scored)

    @cached_property
    def hints(self) -> list[int]:
        """Where a person's name may begin; nearly all names are among these places, in text order."""
        if not self.enabled:
            return []
        from zhibiao.evidence.hints import LEAST, LEAST_NAMED

        scores = self._scores
        found: set[int] = {start for start, _ in self._personal() if scores[start] >= LEAST_NAMED}
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
        return self._pieces.holding(self.hints)

    def known_names(self) -> list[Name]:
        """The names in all that has been read for names so far, in text order."""
        if not self.naming:
            return [Name(start, end, "PER") for start, end in self._personal() if self.likely(start) >= _PLAIN]
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

    def _words_of(self, sentence: Stretch) -> TaggedWords:
        found = self._tagged.get(sentence.start)
        if found is None:
            alike = self._alike(sentence)
            found = alike._tagged.get(sentence.start) if alike is not None else None
            found = found or tag(self._legible[sentence.start : sentence.end], sentence.start)
            self._tagged[sentence.start] = found
        return found

    def _personal(self) -> Iterator[tuple[int, int]]:
        """Where the words stand that rjieba takes for people's names."""
        for sentence in self._pieces.all if self.enabled else ():
            yield from self._words_of(sentence).personal()

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
        return self._legible[piece.start : piece.end], self._words_of(piece).sizes()

    def _keep(self, at: int, names: list[Found]) -> None:
        self._names[at] = [Name(at + low, at + high, kind, chance) for low, high, kind, chance in names]


def read_names(texts: Iterable[Evidence]) -> None:
    """Read the names of many texts where a person's name may begin, all together: each then knows them as after `prepare`."""
    asked = [text for text in texts if text.naming and text.enabled]
    _score(asked)
    _read_names([(text, piece) for text in asked for piece in text.hinted()])


def _score(texts: Sequence[Evidence]) -> None:
    """Look for hints in many texts together, in each that has none yet."""
    new = [text for text in texts if text._scored is None]
    if not new:
        return
    from zhibiao.evidence.hints import hints

    for text, scores in zip(new, hints().scores_of([text._legible for text in new]), strict=True):
        text._scored = scores


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

    def at(self, place: int) -> Stretch | None:
        """The part that holds a place."""
        number = bisect_right(self._starts, place) - 1
        return self.all[number] if number >= 0 and place < self.all[number].end else None

    def touching(self, start: int, end: int) -> list[Stretch]:
        """The parts that touch `[start, end)`."""
        if start >= end:
            return []
        first = max(0, bisect_right(self._starts, start) - 1)
        return [part for part in self.all[first : bisect_right(self._starts, end - 1)] if start < part.end]

    def holding(self, places: Iterable[int]) -> list[Stretch]:
        """The parts that hold these places, each once."""
        found = (part for place in places if (part := self.at(place)) is not None)
        return list({part.start: part for part in found}.values())


def _touching(read: dict[int, list[_Part]], parts: list[Stretch], start: int, end: int) -> list[_Part]:
    return [word for part in parts for word in read[part.start] if word.start < end and start < word.end]
