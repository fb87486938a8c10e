"""What a chart shows: one indicator, year, status and measure, a point a region."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhibiao.errors import NothingToShow
from zhibiao.tables.comparing import comparable, written
from zhibiao.tables.schema import Row

_STATUS = {"target": "目标", "actual": "", "other": "（其他）"}
_MEASURE = {
    "level": "",
    "growth": "增长率",
    "average growth": "年均增长率",
    "cumulative growth": "累计增长率",
    "change": "增减",
    "gap": "差距",
}
_UNITS = {
    "CNY": "元",
    "USD": "美元",
    "m": "米",
    "m²": "平方米",
    "m³": "立方米",
    "kW": "千瓦",
    "kWh": "千瓦时",
    "kg": "千克",
}
_GOES_FIRST = ("target", "actual", "other")


class NothingToDraw(NothingToShow):
    """No figure is what was asked for; says what there is."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be drawn: 地区生产总值, 2026, target, growth in %, for so many regions."""

    indicator: str
    year: int
    status: str
    measure: str
    unit: str | None
    change: str = ""
    regions: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A region's value: `low` to `high` (equal for a single value); `label` with its comparator, `≥ 5`.

    `ids` are the records behind it; `others` the different values that were found as well, surest first.
    """

    region: str
    adcode: str | None
    low: Decimal
    high: Decimal
    comparator: str
    label: str
    ids: tuple[str, ...]
    cited: str
    others: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.region.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Series:
    """The points of a chart, the largest first."""

    offer: Offer
    points: tuple[Point, ...]

    @property
    def unit(self) -> str:
        """The unit as it is shown: 元 for CNY."""
        unit = self.offer.unit or ""
        return _UNITS.get(unit, unit)

    @property
    def title(self) -> str:
        """`地区生产总值增长率目标，2026年（%）`."""
        unit = f"（{self.unit}）" if self.unit else ""
        return f"{self.offer.indicator}{_MEASURE[self.offer.measure]}{_STATUS[self.offer.status]}，{self.offer.year}年{unit}"


def offers(rows: Iterable[Row], least: int = 2) -> list[Offer]:
    """What could be drawn of some figures, most regions first; of `least` regions at least."""
    regions: dict[tuple[object, ...], set[object]] = defaultdict(set)
    changes: dict[tuple[object, ...], Counter[object]] = defaultdict(Counter)
    for row in rows:
        if row["region"] and row["year"] and row["indicator"]:
            name = _name(row)
            regions[name].add(row["region"])
            changes[name][row["change"]] += 1
    found = [
        Offer(
            str(i),
            int(str(y)),
            str(s),
            str(m),
            None if u is None else str(u),
            str(changes[name].most_common(1)[0][0]),
            len(names),
        )
        for name, names in regions.items()
        if len(names) >= least
        for i, y, s, m, u in (name,)
    ]
    return sorted(
        found, key=lambda o: (-o.regions, _GOES_FIRST.index(o.status), -o.year, o.indicator, o.measure, o.unit or "")
    )


def choose(
    rows: Sequence[Row],
    *,
    year: int | None = None,
    status: str | None = None,
    measure: str | None = None,
    unit: str | None = None,
) -> Offer:
    """The offer with the most regions among those that are asked for. Raises `NothingToDraw` and says what there is."""
    every = offers(rows, least=1)
    for offer in every:
        units = (None, offer.unit, _UNITS.get(offer.unit or ""))
        if (
            year in (None, offer.year)
            and status in (None, offer.status)
            and measure in (None, offer.measure)
            and unit in units
        ):
            return offer
    there = "; ".join(
        f"{o.indicator} {o.year} {o.status} {o.measure} {o.unit or ''} ({o.regions})".strip() for o in every[:8]
    )
    raise NothingToDraw(
        f"no figure is what was asked for; there is {there or 'none with a region, a year and an indicator'}"
    )


def series_of(rows: Iterable[Row], offer: Offer) -> Series:
    """The points of an offer; of a region's different values the surest is drawn. Raises `NothingToDraw` without any."""
    wanted = (offer.indicator, offer.year, offer.status, offer.measure, offer.unit)
    by_region: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["region"] and _name(row) == wanted:
            by_region[str(row["region"])].append(row)
    points = [_point(region, found) for region, found in by_region.items()]
    if not points:
        raise NothingToDraw(f"{offer.indicator}, {offer.year}: no figure of a region; choose another indicator or year")
    points.sort(key=lambda point: (-point.high, -point.low, point.adcode or "~", point.region))
    return Series(offer, tuple(points))


def _name(row: Row) -> tuple[object, ...]:
    return row["indicator"], row["year"], row["status"], row["measure"], comparable(row).unit


def _point(region: str, rows: Sequence[Row]) -> Point:
    surest = sorted(rows, key=lambda row: (row["flag"] is not None, -float(row["confidence"] or 0)))
    row, same = surest[0], comparable(surest[0])
    labels = list(dict.fromkeys(written(one) for one in surest))
    return Point(
        region=region,
        adcode=None if row["adcode"] is None else str(row["adcode"]),
        low=same.value,
        high=same.value if same.value_max is None else same.value_max,
        comparator=str(row["comparator"]),
        label=labels[0],
        ids=tuple(str(one["id"]) for one in surest),
        cited=f"{row['source']}：{row['sentence']}",
        others=tuple(labels[1:]),
    )
