"""Paragraphs that go on with what the one before them began: 其中，…; ——…; the items of a list after a colon."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import regex

from zhibiao.facts.anchors import Anchor
from zhibiao.facts.context import Context
from zhibiao.model import Block, Stretch, TargetYear

_GOES_ON = regex.compile(
    r"\s*+(?:其中|同时|此外|另外|——|—|－|•|·|从[^，。]{1,14}看|分[^，。]{1,8}看|按[^，。]{1,10}(?:看|分)|具体|一是|二是|三是|四是|五是|六是|七是|八是"
    r"|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．])"
)


def continues(context: Context, block: Block) -> bool:
    """Whether a paragraph opens as the continuation of the one before it, or as an item of its list."""
    return _GOES_ON.match(context.text, block.start, block.end) is not None


def opens_list(context: Context, block: Block) -> bool:
    """Whether a paragraph ends with a colon, so that those behind it are its items."""
    return context.text[block.start : block.end].rstrip().endswith(("：", ":"))


def carry(context: Context, anchors: Sequence[Anchor]) -> list[TargetYear | None]:
    """For each block the year that it takes over from those before it, None where it stands on its own."""
    starts = [anchor.start for anchor in anchors]
    held: Anchor | None = None
    listing = False
    found: list[TargetYear | None] = []
    for block in context.article.blocks:
        here = [
            a
            for a in anchors[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
            if a.use in {"governing", "clearing"} and a.until is None
        ]
        if block.kind != "paragraph":
            held, listing = None, False
        on = held is not None and (listing or continues(context, block))
        found.append(_year(held) if on else None)
        if here:
            held = here[-1]
            listing = False
        elif not on:
            held = None
        listing = listing or opens_list(context, block)
    return found


def _year(anchor: Anchor | None) -> TargetYear | None:
    if anchor is None or anchor.year is None or anchor.use == "clearing" or anchor.now:
        return None
    return TargetYear(anchor.year, Stretch(anchor.start, anchor.end), "carried")
