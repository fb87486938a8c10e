"""For whom money is meant that the nation gives: 预拨0.2亿元，支持青海…; several share it, and it is none's alone."""

from __future__ import annotations

import re
from bisect import bisect_left

from zhibiao.facts.context import Context
from zhibiao.facts.roles import LISTING
from zhibiao.model import BY_START, Quantity, Stretch, TargetRegion

_GRANTING = re.compile(r"(?:预拨|下拨|拨付|划拨|下达|追加|拨款|调拨)(?:资金|了)?\Z")
_FOR = re.compile(r"[^，。；\d]{0,16}?，?(?:用于|重点|专项|全力)?(?:支持|帮助|补助|支援)")
_BEFORE, _BEHIND = 10, 30


def granted(context: Context, quantity: Quantity) -> tuple[TargetRegion | None] | None:
    """The region that gets the money, in a tuple of one; None where no money is given, or nobody is named.

    支持福建、江西、湖南… is of several, whose value has no region.
    """
    start, end = quantity.start, quantity.end
    if quantity.dimension != "currency" or not _GRANTING.search(context.text, max(0, start - _BEFORE), start):
        return None
    led = _FOR.match(context.text, end, min(end + _BEHIND, len(context.text)))
    index = bisect_left(context.regions, led.end(), key=BY_START) if led else len(context.regions)
    if led is None or index == len(context.regions) or context.regions[index].start != led.end():
        return None
    first = context.regions[index]
    after = context.regions[index + 1] if index + 1 < len(context.regions) else None
    if after is not None and context.text[first.end : after.start] in LISTING and after.start > first.end:
        return (None,)
    return (TargetRegion(first.region, "clause", Stretch(first.start, first.end)),)
