"""Those a value may belong to: a region named or pointed at, or a company, a project, a facility, a person, which have no region."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

from zhibiao.facts import regions
from zhibiao.facts.context import Context
from zhibiao.facts.deictics import Deictic, find_deictics
from zhibiao.facts.holder_names import names
from zhibiao.model import Region, RegionLevel, RegionMention

Role = Literal["subject", "place", "body", "object", "towards", "compared"]

NATION = Region(("全国",), "country")


@dataclass(frozen=True, slots=True)
class Holder:
    """What may own the values near it; `region` is None for a company, a project, a facility.

    `role`: `subject` opens its clause (北京出台…), `place` is an adverbial (在百善投资), `body` an organisation or a document
    of the region (江苏省总工会, 贵州省政府工作报告), `object` stands behind a verb (支持济宁建设…), `towards` behind 与 对 来自, and
    `compared` is what a value is measured against (高于全国) and owns nothing.
    """

    start: int
    end: int
    region: Region | None
    role: Role


_BREAKS = regex.compile(
    r"[的了将在把和与、，。；：:（(累共达已同从对向按有为是占比]|加快|推动|推进|支持|实施|启动|开工|提升|实现|完成|新增|建成|提出|明确|建设|等"
)
_COMPARED = regex.compile(
    r"(?:高于|低于|快于|慢于|优于|好于|多于|少于|强于|大于|小于|领先于?|超过|超出|赶超|占到?了?|约占|居|位居|位列|位于|排在?|列|跃居|稳居|均居|分居|处于|进入|跻身|比|较|相当于"
    r"|是|跨入|迈入|领跑|领先|走在|惠及|覆盖|辐射|面向|服务|遍布)\Z"
)
_TOWARDS = regex.compile(
    r"(?:对|向|与|和|同|跟|赴|赴|到|从|自|来自|往|至|援|给|通往|飞往|销往|出口|抵达|进入|回|返回|连接|访问|前往|来|联合|携手|发往|运往)\Z"
)
_IN = regex.compile(r"(?:仅?在|于|位于|地处|集中在|分布在|落户)\Z")
_IN_COMPARED = regex.compile(
    r"[^，。；]{0,6}?(?:占比|排名|排位|位次|比重|份额|名列|居|位居|排|领先|率先|第[一二三四五六七八九十\d])"
)
_RANKED = regex.compile(
    r"(?:[^，。；、]{0,8}?)(?:第[一二三四五六七八九十\d]|首位|前列|前茅|首个|首批|首次|首家|首条|首座|最|唯一|平均|均值|总量的|总数的|的比重|比重|一体|统一|领先|重点实验室|文明城市|人大|政协|劳模)"
)
_OPENING = regex.compile(
    r"(?:[“‘（(]|但是?|而|又|且|其中|特别是|尤其是|此外|同时|另外|目前|当前|如今|现在|今天|日前|近日|截至目前|截至|据|据了解|据介绍|了解到|获悉|数据显示|预计|力争|确保|计划|争取|到|预期|年均|累计"
    r"|[一二三四五六七八九十]是|[—–\-－]{1,2}|[一二三四五六七八九十\d]{1,3}[、.．)）]|[（(][一二三四五六七八九十\d]{1,2}[)）]|\s|、|以来|来|我们|仅|如|例如|比如|以|整个|今天的|本|作为[^，]{0,20})*+\Z"
)


def find_holders(context: Context, default: Region | None) -> list[Holder]:
    """The holders of an article in text order; `default` is the article's own region, which 全省 and 全市 may mean."""
    found: list[Holder] = []
    last: Region | None = default
    group: Region | None = None
    known = {mention.region.path: mention.region for mention in context.regions}
    for chain, mention, route in _chains(context):
        if isinstance(mention, Deictic):
            whole = context.text[mention.start] in "两三四"
            region = group if whole else resolve(mention, last, default, known)
        else:
            region = NATION if mention.region.path == ("中国",) else mention.region
            group = region if region.level == "group" else group
        if region is None:
            continue
        if route:
            found.append(Holder(mention.start, mention.end, None, "subject"))
        elif (holder := _held(context, mention, region, found[-1] if found else None, chain)) is not None:
            found.append(holder)
            if holder.region is not None and holder.role in {"subject", "body", "place"} and region != NATION:
                last = region
    found.extend(_unnamed(context))
    found.extend(_national(context))
    found.sort(key=lambda holder: (holder.start, holder.end))
    return found


