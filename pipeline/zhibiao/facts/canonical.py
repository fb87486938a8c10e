"""One name for an indicator that has many, and whether its value is plausible: GDP, 生产总值 and 地区生产总值 are one."""

from __future__ import annotations

from zhibiao.model import Quantity, Target
from zhibiao.rulebook.indicators import Figure, Flag, load_indicators
from zhibiao.rulebook.remembering import remembered


class Canonical:
    """The indicators by all their names."""

    def __init__(self, rules: str | None) -> None:
        self._indicators = load_indicators(rules)

    def id(self, indicator: str, quantity: Quantity) -> str | None:
        """`地区生产总值` for GDP in 亿元 or 元, or its growth in %; None for an unknown name or a unit that it cannot have."""
        return self._indicators.id(indicator, quantity.unit)

    def flag(self, target: Target) -> Flag | None:
        """What is odd about a value: its `unit`, or that it lies `below` or `above` what its indicator may be."""
        quantity, indicator = target.quantity, target.indicator
        if indicator is None:
            return None
        normal, normal_max, normal_unit = quantity.normal or (None, None, None)
        figure = Figure(
            value=quantity.value,
            value_max=quantity.value_max,
            comparator=quantity.comparator,
            unit=quantity.unit,
            normal=normal,
            normal_max=normal_max,
            normal_unit=normal_unit,
            change=target.change,
            direction=target.direction,
            baseline=target.baseline,
        )
        return self._indicators.out_of_range(target.indicator_id, target.indicator_full or indicator.text, figure)


@remembered
def canonical(rules: str | None = None) -> Canonical:
    """The built-in indicators with the user's laid over them. Raises `RuleError`."""
    return Canonical(rules)


def out_of_range(target: Target, rules: str | None = None) -> Flag | None:
    """The flag of a target: 地区生产总值增长550% is `above`, 森林覆盖率130% too; None for a plausible or unknown one."""
    return canonical(rules).flag(target)
