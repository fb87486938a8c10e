"""Where numerals stand in a text, and what each is worth: 1.2万亿, 三百余, 三四百, 十几, 数十万, 上千, 三分之一, 百分之五, 翻两番.

The scan knows nothing of units: 二 in 二氧化碳 and 万 in 万一 are numerals to it. Who asks decides by what follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

import regex

from zhibiao.numerals.values import DIGITS, FORMAL, parse

Shape = Literal["plain", "fraction", "half", "doubling"]


class Numeral(NamedTuple):
    """A numeral: 2000余万 has `low` 20000000 and `open`; 三四百 has `low` 300 and `high` 400; 万亿 and 百 are `bare`.

    `head` is what its last 万 and 亿 (`scale`) multiply: 500 and 10^8 for 500亿. `over` is the lower part of a fraction:
    三分之一 has `low` 1 and `over` 3, 百分之五 5 and 100. 翻两番 has `low` 4.
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


_D = "[0-9０-９]"
_F = (
    "壹贰貳叁參肆伍陆陸柒捌玖"  # formal digits: 陆 in 陆路 and 伍 in 队伍 are words, so they count only before 拾佰仟万
)
_Z = "零〇○一二两兩俩倆三四五六七八九"
_M = "[十百千万亿拾佰仟萬億]"
_H = f"(?:[{_Z}十百千万亿拾佰仟萬億廿卅]|[{_F}](?={_M})|(?<=[拾佰仟十百千万亿萬億零之又])[{_F}](?!路))"
_S = r"(?:\ {1,2}(?=[零〇一二三四五六七八九十百千万亿]))?+"  # a space that extraction left within a numeral
_RUN = f"{_H}++(?:{_S}{_H}++)*+"
# 千 and 百 that open a unit (5千瓦, 20百帕) multiply nothing.
_UNITS = "(?![瓦米克伏卡帕赫焦兆乏牛升]|字节|比特)"
_POWER = rf"(?:[万亿萬億]|[千仟]{_UNITS}|[百佰](?![帕分])|兆(?=[元圆圓亿億零日]))"
_MORE = "[余多几餘幾]"
_AMOUNT = "[%％千万亿萬億个個元吨公家户人亩美立平]"  # what follows digits that spaces divide
_SPACED = rf"{_D}{{1,3}}(?:[ \u00a0\u2009\u202f]{_D}{{3}}){{1,5}}+(?![ \u00a0]?{_D})(?=(?:\.{_D}++)?\ ?{_AMOUNT})"
_ALONE_DIGIT = r"(?<![A-Za-z0-9.]|[0-9]\ )[0-9]"
_SPREAD = rf"""{_ALONE_DIGIT}(?:\ [0-9]){{0,15}}+\ [.．]\ ?[0-9](?:\ [0-9]){{0,8}}+(?![0-9A-Za-z])
    |{_ALONE_DIGIT}(?:\ [0-9]){{1,15}}+(?=\ ?[\p{{Han}}%％])"""
_ARABIC = rf"(?:{_SPREAD}|(?:{_D}{{1,3}}(?:[,，]{_D}{{3}}){{1,6}}+(?!{_D})|{_SPACED}|{_D}++)(?:[.．]{_D}++)?+)"
_MIXED = rf"""{_ARABIC}(?:\ ?{_MORE}?(?:{_POWER})++(?:{_MORE}(?:{_POWER})++)?+
    (?:[零〇]?(?:{_ARABIC}|[一二两三四五六七八九])(?:{_POWER})++)*+
    (?:[零〇]?(?:{_D}{{4}}|[1-9])(?![\d年月日岁.．%％\-—–~～]))?+)?+"""
# A lone 一 is nearly always an article or a part of a word; it counts where it is measured (近一吨, 一半, 一倍).
_ALONE = rf"(?!一(?!{_H}|[点點][{_Z}]|[倍成番兆折]|分之|又|\ [十百千万])(?<![约近至到达超过为增减长高短少翻足]一))"
_HAN = rf"""{_ALONE}(?:[几数幾]{_M}++|{_RUN}(?:兆(?=[零〇元圆圓亿億一二三四五六七八九十]){_H}*+)?+)
    (?:\ ?[点點]\ ?[{_Z}]++[百千万亿]*+|{_MORE}{_M}++)*+"""
