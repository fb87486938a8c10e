"""A PDF to one document: the paragraphs of its pages in reading order, with the place of each line.

The decoded text of a PDF is what `zhibiao text FILE` prints: a paragraph a line, an empty line between two pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from zhibiao.errors import UnreadableSource
from zhibiao.model import Box, Stretch
from zhibiao.sources.document import Document
from zhibiao.sources.pdf.columns import ordered
from zhibiao.sources.pdf.glyphs import pages
from zhibiao.sources.pdf.paragraphs import Paragraph, beside, paragraphs
from zhibiao.sources.pdf.rows import Segment, segments
from zhibiao.text.lines import Line
from zhibiao.text.marks import closed, numbered

_HEADLINE = 1.4
_LONGEST = 60


@dataclass(slots=True)
class _Text:
    chunks: list[str] = field(default_factory=list)
    size: int = 0
    boxes: list[tuple[Stretch, Box]] = field(default_factory=list)
    stretches: list[tuple[Stretch, Paragraph]] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.chunks.append(text)
        self.size += len(text)

    def paragraph(self, paragraph: Paragraph, page: int) -> None:
        start = self.size
        before: Segment | None = None
        for line in paragraph.lines:
            if before and (beside(before, line) or (_apart(before.text[-1]) and _apart(line.text[0]))):
                self.write(" ")
            at = self.size
            self.write(line.text)
            box = Box(page, *(round(edge, 1) for edge in (line.left, line.top, line.right, line.bottom)))
            self.boxes.append((Stretch(at, self.size), box))
            before = line
        self.stretches.append((Stretch(start, self.size), paragraph))
        self.write("\n")


def documents(data: bytes, path: str) -> tuple[Document]:
    """The document of a PDF. Raises `UnreadableSource`, also where a PDF holds pictures of text only."""
    text = _Text()
    sizes: Counter[float] = Counter()
    for number, (_, _, glyphs) in enumerate(pages(data, path), 1):
        found = segments(glyphs)
        for one in found:
            sizes[round(one.size, 1)] += len(one.text)
        if found and text.size:
            text.write("\n")
        for paragraph in paragraphs(list(ordered(found))):
            text.paragraph(paragraph, number)
    if not text.size:
        raise UnreadableSource(path, "holds no text, only pictures of it; read it with OCR first")
    body = sizes.most_common(1)[0][0]
    whole = "".join(text.chunks)
    return (Document(whole, layout=tuple(_lines(whole, text.stretches, body)), boxes=tuple(text.boxes)),)


def _lines(whole: str, found: Sequence[tuple[Stretch, Paragraph]], body: float) -> list[Line]:
    """The paragraphs as lines; large ones are headlines, one right under another is its second half."""
    lines: list[Line] = []
    for stretch, paragraph in found:
        words = whole[stretch.start : stretch.end]
        hashes = 0
        if paragraph.size >= _HEADLINE * body and len(words) <= _LONGEST and not closed(words):
            under = bool(lines) and lines[-1].hashes > 0
            hashes = 2 if under or numbered(words) else 1
        lines.append(Line(words, (stretch,), hashes=hashes, indent=paragraph.indent and not hashes))
    return lines


def _apart(character: str) -> bool:
    """Whether a space belongs between two lines that end and begin so: between Latin words."""
    return character.isascii() and character.isalpha()
