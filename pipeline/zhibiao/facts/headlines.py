"""The region of a value in a headline, which the text below tells."""

from __future__ import annotations

from dataclasses import replace

from zhibiao.facts.context import Context
from zhibiao.model import TargetRegion

_BELOW = 400
"""So many values under a headline are looked at."""
_FEW = 100
"""A smaller count may be another one: 三位局长."""


def of_headlines(context: Context, found: list[TargetRegion | None]) -> list[TargetRegion | None]:
    """A value of a title that names no region has that of the same value in the text: 粮食产量超万亿斤 ¶ 我国粮食产量超过10000亿斤."""
    for index, quantity in enumerate(context.quantities):
        block = context.block(quantity.start)
        if found[index] is not None or block is None or block.kind not in {"title", "subtitle"}:
            continue
        if quantity.dimension == "count" and quantity.value < _FEW:
            continue
        same = (
            at
            for at in range(index + 1, min(len(found), index + _BELOW))
            if context.quantities[at].value == quantity.value and context.quantities[at].unit == quantity.unit
        )
        if (region := next((found[at] for at in same if found[at] is not None), None)) is not None:
            found[index] = replace(region, link="article")
    return found
