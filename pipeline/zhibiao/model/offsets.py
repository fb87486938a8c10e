"""Where something stands: stretches of the clean text, and the way back to the raw text and to the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from zhibiao.model.frozen import value

_BY_CLEAN = attrgetter("clean")
BY_START, BY_END = attrgetter("start"), attrgetter("end")
"""The keys by which mentions are sorted and looked up."""


@value
class Stretch:
    """A stretch of text, `[start, end)`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, start: int, end: int) -> bool:
        """Whether `[start, end)` lies within."""
        return self.start <= start and end <= self.end

    def overlaps(self, start: int, end: int) -> bool:
        """Whether `[start, end)` shares a character."""
        return self.start < end and start < self.end


@value
class Swap(Stretch):
    """A raw stretch that is read as other characters, `text`: &ldquo; as “. An empty one stands for a space between two tags."""

    text: str


@value
class Piece:
    """`length` characters that are the same in clean and raw text, at `clean` and at `raw`.

    Where they are written otherwise in the raw text (&ldquo; for “), `width` is how many raw characters write them; 0 for
    a space that no raw character of a mention's text stands for (&nbsp;, a tag between two cells).
    """

    clean: int
    raw: int
    length: int
    width: int | None = None

    @property
    def raw_end(self) -> int:
        """Where it ends in the raw text."""
        return self.raw + (self.length if self.width is None else self.width)


@value
class OffsetMap:
    """Clean offsets to raw ones.

    `pieces` are sorted by `clean` and cover the clean text without gaps; they need not be sorted by `raw`, for repair
    moves paragraphs.
    """

    pieces: tuple[Piece, ...]

    def to_raw(self, start: int, end: int) -> tuple[Stretch, ...]:
        """The raw stretches of the clean interval `[start, end)`, in reading order, neighbours merged.

        >>> OffsetMap((Piece(0, 10, 3), Piece(3, 20, 5))).to_raw(1, 5)
        (Stretch(start=11, end=13), Stretch(start=20, end=22))
        """
        first = self._find(start)
        if first < len(self.pieces):
            piece = self.pieces[first]
            if piece.width is None and piece.clean <= start < end <= piece.clean + piece.length:  # nearly always
                ahead = piece.raw - piece.clean
                return (Stretch(start + ahead, end + ahead),)
        return tuple(self._to_raw(first, start, end))

    def _to_raw(self, first: int, start: int, end: int) -> Iterator[Stretch]:
        held: Stretch | None = None
        for index in range(first, len(self.pieces)):
            piece = self.pieces[index]
            if piece.clean >= end:
                break
            if piece.width is None:
                low = max(start, piece.clean) - piece.clean + piece.raw
                high = min(end, piece.clean + piece.length) - piece.clean + piece.raw
            else:  # half of &ldquo; says nothing
                low, high = piece.raw, piece.raw_end if start < piece.clean + piece.length else piece.raw
            if low >= high:
                continue
            if held is not None and held.end == low:
                held = Stretch(held.start, high)
                continue
            if held is not None:
                yield held
            held = Stretch(low, high)
        if held is not None:
            yield held

    def _find(self, clean: int) -> int:
        return max(0, bisect_right(self.pieces, clean, key=_BY_CLEAN) - 1)


@value
class Box:
    """Where a stretch of text stands on a page of a PDF: points from the top left corner; `page` counts from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
