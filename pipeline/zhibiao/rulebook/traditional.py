"""Traditional characters to simplified ones, one for one, so that offsets stay: 遼寧省 → 辽宁省.

`rules/traditional.tsv` is written by `scripts/build_traditional.py`.
"""

from __future__ import annotations

from functools import cache

from zhibiao.errors import RuleError
from zhibiao.rulebook.family import BUILT_IN


def simplified(text: str) -> str:
    """The text in simplified characters, as long as before. Raises `RuleError` where the table was damaged.

    >>> simplified("遼寧、廣東、臺灣")
    '辽宁、广东、台湾'
    """
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    file = BUILT_IN / "traditional.tsv"
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RuleError(str(file), 0, f"cannot be read: {error.strerror}") from None
    table: dict[int, str] = {}
    for number, line in enumerate(lines[1:], 2):
        letter, _, plain = line.partition("\t")
        if len(letter) != 1 or len(plain) != 1:
            raise RuleError(str(file), number, "two characters are wanted, with a tab between")
        table[ord(letter)] = plain
    return table
