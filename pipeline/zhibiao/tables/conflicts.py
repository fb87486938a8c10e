"""Values that cannot both be true: same region, indicator, year, status and measure, but another value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import regex

from zhibiao.rulebook.indicators import key
from zhibiao.tables.comparing import agree, comparable, written
from zhibiao.tables.schema import Row

MOST = 50
"""So many different figures of one group are compared; no true group has more."""
_PART = regex.compile(
    r"[上下]半年|[一二三四1-4]季度|[前首]\S{1,3}[季月]|\d{1,2}月|\d{1,2}[—\-–至到]\d{1,2}月|[上中下]旬|月末|当月"
)
_YEARLY = regex.compile(r"\A\Z|同比|[上去前]一?年|上年")
# Verbs that say no more than that the value was reached.
_REACHED = frozenset(
    (
        *("达", "达到", "完成", "实现", "为", "是", "有", "共有", "保持", "突破"),
        *("超过", "超", "跨越", "迈上", "增长", "下降", "提高", "提升", "增加", "减少"),
    )
)
_SCOPES = ("sources", "articles", "within")


def conflicts(rows: Iterable[Row]) -> list[Row]:
    """A row for each pair of values that cannot both be true, those between sources first.

    Of several places that give the same value, the surest is cited. Rows without region, year or indicator are passed over.
    """
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["region"] and row["year"] and row["indicator"]:
            groups[_group(row)].append(row)
    pairs = [pair for group in groups.values() for pair in _pairs(group)]
    pairs.sort(key=lambda pair: _SCOPES.index(_scope(*pair)))
    return [_conflict(*pair) for pair in pairs]


def _group(row: Row) -> tuple[object, ...]:
    """What two figures have in common that ought to agree."""
    action = row["action"] if row["dimension"] == "count" else None
    return (
        row["region"],
        row["indicator_id"] or key(str(row["indicator"])),
        row["year"],
        row["status"],
        row["measure"],
        comparable(row).unit,
        "" if _YEARLY.search(str(row["baseline"] or "")) else row["baseline"],
        "" if action is None or action in _REACHED else action,
        part[0] if (part := _PART.search(str(row["period"] or ""))) else "",
    )


def _pairs(group: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """The pairs that disagree: for two different values the places that lie farthest apart, then the surest."""
    if len({comparable(row) for row in group}) < 2:
        return
    best: dict[frozenset[object], tuple[Row, Row]] = {}
    for one, other in combinations(_distinct(group), 2):
        if not agree(one, other) and not _of_one_list(one, other):
            values = frozenset((comparable(one), comparable(other)))
            if values not in best or _rank(one, other) > _rank(*best[values]):
                best[values] = (one, other)
    yield from best.values()


def _of_one_list(one: Row, other: Row) -> bool:
    """Whether two values of one article are no conflict: parts of one sentence (分别增长4.4%、5.6%), or of a name that is not settled."""
    if (one["source"], one["article"]) != (other["source"], other["article"]):
        return False
    return one["sentence"] == other["sentence"] or one["indicator_id"] is None


def _distinct(group: Sequence[Row]) -> list[Row]:
    """The surest figure a value and article."""
    found: dict[tuple[object, ...], Row] = {}
    for row in group:
        name = (comparable(row), row["comparator"], row["source"], row["article"])
        if name not in found or _sure(row) > _sure(found[name]):
            found[name] = row
    return list(found.values())[:MOST]


def _rank(one: Row, other: Row) -> tuple[int, float]:
    return -_SCOPES.index(_scope(one, other)), _sure(one) + _sure(other)


def _scope(one: Row, other: Row) -> str:
    if one["source"] != other["source"]:
        return "sources"
    return "articles" if one["article"] != other["article"] else "within"


def _sure(row: Row) -> float:
    return float(row["confidence"] or 0)


def _conflict(one: Row, other: Row) -> Row:
    found: Row = {column: one[column] for column in ("region", "indicator", "year", "status", "measure")}
    found["scope"] = _scope(one, other)
    for number, row in (("1", one), ("2", other)):
        found[f"text_{number}"] = written(row) + (str(row["unit"] or ""))
        for column in (
            *("value", "value_max", "unit", "source", "article", "start", "end", "sentence", "confidence", "id"),
        ):
            found[f"{column}_{number}"] = row[column]
    return found
