"""The region for which a value holds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import regex

from zhibiao.facts.context import Context
from zhibiao.facts.grants import granted
from zhibiao.facts.headlines import of_headlines
from zhibiao.facts.headquarters import fallbacks, own_region
from zhibiao.facts.holder import NATION, Holder
from zhibiao.facts.holders import find_holders
from zhibiao.facts.side_by_side import LISTED, among, of_list
from zhibiao.facts.sizes import is_size
from zhibiao.facts.works import is_attribute, within_work
from zhibiao.model import BY_START, Link, Quantity, Stretch, TargetRegion

_ROLE = {"subject": 1.0, "body": 0.85, "place": 0.8, "object": 0.35, "towards": 0.0, "compared": 0.0}
_DISTANCE: dict[Link, float] = {"clause": 1.0, "sentence": 0.8, "paragraph": 0.55, "section": 0.4, "article": 0.5}
_ADJACENT = regex.compile(r"(?:的|共|共有|有|已有|约|近|超|达|首批|现有|等)?+\Z")


def bind(context: Context) -> list[TargetRegion | None]:
    """One answer a quantity."""
    default = own_region(context)
    holders = find_holders(context, default.region if default else None)
    starts = [holder.start for holder in holders]
    spare = fallbacks(context, holders, default)
    found = [
        _place(context, quantity, holders, starts, default, spare(quantity.start)) for quantity in context.quantities
    ]
    return of_headlines(context, found)


def _place(
    context: Context,
    quantity: Quantity,
    holders: Sequence[Holder],
    starts: Sequence[int],
    default: TargetRegion | None,
    spare: TargetRegion | None,
) -> TargetRegion | None:
    sized = is_size(context, quantity) and context.article.kind != "notice"
    if sized or _worldwide(context, quantity) or _a_persons(context, quantity) or is_attribute(context, quantity):
        return None
    if context.article.kind == "news" and (money := granted(context, quantity)) is not None:
        return money[0]
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
        held = _held(context, quantity, holders, starts, best[1], best[2], default)
        if held is not None:
            return held[0]
    if (after := _named_after(context, quantity, holders, starts)) is not None:
        return after
    if (
        default is None
        and spare is not None
        and spare.region == NATION
        and (
            _local_before(context, holders, bisect_right(starts, quantity.start), low)
            or _of_the_world(context, quantity)
        )
    ):
        return None
    return default or spare


def _held(
    context: Context,
    quantity: Quantity,
    holders: Sequence[Holder],
    starts: Sequence[int],
    holder: Holder,
    link: Link,
    default: TargetRegion | None,
) -> tuple[TargetRegion | None] | None:
    """What the strongest holder says, in a tuple of one; None where it says nothing of the value."""
    if among(context, holder, quantity):
        return (default,)
    owner = of_list(context, holders, holder, quantity)
    index = bisect_left(starts, holder.start)
    listed = index > 0 and context.text[holders[index - 1].end : holder.start] in LISTED
    if quantity.start - holder.end <= 1 and quantity.unit != "%" and (owner is None or (default and listed)):
        return (default,)  # 荆州、孝感、黄冈3个城市: the province's count
    if owner is not None and owner.region is not None:
        return (TargetRegion(owner.region, link, Stretch(owner.start, owner.end)),)
    if owner is None and link == "paragraph":
        return None  # an earlier sentence's 江苏、山东、浙江等9个省 are examples
    return (None,)


_WORLD = re.compile(r"个国家|国和地区|各国|联合国|全世界")


def _of_the_world(context: Context, quantity: Quantity) -> bool:
    """Whether a sentence speaks of many countries: 来自30个国家的90名青年参加夏令营."""
    sentence = context.sentence(quantity.start)
    low, high = max(sentence.start, quantity.start - _REACH), min(sentence.end, quantity.end + _REACH)
    return _WORLD.search(context.text, low, high) is not None


_REACH = 120


_WORLDWIDE = re.compile(r"(?:全球|全世界)(?!占比|份额|第|首|最|前|一流|领先|排名)[^，。；国省市]{0,24}\Z")


def _worldwide(context: Context, quantity: Quantity) -> bool:
    """全球光伏新增装机在205吉瓦以上: no region's."""
    return _WORLDWIDE.search(context.text, context.clause(quantity.start).start, quantity.start) is not None


def _local_before(context: Context, holders: Sequence[Holder], at: int, low: int) -> bool:
    """Whether the paragraph spoke of a place before a value: 今年的哈尔滨冰雪季，…主塔用冰3万立方米 is not the nation's.

    Places in a row (江苏、山东、浙江等9个省) are examples.
    """
    for holder in reversed(holders[max(0, at - 40) : at]):
        if holder.start < low:
            return False
        listed = (
            "、" in context.text[max(0, holder.start - 1) : holder.start] + context.text[holder.end : holder.end + 1]
        )
        if holder.region is not None and holder.region.level not in {"country", "group"} and not listed:
            return True
    return False


def _a_persons(context: Context, quantity: Quantity) -> bool:
    """总书记两次赴…: how often a person did it."""
    return quantity.unit == "次" and _someone(context, context.sentence(quantity.start).start, quantity.start)


