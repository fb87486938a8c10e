"""The noun phrase before a number: 智算芯片达到[20万张], 技改投资占工业投资比重达[35%]."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhibiao.facts.joining import Step, joins
from zhibiao.facts.noun_phrases import NOUNS, VERBS, Phrase, text
from zhibiao.facts.tokens import Token
from zhibiao.facts.wording import Wording

_TRAIL = frozenset(
    {
        "link",
        "compare",
        "adverb",
        "plan",
        "time",
        "delta",
        "to",
        "gap",
        "self",
        "head",
        "prep",
        "deictic",
        "place",
        "mark",
        "conj",
    }
)
_NOT_FIRST = frozenset({"conj", "de", "mark", "time", "link", "delta", "adverb", "place", "deictic"})
_NUMBERING = re.compile(r"[\d.．]{1,12}[年月日]?")
_PERFECT = frozenset({"已", "已经", "共", "总共", "均已", "累计已"})
_ACTING = frozenset({"strict", "soft", "whole"})
_SAME_TIME = frozenset({"当时", "同期", "其", "当年", "此前", "原"})
_BASIS = frozenset({"基础", "基础上"})
_LONGEST = 48
"""A noun phrase of more characters is cut at its left, and no more words are taken off before a number."""


def before(left: Sequence[Token], wording: Wording, ratio: bool) -> Phrase:
    """The noun phrase that ends before the number, what stands between them taken off.

    累计建成新型数据中心 is 新型数据中心 with the action 建成; 占全国 is nothing.
    """
    phrase = Phrase()
    if text(left) in _PART_OF:
        return phrase  # 40个行业大类中有24个增长: of what was counted
    left = _without_reckoning(_without_basis(left))
    end = _strip(left, len(left), wording, phrase)
    if end and left[end - 1].kind == "conj":
        return phrase
    linked = any(token.kind == "link" for token in phrase.trail)
    start = _collect(left, end, wording, linked)
    if ratio and (multiple := _base_of_multiple(left, start, phrase)):
        end, start = _skip_base(left, multiple, end, wording, phrase)
    base = _other_base(left, start, ratio)
    if ratio and base == start < end and start and left[start - 1].kind == "gap":
        end, start = _skip_base(left, start, end, wording, phrase)  # 高于经济增速1.1个百分点
        base = start
    at = start
    while at and left[at - 1].kind == "time":
        at -= 1  # 比去年签约数量增加50%
    if base == start < end and at and _compares(left[at - 1]):  # 比计划增加40亿元
        end, start = _skip_base(left, at, end, wording, phrase)
        base = start
    if base < start:
        end, start = _skip_base(left, base, end, wording, phrase)
    share = _share_of(left, start)
    if share < start and ratio:
        end, start = _skip_base(left, share, end, wording, phrase)
    elif start and "占" in left[start - 1].text:
        if ratio and not wording.ends(text(left[start:end]), "share"):
            end, start = _skip_base(left, start, end, wording, phrase)
        else:
            start = _collect(left, start - 1, wording)
    start = _settle(left, start, end, wording, phrase)
    _govern(left, start, phrase)
    return phrase


def _settle(left: Sequence[Token], start: int, end: int, wording: Wording, phrase: Phrase) -> int:
    """Note what was collected, but for what names nothing: 通车后, 日均, 以媒称; returns where it starts."""
    phrase.tokens = _trimmed(_since(left[start:end], wording))
    said = text(phrase.tokens)
    if said.endswith(("称", "据悉")) and len(said) < _SHORT:  # 以媒称约70万人撤离
        phrase.tokens, said = [], ""
    if phrase.tokens and (wording.ends(phrase.tokens[-1].text, "when") or said in wording.endings.get("average", ())):
        phrase.trail += phrase.tokens  # 通车后; 日均204万人次
        phrase.tokens = []
        if start:  # 试点县从2017年起步之初的12个
            end = _strip(left, start, wording, phrase)
            start = _collect(left, end, wording)
            phrase.tokens = _trimmed(left[start:end])
    return start


def _without_basis(left: Sequence[Token]) -> Sequence[Token]:
    """Without what a change builds on: 工业投资|在前两年高增长的基础上|增长6.6%."""
    if _BASIS.isdisjoint([token.text for token in left]):
        return left
    at = next((i for i in range(len(left) - 1, 0, -1) if left[i].text == "上" and left[i - 1].text == "基础"), None)
    if at is None:
        at = next((i for i in range(len(left) - 1, -1, -1) if left[i].text == "基础上"), None)
    if at is None:
        return left
    begins = next((i for i in range(at, -1, -1) if left[i].text == "在"), 0 if left[0].kind == "de" else None)
    return left if begins is None else [*left[:begins], *left[at + 1 :]]


def _without_reckoning(left: Sequence[Token]) -> Sequence[Token]:
    """Without what a number is reckoned by: 按常住人口计算|人均地区生产总值."""
    at = next((i for i, token in enumerate(left) if token.text in {"计算", "测算", "折算"}), 0)
    begins = next((i for i in range(at - 1, -1, -1) if left[i].text in {"按", "按照"}), at)
    return [*left[:begins], *left[at + 1 :]] if begins < at else left


def _compares(token: Token) -> bool:
    """比, 较, 比以往 (正常值高出4度)."""
    return token.text in {"比", "较"} or (token.kind == "prep" and token.text[0] in "比较")


def _base_of_multiple(left: Sequence[Token], start: int, phrase: Phrase) -> int:
    """Where a base of comparison begins: 全行业收入 in 占比超过全行业收入的五分之一, 前三年总和 in 是前三年总和的两倍; 0 for none."""
    if not any(other.kind == "de" for other in phrase.trail[:3]):
        return 0
    while start and (left[start - 1].kind in {"time", "deictic", "place"} or left[start - 1].text in _SAME_TIME):
        start -= 1
    led = start > 0 and (left[start - 1].kind in {"compare", "link"} or left[start - 1].text == "相当于")
    return start if led else 0


def _other_base(left: Sequence[Token], start: int, ratio: bool) -> int:
    """Where a base of comparison with another begins: 全省平均水平 in 低于全省平均水平0.4个百分点; `start` where there is none.

    Before a ratio it may have more words: 外贸整体增速 in 高出外贸整体增速2个百分点.
    """
    at = start
    kinds = _OF_BASE if ratio else _OF_BASE_ALONE
    while at and (
        left[at - 1].kind in kinds
        or left[at - 1].text in {"全部", "整体", "总体"}
        or (left[at - 1].kind == "conj" and at < start and left[at].kind in _OF_BASE_ALONE)  # 比全省和全国平均水平
    ):
        at -= 1
    compared = at < start and at > 0 and (left[at - 1].kind == "gap" or left[at - 1].text in {"比", "较"})
    return at if compared else start


_OF_BASE_ALONE = frozenset({"deictic", "place"})
_OF_BASE = NOUNS | {"deictic", "place", "adverb"}


def _share_of(left: Sequence[Token], start: int) -> int:
    """Where the base of a share begins: 我国全年粮食产量 in 占我国全年粮食产量的四分之三; `start` where there is none."""
    at = start
    while at and (left[at - 1].kind in {"deictic", "place", "time"} or left[at - 1].text in _SAME_TIME):
        at -= 1
    return at if at and "占" in left[at - 1].text else start


def _skip_base(left: Sequence[Token], start: int, end: int, wording: Wording, phrase: Phrase) -> tuple[int, int]:
    """Leave out what the number is a share of: 总数 in 占全国总数近三成. The new end and start."""
    phrase.trail += left[start - 1 : end]
    end = _strip(left, start - 1, wording, phrase)
    return end, _collect(left, end, wording)


def _strip(left: Sequence[Token], end: int, wording: Wording, phrase: Phrase) -> int:
    """Take off links, comparators, changes, times, and the verb right before the number; returns where the noun phrase ends."""
    while end and len(phrase.trail) < _LONGEST:
        token = left[end - 1]
        if token.kind == "noun" and end > _EACH and _per(left, end):
            end -= _EACH - 1  # 每|50|公斤
            continue
        if token.text.startswith("每") and token.kind == "noun" and end > 1:
            end -= 1  # 从每人每月2375元
            continue
        verb = token.kind in VERBS and token.text not in wording.nominal and phrase.action is None
        verb = verb or (phrase.action is None and _done(left, end, wording, phrase))
        if not (verb or token.kind in _TRAIL or token.kind == "de") or _closes(left, end, phrase):
            break
        phrase.trail.append(token)
        if verb:
            phrase.action = token
        end -= 1
    return end


_EACH = 3
_PART_OF = frozenset({"中", "中有", "中已有"})
_SHORT = 6
_EACH_ONE = frozenset({"人均", "户均", "亩均", "每人", "每户"})


def _per(left: Sequence[Token], end: int) -> bool:
    """Whether a rate's unit ends here: 每|50|公斤."""
    return left[end - _EACH].text == "每" and left[end - 2].text.isdecimal()


