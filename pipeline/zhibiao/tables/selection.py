"""Which rows are wanted: by status, region, indicator, year and confidence; boilerplate is left out unless it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from zhibiao.rulebook.divisions import stem
from zhibiao.rulebook.indicators import key, load_indicators
from zhibiao.tables.schema import Row


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted; nothing named means all.

    `regions` are names, short or full, of the region itself or of one above it (山东 takes 山东省/济宁市 too); `indicators`
    any name of an indicator (GDP takes 地区生产总值); `years` are pairs of first and last year.
    """

    statuses: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    years: tuple[tuple[int, int], ...] = ()
    min_confidence: Decimal | None = None
    boilerplate: bool = False
    rules: str | None = None


def select(rows: Iterable[Row], wanted: Selection) -> Iterator[Row]:
    """The rows that are wanted, in their order."""
    ids, keys = _indicator_names(wanted)
    regions = [_names(region) for region in wanted.regions]
    for row in rows:
        if not wanted.boilerplate and row["article_kind"] == "boilerplate":
            continue
        if wanted.min_confidence is not None and _number(row["confidence"]) < wanted.min_confidence:
            continue
        if wanted.statuses and row["status"] not in wanted.statuses:
            continue
        if wanted.indicators and not _measures(row, ids, keys):
            continue
        if regions and not any(_lies_in(str(_region(row) or ""), region) for region in regions):
            continue
        if wanted.years and not any(low <= _number(row["year"]) <= high for low, high in wanted.years):
            continue
        yield row


def _indicator_names(wanted: Selection) -> tuple[set[str], set[str]]:
    """The canonical names, and the spellings of those that have none."""
    known = load_indicators(wanted.rules)
    ids = {entry.name for name in wanted.indicators if (entry := known.find(name)) is not None}
    return ids, {key(name) for name in wanted.indicators}


def _measures(row: Row, ids: set[str], keys: set[str]) -> bool:
    if row["indicator_id"] is not None:
        return row["indicator_id"] in ids
    return any(key(str(row[column])) in keys for column in ("indicator", "indicator_text") if row[column] is not None)


def _region(row: Row) -> object:
    return row["region"] if "region" in row else row["title_region"]


def _names(region: str) -> tuple[str, ...]:
    return tuple(stem(name) for name in region.split("/") if name)


def _lies_in(path: str, wanted: tuple[str, ...]) -> bool:
    """Whether the wanted names stand in the path one after the other: 山东 and 济宁 in 山东省/济宁市/任城区."""
    names = [stem(name) for name in path.split("/")]
    return any(tuple(names[at : at + len(wanted)]) == wanted for at in range(len(names)))


def _number(cell: object) -> Decimal:
    return Decimal(-1) if cell is None else Decimal(str(cell))
