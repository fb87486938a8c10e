"""What a corrected unit, region or indicator means, by the rules: dimension and canonical value, code and level, canonical name."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from zhibiao.components.quantities.units import Units
from zhibiao.components.regions.gazetteer import Gazetteer
from zhibiao.facts.canonical import canonical
from zhibiao.model import Quantity, Region, RegionLevel
from zhibiao.records.build import json_number

NATION = "全国"
_LEVELS: tuple[RegionLevel, ...] = ("province", "prefecture", "county", "township")


class Meanings:
    """The tables behind a reviewer's words, each loaded when it is first asked."""

    def __init__(self, rules: str | None = None) -> None:
        self._rules = rules

    def region(self, path: str) -> Region:
        """The region of a path; one that no table has keeps its names, with the level that its place in the path tells.

        >>> Meanings().region("山东省/济宁市").adcode
        '370800'
        """
        names = tuple(name.strip() for name in path.split("/"))
        if names == (NATION,):
            return Region(names, "country")
        return self._regions.get(names) or Region(names, _LEVELS[min(len(names), len(_LEVELS)) - 1])

    def measure(self, value: int | float, value_max: int | float | None, unit: str | None) -> dict[str, Any]:
        """`dimension` and `normal` of a value; 3 亩 is 2000 m².

        >>> Meanings().measure(3, None, "亩")
        {'dimension': 'area', 'normal': {'value': 2000, 'value_max': None, 'unit': 'm²'}}
        """
        found = self._units.find(unit, 0) if unit else None
        if found is None or found[1] != len(unit or ""):
            return {"dimension": "count", "normal": None}
        high = None if value_max is None else Decimal(str(value_max))
        normal = found[0].normal(Decimal(str(value)), high)
        if normal is None:
            return {"dimension": found[0].dimension, "normal": None}
        low, top, canonical_unit = normal
        numbers = {"value": json_number(low), "value_max": None if top is None else json_number(top)}
        return {"dimension": found[0].dimension, "normal": {**numbers, "unit": canonical_unit}}

    def indicator(self, words: str, row: dict[str, Any]) -> str | None:
        """The canonical indicator: 地区生产总值 for GDP."""
        value = Decimal(str(row["value"]))
        quantity = Quantity(row["start"], row["end"], value, None, row["unit"], row["comparator"])
        return canonical(self._rules).id(words, quantity)

    @cached_property
    def _units(self) -> Units:
        return Units(self._rules)

    @cached_property
    def _regions(self) -> dict[tuple[str, ...], Region]:
        phrases = Gazetteer.load(self._rules).phrases.values()
        readings = [reading for phrase in phrases for reading in phrase.readings if reading.form != "trap"]
        return {reading.region.path: reading.region for reading in readings}
