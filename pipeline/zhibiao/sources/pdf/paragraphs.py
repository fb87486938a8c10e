"""The lines of columns to paragraphs: joined where the column's edge cut them, in the next column too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from zhibiao.sources.pdf.rows import Segment
from zhibiao.text.marks import closed

_INDENT = 0.8
_DEEPEST = 4.0
"""A line that is set in deeper is centred."""
_SLACK = 0.7
_SPACING = 1.0
_ALIKE = 1.15
_WORD = regex.compile(r"[!-~]{1,24}+")
"""A number or a Latin word is not cut at the edge."""


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph; `indent` tells whether its first line is set in."""

    lines: list[Segment]
    indent: bool

    @property
    def size(self) -> float:
        """The height of its characters."""
        return self.lines[0].size


def paragraphs(blocks: Sequence[Sequence[Segment]]) -> Iterator[Paragraph]:
    """The paragraphs of the blocks of a page, in order."""
    habit = _sets_in(blocks)
    held: Paragraph | None = None
    edge = 0.0  # of the column of the last line
    cells = False  # a row of a table is no paragraph that goes on
    for block in blocks:
        left, right = min(one.left for one in block), max(one.right for one in block)
        for place, line in enumerate(block):
            indent = line.left - left > _INDENT * line.size
            seam = held is not None and _Seam(held.lines[-1], line, edge, habit=habit, fresh=place == 0)
            if held is not None and seam and (seam.same_row or (not indent and not cells and seam.goes_on)):
                held.lines.append(line)
                cells = cells or seam.same_row
            else:
                if held is not None:
                    yield held
                held, cells = Paragraph([line], indent), False
            edge = right
    if held is not None:
        yield held


def _sets_in(blocks: Sequence[Sequence[Segment]]) -> bool:
    """Whether the page sets in the first lines of paragraphs: then a line that is not set in goes on."""
    lines = [
        (line.left - min(one.left for one in block)) / line.size for block in blocks if len(block) > 2 for line in block
    ]
    return sum(1 for indent in lines if _INDENT < indent < _DEEPEST) >= max(2, 0.02 * len(lines))


def beside(one: Segment, other: Segment) -> bool:
    """Whether the other stands to the right of the one, on the same line."""
    return abs(one.middle - other.middle) < 0.5 * other.size and other.left >= one.right


@dataclass(frozen=True, slots=True)
class _Seam:
    """Two lines that follow each other; `edge` is that of the first one's column, `fresh` says that the second begins another."""

    last: Segment
    line: Segment
    edge: float
    habit: bool
    fresh: bool

    @property
    def alike(self) -> bool:
        """Whether they are of one size."""
        return max(self.last.size, self.line.size) <= _ALIKE * min(self.last.size, self.line.size)

    @property
    def same_row(self) -> bool:
        """Two cells, or two words far apart, on one line."""
        return beside(self.last, self.line)

    @property
    def goes_on(self) -> bool:
        """Whether the second goes on where the column's edge cut the first."""
        if not self.alike:
            return False
        whole = closed(self.last.text)
        if self.fresh:
            return not whole and (self.habit or self.full)
        if self.line.top - self.last.bottom >= _SPACING * self.line.size:
            return False
        return self.full or (self.habit and not whole)

    @property
    def full(self) -> bool:
        """Whether the first word of the second line had no more room on the first."""
        word = _WORD.match(self.line.text)
        room = len(word[0]) * 0.5 if word else 1.0
        return self.edge - self.last.right <= (room + _SLACK) * self.last.size
