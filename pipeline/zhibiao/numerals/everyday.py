"""All numerals of any text, as a reader counts them: a lone 一, signs (负三十二, -0.5), 3/2, dozens (五打), 40k, 1.2e3, 2^5.

Policy text needs few of these, and they would be wrong there (一 as an article, 5M as a speed): quantities use `scan.matches`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, DecimalException, localcontext

import regex

from zhibiao.numerals.grammar import all_numerals
from zhibiao.numerals.plain import plain
from zhibiao.numerals.scan import Numeral, read

_SIGN = regex.compile(r"(?:(?<!正)负的?\s?|(?:(?<=[是为达到至比于约近])|(?<![0-9A-Za-z)）%\p{Han}-]))[-−])\Z")
_MIXED = re.compile(r"(?:\ (?P<above>\d{1,6}))?/(?P<below>\d{1,6})(?![\d/.年月日])")
_DOZEN = re.compile(r"打(?![造击破通赢响好开算工包卡印压理听扮仗下出入进起架动断牢磨拼捞个电一了过着来字招车球])")
_THOUSANDS = re.compile(r"\ ?([kKM])(?![A-Za-z0-9])")
_POWER = re.compile(r"(?P<how>[eE^])(?P<power>[-−+]{0,2}\d{1,3})(?![\d.A-Za-z])")
_TIMES = {"k": Decimal(1000), "K": Decimal(1000), "M": Decimal(1000000)}
_DOZENS = Decimal(12)


def find_numerals(text: str) -> Iterator[Numeral]:
    """The numerals of a text, in order, signs included; offsets are those of the text as given.

    >>> [str(n.low) for n in find_numerals("负三十二，增长百分之五，达1.2万亿元")]
    ['-32', '5', '1200000000000']
    """
    text = plain(text)
    free = 0
    for match in all_numerals().finditer(text):
        if match.start() < free or (numeral := read(text, match)) is None:
            continue
        numeral = _signed(text, _extended(text, numeral))
        free = numeral.end
        yield numeral


def _extended(text: str, numeral: Numeral) -> Numeral:
    """A plain numeral with what multiplies it or stands below it."""
    if numeral.shape != "plain" or numeral.high is not None:
        return numeral
    if dozen := _DOZEN.match(text, numeral.end):
        return numeral._replace(end=dozen.end(), low=numeral.low * _DOZENS)
    if not numeral.arabic or numeral.scale != 1:
        return numeral
    if times := _THOUSANDS.match(text, numeral.end):
        return numeral._replace(end=times.end(), low=numeral.low * _TIMES[times[1]])
    if power := _POWER.match(text, numeral.end):
        value = _raised(numeral.low, power["how"], power["power"])
        return numeral if value is None else numeral._replace(end=power.end(), low=value)
    return _mixed(text, numeral)


def _raised(value: Decimal, how: str, power: str) -> Decimal | None:
    """2e5 is 200000, 2^5 is 32; two signs are the second one's minus (1.1^--23 as some write it)."""
    size = int(power.lstrip("+-−"))
    size = -size if "-" in power.replace("−", "-") and power.count("-") < 2 else size
    with localcontext(prec=28):
        try:
            return value.scaleb(size) if how in "eE" else value**size
        except DecimalException:
            return None


def _mixed(text: str, numeral: Numeral) -> Numeral:
    """1 4/3 is 7/3, 3/2 stays 3/2; dates (2024/1/9) are left alone."""
    found = _MIXED.match(text, numeral.end)
    before = text[numeral.start - 1 : numeral.start]
    if found is None or before in {"/", "."} or numeral.low != numeral.low.to_integral_value():
        return numeral
    below = Decimal(found["below"])
    if not below:
        return numeral
    above = numeral.low if found["above"] is None else numeral.low * below + Decimal(found["above"])
    return numeral._replace(end=found.end(), low=above, over=below, shape="fraction")


def _signed(text: str, numeral: Numeral) -> Numeral:
    """负三十二, -5; the dash of 5-8 is none."""
    sign = _SIGN.search(text, max(0, numeral.start - 3), numeral.start)
    if sign is None:
        return numeral
    high = None if numeral.high is None else -numeral.high
    return numeral._replace(start=sign.start(), low=-numeral.low, high=high)
