"""The noun phrase after a number: [105项]工程, [30余项]细分产业支持政策, [61%]的城市污水处理厂."""

from __future__ import annotations

from collections.abc import Sequence

from zhibiao.facts.noun_phrases import NOUNS, VERBS
from zhibiao.facts.tokens import Token
from zhibiao.facts.wording import Wording

# 3个新的产业集群, 8个主要产油国, 5亿吨级石灰岩
_SKIPPED = frozenset({"级", "各", "名", "新的", "新", "主要", "重点", "左右的", "以上的"})
_INSIDE = frozenset("里中内上下外后时前")
_DOING = frozenset({"进行", "开展", "实施", "给予", "予以"})
_RATES = ("率", "额", "比重", "占比", "产值")
_MEASURES = (
    *_RATES,
    "增速",
    "增幅",
    "降幅",
    "涨幅",
    "收入",
    "利润",
    "增加值",
    "总值",
    "价格",
    "产量",
    "销量",
    "投资",
    "用电量",
)
_RESULTS = frozenset("到为过了至起成出入回")
_RELATIVE = 8
"""A relative clause after a number is looked for within so many words."""


_LONGEST = 9
"""A name with verbs in it has no more words."""
_MANNER = frozenset({"人工", "自主", "手工", "联合", "独立", "现场", "集中", "统一", "公开", "自行"})


def after(
    right: Sequence[Token],
    wording: Wording,
    count: bool,
    ratio: bool,
    people: bool = True,
    governed: bool = False,
    there: bool = False,
) -> list[Token]:
    """The noun phrase that follows the number, nothing where a verb or a mark follows.

    `governed`: a verb before the number has taken it for its object; `there`: 有 has (有15部影片|定档).
    """
    start = 0
    while start < len(right) and (
        right[start].kind in {"compare", "de", "place"}
        or (right[start].kind == "time" and right[start].text.endswith("期"))
        or right[start].text in _SKIPPED
    ):
        start += 1
    if start < len(right) and right[start].text in {"后", "之后", "以后"}:
        return []  # 突破[100亿元]后收入又增长
    if ratio and start < len(right) and right[start].kind in {"verb", "strict"}:
        return []  # 其中近[40%]投向实体经济
    start = _described(right, start) if count else start
    relative = _relative(right, start) if count else None
    named = _compound(right, start, wording) if (governed or there) and (ratio or (count and not people)) else None
    certain = max(-1 if relative is None else relative, -1 if named is None else named)
    at = start
    while at < len(right) and (at <= certain or _continues(right, at, start, wording, people, governed)):
        at += 1
    found = list(right[start:at])
    while found and found[0].kind == "adverb":
        found.pop(0)  # 344起正在|燃烧的林火
    stop = next((i for i, token in enumerate(found) if token.kind == "de"), 0)
    if stop and (ratio or (relative is None and wording.ends(found[stop - 1].text, "holder"))):
        found = found[:stop]  # 占北京不到[4%]面积的创新热土; [20多个]国家的技术团队
    while found and (
        found[-1].kind in {"conj", "de", "mark"}
        or found[-1].text in _INSIDE
        or found[-1].text in {"在内", "在"}
        or (len(found) > 1 and found[-1].kind in VERBS)
    ):
        found.pop()
    if count and governed and (not found or found[0].kind in VERBS):
        return _closing(right) or found
    return found


def _closing(right: Sequence[Token]) -> list[Token]:
    """The noun that a clause ends with behind a long description: 培育[10个]左右在全国市场占有率、美誉度较高的|集群."""
    last = next((i for i in range(len(right) - 1, 0, -1) if right[i].kind == "de"), None)
    tail = right[last + 1 :] if last is not None else []
    return list(tail) if tail and all(token.kind in NOUNS for token in tail) else []


def done_to(right: Sequence[Token]) -> list[Token]:
    """What is done to the number's people or things: 对[2.1万人]进行了技能培训."""
    at = 0
    while at < len(right) and (right[at].kind == "adverb" or right[at].text in _DOING):
        at += 1
    end = at
    while end < len(right) and (right[end].kind in NOUNS or right[end].kind in {"soft", "verb"}):
        end += 1
    return list(right[at:end]) if at else []


def used_for(right: Sequence[Token]) -> list[Token]:
    """What money is for: 需要[7亿元]用于恢复和重建工作; nothing where 用于 has a verb with its object (用于支持企业)."""
    if len(right) < _TWO or right[0].text != "用于":
        return []
    stop = next((i for i, t in enumerate(right) if i and t.kind not in NOUNS | VERBS | {"conj"}), len(right))
    found = list(right[1:stop])
    alone = len(found) > 1 and found[0].kind in VERBS and found[1].kind in NOUNS
    return [] if alone or not found or found[-1].kind not in NOUNS | {"soft"} else found


