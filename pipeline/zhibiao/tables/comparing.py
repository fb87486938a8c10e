"""Figures made comparable: the same unit, and the interval that a value as written stands for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from zhibiao.notation import number
from zhibiao.tables.schema import Row

_WRITTEN = regex.compile(r"\d(?:[\d,，]*+\d)?(?:\.(\d++))?\s*+(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万)")
_SIZES = {
    "万亿": 12,
    "千亿": 11,
    "百亿": 10,
    "十亿": 9,
    "亿": 8,
    "千万": 7,
    "百万": 6,
    "十万": 5,
    "万": 4,
}
SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "~ "}


@dataclass(frozen=True, slots=True)
class Comparable:
    """A value in a unit in which figures of its dimension can be compared; `unit` is the standard one where there is one."""

    value: Decimal
    value_max: Decimal | None
    unit: str | None


def comparable(row: Row) -> Comparable:
    """亿斤 and 万吨 both in kg; a count in its measure word."""
    value, high, unit = row["normal_value"], row["normal_value_max"], row["normal_unit"]
    if not isinstance(value, Decimal) or not isinstance(unit, str):
        value, high, unit = row["value"], row["value_max"], row["unit"]
    if row["direction"] == "down" and row["change"] == "delta":
        value, high = _minus(high if high is not None else value), _minus(value) if high is not None else None
    return Comparable(
        value if isinstance(value, Decimal) else Decimal(0),
        high if isinstance(high, Decimal) else None,
        unit if isinstance(unit, str) else None,
    )


def interval(row: Row) -> tuple[Decimal, Decimal]:
    """What a figure says its value may be.

    1.2万亿元 is rounded to 千亿元, so it agrees with 12034亿元. For a fact, an open end reaches on: 超过1万亿元 agrees with
    1.2万亿元; for a target it does not, for 5%以上 is another target than 6%.
    """
    same = comparable(row)
    low, high = same.value, same.value if same.value_max is None else same.value_max
    half = _rounding(row, same) / 2
    low, high = low - half, high + half
    if row["status"] == "actual":
        if row["comparator"] in {">", ">="}:
            high = Decimal("Infinity")
        elif row["comparator"] in {"<", "<="}:
            low = Decimal("-Infinity")
    return low, high


def agree(one: Row, other: Row) -> bool:
    """Whether both may be true."""
    (low, high), (other_low, other_high) = interval(one), interval(other)
    return low <= other_high and other_low <= high


def written(row: Row, *, plain: bool = False) -> str:
    """`≥ 5`, `4.5–5`, `~ 1.2万亿`; in plain digits where asked for. A fall has a minus."""
    same = Comparable(*_own(row))
    tell = number if plain else short
    text = tell(same.value) if same.value_max is None else f"{tell(same.value)}–{tell(same.value_max)}"
    return SIGNS[str(row["comparator"])] + text


def short(value: Decimal) -> str:
    """1.2万亿 reads better than thirteen digits; nothing is rounded."""
    for power, name in ((12, "万亿"), (8, "亿"), (4, "万")):
        if abs(value) >= Decimal(10) ** power:
            return number(value.scaleb(-power)) + name
    return number(value)


def _own(row: Row) -> tuple[Decimal, Decimal | None, str | None]:
    """In the unit as written."""
    same = comparable({**row, "normal_unit": None})
    return same.value, same.value_max, same.unit


def _minus(value: object) -> Decimal | None:
    return -value if isinstance(value, Decimal) else None


def _rounding(row: Row, same: Comparable) -> Decimal:
    """The last place of a number written with 万 or 亿, in the comparable unit; else 0, for 5% is not 5.4%."""
    match = _WRITTEN.match(str(row["text"]))
    value = row["value"]
    if match is None or not isinstance(value, Decimal) or not value:
        return Decimal(0)
    last = Decimal(10) ** (_SIZES[match[2]] - len(match[1] or ""))
    return last * abs(same.value / value)
