"""Which short names are also words: 合作 counts only with evidence, 济宁 always.

`rules/region_gates.tsv` is learned from running text by `scripts/learn_region_gates.py`.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, cast, get_args

from zhibiao.errors import RuleError
from zhibiao.model import value
from zhibiao.rulebook.table import cells

Gate = Literal["open", "place", "frame", "word"]
"""`open`: counts unless a word crosses it; `place`: unless the words make it another word; `frame`: where a parent, a list, the suffix
elsewhere or the article's own region shows it; `word`: only behind its parent or within a list of its neighbours."""

_COLUMNS = 8


@value
class Gates:
    """The gate of each short name: `seen` where the words of a text are known, `blind` where only the rules speak.

    Without words a name that others' words cross (幸福|安康 holds 福安) needs a frame.
    """

    seen: dict[str, Gate]
    blind: dict[str, Gate]


@cache
def load_gates() -> Gates:
    """The shipped table, read once. Raises `RuleError` where it was damaged."""
    gates = Gates({}, {})
    for name, seen, blind, *_counts in cells("region_gates", _COLUMNS):
        if not {seen, blind} <= set(get_args(Gate)):
            raise RuleError(
                "region_gates.tsv", 0, f"{name}: the gates are {'、'.join(get_args(Gate))}, not {seen}, {blind}"
            )
        gates.seen[name] = cast(Gate, seen)
        gates.blind[name] = cast(Gate, blind)
    return gates
