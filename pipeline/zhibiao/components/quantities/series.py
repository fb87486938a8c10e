"""Numbers that share what is written once: ranges (500至600亿元), lists (32、33和34万吨), an amount whose neighbour has its unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import regex

from zhibiao.components.quantities.readings import Reading

_TO = regex.compile(r"\s?(?:——|[-—–－−~～至到])\s?")
_AND = regex.compile(r"\s?[、,和与及或]\s?|以及")
_FROM = regex.compile(r"[由从自](?:[^，。；、\n]{0,8})\Z")
_CLAUSE_END = regex.compile(r"[，。；、！？）)”’\n]|\s|以上|左右|以内|以下|大关|的|\Z")
_FAR, _NEAR = 80, 30
_LISTED = 10000
_BIG = Decimal(10) ** 8


def join(text: str, readings: list[Reading]) -> Iterator[Reading]:
    """The readings in order: ranges as one, units handed over to those that share them."""
    merged = list(_ranges(text, readings))
    _distribute(text, merged)
    _borrow(text, merged)
    yield from merged


def _ranges(text: str, readings: list[Reading]) -> Iterator[Reading]:
    held: Reading | None = None
    for reading in readings:
        if held is not None:
            joined = _range(text, held, reading)
            if joined is not None:
                held = joined
                continue
            yield held
        held = reading
    if held is not None:
        yield held


def _range(text: str, one: Reading, two: Reading) -> Reading | None:
    """5%—6%, 5至6个, 500至600亿元, 三、四百人; 由5%到6% is none, for something went from one to the other."""
    between = text[one.end : two.start]
    if len(between) > 4 or one.high is not None or two.high is not None or two.unit is None:
        return None
    if one.numeral.shape != "plain" and two.numeral.shape != one.numeral.shape:
        return None
    if not _TO.fullmatch(between) or (one.unit is not None and one.unit.word != two.unit.word):
        return None
    if (
        between.strip() in {"至", "到"}
        and one.unit is not None
        and _FROM.search(text, max(0, one.start - 12), one.start)
    ):
        return None
    low = one.low if one.unit is not None else _scaled(one, two)
    if low >= two.low:
        return None
    return replace(two, start=one.start, low=low, high=two.low, open=one.open or two.open)


def _scaled(one: Reading, two: Reading) -> Decimal:
    """The first number with the 万, 亿 or 成 that stands behind the second: 500至600亿元, but not 5000至1万元."""
    low = one.low
    if one.numeral.scale == 1 and low < two.numeral.head:
        low *= two.numeral.scale
    return low * 10 if two.numeral.shape == "plain" and two.low == two.numeral.low * 10 else low


def _distribute(text: str, readings: list[Reading]) -> None:
    """32、33和34万吨: bare numbers of a list take unit and 万 of the next one, from behind."""
    for at in range(len(readings) - 2, -1, -1):
        one, two = readings[at], readings[at + 1]
        if one.unit is not None or two.unit is None or two.unit.time or two.start - one.end > 3:
            continue
        if _AND.fullmatch(text[one.end : two.start]) and not _numbering(text, one):
            low = _scaled(one, two) if one.low < _LISTED else one.low
            scale = two.numeral.scale if low != one.low else one.numeral.scale
            readings[at] = replace(one, unit=two.unit, low=low, numeral=one.numeral._replace(low=low, scale=scale))


def _numbering(text: str, one: Reading) -> bool:
    """1、 at the beginning of a line or a sentence numbers what follows."""
    return text[max(0, one.start - 1) : one.start] in {"", "\n", "。", "；", " ", "\u3000", "第"}


def _borrow(text: str, readings: list[Reading]) -> None:
    """突破60亿 beside 63.8亿元 has the unit 元: an amount at the end of its clause takes the unit of a near one of its size."""
    for at, reading in enumerate(readings):
        scale = reading.numeral.scale
        if reading.unit is not None or scale == 1 or not _CLAUSE_END.match(text, reading.end):
            continue
        beside = [
            other for other in readings[max(0, at - 3) : at + 4] if other.unit is not None and other.numeral.scale > 1
        ]
        near = min(beside, key=lambda other: _distance(reading, other), default=None)
        if near is None or near.unit is None:
            continue
        far = _FAR if scale >= _BIG and near.unit.dimension == "currency" else _NEAR
        same = near.numeral.scale == scale or (scale >= _BIG and near.numeral.scale >= _BIG)
        if same and _distance(reading, near) <= far:
            readings[at] = replace(reading, unit=near.unit)


def _distance(one: Reading, two: Reading) -> int:
    return max(one.start, two.start) - min(one.end, two.end)
