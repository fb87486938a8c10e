"""Who states a value: a person, a document, an organisation, an outlet."""

from __future__ import annotations

from zhibiao.facts.context import Context
from zhibiao.model import Attribution


def bind(context: Context) -> list[Attribution | None]:
    """One answer a quantity."""
    return [None for _ in context.quantities]
