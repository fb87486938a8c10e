"""From a folder of shards to tables, the whole way: read, select, fold, compare, turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zhibiao.errors import MissingExtra, NothingToShow, UnreadableSource
from zhibiao.shards import read_rows, shards
from zhibiao.tables.conflicts import conflicts
from zhibiao.tables.pivot import pivot
from zhibiao.tables.reprints import find_reprints, fold
from zhibiao.tables.rows import Shard, shard_name, table_rows
from zhibiao.tables.schema import CONFLICTS, TABLES, Row, What
from zhibiao.tables.selection import Selection, select
from zhibiao.tables.writers import Table

_KINDS = {"targets": "quantity", "figures": "quantity", "people": "person", "regions": "region"}


@dataclass(slots=True)
class Read:
    """The shards of an output folder, and what could not be read or done, as lines for people."""

    shards: list[Shard] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_outputs(outputs: Path) -> Read:
    """Every shard of a folder, or the one that is given; broken ones are named in `faults`.

    Raises `NothingToShow` where there is none.
    """
    read = Read()
    for file in shards(outputs):
        try:
            read.shards.append(Shard(read_rows(file), shard_name(file, outputs)))
        except UnreadableSource as error:
            read.faults.append(str(error))
    if not read.shards and not read.faults:
        raise NothingToShow(f"{outputs}: holds no shard; run zhibiao extract first, or name its output folder")
    return read


def rows_of(read: Read, what: What, wanted: Selection, *, folded: bool = True) -> list[Row]:
    """The selected rows, those of reprints folded; what could not be recognised is noted."""
    rows = list(select(table_rows(what, read.shards, wanted.rules), wanted))
    if not folded or len({row["article"] for row in rows}) < 2:
        return rows
    try:
        reprints = find_reprints(read.shards)
    except MissingExtra as error:
        read.notes.append(f"{error}; articles that are wholly equal are folded")
        reprints = find_reprints(read.shards, exact_only=True)
    return fold(rows, reprints, _KINDS[what])


def tables_of(
    what: What, rows: Sequence[Row], keys: Sequence[str] = (), *, plain: bool = True, full: bool = True
) -> Iterator[Table]:
    """The pivot table if keys are given, the rows, and the conflicts of figures.

    `plain` writes all digits into a pivot; without `full` the rows are left out beside a pivot. Raises `ZhibiaoError` for bad keys.
    """
    if keys:
        columns, cells = pivot(rows, keys, plain=plain)
        yield Table("pivot", columns, cells)
    if full or not keys:
        yield Table(what, TABLES[what], rows)
    if _KINDS[what] == "quantity":
        yield Table("conflicts", CONFLICTS, conflicts(rows))
