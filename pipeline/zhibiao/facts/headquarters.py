"""The region that an article as a whole speaks of: of its title, its issuing body, its byline."""

from __future__ import annotations

from collections import Counter

import regex

from zhibiao.facts.context import Context
from zhibiao.facts.holders import NATION
from zhibiao.model import Region, Stretch, TargetRegion

_OFFICIAL = frozenset({"report", "statistics", "plan", "notice"})
_NATIONAL = regex.compile(r"国务院(?:总理)?|全国人民代表大会|中华人民共和国|国家统计局|全国人大")


def own_region(context: Context) -> TargetRegion | None:
    """The article's own region and where it is told; None where it has none (most news)."""
    head = _head(context)
    named = [m for m in context.regions if m.start < head and m.region.level not in {"country", "group"}]
    title = [m for m in context.regions if _in_title(context, m.start)]
    if title:
        deepest = max(title, key=lambda m: (len(m.region.path), -m.start))
        return TargetRegion(deepest.region, "article", Stretch(deepest.start, deepest.end))
    if context.article.kind not in _OFFICIAL:
        return None
    if context.article.kind == "report" and (match := _NATIONAL.search(context.text, 0, head)):
        return TargetRegion(NATION, "article", Stretch(match.start(), match.end()))
    if named:
        return TargetRegion(named[0].region, "article", Stretch(named[0].start, named[0].end))
    counts = Counter(m.region.path[0] for m in context.regions if m.region.level != "country")
    if not counts:
        return None
    name, _ = counts.most_common(1)[0]
    known = next((m for m in context.regions if m.region.path == (name,)), None)
    return TargetRegion(known.region if known else Region((name,), "province"), "article")


def _in_title(context: Context, at: int) -> bool:
    block = context.block(at)
    return block is not None and block.kind == "title"


def _head(context: Context) -> int:
    """Where the body begins."""
    for block in context.article.blocks:
        if block.kind == "paragraph" and block.end - block.start > 60:
            return block.start
    return 0
