"""The year in which a value holds or is to be reached."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from zhibiao.facts.anchors import Anchor, find_anchors
from zhibiao.facts.context import Context
from zhibiao.facts.eras import Era, find_eras
from zhibiao.facts.lists import carry
from zhibiao.facts.news_years import of_the_day, of_the_item, reported, titled
from zhibiao.facts.sizes import is_size
from zhibiao.facts.works import is_attribute
from zhibiao.model import BY_START, Block, Quantity, Stretch, TargetYear, changed
from zhibiao.text import reference_year

_START = re.compile(r"(?:由|从|自)(?P<words>[^，。；：由从自]{0,30})\Z")
_GOAL_OF_CHANGE = re.compile(
    r"，?[^，。；：]{0,12}?(?:提高|提升|增加|增长|上升|增|下降|降低|降|减少|缩短|缩减|压减|扩大|扩|跃升|攀升|升|变|发展|回落|调整|减|上调|下调|拓展|壮大|跃|转)[^，。；：]{0,4}?(?:到|至|为|成)"
)


_AGAINST = re.compile(r"(?:年?末|年?底)?(?:相比|比较|，)")
_DIFFERENCES = frozenset({"倍", "个百分点", "百分点"})
_A_SPAN = 2
_FROM = frozenset("从由自")
_NEAR = 200
_FARTHEST = 60
"""So many time expressions before a value are looked at."""


def bind(context: Context) -> list[TargetYear | None]:
    """One answer a quantity."""
    strong = dated(context)
    anchors = find_anchors(context, strong)
    eras = find_eras(context)
    blocks = context.article.blocks
    starts = [block.start for block in blocks]
    carried = carry(context, anchors)
    found: list[TargetYear | None] = []
    for quantity in context.quantities:
        if is_size(context, quantity):
            found.append(None)
            continue
        index = max(0, bisect_left(starts, quantity.start + 1) - 1)
        era = eras[index] if eras else None
        year = _year(context, anchors, quantity, blocks[index] if blocks else None, era)
        year = year or (carried[index] if carried else None)
        found.append(year if year or not found else _of_whole(context, quantity, found[-1]))
    return _headings(context, found, strong)


def _of_whole(context: Context, quantity: Quantity, before: TargetYear | None) -> TargetYear | None:
    """The year of the sentence before for one that names its parts: 开工项目23项。其中，安居项目4项."""
    start = context.sentence(quantity.start).start
    if before is None or context.text[start - 1 : start] == "\n" or not _PARTS.match(context.text, start):
        return None
    return None if context.periods_in(start, quantity.start) else changed(before, inferred="carried")


_PARTS = re.compile(r"其中|包括|这其中")


def _headings(context: Context, found: list[TargetYear | None], strong: bool) -> list[TargetYear | None]:
    """Values in a headline without a year get that of the text under it: of the same value there, else of the first."""
    for index, quantity in enumerate(context.quantities):
        block = context.block(quantity.start)
        if found[index] is not None or block is None or block.kind not in {"title", "subtitle", "heading"}:
            continue
        same = [
            at
            for at in range(index + 1, min(len(found), index + 400))
            if context.quantities[at].value == quantity.value and context.quantities[at].unit == quantity.unit
        ]
        if (year := next((found[at] for at in same if found[at] is not None), None)) is not None:
            found[index] = changed(year, inferred="repeated")
        elif block.kind == "title" and strong and context.article.reference_year is not None:
            found[index] = TargetYear(context.article.reference_year, None, "title")
    return found


def dated(context: Context) -> bool:
    """Whether the article's own year is known from a date or a title, or its words speak of 今年."""
    article = context.article
    if article.reference_year is None:
        return False
    if article.year_known or article.published is not None or article.kind == "report":
        return True
    return reference_year.attested(article.title, context.text, article.reference_year)


