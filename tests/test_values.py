"""Values like others but for some fields."""

from __future__ import annotations

from dataclasses import replace

from zhibiao.model import Period, Stretch, changed


def test_a_changed_value_is_as_by_replace() -> None:
    period = Period(3, 8, "year", 2024, 2024, ("periods:年",))
    assert changed(period, kind="deadline", last=2025) == replace(period, kind="deadline", last=2025)
    assert period == Period(3, 8, "year", 2024, 2024, ("periods:年",))
    assert changed(Stretch(1, 2)) == Stretch(1, 2)
