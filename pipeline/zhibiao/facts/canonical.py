"""One name for an indicator that has many: GDP, 生产总值 and 地区生产总值 are one."""

from __future__ import annotations

from functools import lru_cache

import regex

from zhibiao.model import Quantity
from zhibiao.rulebook import Entry, Family


class IndicatorEntry(Entry):
    """A canonical indicator: `name` is its id, `aliases` its other names, `units` what its level is measured in."""

    aliases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


INDICATORS: Family[IndicatorEntry] = Family("indicators", IndicatorEntry)

_BRACKET = regex.compile(r"（[^（）]*+）|\([^()]*+\)|\s++")
_PREFIX = regex.compile(r"^(?:全年|年度|全部|全口径|全社会口径|实现|完成|新的)")
# Changes and shares of any indicator are measured in these.
_RELATIVE = frozenset({"%", "％", "百分点", "倍", "番", "‰"})


class Canonical:
    """The indicators by all their names."""

    def __init__(self, rules: str | None) -> None:
        self._entries: dict[str, IndicatorEntry] = {}
        for entry in INDICATORS.load(rules):
            for name in (entry.name, *entry.aliases):
                self._entries[name.casefold()] = entry

    def id(self, indicator: str, quantity: Quantity) -> str | None:
        """`地区生产总值` for GDP in 亿元 or 元, or its growth in %; None for an unknown name or a unit that it cannot have."""
        bare = _BRACKET.sub("", indicator).casefold()
        entry = self._entries.get(bare) or self._entries.get(_PREFIX.sub("", bare))
        if entry is None:
            return None
        fits = not entry.units or quantity.unit in _RELATIVE or quantity.unit in entry.units
        return entry.name if fits else None


@lru_cache(maxsize=4)
def canonical(rules: str | None = None) -> Canonical:
    """The built-in indicators with the user's laid over them. Raises `RuleError`."""
    return Canonical(rules)