def _done(left: Sequence[Token], end: int, wording: Wording, phrase: Phrase) -> bool:
    """Whether a verb's form is the verb of its clause: 农业保险已赔付370亿元, 改良了5亿亩."""
    if left[end - 1].text not in wording.nominal:
        return False
    if phrase.trail and phrase.trail[-1].text == "了":
        return True
    if end < 3:
        return False
    return left[end - 2].text in _PERFECT and left[end - 3].kind in NOUNS


def _closes(left: Sequence[Token], end: int, phrase: Phrase) -> bool:
    """Whether the noun phrase ends here, though its last word looks like one of the trail."""
    token = left[end - 1]
    if token.kind == "soft" and end > 2 and left[end - 2].kind in NOUNS and left[end - 3].kind in _ACTING:
        return len(token.text) > 1  # 实施异地搬迁1.35万人
    if token.kind == "verb":  # 举办文化展览1565场, 城际运能提升50%: nouns that the tagger takes for verbs
        if end < 2 or left[end - 2].kind not in NOUNS:
            return False
        last = phrase.trail[-1] if phrase.trail and len(token.text) > 1 else None
        moved = last is not None and (last.kind in {"delta", "to", "gap"} or "占" in last.text)
        return moved or (end > 2 and left[end - 3].kind in {"strict", "soft"})
    if token.kind == "conj":  # 成立指挥部、出台20条举措
        return phrase.action is not None and phrase.action.kind == "strict" and phrase.trail[-1] is phrase.action
    if token.kind == "de":  # 参与统计的有45种: a phrase that ends with 的
        return any(other.kind == "link" or other.text.startswith("占") for other in phrase.trail)
    # 涨幅比上月扩大0.1个百分点: the rise itself is measured.
    return token.kind == "head" and any(other.kind in {"delta", "gap"} for other in phrase.trail)


