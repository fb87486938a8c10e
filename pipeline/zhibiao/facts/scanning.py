"""Patterns for whole texts: where a match may begin is looked for first, by plain words, several times as fast as the pattern itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

_LEAD = 2
"""Of a word that a match begins with so many characters are looked for."""


class Matched(Protocol):
    """A match of `re` or `regex`."""

    def end(self) -> int:
        """Where it ends."""
        ...


M = TypeVar("M", bound=Matched, covariant=True)


class Pattern(Protocol[M]):
    """A pattern of `re` or `regex`."""

    def match(self, string: str, pos: int) -> M | None:
        """The match that begins at `pos`."""
        ...


class Scanner(Generic[M]):
    """A pattern each of whose matches begins with one of some words, and none is empty.

    >>> [match[0] for match in Scanner(re.compile("(?<!项)目前|现有(?=银行)"), ["目前", "现有"]).finditer("项目前期；目前现有三家")]
    ['目前']
    """

    def __init__(self, pattern: Pattern[M], beginnings: Iterable[str]) -> None:
        self._pattern = pattern
        leads = sorted({word[:_LEAD] for word in beginnings})
        self._lead = re.compile("|".join(map(re.escape, leads)) or "(?!)")

    def finditer(self, text: str) -> Iterator[M]:
        """The matches of a text in order, as by the pattern's own `finditer`."""
        at = 0
        while (lead := self._lead.search(text, at)) is not None:
            match = self._pattern.match(text, lead.start())
            at = match.end() if match is not None else lead.start() + 1
            if match is not None:
                yield match
