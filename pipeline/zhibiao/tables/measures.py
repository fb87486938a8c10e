"""What kind of measure a figure is: a level, a growth in percent, an average growth over years, a change, a gap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import regex

from zhibiao.rulebook.indicators import is_growing

Measure = Literal["level", "growth", "average growth", "cumulative growth", "change", "gap"]

_PERCENT = frozenset({"%", "％"})
_AVERAGE = regex.compile(r"年均|年平均|平均每年|每年平均|年年平均")
_CUMULATIVE = regex.compile(r"累计|累积")
_CLAUSE = "，。；！？：,;!?"
_LOOK_BACK = 40


def measure(record: Mapping[str, Any], before: str) -> Measure:
    """The measure of a quantity record; `before` is what its sentence says before it.

    年均增长5% is an average growth, GDP增速5% a growth though no verb says so, 增加20亿元 a change.
    """
    change = record["change"]
    if change == "gap":
        return "gap"
    written = record["indicator_full"] or (record["indicator"] or {}).get("text", "")
    if record["unit"] not in _PERCENT:
        return "change" if change == "delta" else "level"
    if change == "level" and not is_growing(written):
        return "level"
    # 年均 in the name itself says nothing of the growth: PM2.5年均浓度.
    clause = before[_clause_start(before) :].replace((record["indicator"] or {}).get("text") or "\0", "")
    if _AVERAGE.search(clause):
        return "average growth"
    return "cumulative growth" if _CUMULATIVE.search(clause) else "growth"


def what_stands_before(records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What each quantity's sentence says before it, by the record's id; the records are those of one article in text order."""
    read: dict[str, int] = defaultdict(int)
    found = {}
    for record in records:
        sentence, text = record["sentence"], record["text"]
        at = sentence.find(text, read[sentence])
        if at < 0:  # its words stand apart in the source, and were joined
            found[record["id"]] = ""
            continue
        read[sentence] = at + len(text)
        found[record["id"]] = sentence[:at]
    return found


def _clause_start(before: str) -> int:
    low = max(0, len(before) - _LOOK_BACK)
    return max([low, *(before.rfind(mark, low) + 1 for mark in _CLAUSE)])
