"""Numbers written out, for tests that read them back: 12050000 as 一千二百零五万, 1205万 and 12,050,000."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_GROUPS = (("亿", 10**8), ("万", 10**4))


def han(value: Decimal) -> str:
    """12050000.5 as 一千二百零五万点五."""
    whole, _, part = f"{value:f}".partition(".")
    written = _whole(int(whole))
    return written + "点" + "".join(_DIGITS[int(digit)] for digit in part) if part else written


def _whole(number: int) -> str:
    for word, power in _GROUPS:
        if number >= power:
            rest = number % power
            zero = "零" if 0 < rest < power // 10 else ""
            return _whole(number // power) + word + (zero + _whole(rest) if rest else "")
    return _thousand(number)


def _thousand(number: int) -> str:
    if number < 10:
        return _DIGITS[number]
    for word, power in (("千", 1000), ("百", 100), ("十", 10)):
        if number >= power:
            head, rest = divmod(number, power)
            zero = "零" if 0 < rest < power // 10 else ""
            return _DIGITS[head] + word + (zero + _thousand(rest) if rest else "")
    raise AssertionError(number)


def mixed(value: Decimal) -> str:
    """12050000 as 1205万, 1250000000000 as 1.25万亿: the largest multiplier with at least one before it."""
    for word, power in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if value >= power:
            return _digits(value / power) + word
    return _digits(value)


def _digits(value: Decimal) -> str:
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def grouped(value: Decimal) -> str:
    """12050000.5 as 12,050,000.5."""
    return f"{value:,f}"