_TWO = 2


def subject_only(found: list[Token], wording: Wording) -> list[Token]:
    """企业 of [62家]公司发行绿色债券208只, 石灰岩 of [5亿吨]级石灰岩等矿产地12处.

    Of [1个]产业集群、规上企业20家 it is 产业集群.
    """
    if len(found) > 1 and wording.ends(found[0].text, "holder") and found[-1].text.endswith(_RATES):
        return found[:1]  # [6个]地区开工率超过90%
    stop = next((i for i, t in enumerate(found) if i and (t.kind in VERBS or t.text in {"等", "、"})), None)
    return found if stop is None else found[:stop]


def counted_only(found: list[Token], wording: Wording, followed: bool) -> list[Token]:
    """企业 of [62家]企业、产值占全省50%; 品种 of [11个]品种回收总量达4亿吨."""
    if any(token.text == "、" for token in found):
        return subject_only(found, wording)
    if not followed or found[-1].text not in wording.bare:
        return found
    stop = next((i for i, t in enumerate(found[:-1]) if i and t.text in wording.nominal), 0)
    return found[:stop] or found


def holders_only(found: list[Token], wording: Wording) -> list[Token]:
    """行业 of [37个]行业增加值同比增长, whose growth is that of its values."""
    if not found[-1].text.endswith(_MEASURES):
        return found
    last = next((i for i in range(len(found) - 1, 0, -1) if wording.ends(found[i - 1].text, "holder")), len(found))
    return found[:last]


def before_particle(found: list[Token]) -> list[Token]:
    """拖拉机 of 年产[8000辆]拖拉机的工厂."""
    stop = next((i for i, token in enumerate(found) if token.kind == "de"), 0)
    return found[:stop] or found


def _acts(right: Sequence[Token], at: int, wording: Wording, governed: bool) -> bool:
    """Whether a verb is what those counted do, where none before has taken them for its object."""
    return not governed and (wording.ends(right[at - 1].text, "compound") or wording.ends(right[at - 1].text, "holder"))


def _continues(
    right: Sequence[Token], at: int, start: int, wording: Wording, people: bool, governed: bool = True
) -> bool:
    """Whether the token at `at` goes on with the noun phrase that begins at `start`."""
    token = right[at]
    if at > start and _bracketed(right[at - 1]):
        return False  # 57个县（市）生产总值: the things counted end with the bracket
    if token.kind in NOUNS:
        return True
    if token.kind == "verb" and (token.text[-1] in _RESULTS or (at > start and _acts(right, at, wording, governed))):
        return False  # 几十家企业找到合作伙伴; 两台发动机失去燃油供应
    if token.text in {"以上", "及以上", "以下"} and at > start and at + 1 < len(right):
        return right[at - 1].text[-1] in "级岁元等" and right[at + 1].kind in NOUNS  # 100个地级以上城市
    noun_follows = at + 1 < len(right) and _nominal(right, at + 1, wording)
    if token.text in wording.endings.get("project", ()):
        return noun_follows
    if not people and _done_things(right, at, start, noun_follows):
        return True
    if at == start:
        return _begins(right, at, wording, noun_follows)
    if token.kind == "verb" or (token.kind in VERBS and token.text in wording.nominal):
        return noun_follows or _lists(right, at, wording)
    return noun_follows and (token.kind in {"conj", "mark", "de"} or token.text in wording.nominal)


def _begins(right: Sequence[Token], at: int, wording: Wording, noun_follows: bool) -> bool:
    """Whether a word that is no noun may stand first behind a number."""
    token = right[at]
    if token.text in wording.endings.get("fate", ()):
        return True  # 3人死亡、1人受伤
    if at + 1 == len(right):
        return token.text in wording.endings.get("money", ())  # 新增4万亿元投资
    if token.kind == "deictic":
        return right[at + 1].kind in NOUNS  # 91个全国示范社
    if token.kind == "plan" and len(token.text) > 1:
        return right[at + 1].kind in NOUNS and at + 2 < len(right) and right[at + 2].kind in NOUNS  # 5个计划新开工项目
    if token.kind == "verb":
        return at + 2 < len(right) and right[at + 1].kind in NOUNS and right[at + 2].kind in NOUNS
    if token.kind in VERBS and token.text in wording.nominal:
        return noun_follows or _lists(right, at, wording)
    return False


