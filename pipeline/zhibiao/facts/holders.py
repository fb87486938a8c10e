"""Those a value may belong to: a region named or pointed at, or a company, a project, a facility, a person, which have no region."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import regex

from zhibiao.facts.context import Context
from zhibiao.facts.deictics import Deictic
from zhibiao.facts.enterprises import BREAKS, ROUTE, find_enterprises
from zhibiao.facts.holder import NATION, Holder
from zhibiao.facts.holder_names import names
from zhibiao.facts.roles import LISTING, Role, role_of
from zhibiao.facts.tokens import of_firms
from zhibiao.model import Region, RegionLevel, RegionMention

_OWN = re.compile("[全我本][省市州盟县区旗](?!域|场|面)")
_GUESTS = re.compile(r"(?:外)?(?:游客|旅游|旅客|航线|外)")


def find_holders(context: Context, default: Region | None) -> list[Holder]:
    """The holders of an article in text order; `default` is the article's own region, which 全省 and 全市 may mean."""
    found: list[Holder] = []
    last: Region | None = default
    group: Region | None = None
    known = {mention.region.path: mention.region for mention in context.regions}
    local = _OWN.search(context.text) is not None
    for chain, mention, route in _chains(context):
        if isinstance(mention, Deictic):
            at_home = context.text.startswith("国内", mention.start)
            if at_home and (local or default not in {None, NATION} or _GUESTS.match(context.text, mention.end)):
                continue  # 接待国内游客9000万人次 in a city's bulletin
            whole = context.text[mention.start] in "两三四"
            region = group if whole else resolve(mention, last, default, known)
        else:
            region = NATION if mention.region.path == ("中国",) else mention.region
            group = region if region.level == "group" else group
        if region is None and not (isinstance(mention, Deictic) and _unnamed_city(mention, known, last, default)):
            continue
        if region is None or route:
            found.append(Holder(mention.start, mention.end, None, "subject"))
        elif (holder := _held(context, mention, region, found[-1] if found else None, chain)) is not None:
            found.append(holder)
            if holder.region is not None and holder.role in {"subject", "body", "place"} and region != NATION:
                last = region
    found.extend(find_enterprises(context))
    found.extend(_national(context))
    found.sort(key=lambda holder: (holder.start, holder.end))
    return found


def _chains(context: Context) -> Iterator[tuple[int, RegionMention | Deictic, bool]]:
    """Each mention with the start of its chain (四川|巴中: the deeper one stands for both) and whether a route begins with it.

    巴中至成都的通行时间 is a route's, and no region's.
    """
    pointing: list[RegionMention | Deictic] = [
        *(m for m in context.nested if not of_firms(context.text, m)),
        *context.deictics,
    ]
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
        yield chain, mention, after is not None and context.text[mention.end : after.start] in ROUTE
        chain = None


def _in_name(context: Context, deictic: Deictic) -> bool:
    """Whether 全国 only opens a name: 第十五届全国运动会, “全国算力保障基地”."""
    organisation = context.organisation_at(deictic.start)
    return organisation is not None and organisation.kind in {"event", "document", "project", "facility", "newspaper"}


_LEVELS: tuple[RegionLevel, ...] = ("province", "prefecture", "county")
Known = dict[tuple[str, ...], Region]


def resolve(deictic: Deictic, last: Region | None, default: Region | None, known: Known) -> Region | None:
    """The region that a deictic means: 全市 after 济宁 is 济宁市, in Shanghai's report 上海市; after 老河口市 in a text of 襄阳 襄阳市."""
    if deictic.reach == "country":
        return NATION
    if deictic.reach == "same":
        return last
    near, own = (None if region is None else _fit(region, deictic, known) for region in (last, default))
    if near is not None and own is not None:
        shared = min(len(near.path), len(own.path))
        return own if near.path[:shared] == own.path[:shared] else near
    if near is not None and near.level == "county" and deictic.reach == "prefecture":
        return known.get(near.path[:-1], near)
    if near is not None or own is not None:
        return near or own
    if deictic.reach in {"county", "district"} and (only := _only_county(known)) is not None:
        return only
    return None if default is None or default == NATION or _unnamed_city(deictic, known, default) else default


def _unnamed_city(deictic: Deictic, known: Known, *regions: Region | None) -> bool:
    """Whether 全市 is a city that is not named, in a text that names only its province."""
    around = [region for region in regions if region is not None and region != NATION]
    if any(region.level in {"prefecture", "county"} for region in known.values()):
        return False
    local = deictic.reach in {"prefecture", "county"}
    return local and around != [] and all(region.level == "province" for region in around)


