"""Rules that are nothing but words: by their kind, and as the alternatives of a pattern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

import regex


class Worded(Protocol):
    """A rule that lists words of one kind."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def words(self) -> tuple[str, ...]: ...  # noqa: D102


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; without words one that matches nothing.

    >>> alternatives(["近年", "近年来"]), alternatives([])
    ('近年来|近年', '(?!)')
    """
    return "|".join(map(regex.escape, sorted(dict.fromkeys(words), key=len, reverse=True))) or "(?!)"


def kinds(entries: Iterable[Worded]) -> defaultdict[str, str]:
    """The words of each kind as alternatives; of a kind that no rule has, a pattern that matches nothing."""
    some: dict[str, list[str]] = {}
    for entry in entries:
        some.setdefault(entry.kind, []).extend(entry.words)
    return defaultdict(lambda: "(?!)", {kind: alternatives(words) for kind, words in some.items()})
