"""Noun phrases beside a number: the one that ends before it (智算芯片达到[20万张]) and the one that follows ([30余项]细分产业支持政策)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zhibiao.facts.tokens import Token
from zhibiao.facts.wording import Wording

NOUNS = frozenset({"noun", "quoted", "nominal"})
CHANGES = frozenset({"delta", "to", "gap", "head", "self"})
VERBS = frozenset({"strict", "soft", "whole", "verb"})
_TAIL = frozenset({"link", "compare", "adverb", "plan", "time", "delta", "to", "gap", "self", "head", "prep", "deictic", "place"})
_RATIO_HEADS = ("比重", "比例", "份额", "占比", "比率", "比", "率")
_TOWARD = ("率", "度", "贡献", "投资", "出口", "进口", "进出口", "贸易", "额", "合作", "影响", "支出")
_WHEN = ("后", "之后", "时", "之前", "以来", "期间", "时候", "之际")
_LONGEST = 48
"""A noun phrase of more characters than these is cut at its left."""


@dataclass(slots=True)
class Phrase:
    """A noun phrase as tokens, with what governs it: `trail` between it and the number, `action` before it, `lead` a change word."""

    tokens: list[Token] = field(default_factory=list)
    trail: list[Token] = field(default_factory=list)
    action: Token | None = None
    lead: Token | None = None


def before(left: Sequence[Token], wording: Wording, ratio: bool) -> Phrase:
    """The noun phrase that ends before the number, what stands between them taken off.

    累计建成新型数据中心 is 新型数据中心 with the action 建成; 占全国 is nothing.
    """
    phrase = Phrase()
    end = _strip(left, len(left), wording, phrase)
    start = _collect(left, end, wording, phrase)
    share = left[start - 1] if start else None
    if ratio and share is not None and "占" in share.text and not _text(left[start:end]).endswith(_RATIO_HEADS):
        # 占全国总数近三成: 总数 is what it is a share of, not what is measured.
        phrase.trail += left[start - 1 : end]
        end = _strip(left, start - 1, wording, phrase)
        start = _collect(left, end, wording, phrase)
    elif share is not None and "占" in share.text:
        start = _collect(left, start - 1, wording, phrase)
    phrase.tokens = _trimmed(left[start:end], wording)
    if phrase.tokens and phrase.tokens[-1].text.endswith(_WHEN):
        phrase.tokens = []  # 通车后
    _governed(left, start, phrase)
    return phrase


def _strip(left: Sequence[Token], end: int, wording: Wording, phrase: Phrase) -> int:
    """Take off links, comparators, changes, times, and the verb right before the number; returns where the noun phrase ends."""
    while end:
        token = left[end - 1]
        verb = token.kind in VERBS and token.text not in wording.nominal and phrase.action is None
        if token.kind == "verb" and end > 2 and left[end - 2].kind in NOUNS and left[end - 3].kind in {"strict", "soft"}:
            break  # 举办文化展览: an object that the tagger takes for a verb
        if token.text.startswith("每") and token.kind == "noun" and end > 1:
            end -= 1  # 从每人每月2375元
            continue
        if token.kind == "de" and any(t.kind == "link" for t in phrase.trail):
            break  # 参与统计的有45种: the phrase ends with 的
        if token.kind not in _TAIL and token.kind not in {"mark", "de"} and not verb:
            break
        phrase.trail.append(token)
        if verb:
            phrase.action = token
        end -= 1
    return end


def _collect(left: Sequence[Token], end: int, wording: Wording, phrase: Phrase) -> int:
    """Where the noun phrase that ends at `end` begins."""
    at = end
    relative = False
    while at and left[end - 1].end - left[at - 1].start <= _LONGEST:
        token = left[at - 1]
        previous = left[at - 2] if at > 1 else None
        following = left[at] if at < end else None
        if token.kind in NOUNS or token.kind == "mark":
            pass
        elif token.kind == "de" and at == end:
            relative = True
        elif token.kind == "de":
            if previous is None or previous.kind in {"time", "place", "deictic", "quantity", "link", "compare"}:
                break
            relative = relative or previous.kind in VERBS or previous.kind in CHANGES or previous.kind == "adverb"
        elif relative and token.kind in VERBS | {"prep", "delta", "adverb"}:
            pass
        elif token.kind in VERBS:
            if not _joins(token, previous, following, wording, _text(left[at:end])):
                break
        elif token.kind == "conj":
            if at == end or previous is None or previous.text.startswith("第"):
                break
            if previous.kind not in NOUNS and previous.text not in wording.nominal:
                break
        elif token.kind == "prep":
            if not _toward(token, following, _text(left[at:end])):
                break
        elif token.kind in {"deictic", "place"}:
            if previous is None or previous.kind != "prep" or previous.text not in {"对", "占", "与", "在"} or at == end:
                break
        else:
            break
        at -= 1
    return at


def _joins(token: Token, previous: Token | None, following: Token | None, wording: Wording, rest: str) -> bool:
    """Whether a verb's form inside a noun phrase belongs to it: 企业融资成本, 石化行业实现增加值."""
    noun_before = previous is not None and (previous.kind in NOUNS | {"verb"} or previous.text in wording.nominal)
    if following is None:
        return token.text in wording.nominal
    if token.kind == "whole":
        return noun_before and (rest in wording.bare or len(rest) <= 4)
    if token.kind == "strict":
        return token.text == "新增" and noun_before
    if token.text in wording.nominal:
        return noun_before or rest in wording.bare
    return token.kind == "verb" and noun_before


