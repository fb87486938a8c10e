"""Which short names are also words: 合作 counts only with evidence, 济宁 always.

`rules/region_gates.tsv` is learned from running text by `scripts/learn_region_gates.py`.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, cast, get_args

from zhibiao.errors import RuleError
from zhibiao.rulebook import BUILT_IN

Gate = Literal["open", "place", "frame", "word"]
"""`open`: counts unless a word crosses it; `place`: unless the words make it another word; `frame`: where a parent, a list, the suffix
elsewhere or the article's own region shows it; `word`: only behind its parent or within a list of its neighbours."""

_COLUMNS = 7


@cache
def load_gates() -> dict[str, Gate]:
    """The gate of each short name. Raises `RuleError` where the table was damaged."""
    file = BUILT_IN / "region_gates.tsv"
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RuleError(str(file), 0, f"cannot be read: {error.strerror}") from None
    gates: dict[str, Gate] = {}
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != _COLUMNS or cells[1] not in get_args(Gate):
            raise RuleError(str(file), number, f"{_COLUMNS} columns are wanted, the second one of {'、'.join(get_args(Gate))}")
        gates[cells[0]] = cast(Gate, cells[1])
    return gates
