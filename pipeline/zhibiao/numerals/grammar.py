"""How numerals are written, as one pattern: Arabic (1,234.5), Chinese (三千二百), mixed (1.2万亿), fractions, 一半, 翻两番.

A Chinese numeral is built from sections below ten thousand, whose multipliers fall (三千 二百 一十 五), and 万 and 亿 that stand
behind sections. So it ends where that order ends: 二十五|千克, 十|千米, 百分之七十|百分位, 三万|两.
All patterns read a text that `plain` has written in simplified characters and half-width digits.
"""

from __future__ import annotations

from functools import cache

import regex

_A = "[0-9]"
_Z = "零〇○一二两俩三四五六七八九"
# Formal digits are words elsewhere (陆路, 队伍): they count only beside 拾佰仟万 and behind a point.
_F = "壹贰叁參肆伍陆陸柒捌玖"
# Two neighbours in one place: 三四百, 十五六, 三五个.
_PAIR = "一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九"
_DIGIT = f"[一二两俩三四五六七八九几数{_F}]{{1,2}}+"
_MORE = "[余多几]"
_S = r"\ {0,2}+"  # what extraction left within a numeral

# 千 that opens a unit multiplies nothing: 5千瓦, 三千克; but 三千米 is 3000 米.
_ARABIC_UNIT = "(?![瓦米克伏卡帕赫焦兆乏牛升]|字节|比特)"
_HAN_UNIT = "(?![瓦克伏帕赫焦乏]|卡(?!车)|字节|比特)"
_BIG = rf"(?:(?:[万亿]|兆(?=[元圆亿零〇日一二三四五六七八九{_F}]))++)"
_POWER = rf"(?:[万亿]|[千仟]{_ARABIC_UNIT}|[百佰](?![帕分])|兆(?=[元圆亿零日]))"

_AMOUNT = "[%千万亿个元吨公家户人亩美立平]"  # what follows digits that spaces divide
_GROUPED = rf"(?:{_A}{{1,3}}(?:,{_A}{{3}}){{1,6}}+|(?<![$￥¥€£]){_A}{{1,3}}(?:，{_A}{{3}}){{1,6}}+)(?!{_A})"
_SPACED = rf"{_A}{{1,3}}(?:[ \u00a0\u2009\u202f]{_A}{{3}}){{1,5}}+(?![ \u00a0]?{_A})(?=(?:\.{_A}++)?\ ?{_AMOUNT})"
_ALONE_DIGIT = r"(?<![A-Za-z0-9.]|[0-9]\ )[0-9]"
_SPREAD = rf"""{_ALONE_DIGIT}(?:\ [0-9]){{0,15}}+\ \.\ ?[0-9](?:\ [0-9]){{0,8}}+(?![0-9A-Za-z])
    |{_ALONE_DIGIT}(?:\ [0-9]){{1,15}}+(?=\ ?[\p{{Han}}%])"""
_LEADING_POINT = rf"(?<![A-Za-z0-9.])\.{_A}++"
_FIGURES = rf"(?:{_A}{{1,3}}(?:,{_A}{{3}}){{1,6}}+|{_A}++)(?:\ ?\.\ ?{_A}++)?+"
ARABIC = rf"(?:{_SPREAD}|(?:{_GROUPED}|{_SPACED}|{_A}++)(?:\.{_A}++)?+)"
_MIXED = rf"""(?:{ARABIC}|{_LEADING_POINT})(?:\ {{0,2}}{_MORE}?(?:{_POWER})++(?:{_MORE}(?:{_POWER})++)?+
    (?:[零〇○]?(?:{ARABIC}|[一二两三四五六七八九])\ ?(?:{_POWER})++
      |(?<=[万亿])\ {_A}{{1,4}}\ ?千{_ARABIC_UNIT}|(?<=千)\ ?{_A}{{1,3}}\ ?百(?![帕分]))*+
    (?:[零〇○]?(?:{_A}{{4}}|[1-9])(?![\d年月日岁.%\-—–~])|[零〇○]{_A}{{1,3}}(?![\d年月日.]))?+)?+"""

_TAIL = rf"(?:[零〇○]*+(?:{_PAIR}|[一二三四五六七八九]|[{_F}](?!路))|[零〇○]*+几)"
SECTION = rf"""(?:(?:(?:{_DIGIT}{_S})?[千仟]{_HAN_UNIT}(?:{_S}[零〇○]?{_DIGIT}{_S}[百佰])?+
    |(?:{_DIGIT}{_S})?[百佰])(?:{_S}[零〇○]?(?:{_DIGIT}{_S})?[十拾])?+
  |(?:{_DIGIT}{_S})?[十拾]|[廿卅])(?:{_S}{_TAIL})?+"""
