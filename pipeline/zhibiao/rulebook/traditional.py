"""Traditional characters to simplified ones, one for one, so that offsets stay: 遼寧省 → 辽宁省.

`rules/traditional.tsv` is written by `scripts/build_traditional.py`.
"""

from __future__ import annotations

from functools import cache

from zhibiao.errors import RuleError
from zhibiao.rulebook.table import cells


def simplified(text: str) -> str:
    """The text in simplified characters, as long as before. Raises `RuleError` where the table was damaged.

    >>> simplified("遼寧、廣東、臺灣")
    '辽宁、广东、台湾'
    """
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for letter, plain in cells("traditional", 2):
        if len(letter) != 1 or len(plain) != 1:
            raise RuleError("traditional.tsv", 0, f"two single characters are wanted, found {letter!r} and {plain!r}")
        table[ord(letter)] = plain
    return table
