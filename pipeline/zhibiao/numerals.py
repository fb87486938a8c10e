"""Chinese and Arabic numerals to Decimal.

One grammar for Arabic (1,234.5), Chinese (两千三百), mixed (1.2万亿, 3亿2千万) and bare multipliers (万亿): a numeral is split at
its last largest multiplier, what stands before is multiplied, what stands behind is added.
"""

from __future__ import annotations

from decimal import Decimal

import regex

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2, "幺": 1}
_POWERS = {"亿": 8, "万": 4, "千": 3, "百": 2, "十": 1}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩", "一二三四五六七八九十百千万亿两")
_ARABIC = regex.compile(r"\d{1,3}(?:[,，]\d{3})++(?!\d)(?:[.．]\d++)?|\d++(?:[.．]\d++)?")
_TENS = {"廿": "二十", "卅": "三十"}

ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})++(?![\d,，])|\d++)(?:[.．]\d++)?"
HAN = r"[零〇一二两三四五六七八九十百千万亿廿卅]"


def parse(text: str) -> Decimal | None:
    """The value of a numeral, None for what is none.

    >>> parse("1.2万亿"), parse("一万五千亿"), parse("3亿2千万"), parse("两百五"), parse("二〇二四")
    (Decimal('1200000000000'), Decimal('1500000000000'), Decimal('320000000'), Decimal('250'), Decimal('2024'))
    """
    plain = "".join(text.split()).translate(_FORMAL)
    for short, long in _TENS.items():
        plain = plain.replace(short, long)
    return _sum(plain) if plain else None


def _sum(text: str) -> Decimal | None:
    for multiplier, power in _POWERS.items():
        at = text.rfind(multiplier)
        if at >= 0:
            before = _factor(text[:at])
            after = _rest(text[at + 1 :], power)
            return None if before is None or after is None else before * 10**power + after
    return _plain(text)


def _factor(text: str) -> Decimal | None:
    """What a multiplier multiplies: nothing written means one (万亿, 百)."""
    bare = text.lstrip("零〇")
    return Decimal(1) if not bare else _sum(bare)


def _rest(text: str, power: int) -> Decimal | None:
    """What is added: nothing, a numeral, or one digit of the next power (两百五 is 250)."""
    if not text:
        return Decimal(0)
    if len(text) == 1 and text in DIGITS and power > 1:
        return Decimal(DIGITS[text]) * 10 ** (power - 1)
    value = _sum(text.lstrip("零〇") or "零")
    return value if value is not None and value < 10**power else None


def _plain(text: str) -> Decimal | None:
    """A numeral without multipliers: Arabic, or Chinese digits one by one, with a point."""
    if match := _ARABIC.fullmatch(text):
        return Decimal(match[0].replace(",", "").replace("，", "").replace("．", "."))
    whole, point, part = text.partition("点")
    digits = "".join(str(DIGITS.get(character, "?")) for character in whole)
    decimals = "".join(str(DIGITS.get(character, "?")) for character in part)
    if not digits or "?" in digits or "?" in decimals or (point and not decimals):
        return None
    return Decimal(f"{digits}.{decimals}" if decimals else digits)