_ROUND = f"(?=[一二三四五六七八九]{{1,2}}[零〇○])[零〇○一二三四五六七八九]{{2,4}}+(?={_S}{_BIG})"  # 二〇〇亿
_UNDER_BIG = rf"(?:{SECTION}|{_ROUND}|{_DIGIT})"
# One by one (二〇二四); 两 only alone or beside its neighbour, for behind a number it is a weight: 二|两.
_ONE_BY_ONE = "(?:一两(?!百)|两三|三两(?=[天个次])|两|[零〇○一二俩三四五六七八九]++)"
_CHAIN = rf"""(?:{_UNDER_BIG}{_S}{_MORE}?{_S}{_BIG}(?:{_MORE}{_BIG})?+|{_BIG})(?:{_S}[零〇○]*+{_UNDER_BIG}{_S}{_MORE}?{_S}{_BIG})*+
  (?:{_S}[零〇○]*+(?:{SECTION}|{_TAIL}))?+"""
_HAN = rf"(?:{_CHAIN}|{SECTION}|{_ONE_BY_ONE}|[{_F}](?=\ ?点\ ?[{_Z}{_F}]))(?:{_S}点\ ?[{_Z}{_F}]++(?:{_MORE}?{_BIG})?+|点{_A}++)?+"
# A lone 一 is nearly always an article or a part of a word; it counts where it is measured (近一吨, 一半, 一倍).
_ALONE = rf"""(?!一(?![{_Z}十百千万亿{_F}]|点[{_Z}]|[倍成番兆折]|分之|又[一二三四五六七八九]|\ [十百千万]
    |(?:美元|美分|欧元|英镑|日元|港元|公顷|千瓦|平方公里)|(?:吨|公斤|斤|公里|小时|倍)半)
    (?<![约近至到达超过为增减长高短少翻足]一))"""
_H = f"[零〇○一二两三四五六七八九十百千万亿几拾佰仟{_F}]"
_SHARE = rf"负?(?:{_FIGURES}(?:\ ?[kK](?![A-Za-z]))?+|{_H}(?:{_S}(?!百分){_H})*+(?:{_S}点\ ?[{_Z}{_F}]++)?+)"
_PARTS = r"\ {0,2}分\ {0,2}之\ {0,2}"

# A long run of digits and signs is a page of numbers or noise, and no amount.
NOISE = r"(?<![0-9.])[0-9万亿.,，、+\-−±%/~:：\ ]{400,}+"


def _numeral(alone: str, han: str) -> regex.Pattern[str]:
    """The pattern of all numerals; `alone` is what a lone 一 must not be, `han` what a Chinese numeral is."""
    return regex.compile(
        rf"""
          (?=[0-9.{_Z}{_F}幺十百千万亿拾佰仟廿卅半过翻几数])(?:
          (?P<noise>{NOISE})
        | (?P<half>一半|半数|半[成折](?=[，。；、！\s]|以上|左右|\Z)|(?<!超)过半(?![年月天日个夜百生截路百晌]))
        | (?P<doubling>翻(?:了|过)?(?:近|约|超|超过|逾)?(?P<times>{_A}|[一二两三四五六])?(?:了)?番)
        | (?P<number>{_MIXED}|{alone}{han})(?:(?:{_S}又\ ?(?P<under>{_A}++|{SECTION}|{_ONE_BY_ONE}))?+{_PARTS}
            (?P<part>{_SHARE})(?:(?:至|到|[-—–~]{{1,2}})(?P<part2>{_SHARE})(?!分|\d))?+)?+
            (?P<more>{_MORE}|来(?=[个名位家人项条件种年天岁次]))?+
          )
        """,
        regex.VERBOSE,
    )


COUNTED = _numeral(_ALONE, _HAN)
"""Numerals as quantities are written with: a lone 一 is none."""


@cache
def all_numerals() -> regex.Pattern[str]:
    """The pattern of all numerals: a lone 一 and a lone 叁 too, and 幺 as it is read on the telephone."""
    return _numeral(
        r"(?!一[切些样起定般直旦致共向律再度味贯])", rf"(?:[{_Z}]{{0,15}}+幺[{_Z}幺]++|{_HAN}|[壹贰叁肆柒捌玖](?!路))"
    )
