"""What the witnesses read at once: a sentence with its closing marks; of an endless one, bounded pieces cut at clause marks.

>>> text = "他说：“好。”我们去。"
>>> [text[piece.start : piece.end] for piece in pieces(text)]
['他说：“好。”', '我们去。']
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from zhibiao.model import Stretch

LIMIT = 200
"""The longest piece, in characters; sentences of reports rarely have more."""

_SENTENCE = regex.compile(r"[^。！？!?\n]*+(?:[。！？!?]++[”’」』》）)\]】]*+|\n++|\Z)")
_CUTS = ("；;", "，,：:", "、 \u3000")


def pieces(text: str) -> Iterator[Stretch]:
    """The pieces in text order, without the white space around them; none is blank."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > LIMIT:
            cut = _cut(text, start)
            yield from _trimmed(text, start, cut)
            start = cut
        yield from _trimmed(text, start, end)


def _cut(text: str, start: int) -> int:
    """Where a sentence that is too long is cut: behind the last semicolon, else comma, else 、 in the second half."""
    low, high = start + LIMIT // 2, start + LIMIT
    for marks in _CUTS:
        if (at := max(text.rfind(mark, low, high) for mark in marks)) >= 0:
            return at + 1
    return high


def _trimmed(text: str, start: int, end: int) -> Iterator[Stretch]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Stretch(start, end)