def _chains(context: Context) -> Iterator[tuple[int, RegionMention | Deictic, bool]]:
    """Each mention with the start of its chain (四川|巴中: the deeper one stands for both) and whether a route begins with it.

    巴中至成都的通行时间 is a route's, and no region's.
    """
    pointing: list[RegionMention | Deictic] = [*regions.nest(context), *find_deictics(context.text)]
    named = sorted(pointing, key=lambda mention: (mention.start, -mention.end))
    chain: int | None = None
    covered = 0
    for mention, after in pairwise([*named, None]):
        if mention is None or (
            isinstance(mention, Deictic) and (mention.start < covered or _in_name(context, mention))
        ):
            continue
        covered = mention.end
        chain = mention.start if chain is None else chain
        if isinstance(mention, RegionMention) and isinstance(after, RegionMention) and after.start == mention.end:
            path = mention.region.path
            if after.region.path[: len(path)] == path:
                continue
        yield chain, mention, after is not None and context.text[mention.end : after.start] in _ROUTE
        chain = None


def _in_name(context: Context, deictic: Deictic) -> bool:
    """Whether 全国 only opens a name: 第十五届全国运动会, “全国算力保障基地”."""
    organisation = context.organisation_at(deictic.start)
    return organisation is not None and organisation.kind in {"event", "document", "project", "facility", "newspaper"}


_LEVELS: tuple[RegionLevel, ...] = ("province", "prefecture", "county")
Known = dict[tuple[str, ...], Region]


def resolve(deictic: Deictic, last: Region | None, default: Region | None, known: Known) -> Region | None:
    """The region that a deictic means: 全市 after 济宁 is 济宁市, in Shanghai's report 上海市."""
    if deictic.reach == "country":
        return NATION
    if deictic.reach == "same":
        return last
    for region in (last, default):
        if region is not None and (fitting := _fit(region, deictic, known)) is not None:
            return fitting
    return default if default is not None and default != NATION else None


def _fit(region: Region, deictic: Deictic, known: Known) -> Region | None:
    if region.level == "group" or region == NATION:
        return None
    name = {"province": "省", "prefecture": "市", "county": "县旗州区市", "district": "区"}[deictic.reach]
    depth = len(region.path)
    for size in range(depth, 0, -1):
        part = region.path[size - 1]
        if part.endswith(tuple(name)) or (deictic.reach == "province" and size == 1):
            if size == depth:
                return region
            level = _LEVELS[min(size, 3) - 1]
            return known.get(region.path[:size]) or Region(region.path[:size], level)
    return None


def _held(
    context: Context, mention: RegionMention | Deictic, region: Region, previous: Holder | None, start: int
) -> Holder | None:
    text = context.text
    clause = context.clause(start)
    before = text[clause.start : start] if start - clause.start <= _NEAR else text[start - _NEAR : start]
    after = text[mention.end : mention.end + 20]
    role = _role(context, before, after, mention, previous, start)
    if role == "place" and _EVENT.match(after):
        return Holder(mention.start, mention.end, None, "place")
    if isinstance(mention, RegionMention) and role != "compared":
        kind = _inside(context, mention)
        if kind == "own":
            return Holder(mention.start, mention.end, None, role) if role in {"subject", "place"} else None
        if kind == "body":
            return Holder(mention.start, mention.end, region, "body")
    return Holder(mention.start, mention.end, region, role)


_NEAR = 80
_EVENT = regex.compile(r"[^，。；]{0,10}?(?:举办|举行|召开|开幕|闭幕|落幕|启动|开赛|亮相|揭幕|开展|首发|揭牌|落成)")


