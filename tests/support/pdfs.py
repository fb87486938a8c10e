"""PDFs made for a test, with a Chinese font that every reader has: columns, headlines over them, running heads, page numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SIZE = 10.0
LEADING = 15.0
GUTTER = 18.0
MARGIN = 50.0
WIDTH, HEIGHT = 595.0, 842.0
_TOP = 70.0
_NO_HEAD = "，。；：、？！”）》%"
Put = Callable[[float, float, str, float], None]
"""Writes a text of a size at a place, in points from the top left corner."""


@dataclass(frozen=True)
class Story:
    """A headline, centred over `columns` columns of paragraphs; `indent` says that the first line of each is set in."""

    headline: str
    paragraphs: Sequence[str]
    columns: int = 1
    size: float = 20.0
    indent: bool = True


@dataclass(frozen=True)
class Sheet:
    """One page: stories one under the other or beside each other, captions, a table, the running head, the folio."""

    stories: Sequence[Story]
    head: str = ""
    folio: str = ""
    captions: Sequence[str] = ()
    side_by_side: bool = False
    table: Sequence[Sequence[str]] = ()


def pdf(*sheets: Sheet) -> bytes:
    """The bytes of a PDF."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=True)

    def put(x: float, y: float, text: str, size: float = SIZE) -> None:
        canvas.setFont("STSong-Light", size)
        canvas.drawString(x, HEIGHT - y, text)

    for sheet in sheets:
        _sheet(put, sheet)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _sheet(put: Put, sheet: Sheet) -> None:
    if sheet.head:
        put(MARGIN, 30, sheet.head, 9)
    top, room = _TOP, WIDTH - 2 * MARGIN
    if sheet.side_by_side:
        each = (room - GUTTER * (len(sheet.stories) - 1)) / len(sheet.stories)
        for number, story in enumerate(sheet.stories):
            _story(put, story, top, MARGIN + number * (each + GUTTER), each)
    else:
        for story in sheet.stories:
            top = _story(put, story, top, MARGIN, room) + 24
    for caption in sheet.captions:
        put(MARGIN + 60, top, caption, 8)
        top += 14
    for row in sheet.table:
        for number, cell in enumerate(row):
            put(MARGIN + number * 150, top, cell, SIZE)
        top += LEADING
    if sheet.folio:
        put(WIDTH / 2 - 10, HEIGHT - 25, sheet.folio, 9)


def _story(put: Put, story: Story, top: float, left: float, room: float) -> float:
    """Set a story; where it ends."""
    if story.headline:
        put(left + (room - len(story.headline) * story.size) / 2, top, story.headline, story.size)
        top += story.size + 12
    wide = (room - GUTTER * (story.columns - 1)) / story.columns
    lead = "　　" if story.indent else ""
    lines = [line for paragraph in story.paragraphs for line in wrapped(lead + paragraph, int(wide / SIZE))]
    deep = -(-len(lines) // story.columns)
    for column in range(story.columns):
        x = left + column * (wide + GUTTER)
        for row, line in enumerate(lines[column * deep : (column + 1) * deep]):
            words = line.lstrip("　")
            put(x + (len(line) - len(words)) * SIZE, top + row * LEADING, words, SIZE)
    return top + deep * LEADING


def wrapped(text: str, fit: int) -> list[str]:
    """The lines of a column of so many characters; no line begins with a closing mark."""
    lines = []
    while text:
        cut = fit
        while cut < len(text) and text[cut] in _NO_HEAD:
            cut -= 1
        lines.append(text[:cut])
        text = text[cut:]
    return lines