def _year(
    context: Context, anchors: Sequence[Anchor], quantity: Quantity, block: Block | None, era: Era | None
) -> TargetYear | None:
    sentence = context.sentence(quantity.start)
    at = bisect_left(anchors, quantity.start, key=BY_START)
    first = bisect_left(anchors, sentence.start, key=BY_START)
    before = [
        a
        for a in anchors[max(first, at - _FARTHEST) : at]
        if a.end <= quantity.start and (a.until is None or quantity.start <= a.until)
    ]
    if (start := _started(context, quantity, before, era, sentence)) is not None:
        return start[0]
    if (here := _of_sentence(context, quantity, before, era)) is not None:
        return here[0]
    paragraph = block if block is not None else sentence
    part = _PART.match(context.text, sentence.start) is not None
    earlier = [
        a
        for a in anchors[max(0, first - _FARTHEST) : first]
        if a.start >= paragraph.start and a.until is None and a.use in {"governing", "clearing"} and (part or a.topic)
    ]
    if (
        earlier
        and not is_attribute(context, quantity)
        and not earlier[-1].now
        and (
            era is None
            or _outlasts(earlier[-1], era, context.article.reference_year)
            or (earlier[-1].year is not None and context.text.startswith("过去", earlier[-1].start))
        )
    ):
        ahead = earlier[-1].use == "clearing" and _looks_ahead(earlier[-1], context.article.reference_year)
        item = of_the_item(context, anchors, quantity, paragraph.start) if ahead else None
        return _told(context, item or earlier[-1], quantity, "carried")
    if era is not None and era.year is not None:
        return TargetYear(era.year, None, era.why)
    if (told := reported(context, anchors, quantity, paragraph.start)) is not None:
        return _told(context, told, quantity, "carried")
    if (day := of_the_day(context, anchors, quantity, sentence, paragraph.start)) is not None:
        return day
    if (item := of_the_item(context, anchors, quantity, paragraph.start)) is not None:
        return _told(context, item, quantity, "carried")
    if (headed := titled(context, anchors, quantity)) is not None:
        return headed
    if not earlier and (said := _said_after(context, anchors, sentence, paragraph.end)) is not None:
        return _told(context, said, quantity, "carried")
    return None


def _looks_ahead(anchor: Anchor, reference: int | None) -> bool:
    """Whether it is 未来十年, which says nothing of the sentences behind it."""
    return anchor.year is not None and reference is not None and anchor.year > reference


_SAYS = re.compile(r"[^，。；]{2,12}?(?:明确|提出|表示|要求|部署|宣布|称)，?\Z")


def _said_after(context: Context, anchors: Sequence[Anchor], sentence: Stretch, end: int) -> Anchor | None:
    """The year of the sentence behind that names who said it: …达到30%。山东明确，2024年将…"""
    if sentence.end >= end:
        return None
    after = context.sentence(sentence.end + 1)
    for anchor in anchors[bisect_left(anchors, after.start, key=BY_START) :]:
        if anchor.start >= min(after.end, end):
            return None
        if anchor.use == "governing" and _SAYS.fullmatch(context.text[after.start : anchor.start]):
            return anchor
    return None


def _outlasts(anchor: Anchor, era: Era, reference: int | None) -> bool:
    """Whether an anchor of an earlier sentence still holds against its section: one that looks ahead does (到2030年，…).

    In a section that looks ahead one that does not holds too: 今年1至9月，查处案件13万件。有4万人投案自首。
    """
    if anchor.use != "governing" or anchor.floating or not anchor.topic or anchor.year is None:
        return False
    if era.year is None or anchor.year > era.year:
        return True
    return reference is not None and anchor.year <= reference < era.year


_BESIDE = 4
_PART = re.compile(r"其中|分别|这其中")


