"""The year of a piece of news: of the day that it reports, of its title, of its lead."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from zhibiao.facts.anchors import Anchor
from zhibiao.facts.context import Context
from zhibiao.facts.works import is_attribute
from zhibiao.model import BY_START, Block, Quantity, Stretch, TargetYear

_NEAR = 200
_FARTHEST = 60
"""So many time expressions before a value are looked at."""

_SPEAKER = re.compile(r"(?:[^，。；]{2,40}(?:介绍|表示|称|说|指出|透露|了解到|获悉|显示)[，：])?")


_REPORTS = re.compile(
    r"表示|介绍|报告|通报|确认|造成|导致|致使|报道|宣布|签署|达成|签约|共有|纪录|总计|合计|累计|获得|吸引|参加|参展|出席|展出|发放|组成|受影响"
)


def reported(context: Context, anchors: Sequence[Anchor], quantity: Quantity, low: int) -> Anchor | None:
    """The day of a piece of news: of the words behind the value (数千名工人16日罢工), or of the sentence before.

    目前，我国建成了…。学校达44万所 goes on with what is now; 16日召开会议。会上通报，共有90例 with what was done that day.
    """
    if context.article.kind != "news" or is_attribute(context, quantity):
        return None
    at = bisect_left(anchors, quantity.end, key=BY_START)
    clause = context.clause(quantity.start)
    if at < len(anchors) and anchors[at].start < clause.end and _of_a_day(anchors[at]):
        return anchors[at]
    sentence = context.sentence(quantity.start)
    if sentence.start <= low:
        return None
    before = context.sentence(sentence.start - 1)
    last = None
    behind = bisect_left(anchors, sentence.start, key=BY_START) - 1
    for index in range(behind, max(-1, behind - _FARTHEST), -1):
        if anchors[index].start < max(before.start, low):
            break
        if last is None and _of_a_day(anchors[index]) and anchors[index].until is None:
            last = anchors[index]
        elif anchors[index].use == "clearing" or not _of_a_day(anchors[index]):
            return None
    if last is None:
        return None
    opening = last.now and _SPEAKER.fullmatch(context.text, max(before.start, low), last.start) is not None
    return (
        last if opening or _REPORTS.search(context.text, max(sentence.start, clause.end - _NEAR), clause.end) else None
    )


_STANDING = re.compile(
    r"每年|每天|每到|每个?月|年均|历年|历史上|以往|常年|多年|[\d一二三四五六七八九十]{1,3}年[来间]|年来|以来"
    r"|(?:设立|成立)(?:以来|后|之初|至今|于)|曾|世纪|原来|过去"
)


def of_the_item(context: Context, anchors: Sequence[Anchor], quantity: Quantity, low: int) -> Anchor | None:
    """The day on which an item of news opens: 今天（6月8日），数据库上线。数据库汇聚数据10万条，覆盖27个行业.

    Plans, what holds every year, and how big a work is, are of no day.
    """
    if context.article.kind != "news" or is_attribute(context, quantity):
        return None
    sentence, clause = context.sentence(quantity.start), context.clause(quantity.start)
    if sentence.start - low > _ITEM or _STANDING.search(
        context.text, max(sentence.start, clause.end - _NEAR), clause.end
    ):
        return None
    opening = context.sentence(low)
    first, at = bisect_left(anchors, low, key=BY_START), bisect_left(anchors, quantity.start, key=BY_START)
    before = anchors[max(first, at - _FARTHEST) : at]
    if not before or before[0].start >= min(opening.end, low + _HEAD) or not _of_a_day(before[0]):
        return None
    day = before[0]
    return None if any(a.use == "governing" and a.year not in {None, day.year} for a in before) else day


_ITEM = 500
"""An item of news has no more characters between its opening and a value."""
_HEAD = 60
_EVENT = re.compile(
    r"此次|这次|会期间|现场签约|本次|当天|当日|开工|竣工|本届|大会|展会|赛会|会议期间|落幕|闭幕|春运|暑运|假期|小长假|造成|导致|致使|死亡|受伤|遇难|举行|召开|开幕|出席|成交|收于|上涨|下跌|断电|罢工|遭袭|袭击|击落"
)


_LONGER = re.compile(r"年来|以来|年间|期间|每年|常年|历年|(?:设立|成立)(?:以来|后|之初|至今|于)|这些年|多年|世纪")


def of_the_day(
    context: Context, anchors: Sequence[Anchor], quantity: Quantity, sentence: Stretch, low: int
) -> TargetYear | None:
    """The year of publication for what a dated piece of news reports without a word of time: 山火造成3人受伤."""
    article = context.article
    year = article.published.year if article.published else article.reference_year if article.year_known else None
    if article.kind != "news" or year is None or is_attribute(context, quantity):
        return None
    clause = context.clause(quantity.start)
    far = clause.end - 2 * _NEAR
    if _LONGER.search(context.text, max(low, far), clause.end):
        return None
    if not _EVENT.search(context.text, max(sentence.start, far), clause.end):
        return None
    first = bisect_left(anchors, low, key=BY_START)
    at = bisect_left(anchors, quantity.start, key=BY_START)
    if any(a.year != year for a in anchors[max(first, at - _FARTHEST) : at]):
        return None
    return TargetYear(year, None, "reference")


_FIGURES = re.compile(r"同比|增长|下降|达|超|突破|完成|实现|占|产量|产值|总值|总额|收入|亿|万")


def titled(context: Context, anchors: Sequence[Anchor], quantity: Quantity) -> TargetYear | None:
    """The year of a title that names the time of which all the text reports: 上半年全市进出口增长8%."""
    title = next((block for block in context.article.blocks[:4] if block.kind == "title"), None)
    if title is None or context.article.kind not in {"news", "statistics"}:
        return None
    if (
        is_attribute(context, quantity)
        or context.article.reference_year is None
        or _LONGER.search(context.text, context.clause(quantity.start).start, quantity.start)
    ):
        return None
    for anchor in anchors[: bisect_left(anchors, title.end, key=BY_START)]:
        if anchor.start >= title.start and anchor.use == "governing" and anchor.year is not None and not anchor.now:
            figures = _FIGURES.search(context.text, anchor.end, title.end) is not None
            if figures:
                return TargetYear(anchor.year, Stretch(anchor.start, anchor.end), "title")
    return _led(context, anchors, quantity, title)


_LEAD = re.compile(r"同比|数据|统计|预计|了解到|获悉|比上年|比去年")


def _led(context: Context, anchors: Sequence[Anchor], quantity: Quantity, title: Block) -> TargetYear | None:
    """The year of the lead where all the text reports figures of that one year: …7月份用电量…。第二产业用电量…."""
    blocks = context.article.blocks
    if any(block.kind == "heading" for block in blocks):
        return None
    opening = [b for b in blocks if b.kind == "paragraph" and b.start > title.end and b.end - b.start > _LONG][:_LEADS]
    governing = [a for a in anchors if opening and a.use == "governing" and a.start >= opening[0].start]
    if not governing or any(a.year != governing[0].year for a in governing):
        return None
    lead = next((b for b in opening if b.start <= governing[0].start < b.end), None)
    if lead is None or quantity.start < lead.end or not _LEAD.search(context.text, lead.start, lead.end):
        return None
    first = governing[0]
    return TargetYear(first.year, Stretch(first.start, first.end), "carried") if first.year is not None else None


_LONG = 20
_LEADS = 2
"""A scene may be set before the lead."""


def _of_a_day(anchor: Anchor) -> bool:
    return anchor.use == "governing" and (anchor.now or anchor.floating) and anchor.year is not None
