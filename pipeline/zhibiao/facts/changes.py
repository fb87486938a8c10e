"""Is a number the state itself, a change of it, or a difference from another?"""

from __future__ import annotations

from collections.abc import Sequence

from zhibiao.facts.context import Context
from zhibiao.facts.indicators import Measured
from zhibiao.facts.tokens import Token
from zhibiao.facts.wording import Wording, wording
from zhibiao.model import Change, Direction, Quantity, changed, value

_OVER_TIME = ("同比", "环比", "年均")
_PAST = frozenset({"上年", "去年", "上月", "同期", "上年同期", "去年同期"})
_ELSEWHERE = frozenset({"deictic", "place"})


@value
class Changed:
    """`level`, or `delta` and `gap` with direction and what it is compared with (同比, 比上年, 全国)."""

    kind: Change = "level"
    direction: Direction | None = None
    baseline: str | None = None
    rules: tuple[str, ...] = ()


def bind(context: Context, measured: Sequence[Measured]) -> list[Changed]:
    """One answer a quantity."""
    words = wording(context.rules)
    return [_one(context, quantity, what, words) for quantity, what in zip(context.quantities, measured, strict=True)]


def _one(context: Context, quantity: Quantity, measured: Measured, words: Wording) -> Changed:
    found = _by_trail(quantity, measured, words)
    if found is None and "番" in context.text[quantity.start : quantity.end]:
        found = Changed("delta", "up", rules=("changes:翻番",))
    lead = measured.lead
    if found is None and lead is not None and _moves(lead, quantity, words):
        found = Changed("delta", words.directions.get(lead.text), rules=(words.rules[lead.text],))
    if found is None or found.kind == "level":
        return found or Changed()
    return changed(found, baseline=_baseline(context, measured.trail, found.kind))


def _moves(lead: Token, quantity: Quantity, words: Wording) -> bool:
    """减少二氧化碳排放1.9亿吨 is a fall; 提升历史街区8片 is none."""
    return lead.text in words.leads or quantity.dimension in {"ratio", "currency"}


def _by_trail(quantity: Quantity, measured: Measured, words: Wording) -> Changed | None:
    """What the words between indicator and number say; the nearest decides: 增长 is a delta, 提高到 a level."""
    points = quantity.unit == "百分点"
    elsewhere = any(token.kind in _ELSEWHERE for token in measured.trail) or _than_another(measured.trail)
    past = any(token.kind == "time" or token.text in _PAST for token in measured.trail)
    for place, token in enumerate(measured.trail):
        if token.kind == "time" and token.text[0] in "至到" and _moves_to(token, measured.trail[place + 1 :]):
            return Changed()
        rules = (words.rules.get(token.text, ""),)
        if token.kind == "to":
            return Changed(rules=rules)
        if token.kind == "gap" and (points or elsewhere):
            over: Change = "delta" if past and not elsewhere else "gap"  # 快于上年 is a delta over its own past
            return Changed(over, words.directions[token.text], rules=rules)
        if token.text in {"超过", "超"} and points and elsewhere:
            return Changed("gap", "up", rules=rules)  # 超过全省0.4个百分点
        if token.kind == "delta" and _is_action(token, quantity, measured, words):
            continue
        if token.kind in {"delta", "self", "head"}:
            # 比全国高1个百分点 is a gap, 比2009年高1个百分点 a delta; 比农村高1.2万元 is a gap.
            apart = elsewhere and (points or quantity.dimension == "currency")
            kind: Change = "gap" if apart else "delta"
            return Changed(kind, words.directions[token.text], rules=rules)
    return None


def _than_another(trail: Sequence[Token]) -> bool:
    """Whether what is compared with is another thing, and not a time: 餐饮收入比商品零售快6.1个百分点."""
    ordered = sorted(trail, key=lambda token: token.start)
    base = next((place for place, token in enumerate(ordered) if token.text in {"比", "较"}), len(ordered))
    between = ordered[base + 1 :]
    nouns = [token for token in between if token.kind in {"noun", "nominal"}]
    timed = any(token.kind == "time" or token.text[-1] in "前后初末底期" for token in between)
    return bool(nouns) and not timed


def _other(context: Context, ordered: Sequence[Token]) -> str | None:
    """The other thing: 商品零售 in 比商品零售快6.1个百分点."""
    base = next((place for place, token in enumerate(ordered) if token.text in {"比", "较"}), len(ordered))
    nouns = [token for token in ordered[base + 1 :] if token.kind in {"noun", "nominal"}]
    return context.text[nouns[0].start : nouns[-1].end] if nouns else None


def _moves_to(time: Token, trail: Sequence[Token]) -> bool:
    """Whether a change reaches a value at a time: 增长至2025年9.15万亿元."""
    return bool(trail) and trail[0].kind == "delta" and trail[0].end == time.start


def _is_action(token: Token, quantity: Quantity, measured: Measured, words: Wording) -> bool:
    """提升 in 改建600个便民服务驿站: what follows is improved, not grown."""
    behind = "indicators:after" in measured.rules
    return behind and quantity.dimension == "count" and token.text not in words.leads


def _baseline(context: Context, trail: Sequence[Token], kind: Change) -> str | None:
    """What is compared with, as written: 同比, 比上年, 比2020年, 全国, 年均."""
    ordered = sorted(trail, key=lambda token: token.start)
    if kind == "gap":
        return next((token.text for token in ordered if token.kind in _ELSEWHERE), None) or _other(context, ordered)
    for place, token in enumerate(ordered):
        if token.text in _OVER_TIME:
            return token.text
        if token.text[0] not in "比较":
            continue
        if token.kind == "prep" and len(token.text) > 1:
            return token.text  # 比上年
        following = ordered[place + 1] if place + 1 < len(ordered) else None
        if following is not None and following.kind in {"time", "noun"}:
            return context.text[token.start : following.end]
    return None
