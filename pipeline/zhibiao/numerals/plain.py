"""A text as numbers are read in it: half-width digits, simplified characters, the same length, so that every offset holds."""

from __future__ import annotations

import re
from functools import lru_cache

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_FULL = "０１２３４５６７８９．％＋－／～" + "".join(chr(ord(letter) + 0xFEE0) for letter in _LETTERS)
_HALF = "0123456789.%+-/~" + _LETTERS
# What numbers, units, comparators and dates are written with.
_TRADITIONAL = (
    "萬億個餘幾噸畝頃點條項戶輛張種員處過達約預頓兩廠棟間臺隻頭顆錢圓歐鎊盧韓紙雙對場層號屆歲週鐘時內後來從當佔頁冊擔擴採紗錠"
    "筆組隊艙釐樣類貳參與區國際動無經濟業產長縣鄉鎮學轉電車機線應關該資報據現總統計劃規東華環門開聞單幣圍負塊倆"
)
_SIMPLIFIED = (
    "万亿个余几吨亩顷点条项户辆张种员处过达约预顿两厂栋间台只头颗钱圆欧镑卢韩纸双对场层号届岁周钟时内后来从当占页册担扩采纱锭"
    "笔组队舱厘样类贰参与区国际动无经济业产长县乡镇学转电车机线应关该资报据现总统计划规东华环门开闻单币围负块俩"
)
_TABLE = str.maketrans(_FULL + _TRADITIONAL, _HALF + _SIMPLIFIED)
_ODD = re.compile(f"[{_FULL}{_TRADITIONAL}]")
# The comma of a page set in full width groups digits: ３，２８０.
_GROUPING = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


@lru_cache(maxsize=2)
def plain(text: str) -> str:
    """The text with half-width digits and simplified units, character for character.

    >>> plain("達１．５萬噸")
    '达1.5万吨'
    """
    return _GROUPING.sub(",", text).translate(_TABLE) if _ODD.search(text) else text