def _lists(right: Sequence[Token], at: int, wording: Wording) -> bool:
    """Whether a list of nouns goes on behind the token."""
    return at + 2 < len(right) and right[at + 1].kind == "conj" and _nominal(right, at + 2, wording)


def _done_things(right: Sequence[Token], at: int, start: int, noun_follows: bool) -> bool:
    """Whether a verb behind a number of things, not of people, is a part of their name: 81个撞击盆地, 75场洽谈推介活动, 三场宣讲."""
    token = right[at]
    if token.kind not in VERBS:
        return False
    noun_next = at + 1 < len(right) and right[at + 1].kind in NOUNS
    if at == start + 1 and right[start].kind in VERBS:
        return noun_next
    if at != start or len(token.text) == 1:
        return False
    if token.kind == "verb" and (noun_follows or at + 1 == len(right)):
        return True
    return at + 2 < len(right) and right[at + 1].kind in VERBS and right[at + 2].kind in NOUNS


def _bracketed(token: Token) -> bool:
    return token.end - token.start > len(token.text)


def _nominal(found: Sequence[Token], at: int, wording: Wording) -> bool:
    """A noun, or a verb's form before one: 投资 in 投资促进机构."""
    if found[at].kind in NOUNS:
        return True
    named = found[at].text in wording.nominal or found[at].text in wording.endings.get("project", ())
    return named and at + 1 < len(found) and found[at + 1].kind in NOUNS | VERBS


def _described(right: Sequence[Token], start: int) -> int:
    """Where the noun begins behind a description with an adjective: [40个]吸引力强、带动面广的|消费场景."""
    for at in range(start + 1, min(start + _RELATIVE, len(right) - 1)):
        described = right[at - 1].text[-1] in _ADJECTIVES or right[at - 1].text in _KINDS
        if right[at].kind == "de" and right[at + 1].kind == "conj" and described:
            ends = [i for i in range(at + 1, min(at + 2 * _RELATIVE, len(right) - 1)) if right[i].kind == "de"]
            return ends[-1] + 1 if ends else start  # 大规模的、政社合一的人民公社
        if right[at].kind == "de":
            return at + 1 if described and right[at + 1].kind in NOUNS else start
        if right[at].kind not in NOUNS | VERBS | {"conj", "delta"}:
            return start
    return start


_KINDS = frozenset({"大规模", "高质量", "高水平", "全方位", "多层次", "新型"})
_ADJECTIVES = frozenset("强广高大好优多快深足实精密全低小长远")


def _compound(right: Sequence[Token], start: int, wording: Wording) -> int | None:
    """The last word of a name that holds verbs: [10场]供需对接|活动, [50个]单产提升推进|县; none in [3支]队伍支援灾区."""
    at = start
    while at < min(len(right), start + _LONGEST) and right[at].kind in NOUNS | VERBS | {"delta"}:
        at += 1
    run = right[start:at]
    verb = next((i for i, t in enumerate(run) if t.kind in {"strict", "soft", "whole", "delta"}), 0)
    if run and run[0].kind == "verb":
        verb = verb or -1  # 38个整建制推进县
    if not verb or run[-1].kind not in NOUNS or (at < len(right) and right[at].kind != "conj"):
        return None
    if verb < 0:
        return at - 1 if len(run[-1].text) == 1 or wording.ends(run[-1].text, "compound") else None
    whole = wording.ends(run[verb - 1].text, "holder") or wording.ends(run[verb - 1].text, "compound")
    closing = wording.ends(run[-1].text, "compound") or len(run[-1].text) == 1
    return at - 1 if closing and not whole else None


def _relative(right: Sequence[Token], start: int) -> int | None:
    """The 的 that closes a relative clause right after the number: [18家]披露该类信息的公司, [17只]人工繁育的幼鸟."""
    led = start
    while start < len(right) - 1 and (right[start].kind == "adverb" or right[start].text in _MANNER):
        start += 1
    if start >= len(right) or right[start].kind not in (VERBS | {"nominal"} if start > led else VERBS):
        return None
    for at in range(start + 1, min(start + _RELATIVE, len(right) - 1)):
        if right[at].kind == "de":
            return at if right[at + 1].kind in NOUNS else None
        listed = right[at].kind == "conj" and right[at - 1].kind in NOUNS and right[at + 1].kind in NOUNS
        if right[at].kind in {"adverb", "link", "time", "conj"} and not listed:
            return None
    return None
