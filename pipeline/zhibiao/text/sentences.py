"""Sentences and clauses of clean text.

>>> [len(s) for s in sentences("他说：“好。”我们去。")]
[7, 4]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhibiao.model import Stretch

# A sentence ends with its closing marks and the quotation marks and brackets that close after them, or with its line.
_SENTENCE = re.compile(r"[^。！？!?\n]*+(?:[。！？!?]++[”’」』》）)\]】]*+|\n|\Z)")
_CLAUSE = re.compile(r"[^，；：,;:。！？!?\n]*+(?:[，；：,;:。！？!?]++[”’」』》）)\]】]*+|\n|\Z)")


def sentences(text: str) -> Iterator[Stretch]:
    """Sentences without the white space around them; blank ones are left out."""
    return _trimmed(_SENTENCE, text)


def clauses(text: str, start: int = 0, end: int | None = None) -> Iterator[Stretch]:
    """Clauses between `start` and `end`: what stands between commas, semicolons, colons and full stops (not 、)."""
    return _trimmed(_CLAUSE, text, start, len(text) if end is None else end)


def _trimmed(pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> Iterator[Stretch]:
    stop = len(text) if end is None else end
    for match in pattern.finditer(text, start, stop):
        low, high = match.span()
        if low == high:
            continue
        if text[low].isspace() or text[high - 1].isspace():
            low, high = _inner(text, low, high)
        if low < high:
            yield Stretch(low, high)


def _inner(text: str, low: int, high: int) -> tuple[int, int]:
    """The edges without the white space within them."""
    while low < high and text[low].isspace():
        low += 1
    while low < high and text[high - 1].isspace():
        high -= 1
    return low, high
