"""Those a value may belong to: a region named or pointed at, or a company, a project, a facility, a person, which have no region."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from zhibiao.facts import regions
from zhibiao.facts.context import Context
from zhibiao.facts.deictics import Deictic, find_deictics
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


_OWN = (
    r"公司|集团|股份|控股|有限|银行|证券|基金会|大学|学院|学校|中学|小学|医院|研究院|研究所|实验室|海关|机场|港区|港口|港|码头|口岸|车站|火车站|高铁|铁路"
    r"|高速公路|高速|公路|国道|大桥|隧道|特大桥|电站|水电站|核电站|电厂|油田|煤矿|铁矿|金矿|矿区|钢厂|工厂|厂房|水库|运河|科学城|科技园|产业园|工业园|软件园|高新区|开发区|园区"
    r"|自贸港|保税区|综保区|博物馆|图书馆|体育馆|体育场|歌剧院|风景区|景区|公园|超算中心|博览会|峰会|论坛|大会|赛事|马拉松|展会|航线|地铁|号线|班列|电网|中关村|商城|市场|酒店|广场"
)
_BODY = (
    r"政府|党委|省委|市委|县委|区委|人大|政协|常委会|委员会|统计局|税务局|财政局|财政厅|厅|局|办公室|委办|总工会|工会|妇联|团委|法院|检察院|发改委|经信委|经信厅"
    r"|工商联|协会|部门|代表团|工作报告|规划|纲要|方案|计划|公报|办法|意见|措施|《[^》]{0,30}》"
)
_NAME_INSIDE = regex.compile(rf"(?:[\p{{Han}}A-Za-z·“”]{{0,9}})(?:(?P<own>{_OWN})|(?P<body>{_BODY}))")
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
_UNNAMED = regex.compile(
    r"(?:这里|这片|该公司|公司|该企业|该项目|该线|全线|正线|全长|项目|该平台|该行|本行|集团|该院|该校|双方|他们?|她|该基地|该园区|园区|企业在|该铁路|该工程|工程|本次(?:活动|大会|展会)|本届)"
)
_PROPER = regex.compile(
    rf"(?P<name>[\p{{Han}}A-Za-z0-9·“”（）()]{{2,12}}?)(?P<head>公司|集团|股份|银行|机场|航天港|港|高铁|铁路|高速|大桥|隧道|水电站|核电站|油田|科学城|科技园|运河|班列|实验室|大学|医院|号线|新通道|博览会|电站|水库|景区)"
    rf"(?![\p{{Han}}]{{0,3}}(?:等|建设|运输|网|里程|通车|数|总数|装机|产业|经济|集群))"
)
_GENERIC = regex.compile(
    r"(?:沿海|海洋|内河|支线|通用|国际|新建|新增|建成|重点|主要|全国|全省|全市|高速|普通|城际|市域|村镇|商业|国有|上市|规模|类|型|级|家|个|条|座|所|的|各|等|民营|中央|地方|大型|中小|骨干|龙头|专业|商务|外资|"
    r"农村|城市|公共|公办|三甲|县级|省级|市级|国家|抽水蓄能|光伏|风力|太阳能|新能源|开通|运营|打造|培育|建设|推进|加快|成立|引进|中欧|普惠|金融|政策性|开发性|保险|证券)\Z"
)


def find_holders(context: Context, default: Region | None) -> list[Holder]:
    """The holders of an article in text order; `default` is the article's own region, which 全省 and 全市 may mean."""
    found: list[Holder] = []
    named = sorted([*regions.nest(context), *find_deictics(context.text)], key=lambda m: (m.start, m.end))
    last: Region | None = default
    group: Region | None = None
    chain: int | None = None
    known = {mention.region.path: mention.region for mention in context.regions}
    for index, mention in enumerate(named):
        if isinstance(mention, Deictic):
            if any(h.start <= mention.start and mention.end <= h.end for h in found[-2:]) or _in_name(context, mention):
                continue
            whole = context.text[mention.start] in "两三四"
            region = group if whole else resolve(mention, last, default, known)
        else:
            region = mention.region
            group = region if region.level == "group" else group
            after = named[index + 1] if index + 1 < len(named) else None
            if (
                isinstance(after, RegionMention)
                and after.start == mention.end
                and after.region.path[: len(region.path)] == region.path
            ):
                chain = mention.start if chain is None else chain
                continue  # 四川|巴中: the deeper one stands for both
        if region is None:
            continue
        if region.path == ("中国",):
            region = NATION
        if index + 1 < len(named) and context.text[mention.end : named[index + 1].start] in _ROUTE:
            found.append(Holder(mention.start, mention.end, None, "subject"))  # 巴中至成都的通行时间
            chain = None
            continue
        holder = _held(context, mention, region, found[-1] if found else None, chain)
        chain = None
        if holder is None:
            continue
        found.append(holder)
        if holder.region is not None and holder.role in {"subject", "body", "place"} and region != NATION:
            last = region
    found.extend(_unnamed(context))
    found.extend(_national(context))
    found.sort(key=lambda holder: (holder.start, holder.end))
    return found


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
    context: Context, mention: RegionMention | Deictic, region: Region, previous: Holder | None, chain: int | None
) -> Holder | None:
    text = context.text
    start = mention.start if chain is None else chain
    clause = context.clause(start)
    before = text[clause.start : start]
    after = text[mention.end : mention.end + 20]
    role = _role(context, before, after, mention, previous, start)
    if role == "place" and _EVENT.match(after):
        return Holder(mention.start, mention.end, None, "place")
    if isinstance(mention, RegionMention) and role != "compared":
        kind = _inside(text, mention)
        if kind == "own":
            return Holder(mention.start, mention.end, None, role) if role in {"subject", "place"} else None
        if kind == "body":
            return Holder(mention.start, mention.end, region, "body")
    return Holder(mention.start, mention.end, region, role)


