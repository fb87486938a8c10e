"""Does a line go on where another broke off? Asked of words, and of which characters follow which.

The table `models/seams.tsv` holds pairs of neighbouring characters and the beginnings of paragraphs, counted on running
text by `scripts/train_seams.py`. 机 hardly begins a paragraph and often follows 算: 计算|机学院 reads on.
"""

from __future__ import annotations

import math
import re
from functools import cache

from zhibiao.shipped import MODELS

START = "^"
"""Stands before a paragraph in the table."""
ANYWHERE = "^^"
"""The row of how often a character follows any other."""
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_DIGIT = re.compile(r"[0-9０-９]")
_SPACE = re.compile(r"[\s^]")
_HALF = re.compile(r"[\ud800-\udfff]")
_REACH = 12


def folded(text: str) -> str:
    """The text as the table counts it: digits as 0, Latin letters as a, no white space.

    >>> folded("2024年 AI")
    '0000年aa'
    """
    return str(_LATIN.sub("a", _DIGIT.sub("0", _SPACE.sub("", text))))


class Table:
    """Counts of what follows what; a row of the file is taken apart when it is first asked for, as few of them ever are."""

    def __init__(self, text: str) -> None:
        self._rows = dict(row.split("\t", 1) for row in text.split("\n") if row)
        self._read: dict[str, tuple[int, dict[str, int]]] = {}
        self._size, self._single = self._row(ANYWHERE)

    def after(self, left: str, right: str) -> float:
        """How likely `right` stands after `left`, smoothed by how often it stands anywhere."""
        total, follows = self._row(left)
        return (follows.get(right, 0) + _HELD * self.anywhere(right)) / (total + _HELD)

    def first(self, right: str) -> float:
        """How likely `right` begins a paragraph."""
        return self.after(START, right)

    def second(self, first: str, right: str) -> float:
        """How likely `right` stands after `first` at the beginning of a paragraph."""
        total, follows = self._row(START + first)
        return (follows.get(right, 0) + _HELD * self.after(first, right)) / (total + _HELD)

    def anywhere(self, character: str) -> float:
        """How likely a character is."""
        return (self._single.get(character, 0) + 0.1) / (self._size + 1000)

    def _row(self, left: str) -> tuple[int, dict[str, int]]:
        """All that follows, pairs too rare to be listed left out, and each with its count; nothing where the file has no row."""
        row = self._read.get(left)
        if row is None:
            total, _, cells = self._rows.get(left, "0\t").partition("\t")
            counts = {cell[0]: int(cell[1:]) for cell in cells.split(" ")} if cells else {}
            row = self._read[left] = (int(total), counts)
        return row


_HELD = 5.0
"""As many observations as the smoothing is worth."""


@cache
def table() -> Table:
    """The counts, read when a line first breaks off."""
    return Table((MODELS / "seams.tsv").read_text(encoding="utf-8"))


def reads_on(left: str, right: str) -> float:
    """How much better `right` reads behind `left` than at the beginning of a paragraph: a natural logarithm of odds.

    >>> reads_on("国内", "国际双循环") > 0 > reads_on("国内", "记者从会上获悉")
    True
    """
    before, behind = folded(left[-_REACH:]), folded(right[:_REACH])
    if not before or len(behind) < 2:
        return 0.0
    counts = table()
    one = math.log(counts.after(before[-1], behind[0]) / counts.first(behind[0]))
    two = math.log(counts.after(behind[0], behind[1]) / counts.second(behind[0], behind[1]))
    return one + two


def crossing(left: str, right: str) -> str:
    """The word that crosses the seam between two lines, "" for none.

    >>> crossing("北京理工大学计算", "机学院副院长")
    '计算机'
    """
    left, right = (_HALF.sub("\ufffd", side) for side in (left[-_REACH:], right[:_REACH]))
    if not left or not right:
        return ""
    import rjieba

    seam, at = len(left), 0
    for word in rjieba.cut(left + right, False):
        if at < seam < at + len(word):
            return word if len(word) > 1 else ""
        at += len(word)
        if at >= seam:
            break
    return ""
