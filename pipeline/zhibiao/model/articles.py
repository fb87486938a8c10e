"""A source's text, read: articles with their blocks, sections and repairs, and the lines that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from zhibiao.model.frozen import value
from zhibiao.model.offsets import Box, OffsetMap, Piece

if TYPE_CHECKING:
    from datetime import date

ArticleKind = Literal["news", "report", "statistics", "plan", "notice", "boilerplate"]
BlockKind = Literal["title", "subtitle", "byline", "dateline", "heading", "paragraph", "boilerplate"]


@value
class LineFault:
    """A line of a JSONL source, or a field of it, that cannot be used; `line` counts from 1."""

    line: int
    why: str


@value
class Block:
    """A heading, a byline, a paragraph …, `[start, end)` in the clean text; `level` for headings (1 = title), else 0."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@value
class Section:
    """A heading and what stands under it, `[start, end)` in the clean text, the heading included."""

    heading: str
    start: int
    end: int
    level: int = 2


@value
class Repair:
    """One layout break that was joined: the sentence broke off at raw `start` and goes on at raw `end`.

    `kind` is `join` (only white space or running heads stood between), `move` (a whole paragraph stood between) or
    `unwrap` (a line was cut at a fixed width). `reason` names the evidence.
    """

    kind: Literal["join", "move", "unwrap"]
    start: int
    end: int
    reason: str


@value
class Article:
    """One article, its layout repaired: blocks are separated by a line feed in `text`.

    `reference_year` is the year that 今年 means; `year_known` says that a date or plain words tell it, and no guess.
    `line`, `digest` and `source_id` are those of its line in a JSONL source, `boxes` where it stands in a PDF.
    """

    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    repairs: tuple[Repair, ...] = ()
    kind: ArticleKind = "news"
    title: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    published: date | None = None
    published_from: Literal["metadata", "text"] | None = None
    reference_year: int | None = None
    year_known: bool = False
    url: str | None = None
    outlet: str | None = None
    language: Literal["zh-Hans", "zh-Hant"] = "zh-Hans"
    index: int = 0
    line: int | None = None
    digest: str | None = None
    source_id: str | None = None
    boxes: tuple[Box, ...] = ()

    @classmethod
    def of(cls, text: str, **fields: object) -> Article:
        """An article of clean text: nothing repaired, one paragraph a line.

        >>> Article.of("贵州省长").offsets.to_raw(0, 3)
        (Stretch(start=0, end=3),)
        """
        blocks, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                blocks.append(Block("paragraph", at, at + len(line)))
            at += len(line) + 1
        offsets = OffsetMap((Piece(0, 0, len(text)),) if text else ())
        return cls(text, offsets, tuple(blocks), **fields)  # type: ignore[arg-type]
