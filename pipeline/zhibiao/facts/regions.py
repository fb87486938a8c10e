"""Region mentions inside longer names: 贵州 in 贵州省政府工作报告, 巴中 in 巴中至南充高铁, 大湾区 in 大湾区办."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import regex

from zhibiao.components.regions.rules import REGIONS, Opens
from zhibiao.facts.context import Context
from zhibiao.model import RegionMention, Stretch

_JOINTS = ("至", "到", "—", "——", "－", "-")
# 大村至遵义、纳雍至六盘水等铁路: more ends between.
_MORE = r"(?:、\p{Han}{2,5}[至到]\p{Han}{2,5})*+等?"
_REACH = 40


@cache
def _openings(rules: str | None) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What a region's name opens, and what two of them with 至 between open."""
    entries = [entry for entry in REGIONS.load(rules) if isinstance(entry, Opens)]
    single = "|".join(entry.pattern for entry in entries if not entry.between) or "(?!)"
    between = "|".join(entry.pattern for entry in entries if entry.between) or "(?!)"
    return regex.compile(single, regex.V1), regex.compile(rf"(?:{_MORE})(?:{between})", regex.V1)


def nest(context: Context) -> Iterator[RegionMention]:
    """The mentions, `nested` and `inside` set where an organisation, a document, a post, a line … holds them."""
    regions = sorted(context.regions, key=lambda mention: (mention.start, mention.end))
    holders = sorted(_holders(context, regions), key=lambda holder: (holder.start, -holder.end))
    starts = [holder.start for holder in holders]
    for mention in regions:
        inside = _around(holders, starts, mention)
        if inside and mention.region.level == "country" and _is_name(context, inside):
            continue  # 中国 in 中国节水协会 is no mention
        yield replace(mention, nested=True, inside=inside) if inside else mention


def _is_name(context: Context, holder: Stretch) -> bool:
    """Whether a holder is a body, a document …, and not a post or an event by common words (日本地震)."""
    return any(body.start == holder.start and body.end == holder.end for body in context.organisations)


def _around(holders: Sequence[Stretch], starts: list[int], mention: RegionMention) -> Stretch | None:
    """The longest holder around a mention that is longer than it."""
    best: Stretch | None = None
    for holder in reversed(holders[: bisect_right(starts, mention.start)]):
        if holder.start < mention.start - _REACH:
            break
        longer = len(holder) > mention.end - mention.start
        if longer and mention.end <= holder.end and (best is None or len(holder) > len(best)):
            best = holder
    return best


def _holders(context: Context, regions: Sequence[RegionMention]) -> Iterator[Stretch]:
    for body in context.organisations:
        yield Stretch(body.start, body.end)
    for person in context.people:
        for title in person.titles:
            yield Stretch(title.start, title.end)
    opened, between = _openings(context.rules)
    chain = 0
    for index, mention in enumerate(regions):
        before = regions[index - 1] if index else None
        if before is None or before.end != mention.start:
            chain = mention.start
        if match := opened.match(context.text, mention.end):
            yield Stretch(chain, match.end())
        if before and context.text[before.end : mention.start] in _JOINTS and mention.start > before.end:
            match = between.match(context.text, mention.end)
            if match:
                yield Stretch(_first(regions, index - 1), match.end())


def _first(regions: Sequence[RegionMention], index: int) -> int:
    """The start of the chain of names that ends with this one: 四川|巴中."""
    while index and regions[index - 1].end == regions[index].start:
        index -= 1
    return regions[index].start