def _told(context: Context, anchor: Anchor, quantity: Quantity, how: str) -> TargetYear | None:
    if anchor.year is None or anchor.use == "clearing":
        return None
    year = anchor.year
    if len(anchor.years) > 1 and (place := _turn(context, anchor, quantity)) is not None:
        year = anchor.years[place]
    inferred = {"sentence": None, "carried": "carried", "document": "document"}[how]
    return TargetYear(year, Stretch(anchor.start, anchor.end), inferred)


def _turn(context: Context, anchor: Anchor, quantity: Quantity) -> int | None:
    """Which of the years listed (2015和2016年分别为3.3%、0.5%) is the quantity's."""
    if quantity.start - anchor.end > _NEAR or "分别" not in context.text[anchor.end : quantity.start]:
        return None
    place = len(context.quantities_in(anchor.end, quantity.start))
    return place if place < len(anchor.years) else None


def _of_sentence(
    context: Context, quantity: Quantity, before: Sequence[Anchor], era: Era | None
) -> tuple[TargetYear | None] | None:
    """What the last time before a value in its sentence says, in a tuple of one; None where there is none."""
    governing = [a for a in before if a.use in {"governing", "clearing"}]
    if governing:
        last = governing[-1]
        if era is None or era.year is None or not (last.floating or last.use == "clearing"):
            return (_told(context, last, quantity, "sentence"),)
        return (TargetYear(era.year, Stretch(last.start, last.end) if last.floating else None, era.why),)
    documents = [a for a in before if a.use == "document"]
    if documents and era is None:
        return (_told(context, documents[-1], quantity, "document"),)
    return None


def _started(
    context: Context, quantity: Quantity, before: Sequence[Anchor], era: Era | None, sentence: Stretch
) -> tuple[TargetYear | None] | None:
    """The year of a starting value (由7.2%提高到7.5%, 较“十三五”末的9323亿元), in a tuple of one; None where it is not one."""
    text = context.text
    lead = text[max(sentence.start, quantity.start - 32) : quantity.start]
    last = before[-1] if before else None
    owned = last is not None and text[last.end : quantity.start] == "的" and quantity.unit not in _DIFFERENCES
    if last is not None and last.use in {"baseline", "start"} and owned:
        return (TargetYear(last.year, Stretch(last.start, last.end)) if last.year else None,)
    match = _START.search(lead)
    goal = _GOAL_OF_CHANGE.match(text, quantity.cue.end if quantity.cue else quantity.end)
    if last is not None and last.use == "start" and last.year and quantity.start - last.end <= _BESIDE:
        return (TargetYear(last.year, Stretch(last.start, last.end)),)  # 从2014年不足9万元到2021年底130万元的跨越
    if match is None or goal is None:
        return None
    if goal[0][0] == "，" and not match["words"].endswith("的"):
        return None  # 从2011年的3900元，提高到…; 由1900公里增至2800公里，提高到…
    if last is not None and last.use in {"start", "governing"} and last.start >= quantity.start - len(match[0]):
        return (TargetYear(last.year, Stretch(last.start, last.end)) if last.year else None,)
    named = next((a for a in reversed(before) if a.use == "start"), None)
    if named is not None:
        return (TargetYear(named.year, Stretch(named.start, named.end), "carried") if named.year else None,)
    if last is not None and last.first is not None and last.year is not None and last.year - last.first >= _A_SPAN:
        since = text[last.start] in _FROM or text[last.start - 1 : last.start] in _FROM
        first = last.first if since else last.first - 1
        return (TargetYear(first, Stretch(last.start, last.end), "base"),)  # “十四五”以来，由7家增至16家
    against = next((a for a in reversed(before) if a.use == "baseline" and a.year is not None), None)
    if against is not None and against.year is not None and _AGAINST.match(text, against.end):
        return (
            TargetYear(against.year, Stretch(against.start, against.end), "base"),
        )  # 1986年同1978年相比，由…增加到…
    if era is not None and era.base is not None:
        return (TargetYear(era.base, None, "base"),)
    return (None,)
