"""What a number measures: the noun phrase before it or after it, across a list, or carried over."""

from __future__ import annotations

from dataclasses import dataclass

from zhibiao.facts.context import Context
from zhibiao.model import Indicator


@dataclass(frozen=True, slots=True)
class Measured:
    """What a quantity measures: the indicator as written, its canonical id, what ellipsis left out, the governing verb."""

    indicator: Indicator | None = None
    id: str | None = None
    full: str | None = None
    action: str | None = None
    rules: tuple[str, ...] = ()


def bind(context: Context) -> list[Measured]:
    """One answer a quantity."""
    return [Measured() for _ in context.quantities]