def _only_county(known: Known) -> Region | None:
    """The county of a text that names but one: 全县 under a newspaper's name with the city's (成都)."""
    counties = [region for region in known.values() if region.level == "county"]
    return counties[0] if len(counties) == 1 else None


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
    joined = previous is not None and text[previous.end : start] in LISTING
    neighbour: Role | None = None
    if previous is not None and joined:
        neighbour = previous.role if previous.end >= start - len(before) else "subject"
    role = role_of(context, before, after, mention, neighbour, start)
    if role == "place" and _EVENT.match(after):
        return Holder(mention.start, mention.end, None, "place")
    if isinstance(mention, RegionMention) and role != "compared":
        kind = _inside(context, mention)
        if kind == "own" and before.endswith(_BY_WAY):
            return None  # 西部地区|经西部陆海新通道|进出口6115亿元
        if kind == "own":
            return Holder(mention.start, mention.end, None, role) if role in {"subject", "place"} else None
        if kind == "body":
            return Holder(mention.start, mention.end, region, "body")
    return Holder(mention.start, mention.end, region, role)


_BY_WAY = ("经", "经由", "通过", "沿", "利用", "依托")
_NEAR = 80
_EVENT = re.compile(r"[^，。；]{0,10}?(?:举办|举行|召开|开幕|闭幕|落幕|启动|开赛|亮相|揭幕|开展|首发|揭牌|落成)")


def _inside(context: Context, mention: RegionMention) -> str | None:
    """Whether a mention stands in the name of a body of the region, or of something that is no region's."""
    text = context.text
    if _GRADED.match(text, mention.end):
        return None
    if mention.inside is not None:
        if context.quantities_in(mention.end, mention.inside.end):
            return None
        words = text[mention.end : mention.inside.end]
    elif not mention.nested:
        abroad = mention.region.level == "country" and _ABROAD.match(text, mention.end)
        if abroad and not BREAKS.search(abroad[0]):
            return "own"
        before = text[max(0, mention.start - 4) : mention.start]
        if _BRANCH.match(text, mention.end) and _BRAND.search(before):
            return "own"
        strong = names(context.rules).strong.match(text, mention.end)
        return "own" if strong and not BREAKS.search(strong[0]) else None
    else:
        match = names(context.rules).inside.match(text, mention.end)
        if match is None or BREAKS.search(match[0][: -len(match["own"] or match["body"])]):
            return None
        words = match[0]
    if names(context.rules).body.search(words):
        return "body"
    if names(context.rules).own.search(words) or (words.endswith(("项目", "工程")) and not _PROGRAMME.search(words)):
        return "own"
    return None


_ABROAD = regex.compile(
    r"\p{Han}{2,6}?(?:铁路|轻轨|地铁|航空|机场|火山|油田|矿山|核电站|电站|大桥|球队|俱乐部|舰队|大学)"
)
"""美国长岛铁路, 菲律宾坎拉翁火山; not 美国铁路."""
_BRANCH = regex.compile(r"(?:市|省)?(?:\p{Han}{0,2}(?:基地|工厂|分公司|子公司|分行|总部|研发中心|生产线|厂区)|厂)")
_BRAND = regex.compile(
    r"(?:\p{Han}{2}|[A-Za-z]{2})(?<!支持|推动|推进|建设|打造|加快|位于|落户|布局|建成|其中|目前|今年|去年|如今)\Z"
)
"""吉利汽车宁波基地, 特斯拉上海工厂: the company's own."""
_GRADED = re.compile(r"(?:现有|拥有|的)?(?:全国|国家级?|省级|市级|部级)重点")
"""贵州全国重点实验室由3家增至5家: a kind of which the region has some."""
_PROGRAMME = re.compile(
    r"\d|重大|重点|新开工|民生|惠民|政府投资|试点|建设项目|年度|实事|签约|招商|引进|外资|在建|续建|技改|水利|交通"
)


_ABOVE = frozenset({"country", "same"})


def _national(context: Context) -> Iterator[Holder]:
    """The nation's own bodies, whose figures are the nation's unless a region is named: 国家统计局数据显示."""
    starts = [mention.end for mention in context.regions]
    known = names(context.rules)
    own = any(deictic.reach not in _ABOVE for deictic in context.deictics)
    # 中央财政 in a city's report is no holder, nor 规上工业 in news that speaks of 我市.
    common = (known.nationwide,) if context.article.kind == "news" and not own else ()
    for pattern in (known.national, _ASSOCIATION, *common):
        for match in pattern.finditer(context.text):
            if not _abroad(context, starts, match.start()):
                yield Holder(match.start(), match.end(), NATION, "body")


# 中国汽车工业协会数据显示, 中汽协: what they count is the nation's.
_ASSOCIATION = regex.compile(
    r"(?:中国(?!香港|澳门|台湾)\p{Han}{2,14}?(?:协会|联合会|商会)|中汽协|中钢协|乘联(?:会|分会)|中电联|中消协)"
    r"(?:[今昨]天|近日|日前|\d{1,2}[日月]|最新|此?前)?(?=[\p{Han}（）()\d月日]{0,12}?(?:数据|统计|公布|发布|预测|预计|监测|显示))"
)


def _abroad(context: Context, ends: list[int], at: int) -> bool:
    """Whether another country's name stands right before: 美国国家气象局, 日本财政部."""
    before = context.text[max(0, at - 2) : at]
    if before.endswith("国") and before not in {"我国", "中国", "全国"}:
        return True
    index = bisect_left(ends, at)
    return index < len(ends) and ends[index] == at
