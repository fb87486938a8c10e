"""Characters to segments: what stands on one baseline without a gap as wide as that between two columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from zhibiao.sources.pdf.glyphs import Glyph

_SAME_LINE = 0.3
_GAP = 1.15
"""So many heights of a character apart, two characters stand in different columns."""
_WORDS = 0.25
"""So far apart, two Latin words stand in one segment."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A line of a column, in points from the page's top left corner; `size` is the height of its characters."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


def segments(glyphs: Sequence[Glyph]) -> list[Segment]:
    """The segments of a page, from top to bottom and from left to right."""
    found: list[Segment] = []
    for row in _rows(glyphs):
        row.sort(key=lambda glyph: glyph.left)
        start = 0
        for at in range(1, len(row) + 1):
            if at == len(row) or row[at].left - row[at - 1].right > _GAP * min(row[at].size, row[at - 1].size):
                found += _segment(row[start:at])
                start = at
    return found


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The characters of each baseline; small ones (a note's number) go with the line that they stand in."""
    held: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: (one.base, one.left)):
        if held and glyph.base - held[0].base > _SAME_LINE * min(held[0].size, glyph.size):
            yield held
            held = []
        held.append(glyph)
    if held:
        yield held


def _segment(row: Sequence[Glyph]) -> Iterator[Segment]:
    text = "".join(_words(row)).strip()
    seen = [glyph for glyph in row if not glyph.text.isspace()]
    if text and seen:
        yield Segment(
            text,
            seen[0].left,
            min(glyph.top for glyph in seen),
            max(glyph.right for glyph in seen),
            max(glyph.bottom for glyph in seen),
            median(glyph.size for glyph in seen),
        )


def _words(row: Sequence[Glyph]) -> Iterator[str]:
    before: Glyph | None = None
    for glyph in row:
        if before is not None and _drawn_twice(before, glyph):  # bold by printing a character over itself
            continue
        if before is not None and _between_words(before, glyph):
            yield " "
        yield glyph.text
        before = glyph


def _drawn_twice(before: Glyph, glyph: Glyph) -> bool:
    return before.text == glyph.text and abs(before.left - glyph.left) < 0.2 * (glyph.right - glyph.left)


def _between_words(before: Glyph, glyph: Glyph) -> bool:
    latin = before.text.isascii() and glyph.text.isascii()
    apart = glyph.left - before.right > _WORDS * glyph.size
    return latin and apart and not before.text.isspace() and not glyph.text.isspace()
