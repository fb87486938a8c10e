"""Words that the tagger leaves whole, cut where the rules know their parts: 筹集|资金, 价格|比|上年, 覆盖|全国."""

from __future__ import annotations

from zhibiao.facts.wording import Wording

_MOVING = frozenset({"delta", "to", "gap", "self", "link", "compare"})
_BASES = tuple("上去全前年同原")
_CLINGING = frozenset("超近约逾达致破增降涨")
_NOUN_ENDS = frozenset("率量额值数县市省区村镇乡网价度费")


Piece = tuple[int, int, str]
"""A word or a part of one: its start, its end, its tag."""


def cut(text: str, word: Piece, high: int, wording: Wording) -> tuple[Piece, ...]:
    """What is one word to the tagger, and two here: 筹集|资金, 占|全, 车|超 before a number."""
    start, end, _tag = word
    whole = text[start:end]
    if end - start < 2 or whole in wording.kinds:
        return (word,)
    if first := _two(whole, wording):
        return (start, start + first, "v"), (start + first, end, "n")
    if end - start >= 4 and wording.kinds.get(whole[:2]) in {"strict", "delta"}:
        return (start, start + 2, "v"), (start + 2, end, "n")
    if end - start == 4 and whole[:2] in wording.kinds and wording.kinds.get(whole[2:]) == "link":
        return (start, start + 2, "d"), (start + 2, end, "v")  # 持续|保持
    if end - start == 2 and whole[1] in "为是有均拟将已共" and whole[0] in _NOUN_ENDS:
        return (start, start + 1, "n"), (start + 1, end, "v")  # 覆盖|率|为
    if end - start == 2 and whole[0] == "及" and whole[1] not in "时格早其至第":
        return (start, start + 1, "c"), (start + 1, end, "n")  # 燃气|及|水
    if whole[-1] == "时" and text[end : end + 1] == "长":
        return (start, end - 1, "n"), (end - 1, end, "n")  # 飞行|时长
    if whole[-1] == "占" and whole[-2] not in "抢侵强霸独攻挤":
        return (start, end - 1, "n"), (end - 1, end, "v")  # 数据集|占
    if whole[0] == "占" and whole[1] not in "地用有比据领":
        return (start, start + 1, "v"), (start + 1, end, "n")
    if tail := _moving(whole, text[end : end + 1], wording):
        return (start, end - tail, "n"), (end - tail, end, "v")  # 价格|下降
    if end == high and whole[-1] in _CLINGING:
        return (start, end - 1, "n"), (end - 1, end, "v")
    return (word,)


def _moving(whole: str, after: str, wording: Wording) -> int:
    """How long the change, the link … is with which a word ends: 2 of 价格下降; 0 for none."""
    if whole[-1] == "比" and after in _BASES:
        return 1  # 价格|比|上年
    for size in (3, 2):
        if size < len(whole) and wording.kinds.get(whole[-size:]) in _MOVING:
            return size
    return 0


def _two(whole: str, wording: Wording) -> int:
    """Where a word is cut that is a verb and what it begins: 覆盖|全国, 应|比原 计划; 0 for no place."""
    if len(whole) == 4 and whole[:2] in wording.kinds and wording.kinds.get(whole[2:]) == "deictic":
        return 2
    if (
        whole[0] in "共已均曾拟"
        and whole[1:] in wording.kinds
        and wording.kinds[whole[1:]] in {"strict", "soft", "whole"}
    ):
        return 1  # 共|收录
    return 1 if len(whole) == 3 and whole[1] in "比较" and whole[2] in _BASES else 0
