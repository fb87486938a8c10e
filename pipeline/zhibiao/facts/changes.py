"""Is a number the state itself, a change of it, or a difference from another?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhibiao.facts.context import Context
from zhibiao.facts.indicators import Measured
from zhibiao.model import Change, Direction


@dataclass(frozen=True, slots=True)
class Changed:
    """`level`, or `delta` and `gap` with direction and what it is compared with (同比, 比上年, 全国)."""

    kind: Change = "level"
    direction: Direction | None = None
    baseline: str | None = None
    rules: tuple[str, ...] = ()


def bind(context: Context, measured: Sequence[Measured]) -> list[Changed]:
    """One answer a quantity."""
    return [Changed() for _ in context.quantities]
