"""Sentences and clauses of clean text.

>>> [len(s) for s in sentences("他说：“好。”我们去。")]
[7, 4]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from zhibiao.model import Stretch

# A sentence ends with its closing marks and the quotation marks and brackets that close after them, or with its line.
_SENTENCE_END = re.compile(r"[。！？!?\n](?:(?<!\n)[。！？!?]*+[”’」』》）)\]】]*+)?+")
_CLAUSE_END = re.compile(r"[，；：,;:。！？!?\n](?:(?<!\n)[，；：,;:。！？!?]*+[”’」』》）)\]】]*+)?+")


def sentences(text: str) -> Iterator[Stretch]:
    """Sentences without the white space around them; blank ones are left out."""
    return _trimmed(_SENTENCE_END, text, 0, len(text))


def clauses(text: str, start: int = 0, end: int | None = None) -> Iterator[Stretch]:
    """Clauses between `start` and `end`: what stands between commas, semicolons, colons and full stops (not 、)."""
    return _trimmed(_CLAUSE_END, text, start, len(text) if end is None else end)


def _trimmed(closing: re.Pattern[str], text: str, start: int, stop: int) -> Iterator[Stretch]:
    ends = [match.end() for match in closing.finditer(text, start, stop)]
    for low, high in pairwise([start, *ends, stop]):
        inner = (low, high)
        if low < high and (text[low].isspace() or text[high - 1].isspace()):
            inner = _inner(text, low, high)
        if inner[0] < inner[1]:
            yield Stretch(*inner)


def _inner(text: str, low: int, high: int) -> tuple[int, int]:
    """The edges without the white space within them."""
    while low < high and text[low].isspace():
        low += 1
    while low < high and text[high - 1].isspace():
        high -= 1
    return low, high