def _toward(token: Token, following: Token | None, rest: str) -> bool:
    if following is None:
        return False
    if token.text in {"对", "对于"}:
        return rest.endswith(_TOWARD)
    return token.text in {"在", "所占", "与", "相当于"} and ("中" in rest or rest.endswith(_RATIO_HEADS) or "合作" in rest)


def _trimmed(found: Sequence[Token], wording: Wording) -> list[Token]:
    """Without conjunctions, marks, times at the edges."""
    kept = list(found)
    while kept and kept[0].kind in {"conj", "de", "mark", "time", "link", "delta", "adverb", "place", "deictic"}:
        kept.pop(0)
    while len(kept) > 1 and kept[-1].kind in {"conj", "mark"}:
        kept.pop()
    return kept


def _governed(left: Sequence[Token], start: int, phrase: Phrase) -> None:
    """The verb or the change word before the noun phrase: 新建 in 新建充电桩, 减少 in 减少二氧化碳排放."""
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


def after(right: Sequence[Token], wording: Wording, count: bool, ratio: bool) -> list[Token]:
    """The noun phrase that follows the number: [105项]工程, [61%]的城市污水处理厂."""
    start = 0
    while start < len(right) and right[start].kind in {"compare", "de", "deictic", "place"}:
        start += 1
    relative = _relative(right, start) if count else None
    at = start
    while at < len(right) and (relative is not None and at <= relative or _continues(right, at, start, wording)):
        at += 1
    found = list(right[start:at])
    if ratio and (stop := next((i for i, token in enumerate(found) if token.kind == "de"), 0)):
        found = found[:stop]  # 占北京不到[4%]面积的创新热土
    while found and (found[-1].kind in {"conj", "de", "mark"} or len(found) > 1 and found[-1].kind in VERBS):
        found.pop()
    return found


def _continues(right: Sequence[Token], at: int, start: int, wording: Wording) -> bool:
    """Whether the token at `at` goes on with the noun phrase that begins at `start`."""
    token = right[at]
    if at > start and _bracketed(right[at - 1]):
        return False  # 57个县（市）生产总值: the things counted end with the bracket
    if token.kind in NOUNS:
        return True
    noun_follows = at + 1 < len(right) and _nominal(right, at + 1, wording)
    if token.text in _PROJECTS:
        return noun_follows
    if token.kind in VERBS and (token.text in wording.nominal or token.kind == "verb"):
        if at == start and token.kind == "verb":
            return at + 2 < len(right) and right[at + 1].kind in NOUNS and right[at + 2].kind in NOUNS
        return noun_follows or at + 2 < len(right) and right[at + 1].kind == "conj" and _nominal(right, at + 2, wording)
    return at > start and noun_follows and (token.kind in {"conj", "mark", "de"} or token.text in wording.nominal)


# 亿元以上新建续建项目
_PROJECTS = frozenset({"新建", "续建", "改建", "扩建", "改扩建", "新开工", "拟建", "技改", "签约", "引进", "新引进", "落地", "开工"})


def _bracketed(token: Token) -> bool:
    return token.end - token.start > len(token.text)


def _nominal(found: Sequence[Token], at: int, wording: Wording) -> bool:
    """A noun, or a verb's form before one: 投资 in 投资促进机构."""
    if found[at].kind in NOUNS:
        return True
    named = found[at].text in wording.nominal or found[at].text in _PROJECTS
    return named and at + 1 < len(found) and found[at + 1].kind in NOUNS | VERBS


def _relative(right: Sequence[Token], start: int) -> int | None:
    """The 的 that closes a relative clause right after the number: [21家]发布该类公告的公司."""
    if start >= len(right) or right[start].kind not in VERBS:
        return None
    for at in range(start + 1, min(start + 8, len(right) - 1)):
        if right[at].kind == "de":
            return at if right[at + 1].kind in NOUNS else None
        if right[at].kind in {"adverb", "link", "time", "conj"}:
            return None
    return None


def _text(found: Sequence[Token]) -> str:
    return "".join(token.text for token in found)
