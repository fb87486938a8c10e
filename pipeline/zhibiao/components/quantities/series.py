"""Numbers that share what is written once: lists (32、33和34万吨; 超过5亿元、8亿元), an amount whose neighbour has its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from zhibiao.components.quantities.ranges import ranges, scaled
from zhibiao.components.quantities.readings import Reading, negative
from zhibiao.components.quantities.units import Units
from zhibiao.model import Quantity, Rejected

_AND = re.compile(r"\s?[、,和与及或]\s?|以及")
_CLAUSE_END = re.compile(r"[，。；、！？）)”’\n]|\s|以上|左右|以内|以下|大关|的|\Z")
_LONG_AND = 3
_FAR, _NEAR = 80, 30
_LISTED = 10000
_BIG = Decimal(10) ** 8


def join(text: str, readings: list[Reading], units: Units) -> Iterator[Reading]:
    """The readings in order: ranges as one, units handed over to those that share them."""
    merged = list(ranges(text, readings))
    _distribute(text, merged)
    _name(text, merged, units)
    _borrow(text, merged)
    yield from merged


def _distribute(text: str, readings: list[Reading]) -> None:
    """32、33和34万吨: bare numbers of a list take unit and 万 of the next one, from behind."""
    for at in range(len(readings) - 2, -1, -1):
        one, two = readings[at], readings[at + 1]
        if two.unit is None or two.start - one.end > 3:
            continue
        if one.unit is not None:
            if _cut_short(one, two) and _AND.fullmatch(text[one.end : two.start]):
                readings[at] = replace(one, unit=two.unit)
            continue
        if two.unit.time or one.low > abs(two.low) * _LISTED:
            continue
        if _AND.fullmatch(text[one.end : two.start]) and not _numbering(text, one):
            low = scaled(one, two) if one.low < _LISTED else one.low
            scale = two.numeral.scale if low != one.low else one.numeral.scale
            shared = replace(one, unit=two.unit, low=low, numeral=one.numeral._replace(low=low, scale=scale))
            readings[at] = negative(text, shared)  # 0.15、-5.64、1.34个百分点


def _cut_short(one: Reading, two: Reading) -> bool:
    """个 in 12.7个、12个百分点 is the first character of 个百分点."""
    return one.unit is not None and two.unit is not None and one.unit.word == "个" and two.unit.word == "个百分点"


# What is counted says what an amount without a unit counts: 国内旅游人次达5.96亿 is 人次.
_NAMED = re.compile(
    r"(人次|架次|班次|车次|辆次|航次|场次|人数|户数|件数|家数|台数|次数|例数|篇数)"
    r"[^，。；：、\n\d]{0,6}(?:达到?|超过?|突破|为|约|逼?近|接近|逾|破)(?:了|约|近|到)?\Z"
)
_REACH = 20


def _name(text: str, readings: list[Reading], units: Units) -> None:
    for at, reading in enumerate(readings):
        if reading.unit is not None or reading.numeral.scale == 1 or not _CLAUSE_END.match(text, reading.end):
            continue
        if named := _NAMED.search(text, max(0, reading.start - _REACH), reading.start):
            word = named[1] if named[1].endswith("次") and named[1] != "次数" else named[1][0]
            if found := units.find(word, 0):
                readings[at] = replace(reading, unit=found[0])


def _numbering(text: str, one: Reading) -> bool:
    """1、 at the beginning of a line or a sentence numbers what follows."""
    return text[max(0, one.start - 1) : one.start] in {"", "\n", "。", "；", " ", "\u3000", "第"}


# What is never counted in money.
_NO_MONEY = re.compile(
    r"(?:人口|用户|网民|游客|会员|客流|旅客|粉丝|户籍|播放|点击|阅读|浏览|下载|观看|访问|关注|产量|销量|电量|水量|吞吐量|业务量|快递量|"
    r"周转量|面积|保有量|人数|次数)[^，。；：、\n\d]{0,8}\Z"
)


def _borrow(text: str, readings: list[Reading]) -> None:
    """突破60亿 beside 63.8亿元 has the unit 元: an amount at the end of its clause takes the unit of a near one of its size."""
    for at, reading in enumerate(readings):
        scale = reading.numeral.scale
        if reading.unit is not None or scale == 1 or not _CLAUSE_END.match(text, reading.end):
            continue
        beside = [
            other
            for other in readings[max(0, at - 3) : at + 4]
            if other.unit is not None
            and other.numeral.scale > 1
            and (reading.numeral.arabic or scale < _BIG or other.unit.dimension == "currency")
        ]
        near = min(beside, key=lambda other: _distance(reading, other), default=None)
        if near is None or near.unit is None:
            continue
        far = _FAR if scale >= _BIG and near.unit.dimension == "currency" else _NEAR
        same = near.numeral.scale == scale or (scale >= _BIG and near.numeral.scale >= _BIG)
        if near.unit.dimension == "currency" and _NO_MONEY.search(text, max(0, reading.start - _REACH), reading.start):
            continue
        if same and _distance(reading, near) <= far:
            readings[at] = replace(reading, unit=near.unit)


def _distance(one: Reading, two: Reading) -> int:
    return max(one.start, two.start) - min(one.end, two.end)


def shared(text: str, judged: list[Quantity | Rejected]) -> Iterator[Quantity | Rejected]:
    """超过10亿元、50亿元和100亿元: the comparator before the first of a list holds for all of it."""
    held: Quantity | None = None
    for one in _from_behind(text, judged):
        if isinstance(one, Quantity):
            if held is not None and _listed(text, held, one):
                one = replace(one, comparator=held.comparator, rules=(*one.rules, *held.rules[-1:]))
            held = one if one.comparator != "=" and (_led(one) or held is not None) else None
        yield one


_RESPECTIVELY = re.compile(r"分别[^，。；：、\d]{0,6}\Z")


def _from_behind(text: str, judged: list[Quantity | Rejected]) -> list[Quantity | Rejected]:
    """分别达到25%和15%以上: what stands behind the last of a list under 分别 holds for all of it."""
    found = list(judged)
    for at in range(len(found) - 1, 0, -1):
        last = found[at]
        if (
            not isinstance(last, Quantity)
            or last.cue is None
            or last.cue.end <= last.end
            or last.comparator in {"=", "~"}
        ):
            continue
        first = at
        while first and _goes_with(text, found[first - 1], found[first]):
            first -= 1
        if first < at and _RESPECTIVELY.search(text, max(0, found[first].start - _REACH), found[first].start):
            for index in range(first, at):
                one = found[index]
                if isinstance(one, Quantity):
                    found[index] = replace(one, comparator=last.comparator, rules=(*one.rules, *last.rules[-1:]))
    return found


def _goes_with(text: str, one: Quantity | Rejected, two: Quantity | Rejected) -> bool:
    """Whether a plain number stands in a list before another of its unit."""
    plain = isinstance(one, Quantity) and isinstance(two, Quantity) and one.comparator == "=" and one.unit == two.unit
    return plain and 0 < two.start - one.end <= _LONG_AND and _AND.fullmatch(text[one.end : two.start]) is not None


def _led(one: Quantity) -> bool:
    """Whether its comparator stands before it, and nothing behind it."""
    return one.cue is not None and one.cue.start < one.start and one.cue.end == one.end


def _listed(text: str, one: Quantity, two: Quantity) -> bool:
    if two.comparator != "=" or one.unit != two.unit or not 0 < two.start - one.end <= _LONG_AND:
        return False
    plain_end = two.cue is None or two.cue.end == two.end
    return plain_end and _AND.fullmatch(text[one.end : two.start]) is not None
