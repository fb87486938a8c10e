"""Which of two noun phrases a number measures, the one before it or the one behind: 重庆布局建设[32家]产业研究院."""

from __future__ import annotations

from collections.abc import Sequence

from zhibiao.facts import clauses
from zhibiao.facts.noun_phrases import VERBS, Phrase
from zhibiao.facts.tokens import Token
from zhibiao.model import Quantity

_BETWEEN = frozenset({"compare", "adverb", "plan", "deictic", "place"})


OUTPUTS = frozenset({"年产", "日产", "月产", "年处理", "日处理", "年加工", "年发电"})
SIZES = frozenset(
    {"投资额", "总投资", "投资", "产值", "年产值", "营收", "营业收入", "资产", "规模", "面积", "装机", "产能"}
)
_KINDS = frozenset("级类型制")
_PAIR = 2
_SIZES = frozenset("径长高宽深厚度拔距程积量速")


def acts(right: Sequence[Token]) -> bool:
    """Whether a number is the subject of its clause: 有大棚15万个，[一半]以上用上了新设备."""
    following = next((token for token in right if token.kind != "compare"), None)
    return following is not None and (following.kind in VERBS | {"adverb", "plan"} or following.text in {"用", "被"})


def measured_next(right: Sequence[Token], own: Sequence[Token]) -> bool:
    """Whether the last noun behind a number is itself measured next: …、产值占全省比重超50%."""
    at = right.index(own[-1]) + 1
    return at < len(right) and right[at].kind in {"link", "prep", "delta", "to", "compare", "gap"}


def shares(right: Sequence[Token], own: Sequence[Token]) -> bool:
    """Whether what follows a number only says which kind, and what is counted stands behind the next: 6个世界级、9个国家级产业集群."""
    return len(own) == 1 and len(right) == _PAIR and right[-1].text == "、" and own[0].text[-1] in _KINDS


def shared_noun(following: Sequence[Token]) -> list[Token]:
    """产业集群 of 区域级产业集群."""
    kinds = [i for i, token in enumerate(following[:3]) if token.text[-1] in _KINDS]
    return list(following[kinds[-1] + 1 :]) if kinds else []


def bounding(right: Sequence[Token], own: Sequence[Token]) -> bool:
    """Whether a number with 以上 only bounds what the next one counts: [100万吨]以上的大型矿井[28个]."""
    compared = len(right) > 1 and right[0].kind == "compare" and own[-1] is right[-1]
    return compared and (right[1].kind == "de" or right[0].text in {"以上", "及以上", "以下", "及以下"})


def far(clause: Sequence[Token], stop: int, shared: Sequence[Token]) -> bool:
    """Whether the shared noun phrase stands far behind the next number."""
    return shared[0].start > clause[min(stop + 3, len(clause) - 1)].end


def is_behind(quantity: Quantity, words: str, phrase: Phrase) -> bool:
    """Whether of two noun phrases the number measures the one behind it: 重庆布局建设[32家]产业研究院."""
    nearest = next((token for token in phrase.trail if token.kind not in {"compare", "adverb"}), None)
    trail = [token for token in phrase.trail if token.kind not in _BETWEEN]
    if nearest is not None and (nearest.kind == "de" or nearest.text in {"为", "把"}):
        return True  # 8个乡镇的[5家]农业合作社; 免费为[36万]适龄女生接种
    if phrase.action is not None and phrase.action in phrase.trail:
        return True
    if clauses.counts(quantity):
        bound = all(token.kind in {"prep", "conj"} for token in trail) or trail[0].text.endswith("有")
        return bound or phrase.tokens[-1].kind in VERBS
    if clauses.is_ratio(quantity):
        half = not trail and "%" not in words and "％" not in words  # 近一半员工
        return half or any("占" in token.text for token in phrase.trail)
    return False


def de_follows(right: Sequence[Token]) -> bool:
    """Whether 的 stands behind a number and its comparator: 增长10%以上的企业."""
    following = next((token for token in right if token.kind != "compare"), None)
    return following is not None and following.kind == "de"


def of_people(quantity: Quantity) -> bool:
    """Whether a verb behind the number is what people do: [300名]学员结业."""
    return quantity.dimension != "count" or quantity.unit is None or quantity.unit[-1] in "人名位户次"


def qualifies(quantity: Quantity, phrase: Phrase, right: Sequence[Token]) -> bool:
    """Whether a measure before 的 tells which of a class are meant: 年利用小时数不少于[600小时]的项目."""
    if not phrase.trail and quantity.dimension == "length" and phrase.tokens[-1].text[-1] in _SIZES:
        return True  # 外径15米的轴承
    if not de_follows(right):
        return False
    done = phrase.tokens[-1].kind in VERBS | {"nominal"}
    compared = [*phrase.trail, *(token for token in right[:1] if token.kind == "compare")]
    bare = not done and bool(compared) and all(token.kind in {"compare", "link"} for token in compared)
    return bare and quantity.dimension not in {"count", "ratio"}
