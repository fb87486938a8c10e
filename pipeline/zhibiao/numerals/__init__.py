"""Chinese and Arabic numerals: their values (`parse`), and where they stand in a text (`find_numerals`)."""

from zhibiao.numerals.everyday import find_numerals
from zhibiao.numerals.plain import plain
from zhibiao.numerals.scan import Numeral
from zhibiao.numerals.values import parse

__all__ = ["Numeral", "find_numerals", "parse", "plain"]
