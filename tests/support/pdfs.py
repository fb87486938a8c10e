"""PDFs made for a test, with a Chinese font that every reader has: columns, headlines over them, running heads, page numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

SIZE = 10.0
LEADING = 15.0
GUTTER = 18.0
MARGIN = 50.0
WIDTH, HEIGHT = 595.0, 842.0
_NO_HEAD = "，。；：、？！”）》%"


@dataclass
class Story:
    """A headline over `columns` columns of paragraphs."""

    headline: str
    paragraphs: Sequence[str]
    columns: int = 1
    size: float = 20.0
    centred: bool = True


@dataclass
class Sheet:
    """One page: stories one under the other, the running head over them, the folio under them."""

    stories: Sequence[Story]
    head: str = ""
    folio: str = ""
    captions: Sequence[str] = field(default=())


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
        if sheet.head:
            put(MARGIN, 30, sheet.head, 9)
        top = 70.0
        for story in sheet.stories:
            wide = len(story.headline) * story.size
            if story.headline:
                put((WIDTH - wide) / 2 if story.centred else MARGIN, top, story.headline, story.size)
                top += story.size + 12
            top = _columns(put, story, top) + 24
        for caption in sheet.captions:
            put(MARGIN + 60, top, caption, 8)
            top += 14
        if sheet.folio:
            put(WIDTH / 2 - 10, HEIGHT - 25, sheet.folio, 9)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _columns(put: object, story: Story, top: float) -> float:
    """Set the paragraphs in columns of equal length; where the longest ends."""
    assert callable(put)
    wide = (WIDTH - 2 * MARGIN - GUTTER * (story.columns - 1)) / story.columns
    fit = int(wide / SIZE)
    lines = [line for paragraph in story.paragraphs for line in wrapped("　　" + paragraph, fit)]
    deep = -(-len(lines) // story.columns)
    for column in range(story.columns):
        x = MARGIN + column * (wide + GUTTER)
        for row, line in enumerate(lines[column * deep : (column + 1) * deep]):
            indent = len(line) - len(line.lstrip("　"))
            put(x + indent * SIZE, top + row * LEADING, line.lstrip("　"))
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