def _someone(context: Context, start: int, end: int) -> bool:
    index = bisect_left(context.people, start, key=BY_START)
    return index < len(context.people) and context.people[index].end <= end


def _link(context: Context, holder: Holder, quantity: Quantity) -> Link:
    if holder.start >= context.clause(quantity.start).start:
        return "clause"
    if holder.start >= context.sentence(quantity.start).start:
        return "sentence"
    return "paragraph"


def _score(context: Context, holder: Holder, quantity: Quantity, link: Link, default: TargetRegion | None) -> float:
    role = _ROLE[holder.role]
    if role and holder.region is not None and within_work(context, holder.end, quantity):
        return 0.0
    if link == "clause" and holder.region is not None and holder.role not in {"compared", "towards"}:
        between = context.text[holder.end : min(quantity.start, holder.end + 8)]
        if _ADJACENT.match(between):
            role = 0.0 if quantity.unit == "%" else 1.0
    if link == "paragraph" and (holder.role == "object" or _another_speaks(context, holder, quantity)):
        return 0.0
    if holder.region is None and link != "clause" and context.article.kind != "news":
        if link == "sentence" and holder.firm and "；" not in context.text[holder.start : quantity.start]:
            return role
        if link == "sentence" and quantity.start - holder.start <= _GOING and _continues(context, holder, quantity):
            return role
        role *= 0.6  # 京杭运河…，内河港口吞吐量…: in a region's own document the region comes back at once
    led = default is not None and link != "clause" and _leads(context, holder, default)
    if default is not None and context.article.kind != "news" and not led:
        role *= _fading(context, holder, quantity, link, default)
    distance = _DISTANCE[link]
    if link == "paragraph" and not led:
        distance = 0.45 if default is not None else distance * _topical(context, holder)
    # Of two alike the nearer one wins.
    return role * distance - (quantity.start - holder.start) * 1e-5 if role else 0.0


_SAYS = re.compile(r"[^。；]{0,24}?(?:表示|说|认为|建议|介绍|指出|称|呼吁|告诉|坦言|提出|透露|直言|谈到|期待)")


def _another_speaks(context: Context, holder: Holder, quantity: Quantity) -> bool:
    """Whether a new speaker comes before the value: …湖北增长8%。全国政协委员周山建议，建成基地30个."""
    if context.article.kind != "news":
        return False
    sentence = context.sentence(quantity.start)
    index = bisect_left(context.people, max(holder.end, sentence.start), key=BY_START)
    if index >= len(context.people) or context.people[index].end > quantity.start:
        return False
    return _SAYS.match(context.text, context.people[index].end, quantity.start) is not None


def _topical(context: Context, holder: Holder) -> float:
    """A region that opens its sentence, or 全省, is what the paragraph is about; one in a later clause is so less."""
    opens = context.clause(holder.start).start <= context.sentence(holder.start).start
    return 1.0 if opens or context.text.startswith(("全", "我", "本"), holder.start) else 0.7


_GOING = 300
_GOES_ON = re.compile(
    r"(?:同比|环比|比|较|其中|占|分别|增长|下降|增|降|达|超|居|为|实现|完成|提高|上升|年均|累计)|(?:净利润|利润|营收|产能)"
)


def _continues(context: Context, holder: Holder, quantity: Quantity) -> bool:
    """Whether all clauses from a company's or a port's on go on with it: 青山港吞吐量2亿吨，增长3%，其中外贸9000万吨."""
    after = context.clauses_in(holder.start + 1, quantity.start + 1)
    return all(_GOES_ON.match(context.text, clause.start) for clause in after)


# 1—8月份，|大同市…
_TIMED = regex.compile(
    r"\s*(?:(?:今年|去年|上年|全年|上半年|前\p{Han}季度|截至|\d{4}年|[\d一二三四五六七八九十—–~至-]{1,6}月份?(?:底|末)?)[，,]?)*+"
)


def _leads(context: Context, holder: Holder, default: TargetRegion) -> bool:
    """Whether a paragraph of a bulletin is about a part of its region: 大同市 in 1—8月份，大同市原煤产量…。洗煤产量…."""
    if context.article.kind != "statistics" or holder.region is None or holder.role != "subject":
        return False
    path, whole = holder.region.path, default.region.path
    block = context.block(holder.start)
    return (
        block is not None
        and len(path) > len(whole)
        and path[: len(whole)] == whole
        and _TIMED.match(context.text, block.start, holder.start).end() == holder.start
    )


def _fading(context: Context, holder: Holder, quantity: Quantity, link: Link, default: TargetRegion) -> float:
    """How much of a holder's power is left in a region's own document, which comes back to its region after a clause or two."""
    if holder.region is None or link == "clause" or holder.region == default.region:
        return 1.0
    if holder.region.level == "country":
        return 0.0  # 经验在全国推广，累计建设片区2070个
    near = quantity.start - holder.start <= 200
    return 1.0 if near and len(context.clauses_in(holder.start + 1, quantity.start)) <= 1 else 0.5


_SPEAKS = re.compile(r"(?:[^，。；]{0,14}?)(?:提出|明确|表示|要求|指出|强调|部署|宣布|称|将)")


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
