"""Raw text to lines: markup left out, white space around trimmed, each line's pieces of the raw text kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from zhibiao.model import Repair, Stretch, value

# A form feed at the head of a page belongs to the line feed before it.
_LINE_END = re.compile(r"\r?\n\f?|[\r\f\v\x85\u2028\u2029]")
# <p style="…">, </strong>, <br/>, <!-- … -->, Markdown's ** around words and its [words](address), characters without width.
_MARKUP = regex.compile(
    r"</?(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,10}+)(?:\s[^<>\n]{0,2000}+)?/?>|\*\*|&nbsp;|<!--[^<>\n]{0,500}+-->"
    r"|!?\[(?=[^\[\]\n]{1,120}+\]\((?:https?:|/|\.|#)[^\s()]{0,500}+\))|\]\((?:https?:|/|\.|#)[^\s()]{0,500}+\)"
    r"|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]++"
)
_MAY_HOLD_MARKUP = re.compile(r"[<&\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|\*\*|\]\(")
_BREAKING = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section"}
)
_HASHES = re.compile(r"(#{1,6})[ \t]++")
# — not the page number - 12 -.
_BULLETS = "-*+•·>"
_BULLET = regex.compile(rf"[{_BULLETS}][ \t]++(?=\S)(?!\d{{1,4}}[ \t]{{0,3}}[-*•·]\s{{0,3}}\Z)")
_WIDE = 2


@value
class Line:
    """A line without its markup: `pieces` are raw stretches whose concatenation is `text`.

    `hashes` counts Markdown's `#`; `bullet` and `indent` (two full-width spaces or a tab before it) are what stood before
    the words; `blank` tells whether an empty line, or a tag that ends a paragraph, stands before it. `lead` is the width of
    the white space before it, in Chinese characters; `bold` tells whether all of it is. `seams` are the breaks that were joined inside it.
    """

    text: str
    pieces: tuple[Stretch, ...]
    hashes: int = 0
    bullet: bool = False
    indent: bool = False
    blank: bool = True
    lead: int = 0
    bold: bool = False
    seams: tuple[Repair, ...] = ()

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
    markup = _MAY_HOLD_MARKUP.search(raw) is not None
    blank = True
    for start, end in _ends(raw):
        if start == end:
            blank = True
            continue
        found = hidden = False
        marked = markup and _MAY_HOLD_MARKUP.search(raw, start, end) is not None
        for chunk in _chunks(raw, start, end) if marked else ((Stretch(start, end),),):
            line = _line(raw, chunk, blank)
            if line is not None:
                yield line
                found, blank = True, True
            # A line of characters without width is no empty line: …没|<zero width space>|有….
            hidden = hidden or not chunk
        blank = (blank or not hidden) if not found else False


def _ends(raw: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _LINE_END.finditer(raw):
        yield at, match.start()
        at = match.end()
    yield at, len(raw)


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
    pieces = _trim(raw, chunk)
    if not pieces:
        return None
    first = pieces[0]
    opening = chunk[0] if first.start < chunk[0].end else next(piece for piece in chunk if first.start < piece.end)
    before = raw[opening.start : first.start][-20:]
    hashes, bullet, match = 0, False, None
    if raw[first.start] == "#" and (match := _HASHES.match(raw, first.start, first.end)):
        hashes = len(match[1])
    elif raw[first.start] in _BULLETS and (match := _BULLET.match(raw, first.start, first.end)):
        bullet = True
    if match:
        pieces = _trim(raw, (Stretch(match.end(), first.end), *pieces[1:]))
    if not pieces:
        return None
    text = "".join([raw[piece.start : piece.end] for piece in pieces])
    wide = before.count("\u3000") + _WIDE * before.count("\t")
    lead = wide + (len(before) - wide) // _WIDE
    indent = wide > 0 or before.count(" ") >= 4
    return Line(text, tuple(pieces), hashes, bullet, indent, blank, lead, _bold(raw, pieces))


def _bold(raw: str, pieces: list[Stretch]) -> bool:
    """Whether a line is bold as a whole: <strong>…</strong> or **…**."""
    before, behind = raw[max(0, pieces[0].start - 8) : pieces[0].start], raw[pieces[-1].end : pieces[-1].end + 9]
    return (
        len(pieces) == 1
        and before.endswith(("<strong>", "<b>", "**"))
        and behind.startswith(("</strong>", "</b>", "**"))
    )


def _trim(raw: str, chunk: tuple[Stretch, ...]) -> list[Stretch]:
    """The stretches without white space at both ends."""
    if len(chunk) == 1:
        start, written = chunk[0].start, raw[chunk[0].start : chunk[0].end]
        start += len(written) - len(written.lstrip())
        return [Stretch(start, start + len(stripped))] if (stripped := written.strip()) else []
    first, last = 0, len(chunk)
    while first < last and raw[chunk[first].start : chunk[first].end].isspace():
        first += 1
    while first < last and raw[chunk[last - 1].start : chunk[last - 1].end].isspace():
        last -= 1
    pieces = list(chunk[first:last])
    if pieces:
        head, tail = pieces[0], pieces[-1]
        pieces[0] = Stretch(head.end - len(raw[head.start : head.end].lstrip()), head.end)
        tail = pieces[-1]
        pieces[-1] = Stretch(tail.start, tail.start + len(raw[tail.start : tail.end].rstrip()))
    return [piece for piece in pieces if len(piece)]
