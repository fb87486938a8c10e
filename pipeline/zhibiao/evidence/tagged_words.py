"""Words with parts of speech, by rjieba: 省|n 能源局|n 副局长|n.

Of a whole text hardly one word in three is ever looked at, so a sentence keeps their borders, and makes a `Word` when asked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import accumulate, pairwise
from typing import NamedTuple, cast

PERSONAL = frozenset({"nr", "nrt", "nrfg"})
"""rjieba's tags of people's names."""


class Word(NamedTuple):
    """A word with its part of speech (the tag set of ICTCLAS: n v a d m q p c u r f t …; "" where none is known)."""

    start: int
    end: int
    tag: str = ""


_word = cast("Callable[[tuple[int, int, str]], Word]", partial(tuple.__new__, Word))
"""As `Word._make`, in a third of the time."""


class TaggedWords:
    """The words of a sentence: `borders` are where they begin and where the last one ends, `tags` their parts of speech."""

    def __init__(self, borders: list[int], tags: Sequence[str]) -> None:
        self._borders = borders
        self._tags = tags

    @cached_property
    def all(self) -> list[Word]:
        """The words in text order."""
        borders = self._borders
        return list(map(_word, zip(borders, borders[1:], self._tags, strict=False)))

    def touching(self, start: int, end: int) -> list[Word]:
        """The words that touch `[start, end)`."""
        borders = self._borders
        if start <= borders[0] and borders[-1] <= end:
            return self.all
        return self.all[max(0, bisect_right(borders, start) - 1) : bisect_left(borders, end, hi=len(self._tags))]

    def holding(self, place: int) -> Word:
        """The word that holds a character of the sentence."""
        return self._word(bisect_right(self._borders, place) - 1)

    def starting(self, at: int) -> Word | None:
        """The word that begins at `at`."""
        number = bisect_left(self._borders, at)
        return self._word(number) if number < len(self._tags) and self._borders[number] == at else None

    def ending(self, end: int) -> Word | None:
        """The word that ends before `end`."""
        number = bisect_left(self._borders, end, 1)
        return self._word(number - 1) if number <= len(self._tags) and self._borders[number] == end else None

    def sizes(self) -> list[tuple[int, str]]:
        """How long each word is, with its part of speech."""
        return [(end - start, tag) for (start, end), tag in zip(pairwise(self._borders), self._tags, strict=True)]

    def personal(self) -> Iterator[tuple[int, int]]:
        """Where the words stand that rjieba takes for people's names, all of two characters or more."""
        for number, tag in enumerate(self._tags):
            if tag in PERSONAL and (end := self._borders[number + 1]) - (start := self._borders[number]) > 1:
                yield start, end

    def _word(self, number: int) -> Word:
        return _word((self._borders[number], self._borders[number + 1], self._tags[number]))


def tag(sentence: str, start: int) -> TaggedWords:
    """The words of a sentence that begins at `start`; it is not blank."""
    import rjieba  # a sixth of a second, and not needed by the rules alone

    words, tags = zip(*rjieba.tag(sentence), strict=True)
    return TaggedWords(list(accumulate(map(len, words), initial=start)), tags)