def _inside(context: Context, mention: RegionMention) -> str | None:
    """Whether a mention stands in the name of a body of the region, or of something that is no region's."""
    text = context.text
    if mention.inside is not None:
        if context.quantities_in(mention.end, mention.inside.end):
            return None
        words = text[mention.end : mention.inside.end]
    elif not mention.nested:
        strong = names(context.rules).strong.match(text, mention.end)
        return "own" if strong and not _BREAKS.search(strong[0]) else None
    else:
        match = names(context.rules).inside.match(text, mention.end)
        if match is None or _BREAKS.search(match[0][: -len(match["own"] or match["body"])]):
            return None
        words = match[0]
    if names(context.rules).body.search(words):
        return "body"
    if names(context.rules).own.search(words) or (words.endswith(("项目", "工程")) and not _PROGRAMME.search(words)):
        return "own"
    return None


_PROGRAMME = regex.compile(r"\d|重大|重点|新开工|民生|惠民|政府投资|试点|建设项目|年度|实事")


def _role(
    context: Context, before: str, after: str, mention: RegionMention | Deictic, previous: Holder | None, start: int
) -> Role:
    bare = _without_time(context, before, start - len(before))
    if previous is not None and context.text[previous.end : start] in _AND:
        return previous.role if previous.end >= start - len(before) else "subject"
    if _OPENING.match(bare):
        return (
            "compared"
            if isinstance(mention, Deictic) and mention.reach == "country" and _RANKED.match(after)
            else "subject"
        )
    if _COMPARED.search(bare):
        return "compared"
    if _IN.search(bare):
        return "compared" if _IN_COMPARED.match(after) else "place"
    if not _TOWARDS.search(bare):
        return "object"
    # 与五常市8个乡镇的5家合作社: what is counted lies there.
    counted = context.quantities_in(mention.end, mention.end + 2)
    shared = bare.endswith(("与", "和", "同", "对", "向"))
    return "place" if shared and counted and counted[0].unit != "%" else "towards"


_ROUTE = frozenset({"至", "到", "—", "-", "－", "–", "～", "往返", "直达"})
_AND = frozenset({"、", "和", "与", "及", "以及", ""})


def _without_time(context: Context, before: str, start: int) -> str:
    """The words before a mention without the time expressions among them."""
    kept, at = "", start
    for period in context.periods_in(start, start + len(before)):
        kept += context.text[at : period.start]
        at = max(at, period.end)
    return kept + context.text[at : start + len(before)]


def _unnamed(context: Context) -> Iterator[Holder]:
    """Companies and facilities that hold no place name, and words that stand for them."""
    for clause in context.clauses:
        words = context.text[clause.start : clause.end]
        lead = _without_time(context, words[:40], clause.start)
        lead_at = regex.match(r"(?:[“‘]|而|其中|据|目前|截至目前|此外|同时|预计|仅|在|\s)*+", lead)
        skip = lead_at.end() if lead_at else 0
        if names(context.rules).unnamed.match(lead, skip):
            yield Holder(clause.start, clause.start + 1, None, "subject")
            continue
        if names(context.rules).nation.match(lead, skip):
            continue
        match = names(context.rules).proper.match(lead, skip)
        trains = context.article.kind == "news" and lead.startswith("中欧班列", skip)
        name = match["name"] if match else ""
        if trains or (name and not names(context.rules).generic.search(name) and not _BREAKS.search(name)):
            yield Holder(clause.start, clause.start + 1, None, "subject")


def _national(context: Context) -> Iterator[Holder]:
    """The nation's own bodies, whose figures are the nation's unless a region is named: 国家统计局数据显示."""
    starts = [mention.end for mention in context.regions]
    for match in names(context.rules).nation.finditer(context.text):
        if not _abroad(context, starts, match.start()):
            yield Holder(match.start(), match.end(), NATION, "body")


def _abroad(context: Context, ends: list[int], at: int) -> bool:
    """Whether another country's name stands right before: 美国国家气象局, 日本财政部."""
    index = bisect_left(ends, at)
    return index < len(ends) and ends[index] == at
