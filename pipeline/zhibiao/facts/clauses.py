"""A sentence's clauses, its brackets read apart, and the lists of numbers in a clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhibiao.facts.noun_phrases import NOUNS, VERBS
from zhibiao.facts.tokens import SUFFIXES, Token, clauses_of
from zhibiao.facts.wording import Wording
from zhibiao.model import Quantity

_FARTHEST = 60
"""A bracket that does not close within so many words is none."""
_SHORT = 10
"""A bracket of so many characters belongs to its noun: 国家（地区）."""

_SAYING = frozenset(
    {"显示", "表明", "指出", "称", "认为", "表示", "介绍", "提出", "明确", "要求", "强调", "说", "看", "来看"}
)
"""数据显示 names nothing that is measured."""

Clause = tuple[Sequence[Token], Sequence[Token]]
"""A clause's tokens, and for what stands in a bracket the tokens before the bracket."""


def unfold(found: Sequence[Token]) -> Iterator[Clause]:
    """The clauses; a bracket that holds a number is read by itself, after its clause: 葡萄酒（增长52%）、汽车（增长35%）."""
    main: list[Token] = []
    inner: list[Clause] = []
    at = cut = 0
    while at < len(found):
        token = found[at]
        close = _close(found, at) if token.kind == "open" else None
        if close is not None:
            content = found[at + 1 : close]
            if any(t.kind == "quantity" for t in content):
                inner.append((content, main[cut:]))
                cut = len(main)
            elif main and main[-1].kind in NOUNS | VERBS and found[close].end - main[-1].end <= _SHORT:
                last = main.pop()
                main.append(Token(last.start, found[close].end, last.kind, last.text))
            at = close + 1
            continue
        if token.kind == "stop":
            yield main, ()
            yield from _inside(inner)
            main, inner, cut = [], [], 0
        elif main and token.text in SUFFIXES and main[-1].end == token.start and main[-1].kind in NOUNS | VERBS:
            last = main.pop()
            main.append(Token(last.start, token.end, "noun", last.text + token.text))  # 污水治理（管控）率
        elif token.kind not in {"open", "close"}:
            main.append(token)
        at += 1
    yield main, ()
    yield from _inside(inner)


def _inside(inner: Sequence[Clause]) -> Iterator[Clause]:
    for content, anchor in inner:
        for clause in clauses_of(content):
            yield [token for token in clause if token.kind != "stop"], anchor


def _close(found: Sequence[Token], start: int) -> int | None:
    for at in range(start + 1, min(start + _FARTHEST, len(found))):
        if found[at].kind == "close":
            return at
        if found[at].kind == "open":
            return None
    return None


