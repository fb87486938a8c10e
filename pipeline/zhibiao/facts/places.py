"""The region for which a value holds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import regex

from zhibiao.facts.context import Context
from zhibiao.facts.headquarters import own_region
from zhibiao.facts.holders import NATION, Holder, find_holders
from zhibiao.facts.sizes import is_size
from zhibiao.model import Link, Quantity, Region, Stretch, TargetRegion

_ROLE = {"subject": 1.0, "body": 0.85, "place": 0.8, "object": 0.35, "towards": 0.0, "compared": 0.0}
_DISTANCE: dict[Link, float] = {"clause": 1.0, "sentence": 0.8, "paragraph": 0.55, "section": 0.4, "article": 0.5}
_ADJACENT = regex.compile(r"(?:的|共|共有|有|已有|约|近|超|达|首批|现有|等)?+\Z")


def bind(context: Context) -> list[TargetRegion | None]:
    """One answer a quantity."""
    default = own_region(context)
    holders = find_holders(context, default.region if default else None)
    starts = [holder.start for holder in holders]
    return [_place(context, quantity, holders, starts, default) for quantity in context.quantities]


def _place(
    context: Context, quantity: Quantity, holders: Sequence[Holder], starts: Sequence[int], default: TargetRegion | None
) -> TargetRegion | None:
    if is_size(context, quantity) or _a_persons(context, quantity):
        return None
    best: tuple[float, Holder | None, Link] = (0.0, None, "article")
    block = context.block(quantity.start)
    low = block.start if block else 0
    index = bisect_right(starts, quantity.start) - 1
    seen = 0
    while index >= 0 and holders[index].start >= low and seen < 40:
        holder = holders[index]
        index -= 1
        seen += 1
        link = _link(context, holder, quantity)
        if _DISTANCE[link] <= best[0]:
            break  # those farther off can only be weaker
        score = _score(context, holder, quantity, link, default)
        if score > best[0]:
            best = (score, holder, link)
    if best[1] is not None and (default is None or best[0] > _DISTANCE["article"]):
        first = _first_of_list(context, holders, best[1])
        if first.region is None:
            return None
        return TargetRegion(first.region, best[2], Stretch(first.start, first.end))
    if (after := _named_after(context, quantity, holders, starts)) is not None:
        return after
    return default


def _a_persons(context: Context, quantity: Quantity) -> bool:
    """习近平总书记两次赴…: how often a person did it."""
    clause = context.clause(quantity.start)
    return quantity.unit == "次" and _someone(context, clause.start, quantity.start)


def _someone(context: Context, start: int, end: int) -> bool:
    index = bisect_left(context.people, start, key=lambda person: person.start)
    return index < len(context.people) and context.people[index].end <= end


def _link(context: Context, holder: Holder, quantity: Quantity) -> Link:
    if holder.start >= context.clause(quantity.start).start:
        return "clause"
    if holder.start >= context.sentence(quantity.start).start:
        return "sentence"
    return "paragraph"


def _score(context: Context, holder: Holder, quantity: Quantity, link: Link, default: TargetRegion | None) -> float:
    role = _ROLE[holder.role]
    if link == "clause" and holder.region is not None and holder.role not in {"compared", "towards"}:
        between = context.text[holder.end : min(quantity.start, holder.end + 8)]
        if _ADJACENT.match(between):
            role = 0.0 if quantity.unit == "%" else 1.0
    if holder.region is None and link != "clause" and context.article.kind != "news":
        role *= 0.6  # 京杭运河…，内河港口吞吐量…: in a region's own document the region comes back at once
    if default is not None and context.article.kind != "news":
        role *= _fading(context, holder, quantity, link, default)
    distance = _DISTANCE[link]
    if link == "paragraph" and default is not None:
        distance = 0.45
    # Of two alike the nearer one wins.
    return role * distance - (quantity.start - holder.start) * 1e-5 if role else 0.0


def _fading(context: Context, holder: Holder, quantity: Quantity, link: Link, default: TargetRegion) -> float:
    """How much of a holder's power is left in a region's own document, which comes back to its region after a clause or two."""
    if holder.region is None or link == "clause" or holder.region == default.region:
        return 1.0
    if holder.region.level == "country":
        return 0.0  # 经验在全国推广，累计建设片区2070个
    near = quantity.start - holder.start <= 200
    return 1.0 if near and len(context.clauses_in(holder.start + 1, quantity.start)) <= 1 else 0.5


def _first_of_list(context: Context, holders: Sequence[Holder], holder: Holder) -> Holder:
    """Of 庆阳、酒泉 the first."""
    index = bisect_left(holders, holder.start, key=lambda one: one.start)
    while index > 0 and holders[index].region is not None:
        before = holders[index - 1]
        if context.text[before.end : holders[index].start] not in {"、", "和", "与", "及"} or before.region is None:
            break
        index -= 1
    return holders[index]


_SPEAKS = regex.compile(r"(?:[^，。；]{0,14}?)(?:提出|明确|表示|要求|指出|强调|部署|宣布|称|将)")


def _named_after(
    context: Context, quantity: Quantity, holders: Sequence[Holder], starts: Sequence[int]
) -> TargetRegion | None:
    """The region that the next sentence of the paragraph names as the one that said it (…达到30%。山东明确，…)."""
    sentence, block = context.sentence(quantity.start), context.block(quantity.start)
    if block is None:
        return None
    index = bisect_right(starts, sentence.end - 1)
    while index < len(holders) and holders[index].start < block.end:
        holder = holders[index]
        if holder.role in {"subject", "body"} and holder.region is not None and _SPEAKS.match(context.text, holder.end):
            return TargetRegion(holder.region, "paragraph", Stretch(holder.start, holder.end))
        index += 1
    return None


__all__ = ["NATION", "Region", "bind"]
