"""Is a number the state itself, a change of it, or a difference from another?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhibiao.facts.context import Context
from zhibiao.facts.indicators import Measured
from zhibiao.facts.tokens import Token
from zhibiao.facts.wording import Wording, wording
from zhibiao.model import Change, Direction, Quantity


@dataclass(frozen=True, slots=True)
class Changed:
    """`level`, or `delta` and `gap` with direction and what it is compared with (同比, 比上年, 全国)."""

    kind: Change = "level"
    direction: Direction | None = None
    baseline: str | None = None
    rules: tuple[str, ...] = ()


def bind(context: Context, measured: Sequence[Measured]) -> list[Changed]:
    """One answer a quantity."""
    words = wording(context.rules)
    return [_one(context, q, m, words) for q, m in zip(context.quantities, measured, strict=True)]


def _one(context: Context, quantity: Quantity, measured: Measured, words: Wording) -> Changed:
    points = quantity.unit == "百分点"
    for token in measured.trail:
        if token.kind == "to":
            return Changed(rules=(words.rules[token.text],))
        if token.kind == "gap" and points:
            return Changed("gap", words.directions[token.text], rules=(words.rules[token.text],))
        if token.kind in {"delta", "self", "head"}:
            kind: Change = "gap" if points and _against(measured.trail) else "delta"
            return Changed(kind, words.directions[token.text], rules=(words.rules[token.text],))
    if "番" in context.text[quantity.start : quantity.end]:
        return Changed("delta", "up", rules=("changes:翻番",))
    if measured.lead is not None and (measured.lead.text in words.leads or quantity.dimension in {"ratio", "currency"}):
        return Changed("delta", words.directions.get(measured.lead.text), rules=(words.rules[measured.lead.text],))
    return Changed()


def _against(trail: Sequence[Token]) -> bool:
    return any(token.kind in {"deictic", "place"} for token in trail)