_EVENT = regex.compile(r"[^，。；]{0,10}?(?:举办|举行|召开|开幕|闭幕|落幕|启动|开赛|亮相|揭幕|开展|首发|揭牌|落成)")
_STRONG_OWN = regex.compile(r"[\p{Han}]{0,6}?(?:公司|集团|大学|医院|机场|高铁|银行|海关|股份)")


def _inside(text: str, mention: RegionMention) -> str | None:
    """Whether a mention stands in the name of a body of the region, or of something that is no region's."""
    if mention.inside is not None:
        words = text[mention.end : mention.inside.end]
    elif not mention.nested:
        strong = _STRONG_OWN.match(text, mention.end)
        return "own" if strong and not _BREAKS.search(strong[0]) else None
    else:
        match = _NAME_INSIDE.match(text, mention.end)
        if match is None or _BREAKS.search(match[0][: -len(match["own"] or match["body"])]):
            return None
        words = match[0]
    if regex.search(rf"(?:{_BODY})\Z", words):
        return "body"
    if regex.search(rf"(?:{_OWN})\Z", words) or (words.endswith(("项目", "工程")) and not _PROGRAMME.search(words)):
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
        if _UNNAMED.match(lead, skip):
            yield Holder(clause.start, clause.start + 1, None, "subject")
            continue
        match = _PROPER.match(lead, skip)
        if context.article.kind == "news" and lead.startswith("中欧班列", skip):
            yield Holder(clause.start, clause.start + 1, None, "subject")
        elif match and not _GENERIC.search(match["name"]) and not _BREAKS.search(match["name"]):
            yield Holder(clause.start, clause.start + 1, None, "subject")


_NATIONAL = regex.compile(
    r"(?:国家(?:统计|税务|能源|林业和草原|林草|邮政|铁路|民航|移民管理|外汇管理|医疗保障|医保|知识产权|粮食和物资储备|疾病预防控制|疾控|文物|电影|矿山安全监察|药品监督管理|药监|数据|广播电视总|航天|消防救援)局"
    r"|国家(?:发展改革委|发展和改革委员会|发改委|卫生健康委|卫健委|网信办|民委)|国务院[\p{Han}]{0,8}|工业和信息化部|工信部|财政部|商务部|教育部|科技部|公安部|民政部|司法部|人力资源社会保障部|人社部|自然资源部"
    r"|生态环境部|住房城乡建设部|住建部|交通运输部|水利部|农业农村部|文化和旅游部|应急管理部|海关总署|税务总局|市场监管总局|中国人民银行|金融监管总局|中国证监会|中央气象台|中国铁路|国铁集团)"
)


def _national(context: Context) -> Iterator[Holder]:
    """The nation's own bodies, whose figures are the nation's unless a region is named: 国家统计局数据显示."""
    starts = [mention.end for mention in context.regions]
    for match in _NATIONAL.finditer(context.text):
        if not _abroad(context, starts, match.start()):
            yield Holder(match.start(), match.end(), NATION, "body")


def _abroad(context: Context, ends: list[int], at: int) -> bool:
    """Whether another country's name stands right before: 美国国家气象局, 日本财政部."""
    index = bisect_left(ends, at)
    return index < len(ends) and ends[index] == at
