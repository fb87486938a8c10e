"""The region that an article as a whole speaks of: of its title, its issuing body, its byline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence

import regex

from zhibiao.facts.context import Context
from zhibiao.facts.deictics import find_deictics
from zhibiao.facts.document_numbers import issuing_region
from zhibiao.facts.holder import NATION, Holder
from zhibiao.model import Region, RegionLevel, RegionMention, Stretch, TargetRegion

_OFFICIAL = frozenset({"report", "statistics", "plan", "notice"})
_NATIONAL = regex.compile(
    r"国务院(?:总理)?|全国人民代表大会|中华人民共和国|国家统计局|全国人大|(?:我国|全国)国民经济|中国\p{Han}{2,12}(?:协会|联合会)"
)


_OF_FIRMS = re.compile(r"业绩|年报|季报|归母|净利|增持|买入|评级|股价|股份|上市公司|募资|营收")
_FIRST_LINES = 120
"""A document's own region stands within so many characters."""
_OPENING = 800
"""Within so many characters a report says before whom it is given."""


def own_region(context: Context) -> TargetRegion | None:
    """The article's own region and where it is told; None where it has none (most news)."""
    head = _head(context)
    named = [
        m
        for m in context.regions
        if m.start < head and m.region.level not in {"country", "group"} and not _hosts(context, m)
    ]
    official = context.article.kind in _OFFICIAL
    title = [
        m
        for m in context.nested
        if _in_title(context, m.start) and (official or not m.nested or _programme(context, m))
    ]
    title = [m for m in title if not context.text.startswith("某", m.end) and (official or not _passing(context, m))]
    if not official and _several(title):
        return None
    if context.article.title and _OF_FIRMS.search(context.article.title):
        return None  # 湖南裕华：2025年业绩预告点评
    if title and official and title[0].start >= _FIRST_LINES and _speaks_of_nation(context):
        return _by_words(context, _OPENING)  # a heading in a report to the National People's Congress
    if title:
        deepest = max(title, key=lambda m: (len(m.region.path), -m.start))
        region = NATION if deepest.region.path == ("中国",) else deepest.region
        return TargetRegion(region, "article", Stretch(deepest.start, deepest.end))
    if (issued := issuing_region(context)) is not None:
        return issued
    if official and named and (named[0].start < _FIRST_LINES or not _speaks_of_nation(context)):
        first = _deepest_in_row(named)
        if first.region.level == "province" and _of_a_city(context) and not first.region.name.endswith("市"):
            return None  # 经河南省统计局核算，我市生产总值…
        return TargetRegion(first.region, "article", Stretch(first.start, first.end))
    if not official and not title and (only := _only_region(context)) is not None:
        return only
    return _by_words(context, max(head, _OPENING))


def _deepest_in_row(named: Sequence[RegionMention]) -> RegionMention:
    """西湖区 of 杭州市|西湖区|第六届人民代表大会."""
    deepest = named[0]
    for one in named[1:]:
        if one.start != deepest.end or one.region.path[: len(deepest.region.path)] != deepest.region.path:
            break
        deepest = one
    return deepest


def _only_region(context: Context) -> TargetRegion | None:
    """The region of an untitled piece of news that names it again and again, and beside it only parts of it."""
    first = next((m for m in context.regions if m.region.level in {"prefecture", "county"}), None)
    if first is None:
        return None
    path = first.region.path
    same = sum(m.region.path == path for m in context.regions)
    others = (m for m in context.regions if m.region.level not in {"country", "group"})
    if same < _AGAIN or any(m.region.path[: len(path)] != path for m in others):
        return None
    return TargetRegion(first.region, "article", Stretch(first.start, first.end))


_AGAIN = 3


def _of_a_city(context: Context) -> bool:
    """Whether a text speaks of 我市 and 全市 and names none, and of 全省 only to compare."""
    if any(mention.region.level in {"prefecture", "county"} for mention in context.regions):
        return False
    return len(_CITY.findall(context.text)) > _OFTEN + 2 * len(_PROVINCE.findall(context.text))


