"""Raw text to lines: markup left out, white space around trimmed, each line's pieces of the raw text kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from zhibiao.model import Stretch

# <p style="…">, </strong>, <br/>, <!-- … -->, and Markdown's ** around words.
_MARKUP = regex.compile(
    r"</?(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,10}+)(?:\s[^<>\n]{0,2000}+)?/?>|\*\*|&nbsp;|<!--[^<>\n]{0,500}+-->"
)
_BREAKING = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section"}
)
_HASHES = regex.compile(r"(#{1,6})[ \t]++")
_BULLET = regex.compile(r"[-*+•·][ \t]++(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its markup: `pieces` are raw stretches whose concatenation is `text`.

    `hashes` counts Markdown's `#`; `bullet` and `indent` (two full-width spaces or a tab before it) are what stood before
    the words; `blank` tells whether an empty line, or a tag that ends a paragraph, stands before it.
    """

    text: str
    pieces: tuple[Stretch, ...]
    hashes: int = 0
    bullet: bool = False
    indent: bool = False
    blank: bool = True

    @property
    def start(self) -> int:
        """Where it begins in the raw text."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where it ends in the raw text."""
        return self.pieces[-1].end


def lines(raw: str) -> Iterator[Line]:
    """The lines that hold something, in order."""
    markup = "<" in raw or "**" in raw or "&nbsp;" in raw
    blank, at = True, 0
    while at <= len(raw):
        end = raw.find("\n", at)
        end = len(raw) if end < 0 else end
        found = False
        for chunk in _chunks(raw, at, end) if markup else ((Stretch(at, end),),):
            line = _line(raw, chunk, blank)
            if line is not None:
                yield line
                found, blank = True, markup and len(chunk) > 0
        blank = not found
        at = end + 1


def _chunks(raw: str, start: int, end: int) -> Iterator[tuple[Stretch, ...]]:
    """The parts of a line between tags that break it, each without the tags inside."""
    held: list[Stretch] = []
    at = start
    for match in _MARKUP.finditer(raw, start, end):
        if match.start() > at:
            held.append(Stretch(at, match.start()))
        at = match.end()
        if (match["tag"] or "").lower() in _BREAKING:
            yield tuple(held)
            held = []
    if at < end:
        held.append(Stretch(at, end))
    yield tuple(held)


def _line(raw: str, chunk: tuple[Stretch, ...], blank: bool) -> Line | None:
    pieces = _trim(raw, list(chunk))
    if not pieces:
        return None
    first = pieces[0]
    before = raw[chunk[0].start : first.start]
    hashes, bullet = 0, False
    if match := _HASHES.match(raw, first.start, first.end):
        hashes = len(match[1])
    elif match := _BULLET.match(raw, first.start, first.end):
        bullet = True
    if match:
        pieces = _trim(raw, [Stretch(match.end(), first.end), *pieces[1:]])
    if not pieces:
        return None
    text = "".join(raw[piece.start : piece.end] for piece in pieces)
    indent = "\u3000" in before or "\t" in before or before.count(" ") >= 4
    return Line(text, tuple(pieces), hashes, bullet, indent, blank)


def _trim(raw: str, pieces: list[Stretch]) -> list[Stretch]:
    while pieces:
        first = pieces[0]
        text = raw[first.start : first.end]
        if stripped := text.lstrip():
            pieces[0] = Stretch(first.end - len(stripped), first.end)
            break
        pieces.pop(0)
    while pieces:
        last = pieces[-1]
        text = raw[last.start : last.end]
        if stripped := text.rstrip():
            pieces[-1] = Stretch(last.start, last.start + len(stripped))
            break
        pieces.pop()
    return pieces
