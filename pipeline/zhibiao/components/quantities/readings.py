"""A number with the unit behind it, before it is judged: 2000多万元, 三成五, 2个半小时, 25元3角, $300."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import regex

from zhibiao.components.quantities.units import Unit, Units
from zhibiao.model import value
from zhibiao.numerals import Numeral, parse
from zhibiao.numerals.values import DIGITS


@value
class Reading:
    """A number and its unit: `[start, end)` both, `stop` where the number alone ends, `words` the number as written."""

    start: int
    stop: int
    end: int
    words: str
    low: Decimal
    high: Decimal | None
    unit: Unit | None
    numeral: Numeral
    open: bool = False


_SPACE = re.compile(r"[ \u00a0\u3000]{1,4}+")
_SPREAD_POINTS = re.compile(r"个?[ \u3000]?百[ \u3000]{0,2}分[ \u3000]{0,2}点")
_THOUSANDS = re.compile(r"[kK](?=\s?个?百\s?分\s?点|%)")
_HALF = re.compile(r"半(?![年月天径导])")
_INSIDE = re.compile(r"个?[多余来]?个?(?=小时|钟头|百分点|月|星期|工作日|季度|世纪|年头|春秋|基点|千分点)")
_SIGN = re.compile(r"(?:[¥￥]|US\$|HK\$|\$|€|£)\s?\Z")
_SIGNS = {"¥": "元", "￥": "元", "$": "美元", "US$": "美元", "HK$": "港元", "€": "欧元", "£": "英镑"}
_COIN = r"\d|[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_CHANGE = re.compile(rf"(?:元|圆|块)(?P<jiao>{_COIN})[角毛](?:(?P<fen>{_COIN})分)?整?")
_POINTS_BEGIN = frozenset("个百")
_CENTS = re.compile(r"又?(?P<cents>\d{1,2}|[一二三四五六七八九]?十?[一二两三四五六七八九])美分")
_TENTH = re.compile(r"\ ?([一二三四五六七八九])(?=[以左，。、；的 ]|\Z)")
_MINUS = frozenset("-−负")
_CENT = Decimal("0.01")
_PARTS = frozenset({Decimal(100), Decimal(1000), Decimal(10000)})


def read(text: str, numeral: Numeral, units: Units) -> Reading:
    """What stands at a numeral: with its unit where there is one."""
    start, stop = numeral.start, numeral.end
    words = text[start:stop]
    if numeral.shape != "plain":
        return _share(text, numeral, units, words)
    low, high = numeral.low, numeral.high
    at = stop
    if space := _SPACE.match(text, at):
        at = space.end()
    opened = numeral.open
    if numeral.arabic and (thousands := _THOUSANDS.match(text, at)):
        low, at = low * 1000, thousands.end()
    if (half := _after_count(text, at)) is not None:
        extra, opened_inside, at = half
        low, opened = low + extra, opened or opened_inside
    found = _unit(text, at, numeral, units)
    if found is None and (apart := _apart(text, numeral, units)) is not None:
        scale, found = apart
        low, numeral = low * scale, numeral._replace(low=low * scale, scale=scale)
    if found is None:
        return _signed(text, Reading(start, stop, stop, words, low, high, None, numeral, opened), units)
    unit, end = found
    return negative(text, _extended(text, Reading(start, stop, end, words, low, high, unit, numeral, opened)))


_APART = re.compile(r"[（(][^（）()\n]{2,14}[）)](?P<scale>[万亿]{1,2})")


def _apart(text: str, numeral: Numeral, units: Units) -> tuple[Decimal, tuple[Unit, int]] | None:
    """276.4（不含划转企业）亿元: a remark between the number and its unit."""
    if not numeral.arabic or numeral.scale != 1 or text[numeral.end : numeral.end + 1] not in {"（", "("}:
        return None
    remark = _APART.match(text, numeral.end)
    found = units.find(text, remark.end()) if remark else None
    scale = parse(remark["scale"]) if remark else None
    return None if found is None or scale is None else (scale, found)


def _signed(text: str, reading: Reading, units: Units) -> Reading:
    """$300 and ￥1.5 have their unit before the number."""
    sign = _SIGN.search(text, max(0, reading.start - 4), reading.start)
    if sign is None or (found := units.find(_SIGNS[sign[0].strip()], 0)) is None:
        return reading
    return replace(reading, start=sign.start(), unit=found[0])


_BELOW_ZERO = re.compile(r"零下\s?\Z")
_NEGATIVE = regex.compile(r"(?:\A|(?<=[\p{Han}（(：:、，]))[-−]\Z|(?<![正抱欺肩担自胜减增])负\Z")


def negative(text: str, reading: Reading) -> Reading:
    """同比-3.5%, 负0.2千米, 零下5℃; the dash of 5-8个 is none."""
    before = text[reading.start - 1 : reading.start]
    unit = reading.unit
    if before == "下" and (zero := _BELOW_ZERO.search(text, max(0, reading.start - 3), reading.start)):
        high = None if reading.high is None else -reading.low
        low = -reading.low if reading.high is None else -reading.high
        return replace(reading, start=zero.start(), low=low, high=high)
    if before not in _MINUS or not before or unit is None or not (unit.size or unit.dimension == "temperature"):
        return reading
    if not _NEGATIVE.search(text, max(0, reading.start - 2), reading.start):
        return reading
    return replace(reading, start=reading.start - 1, low=-reading.low)


def _unit(text: str, at: int, numeral: Numeral, units: Units) -> tuple[Unit, int] | None:
    """The unit at a place: 个百 分 点 as extraction spread it, 两 as a weight behind a Chinese number (三十两)."""
    following = text[at : at + 1]
    if following in _POINTS_BEGIN and (spread := _SPREAD_POINTS.match(text, at)):
        points = units.find("个百分点", 0)
        return None if points is None else (points[0], spread.end())
    return units.find(text, at, arabic=numeral.arabic or following == "两" or (numeral.scale > 1 and not numeral.bare))


def _after_count(text: str, at: int) -> tuple[Decimal, bool, int] | None:
    """个 and what may stand around it: 2个半小时 (and a half), 4个多小时 (and more), 3个百分点."""
    if text[at : at + 1] == "个":
        following = at + 1
        if text.startswith(("半小时", "半钟头", "半月", "半星期"), following):
            return Decimal("0.5"), False, following + 1
        if text.startswith(("多", "余"), following):
            return Decimal(0), True, following + 1 + (text[following + 1 : following + 2] == "个")
        if text.startswith(("小时", "钟头"), following):
            return Decimal(0), False, following
    elif text[at : at + 1] == "半" and text.startswith(("小时", "钟头"), at + 1):
        return Decimal("0.5"), False, at + 1
    return None


def _extended(text: str, reading: Reading) -> Reading:
    """三成五, 三吨半, 25元3角."""
    unit, end = reading.unit, reading.end
    assert unit is not None
    low = reading.low
    if unit.word == "折":
        low = low * 10 if low < 10 else low
        return replace(reading, low=low, high=None, unit=replace(unit, word="%", size=Fraction(1)))
    if unit.word == "成":
        low *= 10
        high = None if reading.high is None else reading.high * 10
        if text[end : end + 1] == "半":
            low, end = low + 5, end + 1
        elif tenth := _TENTH.match(text, end):
            low, end = low + DIGITS[tenth[1]], tenth.end()
        return replace(reading, low=low, high=high, end=end, unit=replace(unit, word="%", size=Fraction(1)))
    if (
        reading.numeral.scale == 1
        and _HALF.match(text, end)
        and unit.size is not None
        and low == low.to_integral_value()
    ):
        return replace(reading, low=low + Decimal("0.5"), end=end + 1)
    if unit.word in {"美元", "美圆", "美金"} and (cents := _CENTS.match(text, end)):
        return replace(reading, low=low + _digit(cents["cents"]) / 100, end=cents.end())
    if unit.word in {"元", "圆", "块钱"} and (change := _CHANGE.match(text, end - len(unit.word))):
        low += _digit(change["jiao"]) / 10 + (_digit(change["fen"]) / 100 if change["fen"] else 0)
        return replace(reading, low=low, end=change.end())
    return reading


def _digit(character: str) -> Decimal:
    return parse(character) or Decimal(0)


def _share(text: str, numeral: Numeral, units: Units, words: str) -> Reading:
    """Fractions as percentages (三分之一 is 33.33 %), 翻两番 as 4 倍."""
    start, end, low, over = numeral.start, numeral.end, numeral.low, numeral.over
    if over is None:
        unit = units.find("倍", 0)
        return Reading(start, end, end, words, low, None, unit[0] if unit else None, numeral, numeral.open)
    if low > over and over not in _PARTS:
        return _improper(text, numeral, units, words)
    sign = {1000: "‰", 10000: "‱"}.get(int(over)) if over == over.to_integral_value() else None
    exact = sign is not None or over == 100
    value = low if exact else _percent(low, over)
    high = numeral.high if numeral.high is None or exact else _percent(numeral.high, over)
    unit = units.find(sign or "%", 0)
    stop = end - 1 if numeral.open and text[end - 1] in "多余" else end
    return Reading(start, stop, stop, words, value, high, unit[0] if unit else None, numeral, numeral.open)


def _improper(text: str, numeral: Numeral, units: Units, words: str) -> Reading:
    """三又二分之一倍 is 3.5 倍; without a unit it is no share."""
    start, end, over = numeral.start, numeral.end, numeral.over
    found = units.find(text, end)
    value = (numeral.low / over).quantize(_CENT, ROUND_HALF_UP).normalize() if over else numeral.low
    stop = found[1] if found else end
    return Reading(start, end, stop, words, value, None, found[0] if found else None, numeral, numeral.open)


def _percent(low: Decimal, over: Decimal) -> Decimal:
    """三分之一 is 33.33 %."""
    exact = low * 100 / over
    if exact < _CENT:
        return exact.normalize()
    value = exact.quantize(_CENT, ROUND_HALF_UP)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
