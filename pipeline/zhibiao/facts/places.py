"""The region for which a value holds."""

from __future__ import annotations

from zhibiao.facts.context import Context
from zhibiao.model import TargetRegion


def bind(context: Context) -> list[TargetRegion | None]:
    """One answer a quantity."""
    return [None for _ in context.quantities]