_CITY = re.compile("[全我本]市")
_PROVINCE = re.compile("(?<![于比占居较])[全我本]省")


def _speaks_of_nation(context: Context) -> bool:
    """Whether a document speaks of 我国 and 国务院, and hardly of 全省 or 我市."""
    national = len(_GOVERNS.findall(context.text))
    return national > 3 * len(_LOCAL.findall(context.text)) + _OFTEN


def _by_words(context: Context, head: int) -> TargetRegion | None:
    """The region that the words speak of: 全市 and 全省 of the one named most, 我国 and 全国 of the nation."""
    national = len(_GOVERNS.findall(context.text))
    kind, title = context.article.kind, context.article.title or ""
    local = len(_LOCAL.findall(context.text))
    if kind == "report" and _speaks_of_nation(context):
        return TargetRegion(NATION, "article")
    if kind in {"report", "statistics"} and (match := _NATIONAL.search(context.text, 0, head)):
        return TargetRegion(NATION, "article", Stretch(match.start(), match.end()))
    if _FIGURES.search(title) and any(
        title.startswith(("全国", "我国"), one.start) for one in find_deictics(title, context.rules)
    ):
        return TargetRegion(NATION, "article")
    named = [m for m in context.regions if m.region.level not in {"country", "group"}]
    if kind == "news" and not title and not local and national >= _OFTEN:
        return TargetRegion(NATION, "article") if 2 * len(named) <= national else None
    # 我市经济开局良好: 全市 and 我市 alone tell that it is a region's own news.
    own = local >= _OFTEN and (not title or _LOCAL.search(title) is not None)  # 我市经济开局良好
    if (kind == "news" and not own) or (kind == "statistics" and not local):
        return None
    town = regex.search("[全我本][市县旗]", context.text) and not regex.search("[全我]省|[全我]区", context.text)
    counts = Counter(m.region.path if town else m.region.path[:1] for m in named)
    if not counts:
        return None
    path, _ = counts.most_common(1)[0]
    if town and len(path) == 1 and not path[0].endswith("市") and _of_a_city(context):
        return None  # 我市 of a province's news is a city that it does not name
    known = next((m for m in context.regions if m.region.path == path), None)
    return TargetRegion(known.region if known else Region(path, _LEVELS[min(len(path), 3) - 1]), "article")


_LEVELS: tuple[RegionLevel, ...] = ("province", "prefecture", "county")
_FIGURES = re.compile(r"\d|增长|下降|超|突破|达|经济|规模|运行")
_OFTEN = 2
_GOVERNS = re.compile(
    r"我[国國]|全[国國](?:各地|人民)?|国务院|中央财政|中央预算|中央和地方|国家财政|国家安排|国民经济|社会主义现代化"
)
_LOCAL = re.compile(r"(?:全|我|本)(?:省|市|县|区|州|旗|自治区)(?!域|场|面)")


# What tells that a section reports figures.
_STATED = re.compile(r"\d(?:%|[亿万]|多?[个家项])|同比|环比|数据显示|统计|比上年|比去年|增长\d|下降\d|预计")
# 二、展望 goes on with the text's own matter; a heading without a number in a round-up begins another.
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、.．)）]")
Fallback = Callable[[int], TargetRegion | None]


def fallbacks(context: Context, holders: Sequence[Holder], own: TargetRegion | None) -> Fallback:
    """What a value of a piece of news belongs to where its paragraph names no region, by the value's place.

    全社会用电量增长5% under a lead that quotes 国家能源局 is the nation's; 出口9万辆 in a text whose every 全市 means 芜湖市 is
    that city's; what stands under a heading that begins with 重庆 is 重庆市's.
    """
    if own is not None or context.article.kind not in {"news", "statistics"}:
        return lambda at: own
    heads = [
        block.start
        for block in context.article.blocks
        if block.kind == "heading" and not _NUMBERED.match(context.text, block.start)
    ]
    pointed = _pointed(context, holders) if len(heads) < _ROUND_UP else None
    if pointed is not None:
        return lambda at: pointed
    starts = [0, *heads]
    ends = [*heads, len(context.text)]
    found = [_of_section(context, holders, low, high) for low, high in zip(starts, ends, strict=True)]

    def fallback(at: int) -> TargetRegion | None:
        block = context.block(at)
        short = block is not None and block.kind == "paragraph" and block.end - block.start < _LINE
        line = short and block is not None and "。" not in context.text[block.start : block.end]
        return None if line else found[bisect_right(starts, at) - 1]  # headlines in a row go on with nothing

    return fallback


