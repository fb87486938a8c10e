"""The canonical indicators: one name for an indicator that has many, the units it comes in, and what its values may plausibly be."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, Self

import regex
from pydantic import model_validator

from zhibiao.rulebook.family import Entry, Family
from zhibiao.rulebook.remembering import remembered

Flag = Literal["unit", "below", "above"]
"""What is odd about a value: its unit, or that it lies below or above what its indicator may be."""
Range = tuple[float, float]


class IndicatorEntry(Entry):
    """A canonical indicator: `name` is its id, `aliases` its other names, `units` what its level is measured in.

    `level` is the range of its level in the standard unit `canonical` (that of units.toml; without one, in its units as
    written), `growth` the range of its yearly growth in percent.
    """

    aliases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    canonical: str | None = None
    level: Range | None = None
    growth: Range | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for name, bounds in (("level", self.level), ("growth", self.growth)):
            if bounds is not None and bounds[0] >= bounds[1]:
                raise ValueError(f"{name}: the first number must be the smaller one")
        return self

    @property
    def is_ratio(self) -> bool:
        """Whether it is itself a share or a rate: 森林覆盖率."""
        return "%" in self.units


INDICATORS: Family[IndicatorEntry] = Family("indicators", IndicatorEntry)

# Changes and shares of any indicator are measured in these.
_RELATIVE = frozenset({"%", "％", "百分点", "个百分点", "倍", "番", "‰"})
_PERCENT = frozenset({"%", "％"})
_SHARE: Range = (0, 100)
_GROWTH: Range = (-90, 300)
_POINTS = 50

_BRACKET = re.compile(r"（[^（）]*+）|\([^()]*+\)")
_LETTERS = regex.compile(r"[^\p{L}\p{N}.&+/]++")
_PREFIX = regex.compile(
    r"(?:全[省市区县州国年]|[我本][省市区县州国]|年度|年末|年均|累计|其中|预计|实现|完成|新的|全部|全口径|全社会口径|主要|各类)++(?=..)"
)
_SPELLINGS = (
    (regex.compile(r"(?:地区|国内|区域)?生产总值"), "gdp"),
    (regex.compile(r"规模以上"), "规上"),
    (regex.compile(r"限额以上"), "限上"),
    (regex.compile(r"(?:的)?(?:比重|比例|比率)\Z"), "占比"),
)
_GROWING = re.compile(r"(?:同比|年均|平均)?(?:增速|增幅|增长率|增长速度|增长)\Z")
_COUNTED = re.compile(r"(?<=..)(?:[人户家]数|数量|总数|总量|数)\Z")
_YEARLY = re.compile(r"同比|[上去]年|前一年|上年同期|\A\Z")


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with what a check of its range needs; `normal` and `normal_unit` are in the standard unit, if it has one."""

    value: Decimal
    value_max: Decimal | None
    comparator: str
    unit: str | None
    normal: Decimal | None
    normal_max: Decimal | None
    normal_unit: str | None
    change: str
    direction: str | None
    baseline: str | None


class Indicators:
    """The indicators, looked up by all their names."""

    def __init__(self, rules: str | None = None) -> None:
        self.entries = INDICATORS.load(rules)
        self._named = {entry.name: entry for entry in self.entries}
        self._by_key: dict[str, IndicatorEntry] = {}
        for entry in self.entries:
            for name in (entry.name, *entry.aliases):
                self._by_key[key(name)] = entry
        for entry in self.entries:  # the own name of an indicator goes before another one's alias
            self._by_key[key(entry.name)] = entry

    def named(self, name: str) -> IndicatorEntry | None:
        """The indicator with this very id."""
        return self._named.get(name)

    def find(self, written: str) -> IndicatorEntry | None:
        """地区生产总值 for GDP, 全省生产总值, GDP增速; None for an unknown name."""
        return next((entry for form in _forms(written) if (entry := self._by_key.get(form)) is not None), None)

    def id(self, written: str, unit: str | None) -> str | None:
        """The canonical id of an indicator as written; None for an unknown one, or for a unit that it cannot have."""
        entry = self.find(written)
        if entry is None:
            return None
        fits = not entry.units or unit in _RELATIVE or unit in entry.units
        return entry.name if fits else None

    def out_of_range(self, indicator_id: str | None, written: str, figure: Figure) -> Flag | None:
        """What is odd about a value of an indicator; None for a plausible one, and for an indicator without a range."""
        entry = self._named.get(indicator_id) if indicator_id else None
        if entry is None:
            return None
        if figure.change == "level" and not is_growing(written):
            return _odd_level(entry, figure)
        if figure.change == "gap" or figure.unit in {"百分点", "个百分点"}:
            return _odd(figure, (-_POINTS, _POINTS), figure.value, figure.value_max) if entry.is_ratio else None
        if figure.unit in _PERCENT and _YEARLY.search(figure.baseline or ""):
            return _odd(figure, entry.growth or _GROWTH, figure.value, figure.value_max)
        return None


def is_growing(written: str) -> bool:
    """Whether the name itself speaks of growth: GDP增速."""
    return _GROWING.search(written) is not None


def key(name: str) -> str:
    """What names that differ in spelling only have in common: `GDP`, `规上` and `占比` for their longer forms, no marks."""
    plain: str = _LETTERS.sub("", _BRACKET.sub("", unicodedata.normalize("NFKC", name).casefold()))
    for long, short in _SPELLINGS:
        plain = long.sub(short, plain)
    return plain


@lru_cache(maxsize=4096)
def _forms(written: str) -> tuple[str, ...]:
    """The keys under which an indicator as written may be listed, the nearest first; texts name the same ones again and again."""
    whole = key(written)
    bare = _PREFIX.sub("", whole, 1) if _PREFIX.match(whole) else whole
    others = dict.fromkeys((bare, _GROWING.sub("", bare), _COUNTED.sub("", bare)))
    return (whole, *(form for form in others if len(form) > 1))


def _odd_level(entry: IndicatorEntry, figure: Figure) -> Flag | None:
    if figure.unit in _PERCENT and not entry.is_ratio and entry.units:
        return "unit"
    if entry.is_ratio:
        bounds = entry.level or _SHARE
        return _odd(figure, bounds, figure.value, figure.value_max) if figure.unit in _PERCENT else None
    if entry.level is None or figure.unit in _RELATIVE:
        return None
    if entry.canonical is not None:
        if figure.normal is None or figure.normal_unit != entry.canonical:
            return None
        return _odd(figure, entry.level, figure.normal, figure.normal_max)
    return _odd(figure, entry.level, figure.value, figure.value_max)


def _odd(figure: Figure, bounds: Range, low: Decimal, high: Decimal | None) -> Flag | None:
    """Beyond its bounds; an open end (超过, 以内) is no oddity."""
    high = low if high is None else high
    if figure.change != "level" and figure.direction == "down":
        low, high = -high, -low
    if high < bounds[0] and figure.comparator not in {">", ">="}:
        return "below"
    if low > bounds[1] and figure.comparator not in {"<", "<="}:
        return "above"
    return None


@remembered
def load_indicators(rules: str | None = None) -> Indicators:
    """The built-in indicators with the user's laid over them. Raises `RuleError`."""
    return Indicators(rules)
