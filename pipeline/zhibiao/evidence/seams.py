"""Does a word cross a line break?"""

from __future__ import annotations

import rjieba

_REACH = 8


def crossing(left: str, right: str) -> str:
    """The word that crosses the seam between two lines, "" for none.

    A word of the joined text that covers the seam speaks for it, unless both sides are words of their own when cut apart.

    >>> crossing("北京理工大学计算", "机学院副院长")
    '计算机'
    """
    if not left or not right:
        return ""
    seam, at = len(left), 0
    for word in rjieba.cut(left + right, True):
        if at < seam < at + len(word):
            return word if len(word) > 1 else ""
        at += len(word)
        if at >= seam:
            break
    return ""
