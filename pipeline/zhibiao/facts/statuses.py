"""Is a number a target, a fact, or neither (a threshold, an example)?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhibiao.facts.changes import Changed
from zhibiao.facts.context import Context
from zhibiao.model import Commitment, Status, TargetYear


@dataclass(frozen=True, slots=True)
class Judged:
    """The status, and for a target how firmly it is meant."""

    status: Status = "actual"
    commitment: Commitment | None = None
    rules: tuple[str, ...] = ()


def bind(context: Context, moved: Sequence[Changed], dated: Sequence[TargetYear | None]) -> list[Judged]:
    """One answer a quantity."""
    return [Judged() for _ in context.quantities]