_LINE = 60
_ROUND_UP = 3
"""So many headings make a round-up, in which one item's 全市 says nothing of the others."""


def _pointed(context: Context, holders: Sequence[Holder]) -> TargetRegion | None:
    """The region that every 全市, 我省 … of the text means, where there are two and more."""
    local = [h for h in holders if h.region is not None and _LOCAL.match(context.text, h.start)]
    if len(local) < _OFTEN or any(holder.region != local[0].region for holder in local):
        return None
    return TargetRegion(local[0].region, "article", Stretch(local[0].start, local[0].end)) if local[0].region else None


def _of_section(context: Context, holders: Sequence[Holder], low: int, high: int) -> TargetRegion | None:
    """The nation where the section's first holder is, or a body of its; else the region that its heading begins with."""
    inside = [
        holder
        for holder in holders
        if low <= holder.start < high
        and holder.role in {"subject", "body"}
        and holder.region is not None
        and ((block := context.block(holder.start)) is None or block.kind not in {"byline", "dateline", "boilerplate"})
    ]
    if not inside or (region := inside[0].region) is None:
        return None
    first = inside[0]
    block = context.block(low)
    headed = block is not None and block.kind == "heading" and first.start < block.end
    national = region == NATION and _STATED.search(context.text, low, high) is not None
    if national or (headed and region.level not in {"country", "group"}):
        return TargetRegion(region, "section", Stretch(first.start, first.end))
    return None


_HOSTS = re.compile(r"[^，。；\s]{0,12}?(?:举办|举行|召开|开幕|闭幕|落幕|启动|开赛|亮相|揭幕|首发|揭牌|落成|会见|会谈)")


def _several(named: Sequence[RegionMention]) -> bool:
    """Whether a title speaks of regions side by side: 聚力建设美丽新宁夏 奋力谱写陕西新篇章."""
    paths = {mention.region.path for mention in named}
    return any(one[: len(other)] != other and other[: len(one)] != one for one in paths for other in paths)


def _passing(context: Context, mention: RegionMention) -> bool:
    """Whether a title only tells where an event takes place, or whom someone visits: 在芜湖闭幕, 访问白俄罗斯, 共享中国市场."""
    if mention.region.level == "group":
        block = context.block(mention.start)
        return block is not None and bool(context.text[block.start : mention.start].strip("《“"))
    if mention.region.level != "country":
        return _hosts(context, mention)
    before = context.text[max(0, mention.start - 1) : mention.start]
    return bool(before) and before not in _TITLE_EDGES


_TITLE_EDGES = frozenset(" \u3000\n】”：:，、—|　年月日度")


def _hosts(context: Context, mention: RegionMention) -> bool:
    """Whether an event only takes place there: 第五届农民运动会在芜湖闭幕."""
    return context.text.startswith("在", mention.start - 1) and _HOSTS.match(context.text, mention.end) is not None


def _programme(context: Context, mention: RegionMention) -> bool:
    """Whether a title begins with a region's programme or event: 温州市瓯海区“迎国庆”重大项目集中开工."""
    block, organisation = context.block(mention.start), context.organisation_at(mention.start)
    if block is None or organisation is None or organisation.kind not in {"project", "event"}:
        return False
    return organisation.start == block.start and mention.region.level in {"prefecture", "county"}


def _in_title(context: Context, at: int) -> bool:
    block = context.block(at)
    return block is not None and block.kind == "title"


def _head(context: Context) -> int:
    """Where the body begins."""
    for block in context.article.blocks:
        if block.kind == "paragraph" and block.end - block.start > 60:
            return block.start if context.article.kind != "statistics" else context.sentence(block.start).end
    return 0
