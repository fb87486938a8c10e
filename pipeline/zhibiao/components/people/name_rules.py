"""The rules about names: surnames, the characters of foreign names, and the words that stand at a name's border."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from zhibiao.rulebook import Entry, Family

_PREPOSITIONS = frozenset("同与和对向由被让请给会")


class SurnameRule(Entry):
    """Surnames, the first halves of names (次仁, 佐藤), or the characters that foreign names are written with."""

    kind: Literal["single", "rare", "compound", "half", "foreign"]
    words: tuple[str, ...] = ()
    characters: str = ""


class NameRule(Entry):
    """Words at the border of a name, characters that no given name holds, words that only look like names."""

    kind: Literal[
        "says", "follower", "verb", "never", "adverb", "rare", "word", "honorific", "eponym", "site", "latin", "ruler"
    ]
    words: tuple[str, ...] = ()
    characters: str = ""


SURNAMES: Family[SurnameRule] = Family("surnames", SurnameRule, group="people")
NAMES: Family[NameRule] = Family("names", NameRule, group="people")


class Begun:
    """Words, asked which of them begin at a place: only the lengths of those with the same first character are tried."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def longest(self, text: str, at: int) -> int:
        """The length of the longest word that begins at `at`, 0 where none does."""
        for length in self._lengths.get(text[at : at + 1], ()):
            if text[at : at + length] in self._words and at + length <= len(text):
                return length
        return 0

    def at(self, text: str, at: int, shortest: int = 1) -> bool:
        """Whether a word of at least so many characters begins at `at`."""
        return self.longest(text, at) >= shortest


def behind_preposition(text: str, at: int, end: int, foreign: frozenset[str]) -> int:
    """同|安布罗斯: where the name begins, if a preposition stands at `at` and the rest is written with foreign characters."""
    rest = end - at > 2 and foreign.issuperset(text[at + 1 : end])
    return at + 1 if rest and text[at] in _PREPOSITIONS else at
