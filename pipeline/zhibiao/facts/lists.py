"""Paragraphs that go on with what the one before them began: 其中，…; ——…; the items of a list after a colon."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from zhibiao.facts.anchors import Anchor
from zhibiao.facts.context import Context
from zhibiao.model import Stretch, TargetYear

_GOES_ON = re.compile(r"\s*+(?:其中|同时|此外|另外|从[^，。]{1,14}看|分[^，。]{1,8}看|按[^，。]{1,10}(?:看|分)|具体)")
_ITEM = re.compile(
    r"\s*+(?:——|—|－|•|·|[一二三四五六七八九十]是|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．])"
)


def carry(context: Context, anchors: Sequence[Anchor]) -> list[TargetYear | None]:
    """For each block the year that it takes over from those before it, None where it stands on its own.

    其中 goes on with the paragraph before it; the items of a list have the year of the paragraph that ends with the colon, and
    none of them that of another.
    """
    starts = [anchor.start for anchor in anchors]
    held: Anchor | None = None
    lead: Anchor | None = None
    found: list[TargetYear | None] = []
    for block in context.article.blocks:
        here = [
            a
            for a in anchors[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
            if a.use in {"governing", "clearing"} and a.until is None
        ]
        item = _ITEM.match(context.text, block.start, block.end) is not None
        if block.kind != "paragraph" and not item:
            held, lead = None, None
        goes_on = _GOES_ON.match(context.text, block.start, block.end) is not None
        found.append(_year(held if goes_on and held else lead))
        if here and not item:
            lead = None
        if here:
            held = here[-1]
        elif not goes_on:
            held = lead
        if context.text[block.start : block.end].rstrip().endswith(("：", ":")) and here:
            lead = here[-1]
    return found


def _year(anchor: Anchor | None) -> TargetYear | None:
    if anchor is None or anchor.year is None or anchor.use == "clearing" or anchor.now:
        return None
    return TargetYear(anchor.year, Stretch(anchor.start, anchor.end), "carried")
