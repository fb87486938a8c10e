"""What follows each list of numbers in a clause: 项目 for both numbers of [15个]百亿元、[60个]项目."""

from __future__ import annotations

from collections.abc import Sequence

from zhibiao.facts import clauses
from zhibiao.facts.context import Context
from zhibiao.facts.following import after, before_particle, counted_only, holders_only, subject_only
from zhibiao.facts.noun_phrases import NOUNS, VERBS
from zhibiao.facts.sides import OUTPUTS, SIZES, far, measured_next, of_people, shared_noun, shares
from zhibiao.facts.tokens import Token
from zhibiao.facts.wording import Wording

_TIMES = frozenset("次轮起")


def nouns_behind(
    context: Context, words: Wording, clause: Sequence[Token], lists: Sequence[tuple[int, int]]
) -> list[list[Token]]:
    """What follows each list of numbers; 15个百亿元、60个20亿元以上项目 share 项目, and 60个 counts 20亿元以上项目."""
    found: list[list[Token]] = [[] for _ in lists]
    beyond: list[Token] = []
    for place in reversed(range(len(lists))):
        first, last = lists[place]
        stop = lists[place + 1][0] if place + 1 < len(lists) else len(clause)
        right = clause[last + 1 : stop]
        own = _own(context, words, clause, first, last, right)
        followed = stop < len(clause)
        output = bool(right) and right[0].text in OUTPUTS | SIZES and all(t.kind == "compare" for t in right[1:])
        if followed and own and own[-1] is right[-1] and not output:
            own = subject_only(own, words)
        elif own and measured_next(right, own):
            own = counted_only(own, words, followed)
        elif own and own[-1] is not right[-1]:
            own = holders_only(own, words)
        if followed and shares(right, own):
            own = shared_noun(beyond) or beyond or own
        elif followed and (output or not right) and beyond and not far(clause, stop, beyond):
            own = [*right, clause[stop], *beyond]  # 5个年产8000辆拖拉机的工厂
        elif followed and all(token.kind in {"conj", "compare"} for token in right):
            own = beyond[-1:]
        beyond = own
        nested = first and (clause[first - 1].text in OUTPUTS or clause[first - 1].kind == "quantity")
        found[place] = before_particle(own) if nested else own
    return found


def _own(
    context: Context, words: Wording, clause: Sequence[Token], first: int, last: int, right: Sequence[Token]
) -> list[Token]:
    """The noun phrase right behind a list of numbers."""
    if not right:
        return []
    quantity = context.quantities[clause[last].index]
    governed = any(token.kind in VERBS for token in clause[:first])
    there = any(token.text == "有" for token in clause[:first])
    if (
        (governed or there)
        and (quantity.unit or "")[-1:] in _TIMES
        and len(right) == 1
        and right[0].kind in VERBS | NOUNS
    ):
        return list(right)  # 击退55次进攻
    counted, ratio = clauses.counts(quantity), clauses.is_ratio(quantity)
    return after(right, words, counted, ratio, of_people(quantity), governed, there)
