"""Several things with as many numbers under 分别: 粮食、油料产量分别增长3%、5%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from zhibiao.facts.noun_phrases import VERBS
from zhibiao.facts.preceding import before
from zhibiao.facts.tokens import Token
from zhibiao.facts.wording import Wording

_LONG = 8
"""A last piece of more characters than these is not taken apart: 城镇和乡村居民人均消费支出."""

_ORDINAL = re.compile(r"第?[一二三四五六]")
_COMPOUND = 4
_HEADS = ("量", "率", "额", "值", "数", "出口", "进口")

Pieces = list[list[Token]]


def pieces(chosen: Sequence[Token], count: int, left: Sequence[Token], wording: Wording) -> Pieces | None:
    """The noun phrases of `count` numbers, in order; None where they share one."""
    if chosen[0].text in {"对", "自", "从", "向"}:
        return None  # 对越南、韩国出口分别增长3%、5%
    if count < 2 or not any("分别" in token.text for token in left):
        return None
    if _ORDINAL.fullmatch(chosen[0].text) or _behind_ordinal(chosen, left):
        return [_ordinals(chosen, left)] * count
    found = _parts(chosen, count, wording) or _objects(chosen, count, left, wording)
    if found is None and sum(token.kind == "conj" and token.text != "等" for token in chosen) < count - 1:
        return _segments(count, left, wording)
    return found


def _behind_ordinal(chosen: Sequence[Token], left: Sequence[Token]) -> bool:
    """第二、|第三产业占地区生产总值的比重: the ordinal before belongs to the same words."""
    at = next((i for i, token in enumerate(left) if token.start >= chosen[0].start), 0)
    return at > 1 and left[at - 1].kind == "conj" and _ORDINAL.fullmatch(left[at - 2].text) is not None


def _ordinals(chosen: Sequence[Token], left: Sequence[Token]) -> list[Token]:
    """第一、二、三产业 are told together."""
    at = next((i for i, token in enumerate(left) if token.start >= chosen[0].start), 0)
    begins = at
    while begins and (left[begins - 1].kind == "conj" or _ORDINAL.fullmatch(left[begins - 1].text)):
        begins -= 1
    return [*left[begins:at], *chosen]


def _parts(chosen: Sequence[Token], count: int, wording: Wording) -> Pieces | None:
    """甲、乙产量: 甲产量 and 乙产量, where there are as many parts as numbers."""
    for marks in ({"、"}, None):
        cuts = [
            i
            for i, t in enumerate(chosen)
            if t.kind == "conj" and t.text != "等" and (marks is None or t.text in marks)
        ]
        if len(cuts) == count - 1:
            break
    else:
        return None
    parts = [list(chosen[a + 1 : b]) for a, b in pairwise([-1, *cuts, len(chosen)])]
    if not all(parts):
        return None
    attributes = all(len(part) == 1 and wording.ends(part[0].text, "attributive") for part in parts[:-1])
    if attributes:
        shared = _shared(parts[-1])  # 城镇和乡村居民人均消费支出 is told as a whole
        return [*([*part, *shared] for part in parts[:-1]), parts[-1]] if shared else None
    head = parts[-1][-1]
    if _of_animals(parts):
        return [[*part, head] for part in parts[:-1]] + parts[-1:]
    if not _is_head(head, wording) or (len(parts[-1]) == 1 and head.text in wording.bare):
        return parts  # 利用内资、投资分别增长38%、17%
    if head.end - parts[-1][0].start > _LONG and not _insured(parts[-1]):
        return None
    insured = _insured(parts[-1])
    return [part if _is_head(part[-1], wording) else [*part, *(insured or [head])] for part in parts[:-1]] + parts[-1:]


def _of_animals(parts: Pieces) -> bool:
    """猪、牛出栏: single things before an activity that they share."""
    last = parts[-1]
    shared = len(last) == 2 and last[-1].kind == "nominal" and last[0].kind == "noun"
    return shared and all(len(part) == 1 and part[0].kind == "noun" for part in parts[:-1])


def _insured(last: Sequence[Token]) -> list[Token]:
    """保险参保人数 of 工伤保险参保人数, which 基本养老 and 失业 before it share."""
    at = next((i for i, token in enumerate(last[:-1]) if token.text.endswith("保险")), None)
    if at is None:
        return []
    return [Token(last[at].end - 2, last[at].end, "noun", "保险"), *last[at + 1 :]]


def _shared(last: Sequence[Token]) -> Sequence[Token]:
    """What attributes before it share of a last member: 案件 of 治安案件."""
    if last[-1].end - last[0].start > _LONG:
        return ()
    if len(last) > 1:
        return last[1:]
    token = last[0]
    if len(token.text) < _COMPOUND or token.end - token.start != len(token.text):
        return ()
    return [Token(token.end - 2, token.end, "noun", token.text[-2:])]


def _is_head(token: Token, wording: Wording) -> bool:
    """产量, 用水量, 合格率: what a list's members may share."""
    return wording.ends(token.text, "bare") or token.text.endswith(_HEADS)


def _objects(chosen: Sequence[Token], count: int, left: Sequence[Token], wording: Wording) -> Pieces | None:
    """接待旅客、实现门票收入分别增长7.2%、6.4%: each verb's object in its turn."""
    found = [list(chosen)]
    end = next((i for i, token in enumerate(left) if token.start >= chosen[0].start), 0)
    while len(found) < count:
        while end and left[end - 1].kind in VERBS | {"adverb"}:
            end -= 1
        if not end or left[end - 1].kind != "conj":
            return None
        phrase = before(left[: end - 1], wording, ratio=False)
        if not phrase.tokens:
            return None
        found.insert(0, phrase.tokens)
        end = next(i for i, token in enumerate(left) if token.start >= phrase.tokens[0].start)
    return found


def _segments(count: int, left: Sequence[Token], wording: Wording) -> Pieces | None:
    """进口货值、船舶进出、新设外企分别增长3%、5%、8%: as many members in the clause as numbers, each read by itself."""
    stop = next((i for i, token in enumerate(left) if "分别" in token.text), len(left))
    cuts = [i for i, token in enumerate(left[:stop]) if token.kind == "conj" and token.text != "等"]
    if len(cuts) != count - 1:
        return None
    found = [before(left[a + 1 : b], wording, ratio=False) for a, b in pairwise([-1, *cuts, stop])]
    members = [phrase.tokens or [token for token in phrase.trail[::-1] if token.kind in VERBS] for phrase in found]
    return members if all(members) else None
