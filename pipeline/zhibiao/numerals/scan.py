"""Where numerals stand in a text, and what each is worth: 1.2万亿, 三百余, 三四百, 十几, 数十万, 上千, 三分之一, 百分之五, 翻两番.

The scan knows nothing of units: 二 in 二氧化碳 and 万 in 万一 are numerals to it. Who asks decides by what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

import regex

from zhibiao.numerals.grammar import COUNTED
from zhibiao.numerals.values import DIGITS, FORMAL, parse

Shape = Literal["plain", "fraction", "half", "doubling"]


class Numeral(NamedTuple):
    """A numeral: 2000余万 has `low` 20000000 and `open`; 三四百 has `low` 300 and `high` 400; 万亿 and 百 are `bare`.

    `head` is what its last 万 and 亿 (`scale`) multiply: 500 and 10^8 for 500亿. `over` is the lower part of a fraction:
    三分之一 has `low` 1 and `over` 3, 百分之五 5 and 100, 三又二分之一 7 and 2. 翻两番 has `low` 4.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None = None
    shape: Shape = "plain"
    open: bool = False
    bare: bool = False
    arabic: bool = False
    scale: Decimal = Decimal(1)
    over: Decimal | None = None

    @property
    def head(self) -> Decimal:
        """The number that the last 万 or 亿 multiplies."""
        return self.low / self.scale


_BARE = frozenset("百千万亿")
_REMEMBERED = 4096
_RATIO = re.compile(r"/(\d{1,3})(?![\d/.年月日])")
_MARKS = re.compile("[余多几来]")
_ONE, _TWO, _TWENTY, _HUNDRED, _THOUSAND = Decimal(1), Decimal(2), Decimal(20), Decimal(100), Decimal(1000)


def matches(text: str) -> Iterator[regex.Match[str]]:
    """Where numerals stand in a text that `plain` made, still unread: who passes many over saves the reading."""
    found: Iterator[regex.Match[str]] = COUNTED.finditer(text)
    return found


def read(text: str, match: regex.Match[str]) -> Numeral | None:
    """What a match of `matches` is worth; None for what only looks like a numeral."""
    number, part, more = match.group("number", "part", "more")
    start, end = match.span()
    if number is not None and part is None:
        read_plain = _arabic if number[0] in ".0123456789" else _han
        return read_plain(text, start, end, number, more is not None)
    if number is not None:
        return _fraction(match, number, part, more is not None)
    if (half := match["half"]) is not None:
        over = _TWENTY if half == "半成" else _TWO
        return Numeral(start, end, _ONE, shape="half", over=over, open=half[0] == "过")
    if match["doubling"] is not None:
        folds = parse(times) if (times := match["times"]) else _ONE
        return None if folds is None else Numeral(start, end, _TWO ** int(folds), shape="doubling")
    return None


def _fraction(match: regex.Match[str], number: str, part: str, opened: bool) -> Numeral | None:
    """百分之五, 百分之三到五, 三又二分之一."""
    start, end = match.span()
    under, part2 = match.group("under", "part2")
    low, high = _part(part)
    over = parse(under or number)
    if part2 is not None:
        high = _part(part2)[0]
        if high is None or low is None or high <= low:
            high, end = None, match.end("part")
    if not over or low is None:
        return None
    if under is not None:
        whole = parse(number)
        if whole is None:
            return None
        low, high = low + whole * over, None
    return Numeral(start, end, low, high, shape="fraction", over=over, open=opened)


def _part(part: str) -> tuple[Decimal | None, Decimal | None]:
    """The upper part of a fraction: 五, 三四, 3.2k."""
    if part[-1] in "kK":
        value = parse(part[:-1].rstrip())
        return (None if value is None else value * _THOUSAND), None
    return _span(part.translate(FORMAL))


def _han(text: str, start: int, end: int, number: str, opened: bool) -> Numeral | None:
    if number == "百" and text.startswith("分百", end):
        return Numeral(start, end + 2, _HUNDRED, shape="fraction", over=_HUNDRED)
    low, high, marked, bare, scale = _worth(number)
    if low is None:
        return None
    return Numeral(start, end, low, high, "plain", opened or marked, bare, False, scale)


@lru_cache(maxsize=_REMEMBERED)
def _worth(number: str) -> tuple[Decimal | None, Decimal | None, bool, bool, Decimal]:
    """Low, high, open, bare and scale of a Chinese numeral as written; a text says the same few over and over."""
    plain = number.translate(FORMAL)
    marked = plain[0] in "几数" or _MARKS.search(plain) is not None
    plain = _MARKS.sub("", plain).lstrip("数")
    low, high = _span(plain)
    return low, high, marked, plain[:1] in _BARE, _scale(plain) if low is not None else _ONE


def _arabic(text: str, start: int, end: int, number: str, opened: bool) -> Numeral | None:
    if number.isdecimal():
        if end < len(text) and text[end] == "/" and (ratio := _RATIO.match(text, end)):
            over = Decimal(ratio[1])
            if 0 < int(number) < over and not _joined(text, start):
                return Numeral(start, ratio.end(), Decimal(number), shape="fraction", over=over, arabic=True)
        return Numeral(start, end, Decimal(number), None, "plain", opened, False, True)
    low, scale, marked = _mixed(number)
    return None if low is None else Numeral(start, end, low, None, "plain", opened or marked, False, True, scale)


@lru_cache(maxsize=_REMEMBERED)
def _mixed(number: str) -> tuple[Decimal | None, Decimal, bool]:
    """Value, scale and open of 1.2万亿, 3亿2千万, 20余万, 12.5."""
    plain = _MARKS.sub("", number)
    low = parse(plain)
    return low, _ONE if low is None else _scale(plain.translate(FORMAL)), plain != number


def _joined(text: str, start: int) -> bool:
    """Whether a number hangs on what stands before: 2024/1/9, A1/9."""
    before = text[start - 1] if start else ""
    return before in {"/", ".", "-"} or (before.isascii() and before.isalnum())


def _scale(plain: str) -> Decimal:
    """What the numeral's last 万 and 亿 come to: 10^12 for 1.2万亿."""
    if plain[-1] not in "万亿":
        return _ONE
    scale = parse(plain[len(plain.rstrip("万亿")) :])
    return scale if scale is not None else _ONE


def _span(plain: str) -> tuple[Decimal | None, Decimal | None]:
    """Low and high of a Chinese numeral in which two neighbouring digits stand together: 三四百, 十五六, 七八万, 三五个."""
    whole = plain.partition("点")[0]
    for at in range(min(len(whole) - 1, 8)):
        one, two = DIGITS.get(plain[at]), DIGITS.get(plain[at + 1])
        if not one or not two or not (two == one + 1 or (one, two) == (3, 5)):
            continue
        before, behind = plain[at - 1 : at], plain[at + 2 : at + 3]
        if before in DIGITS or behind in DIGITS:
            break
        return parse(plain[: at + 1] + plain[at + 2 :]), parse(plain[:at] + plain[at + 1 :])
    return parse(plain), None
