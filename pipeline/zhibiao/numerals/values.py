"""The value of a numeral as an exact Decimal.

One grammar for Arabic (1,234.5), Chinese (两千三百), mixed (1.2万亿, 3亿2千万) and bare multipliers (万亿): a numeral is split at
its last largest multiplier, what stands before is multiplied, what stands behind is added.
"""

from __future__ import annotations

import re
from decimal import Decimal

import regex

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2, "倆": 2, "幺": 1}
POWERS = {"兆": 12, "亿": 8, "万": 4, "千": 3, "百": 2, "十": 1}
FORMAL = str.maketrans(
    "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩點負幾餘幺", "一二二三三四五六六七八九十百千万亿两点负几余一"
)
_ARABIC = regex.compile(r"\d{1,3}(?:[,，]\d{3})++(?!\d)(?:[.．]\d++)?|\d++(?:[.．]\d++)?|[.．]\d++")
_GROUPING = str.maketrans({",": None, "，": None, "．": "."})
_LONGEST = 60  # no amount is written longer; a page of digits must not cost more
_COIN = r"[\d一二两三四五六七八九]"
_YUAN = re.compile(rf"(?P<yuan>[^元圆角分整正]++)[元圆](?:(?P<jiao>{_COIN})角)?零?(?:(?P<fen>{_COIN})分)?[整正]?")
_TEN_THOUSAND, _TEN = 4, Decimal(10)
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
_READ = 4 * _LONGEST  # with the spaces between
_MINUS = frozenset({"负", "-", "−", "－"})
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}


def parse(text: str) -> Decimal | None:
    """The value of a numeral or of an amount of money in 元, 角 and 分; None for what is none.

    >>> parse("1.2万亿"), parse("一万五千亿"), parse("3亿2千万"), parse("两百五"), parse("二〇二四"), parse("叁元伍角")
    (Decimal('1200000000000'), Decimal('1500000000000'), Decimal('320000000'), Decimal('250'), Decimal('2024'), Decimal('3.5'))
    """
    if len(text) > _READ:
        return None
    plain = "".join(text.split()).translate(FORMAL)
    minus = plain[:1] in _MINUS
    value = _amount(plain[1:] if minus else plain)
    return -value if minus and value is not None else value


def _amount(plain: str) -> Decimal | None:
    return _money(plain) if "元" in plain or "圆" in plain else _value(plain)


def _money(plain: str) -> Decimal | None:
    """壹拾壹元壹角捌分 is 11.18."""
    found = _YUAN.fullmatch(plain)
    if found is None or (total := _value(found["yuan"])) is None:
        return None
    for part, size in (("jiao", _TENTH), ("fen", _HUNDREDTH)):
        if found[part]:
            value = _value(found[part])
            total += value * size if value is not None else 0
    return total


def _value(plain: str) -> Decimal | None:
    for short, long in _TENS.items():
        if short in plain:
            plain = plain.replace(short, long)
    return _sum(plain) if plain and len(plain) <= _LONGEST else None


def _sum(text: str) -> Decimal | None:
    whole, point, part = text.partition("点")
    if point and part and all(character in DIGITS or character.isdecimal() for character in part):
        return _pointed(whole, part)
    for multiplier, power in POWERS.items():
        at = text.rfind(multiplier)
        if at >= 0:
            before = _factor(text[:at])
            after = _rest(text[at + 1 :], power)
            if (
                before is None
                or after is None
                or (power < _TEN_THOUSAND and before >= _TEN and not text[0].isdecimal())
            ):
                return None  # 二十五千 is no number
            return _times(before, power) + after
    return _plain(text)


def _times(value: Decimal, power: int) -> Decimal:
    """Exact to any length, which `*` is not: a Decimal product is rounded to 28 digits."""
    sign, digits, exponent = value.as_tuple()
    shifted = int(exponent) + power
    return Decimal((sign, digits + (0,) * shifted, 0) if shifted > 0 else (sign, digits, shifted))


def _factor(text: str) -> Decimal | None:
    """What a multiplier multiplies: nothing written means one (万亿, 百)."""
    bare = text.lstrip("零〇○")
    return Decimal(1) if not bare else _sum(bare)


def _rest(text: str, power: int) -> Decimal | None:
    """What is added: nothing, a numeral, or one digit of the next power (两百五 is 250, 3万5 is 35000)."""
    if not text:
        return Decimal(0)
    if len(text) == 1 and power > 1 and (digit := _plain(text)) is not None:
        return _times(digit, power - 1)
    value = _sum(text.lstrip("零〇○") or "零")
    if value is None or value >= 10**power or text[0] in "百千万亿":
        return None
    return value


def _pointed(whole: str, part: str) -> Decimal | None:
    """三点一四, 二十点五."""
    value = _sum(whole)
    decimals = Decimal("0." + "".join(str(DIGITS.get(character, character)) for character in part))
    return None if value is None else value + decimals


def _plain(text: str) -> Decimal | None:
    """A numeral without multipliers: Arabic, or Chinese digits one by one."""
    if _ARABIC.fullmatch(text):
        return Decimal(text.translate(_GROUPING))
    digits = "".join(str(DIGITS.get(character, "?")) for character in text)
    return Decimal(digits) if digits and "?" not in digits else None
