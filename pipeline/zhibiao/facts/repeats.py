"""Values that were stated before in the same article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhibiao.model import Quantity, Target, changed

_MOST = 50
"""So many indicators with one and the same value, year and region are compared; no true text has more."""


def mark(targets: Sequence[Target]) -> Iterator[Target]:
    """The targets, those that state the same fact again with `same_as` set to the first.

    The same fact has the same value, unit, change, year and region, and an indicator that says the same: 经济总量 in a headline
    and 粤港澳大湾区经济总量 in the text.
    """
    seen: dict[tuple[object, ...], list[Target]] = {}
    for target in targets:
        if target.indicator is None:
            yield target
            continue
        kin = seen.setdefault(_key(target), [])
        first = next((other for other in kin if _same_indicator(other, target)), None)
        if first is None and len(kin) < _MOST:
            kin.append(target)
        yield changed(target, same_as=first.quantity) if first is not None else target


def _key(target: Target) -> tuple[object, ...]:
    quantity: Quantity = target.quantity
    region = target.region.region.path if target.region else None
    year = target.year.year if target.year else None
    return (quantity.value, quantity.value_max, quantity.unit, target.change, target.status, region, year)


def _same_indicator(one: Target, other: Target) -> bool:
    """Whether two indicators are one: the same canonical one, or the same words but for a qualifier before them."""
    if one.indicator is None or other.indicator is None:
        return False
    if one.indicator_id is not None and other.indicator_id is not None:
        return one.indicator_id == other.indicator_id
    first, second = one.indicator_full or one.indicator.text, other.indicator_full or other.indicator.text
    return first.endswith(second) or second.endswith(first)
