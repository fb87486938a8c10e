"""The year in which a value holds or is to be reached."""

from __future__ import annotations

from zhibiao.facts.context import Context
from zhibiao.model import TargetYear


def bind(context: Context) -> list[TargetYear | None]:
    """One answer a quantity."""
    return [None for _ in context.quantities]
