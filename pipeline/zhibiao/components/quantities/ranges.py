"""Ranges: two numbers that are the ends of one, with what is written once handed to both (500至600亿元, 三至四成, 5±0.2米)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from zhibiao.components.quantities.readings import Reading

_TO = re.compile(r"\s?(?:——|[-—–－−~～至到])\s?")
_FROM = re.compile(r"[由从自](?:[^，。；、\n]{0,8})\Z")
_BELOW_ZERO = re.compile(r"零下\s?\Z")
_DIGITS = "一二三四五六七八九"
_OPENS = frozenset("\n。；：第（(") | {""}
_MULTIPLIERS = frozenset("十百千万亿")


def ranges(text: str, readings: list[Reading]) -> Iterator[Reading]:
    """The readings of a text in order, two that are the ends of one range as one.

    5%—6%, 5至6个, 500至600亿元, 二、三百亿度, 5±0.2米.
    """
    held: Reading | None = None
    for reading in readings:
        if held is not None:
            joined = _range(text, held, reading)
            if joined is not None:
                held = joined
                continue
            yield _lone(text, held)
        held = reading
    if held is not None:
        yield _lone(text, held)


def neighbours(one: str, two: str) -> bool:
    """二 and 三, as in 二、三百 and 三四百."""
    return len(one) == 1 == len(two) and one + two in _DIGITS


def _between(text: str, one: Reading, two: Reading) -> Reading | None:
    """二、三百亿度 is from 200 to 300, 五、六倍 from 5 to 6."""
    first = one.low
    if one.unit is not None or two.unit is None or two.high is not None or not neighbours(one.words, two.words[:1]):
        return None
    if text[one.start - 1 : one.start] in _OPENS or (two.words[1:] and two.words[1] not in _MULTIPLIERS):
        return None
    return replace(two, start=one.start, low=two.low * first / (first + 1), high=two.low, open=two.open)


def _below_zero(text: str, one: Reading, two: Reading) -> Reading | None:
    """零下30至20摄氏度 and 零下30至零下20摄氏度 are from -30 to -20."""
    zero = _BELOW_ZERO.search(text, max(0, one.start - 3), one.start)
    if zero is None or one.low == abs(two.low) or one.low < 0:
        return None
    low, high = sorted((-one.low, -abs(two.low)))
    return replace(two, start=zero.start(), low=low, high=high)


def _tolerance(one: Reading, two: Reading) -> Reading | None:
    """5±0.2米 is from 4.8 to 5.2."""
    if one.high is not None or two.high is not None or two.unit is None:
        return None
    if one.unit is not None and one.unit.word != two.unit.word:
        return None
    low = one.low if one.unit is not None else scaled(one, two)
    return replace(two, start=one.start, words=one.words, low=low - two.low, high=low + two.low, open=False)


def _lone(text: str, reading: Reading) -> Reading:
    """±5% is from -5 to 5 %."""
    if reading.unit is None or reading.high is not None or text[reading.start - 1 : reading.start] != "±":
        return reading
    return replace(reading, start=reading.start - 1, low=-reading.low, high=reading.low)


def _range(text: str, one: Reading, two: Reading) -> Reading | None:
    """5%—6%, 5至6个, 500至600亿元, 三、四百人; 由5%到6% is none, for something went from one to the other."""
    between = text[one.end : two.start]
    if between.strip() == "±":
        return _tolerance(one, two)
    if between == "、":
        return _between(text, one, two)
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
    if one.unit is None and (below := _below_zero(text, one, two)) is not None:
        return below
    low = one.low if one.unit is not None else scaled(one, two)
    if low >= two.low:
        return None
    return replace(two, start=one.start, low=low, high=two.low, open=one.open or two.open)


def scaled(one: Reading, two: Reading) -> Decimal:
    """The first number with the 万, 亿 or 成 that stands behind the second: 500至600亿元, but not 5000至1万元."""
    low = one.low
    if one.numeral.scale == 1 and low < two.numeral.head:
        low *= two.numeral.scale
    return low * 10 if two.numeral.shape == "plain" and two.low == two.numeral.low * 10 else low