def number_lists(clause: Sequence[Token], quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """The lists of numbers of one kind, as first and last place: 3.5%左右、6%左右 is one list."""
    lists: list[tuple[int, int]] = []
    for place, token in enumerate(clause):
        if token.kind != "quantity":
            continue
        last = lists[-1][1] if lists else -1
        if (
            lists
            and _between(clause[last + 1 : place])
            and _listed(quantities[clause[last].index], quantities[token.index])
        ):
            lists[-1] = (lists[-1][0], place)
        else:
            lists.append((place, place))
    return lists


def _between(tokens: Sequence[Token]) -> bool:
    kinds = {token.kind for token in tokens}
    return "conj" in kinds and kinds <= {"conj", "compare", "adverb"}


def _listed(one: Quantity, other: Quantity) -> bool:
    if {one.unit, other.unit} & {"倍", "番"} and (is_ratio(one) or is_ratio(other)):
        return True  # 分别增长12.5%和1.9倍
    return one.dimension == other.dimension or (counts(one) and counts(other))


def is_ratio(quantity: Quantity) -> bool:
    """45%, 0.5个百分点."""
    return quantity.unit in {"%", "％", "百分点", "‰"}


def counts(quantity: Quantity) -> bool:
    """Whether the thing itself may stand after the unit: 30余项政策, 100万亩高标准农田."""
    return not is_ratio(quantity) and quantity.dimension != "currency" and quantity.unit not in {"倍", "番"}


def subject(clause: Sequence[Token], wording: Wording) -> list[Token]:
    """The noun phrase that a clause without numbers begins with: 外贸进出口稳中向好."""
    start = 0
    if clause and clause[0].text == "在" and clause[-1].text[-1] in "上下中内后前时":
        return []  # 在这一新的基础上
    while start < len(clause) and (
        clause[start].kind in {"adverb", "time", "place", "deictic", "conj", "prep", "mark"}
        or (clause[start].text == "第" and start + 1 < len(clause) and clause[start + 1].kind == "time")
        or (start and clause[start].kind == "de")
    ):
        start += 1
    end = start
    while end < len(clause) and (
        clause[end].kind in NOUNS
        or (end > start and clause[end].text in wording.nominal)
        or (
            end > start
            and clause[end].kind in {"de", "conj"}
            and end + 1 < len(clause)
            and clause[end + 1].kind in NOUNS
        )
        or (end > start and clause[end].text == "等" and end + 1 < len(clause) and clause[end + 1].kind in NOUNS)
    ):
        end += 1
    if start < end < len(clause) and clause[end].kind == "prep":  # 城乡居民按人口平均的消费水平
        ahead = next((i for i in range(end, min(end + 6, len(clause) - 1)) if clause[i].kind == "de"), None)
        if ahead is not None and clause[ahead + 1].kind in NOUNS:
            end = ahead + 1
            while end < len(clause) and clause[end].kind in NOUNS:
                end += 1
    said = end < len(clause) and clause[end].text in _SAYING
    return [] if said else list(clause[start:end])


_NO_NAME = frozenset({"plan", "delta", "to", "gap", "prep", "compare"})


def inside(clause: Sequence[Token]) -> Sequence[Token]:
    """What 在…中 encloses: 在全球的船舶订单中，(七成来自中国)."""
    enclosed = len(clause) > _SOME and clause[0].text == "在" and clause[-1].text in {"中", "当中", "里", "之中"}
    return clause[1:-1] if enclosed else ()


def raised(clause: Sequence[Token]) -> Sequence[Token]:
    """What a clause that begins with a change word raises: 连续第7年提高企业退休人员基本养老金，(人均增加1680元)."""
    at = 0
    while at < len(clause) and (clause[at].kind in {"adverb", "time"} or clause[at].text == "第"):
        at += 1
    changed = at < len(clause) and clause[at].kind == "delta" and len(clause[at].text) > 1
    return clause[at + 1 :] if changed and all(t.kind in NOUNS for t in clause[at + 1 :]) else ()


_QUANTIFIERS = frozenset({"一批", "一系列", "一些", "若干", "多项", "多个", "多件", "多种", "一大批"})


def of_some(clause: Sequence[Token]) -> Sequence[Token]:
    """What a clause ends with behind 一批: 馆藏档案 of 集中开放一批馆藏档案，(共计4万余件)."""
    at = next((place for place, token in enumerate(clause) if token.text in _QUANTIFIERS), len(clause))
    return clause[at + 1 :] if all(token.kind in NOUNS for token in clause[at + 1 :]) else ()


def is_name(clause: Sequence[Token]) -> bool:
    """Whether a clause is a noun phrase with 的 and no more: 甲市到乙市的列车运行时间，(将缩短至2小时)."""
    if len(clause) < _SOME or clause[-1].kind not in NOUNS:
        return False
    if clause[-2].kind != "de" and any(token.kind in VERBS for token in clause):
        return False
    linked = any(token.kind == "link" and token.text not in {"到", "至"} for token in clause)
    return not linked and not any(token.kind in _NO_NAME for token in clause) and any(t.kind == "de" for t in clause)


_SOME = 3