_SHARE = rf"负?(?:{_ARABIC}|{_RUN}(?:\ ?[点點]\ ?[{_Z}]++)?+)"
_PARTS = r"\ {0,2}分\ {0,2}之\ {0,2}"
_NUMERAL = regex.compile(
    rf"""
      (?=[0-9０-９{_Z}{_F}十百千万亿拾佰仟萬億廿卅半过翻几数幾])(?:
      (?P<half>一半|半数|过半(?![年月天日个夜百生截路百晌]))
    | (?P<doubling>翻(?:了|过)?(?:近|约|超|超过|逾)?(?P<times>{_D}|[一二两三四五六])?(?:了)?番)
    | (?P<number>{_MIXED}|{_HAN})(?:{_PARTS}(?P<part>{_SHARE})(?:(?:至|到|[-—–~～]{{1,2}})(?P<part2>{_SHARE})(?!分|\d))?+)?+
        (?P<more>{_MORE}|来(?=[个名位家人项条件种年天岁次]))?+
      )
    """,
    regex.VERBOSE,
)
_RATIO = regex.compile(rf"/({_D}{{1,3}})(?![\d/.年月日])")
_MARKS = regex.compile("[余多几幾餘来]")
_ONE, _TWO, _HUNDRED = Decimal(1), Decimal(2), Decimal(100)


def find_numerals(text: str) -> Iterator[Numeral]:
    """The numerals of a text, in order.

    >>> [str(n.low) for n in find_numerals("增长百分之五，达1.2万亿元")]
    ['5', '1200000000000']
    """
    for match in matches(text):
        if (numeral := read(text, match)) is not None:
            yield numeral


def matches(text: str) -> Iterator[regex.Match[str]]:
    """Where numerals stand, still unread: who passes many over saves the reading."""
    found: Iterator[regex.Match[str]] = _NUMERAL.finditer(text)
    return found


def read(text: str, match: regex.Match[str]) -> Numeral | None:
    """What a match of `matches` is worth; None for what only looks like a numeral."""
    number, part, more, half, doubling = match.group("number", "part", "more", "half", "doubling")
    start, end = match.span()
    if number is not None and part is None:
        read_plain = _arabic if number[0].isdecimal() else _han
        return read_plain(text, start, end, number, more is not None)
    if half is not None:
        return Numeral(start, end, _ONE, shape="half", over=_TWO, open=half[0] == "过")
    if doubling is not None:
        folds = parse(times) if (times := match["times"]) else _ONE
        return None if folds is None else Numeral(start, end, _TWO ** int(folds), shape="doubling")
    over, (low, high) = parse(number), _span(part.translate(FORMAL))
    if match["part2"] is not None:
        high = parse(match["part2"])
        if high is None or low is None or high <= low:
            high, end = None, match.end("part")
    if not over or low is None:
        return None
    return Numeral(start, end, low, high, shape="fraction", over=over, open=more is not None)


def _han(text: str, start: int, end: int, number: str, opened: bool) -> Numeral | None:
    if number == "百" and text.startswith("分百", end):
        return Numeral(start, end + 2, _HUNDRED, shape="fraction", over=_HUNDRED)
    plain = number.translate(FORMAL)
    opened = opened or plain[0] in "几数" or _MARKS.search(plain) is not None
    plain = _MARKS.sub("", plain).lstrip("数")
    low, high = _span(plain)
    if low is None:
        return None
    bare = plain[0] in "百千万亿"
    return Numeral(start, end, low, high, "plain", opened, bare, False, _scale(plain))


def _arabic(text: str, start: int, end: int, number: str, opened: bool) -> Numeral | None:
    if number.isdecimal():
        if end < len(text) and text[end] == "/" and (ratio := _RATIO.match(text, end)):
            over = Decimal(ratio[1])
            if 0 < int(number) < over and not _joined(text, start):
                return Numeral(start, ratio.end(), Decimal(number), shape="fraction", over=over, arabic=True)
        return Numeral(start, end, Decimal(number), None, "plain", opened, False, True)
    if _MARKS.search(number):
        number, opened = _MARKS.sub("", number), True
    low = parse(number)
    if low is None:
        return None
    return Numeral(start, end, low, None, "plain", opened, False, True, _scale(number.translate(FORMAL)))


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