def _collect(left: Sequence[Token], end: int, wording: Wording, linked: bool = False) -> int:
    """Where the noun phrase that ends at `end` begins; `linked` where a link stands between it and the number."""
    step = Step(left, end, end, wording, linked)
    while step.at and left[end - 1].end - step.token.start <= _LONGEST and joins(step):
        step.at -= 1
    return step.at


def _since(found: Sequence[Token], wording: Wording) -> Sequence[Token]:
    """Without a time at its head: 车程 of 通车后车程."""
    cut = next((i for i, token in enumerate(found[:-1]) if wording.ends(token.text, "when")), None)
    return found if cut is None else found[cut + 1 :]


def _trimmed(found: Sequence[Token]) -> list[Token]:
    """Without what no noun phrase begins or ends with; of a long attribute and a quoted name the name."""
    kept = list(found)
    while kept and (kept[0].kind in _NOT_FIRST or (len(kept) > 1 and _NUMBERING.fullmatch(kept[0].text))):
        kept.pop(0)
    while len(kept) > 1 and (kept[-1].kind in {"conj", "mark"} or kept[-1].text in _EACH_ONE):
        kept.pop()
    if len(kept) > 2 and kept[-1].kind == "quoted" and kept[-2].kind == "de":
        return kept[-1:]  # 涵盖养老等领域的“湾区标准”
    return kept


def _govern(left: Sequence[Token], start: int, phrase: Phrase) -> None:
    """Note the verb or the change word before the noun phrase: 新建 in 新建充电桩, 减少 in 减少二氧化碳排放."""
    at = start
    while at and (left[at - 1].kind in {"adverb", "mark", "compare", "conj"} or left[at - 1].text == "有"):
        at -= 1
    if not at or not phrase.tokens:
        return
    token = left[at - 1]
    if token.kind in VERBS and phrase.action is None:
        phrase.action = token
    if token.kind == "delta":
        phrase.lead = token
