"""A pivot table: the last key goes across, the others go down; a cell holds every different value that was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from zhibiao.errors import ZhibiaoError
from zhibiao.tables.comparing import comparable, written
from zhibiao.tables.schema import Cell, Column, Row

KEYS = ("region", "indicator", "year", "status", "measure", "source", "published", "adcode", "commitment")
"""What a pivot may be made by."""
_ALWAYS = ("status", "measure")
_EMPTY = "–"


def pivot(rows: Sequence[Row], keys: Sequence[str], *, plain: bool = True) -> tuple[tuple[Column, ...], list[Row]]:
    """Columns and rows of a pivot table: `region,indicator,year` has a row a region and indicator, a column a year.

    Where rows differ in status, measure or unit, these are put down as well, so that a cell never mixes a target with a fact
    or 元 with %. Different values of one cell are joined by ` | `, comparators are kept (`≥ 5`). `plain` writes all digits.
    Raises `ZhibiaoError` for keys that do not exist.
    """
    _check(keys)
    *down, across = keys
    down += [key for key in _ALWAYS if key not in keys and len({row[key] for row in rows}) > 1]
    units = _units(rows)
    cells: dict[tuple[Cell, ...], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row, unit in zip(rows, units, strict=True):
        cell = cells[(*(row[key] for key in down), unit)][_head(row[across])]
        text = _cell(row, unit, plain=plain)
        if text not in cell:
            cell.append(text)
    heads = sorted({head for line in cells.values() for head in line}, key=lambda head: (head == _EMPTY, head))
    columns = (
        *(
            Column(key, "text", f"the {key}", brief=True, width=22 if key in {"region", "indicator"} else 10)
            for key in down
        ),
        Column("unit", "text", "the unit of the values", brief=True, width=9),
        *(Column(head, "text", f"the values for {across} {head}", brief=True, width=14) for head in heads),
    )
    names = (*down, "unit")
    codes = {row["region"]: str(row["adcode"] or "~") for row in rows}
    return columns, [
        {
            **{name: _text(part) for name, part in zip(names, line, strict=True)},
            **{head: " | ".join(found[head]) if head in found else None for head in heads},
        }
        for line, found in sorted(cells.items(), key=lambda item: [_order(part, codes) for part in item[0]])
    ]


def _check(keys: Sequence[str]) -> None:
    if len(keys) < 2 or len(set(keys)) < len(keys) or any(key not in KEYS for key in keys):
        raise ZhibiaoError(
            f"--pivot {','.join(keys)}: two or more different keys are wanted, of {', '.join(KEYS)}; the last one goes across"
        )


def _units(rows: Sequence[Row]) -> list[Cell]:
    """The unit as written where all figures of an indicator share it, else the standard one."""
    seen: dict[tuple[Cell, str | None], set[Cell]] = defaultdict(set)
    names = [(row["indicator"], comparable(row).unit) for row in rows]
    for row, name in zip(rows, names, strict=True):
        seen[name].add(row["unit"])
    return [row["unit"] if len(seen[name]) == 1 else name[1] for row, name in zip(rows, names, strict=True)]


def _cell(row: Row, unit: Cell, *, plain: bool) -> str:
    if unit == row["unit"]:
        return written(row, plain=plain)
    same = comparable(row)
    normal: Row = {**row, "value": abs(same.value), "unit": same.unit}
    normal["value_max"] = None if same.value_max is None else abs(same.value_max)
    return written(normal, plain=plain)


def _head(cell: Cell) -> str:
    return _EMPTY if cell is None else str(cell)


def _text(cell: Cell) -> Cell:
    return None if cell is None else str(cell)


def _order(cell: Cell, codes: Mapping[Cell, str]) -> tuple[bool, str, str]:
    """Regions in the order of their codes, all else by its letters, nothing last."""
    return cell is None, codes.get(cell, ""), _head(cell)
