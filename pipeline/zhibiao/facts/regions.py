"""Region mentions inside longer names: 贵州 in 贵州省政府工作报告, 达州 in 达州至广元高铁, 大湾区 in 大湾区办."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import regex

from zhibiao.components.regions.countries import stands_before_a_name
from zhibiao.components.regions.rules import Opens, load_regions
from zhibiao.evidence import Word
from zhibiao.model import BY_START, Organisation, RegionMention, Stretch, changed
from zhibiao.rulebook.remembering import remembered

if TYPE_CHECKING:
    from zhibiao.facts.context import Context

_JOINTS = ("至", "到", "—", "——", "－", "-")
# 大村至遵义、纳雍至六盘水等铁路: more ends between.
_END = "(?:(?![至到])[\u3400-\u9fff]){2,5}"
_MORE = rf"(?:、{_END}[至到]{_END}){{0,6}}?等?"
# 大村至|遵义铁路: an end that is no division.
_END_BEFORE = regex.compile(r"\p{Han}{2}[至到]\Z")
_NAME_ENDS = "试验区|示范区|合作区|产业园|基金|项目|工程|中心|集群|基地|平台|联盟|论坛|公司|大学|学院|研究院|机场|枢纽"
# 中国（|内蒙古|）自由贸易试验区, 中欧班列（|渝新欧|）.
_BRACKETED = regex.compile(rf"\p{{Han}}{{0,2}}[）)]\p{{Han}}{{0,10}}?(?:{_NAME_ENDS})")
_TRAIN = regex.compile(r"(?:班列|专列|航线)[（(]\p{Han}{0,2}\Z")
# “|三北|”工程, 罗湖|“老仓库”改造项目.
_QUOTED = re.compile(rf"[”」](?:{_NAME_ENDS}|防护林)")
_QUOTE_BEHIND = regex.compile(rf"“[^”\n]{{1,12}}”\p{{Han}}{{0,6}}?(?:{_NAME_ENDS}|改造)")
# 济宁|建设鲁南算力中心, 北京|建设国际科技创新中心, 西部地区|首个枢纽: what goes on so is a sentence and no name.
_SENTENCE = regex.compile(
    r"布局|安排|不[^动锈]|首[个批座家条]|全国|全省|共同|已|正|将|拟|(?:投资)?设厂|投资设"
    r"|(?:建设|打造|发展|投资|推进|加快|支持|推动)(?:国际|国家|世界|全球|一[批个]|若干|更|新[的型]|全国)"
    r"|\d{4}年(?!\p{Han}{0,20}(?:报告|公报|计划|方案|条例|规划)$)"
)
_REACH = 40
_CHAIN = 5
"""A name opens with no more regions in a row behind its first."""
# Verbs with which names begin: 上海建设…银行, 北京发展研究中心.
_NAMING = frozenset(
    {"发展", "建设", "服务", "管理", "出入境", "进修", "设计", "规划", "研究", "交易", "检察", "合作", "改造"}
)
# 北京市海淀区…路66号…大厦 is an address.
_ADDRESS = re.compile(r"\d号")
_COMMON = re.compile(r"(?:陆路|直航|水运|空运)(?:口岸|港口)$|^.{2,4}港口$")
# 南宁|多个水库, 延安|各大景区, 越南|首都轻轨, 上海|试点.
_SEVERAL = re.compile(r"多[个座家所条处]|各[大个类地]?|几[个座家]|部分|所有|众多|首都|试点|(?:民生|重点|重大)?项目")
# 韩国|水原女子足球队 is a club of a name of its own, 韩国|女子足球队 is the country's.
_CLUB = regex.compile(
    r"(?!国|女|男|代表|青|少|奥)\p{Han}{2,4}?(?:女子|男子)?(?:足球|篮球|排球|羽毛球|乒乓球|冰球|手球)(?:俱乐部)?队"
)
_PREDICATE = re.compile(
    r"出台|计划(?=[实新推])|实施|推进|加快|支持|推动|开展|举办|召开|发布|启动|建成|开工|启用|获批|入选|位居|成为|打造|培育|新增|完成|[与及]|和(?!平)|经(?![开济贸信营])"
)
_TROOPS = re.compile(r"(?:中国)?人民解放军|解放军|武警|部队|中共|大院大所")
# 吉林|所|需, 南方|局|地, 华阴|司|家村.
_GOES_ON = regex.compile(r"[所局司](?=[\p{Han}--[的在和与已将党]])", regex.V1)
# “青岛”号, 赣|超, 浙|BA.
_SHIP = re.compile(r"[”」]号")
_LEAGUE = re.compile(r"(?:超|BA)(?![过出越额高级市低前标])")


@remembered
def _openings(rules: str | None = None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a region's name opens, and what two of them with 至 between open."""
    entries = [entry for entry in load_regions(rules) if isinstance(entry, Opens)]
    single = "|".join(entry.pattern for entry in entries if not entry.between) or "(?!)"
    between = "|".join(entry.pattern for entry in entries if entry.between) or "(?!)"
    return re.compile(single), re.compile(rf"(?:{_MORE})(?:{between})")


def nest(context: Context) -> Iterator[RegionMention]:
    """The mentions, `nested` and `inside` set where an organisation, a document, a post, a line … holds them."""
    regions = sorted(context.regions, key=lambda mention: (mention.start, mention.end))
    holders = sorted(_holders(context, regions), key=lambda holder: (holder.start, -holder.end))
    starts = [holder.start for holder in holders]
    named = _inside_names(context)
    for mention in regions:
        if named(mention):
            continue
        inside = _around(holders, starts, mention)
        if inside and mention.region.level == "country" and _is_name(context, inside):
            if mention.start > inside.start or not _before_a_name(context, mention.end):
                continue  # 中国 in 中国节水协会 is no mention
            inside = None
        yield changed(mention, nested=True, inside=inside) if inside else mention


def _inside_names(context: Context) -> Callable[[RegionMention], bool]:
    """Tells whether a region is a part of a person's name: 万鄂湘, 董事长龙海峰, but not 泾川特 without a title."""
    starts = [person.start for person in context.people]

    def inside(mention: RegionMention) -> bool:
        index = bisect_right(starts, mention.start) - 1
        if index < 0 or mention.end > context.people[index].end:
            return False
        person = context.people[index]
        return bool(person.titles) or mention.start > person.start or mention.end - mention.start == 1

    return inside


def _before_a_name(context: Context, end: int) -> bool:
    """Whether a name of its own stands behind a country: 韩国|水原女子足球队."""
    if _CLUB.match(context.text, end):
        return True
    words = context.evidence.tagged(end, min(end + 8, len(context.text)))
    return stands_before_a_name(context.text, end, next((word for word in words if word.start == end), None))


def _is_name(context: Context, holder: Stretch) -> bool:
    """Whether a holder is a body, a document …, and not a post or an event by common words (日本地震)."""
    return any(body.start == holder.start and body.end == holder.end for body in context.organisations)


def _around(holders: Sequence[Stretch], starts: list[int], mention: RegionMention) -> Stretch | None:
    """The longest holder around a mention that is longer than it."""
    best: Stretch | None = None
    for holder in reversed(holders[: bisect_right(starts, mention.start)]):
        if holder.start < mention.start - _REACH:
            break
        longer = len(holder) > mention.end - mention.start
        if longer and mention.end <= holder.end and (best is None or len(holder) > len(best)):
            best = holder
    return best


def _holders(context: Context, regions: Sequence[RegionMention]) -> Iterator[Stretch]:
    for body in context.organisations:
        if not (_is_sentence(context.text, body, regions) or _is_no_name(context, body, regions)):
            yield Stretch(body.start, body.end)
    for person in context.people:
        for title in person.titles:
            yield Stretch(title.start, title.end)
    opened, between = _openings(context.rules)
    chain = 0
    for index, mention in enumerate(regions):
        before = regions[index - 1] if index else None
        if before is None or before.end != mention.start:
            chain = mention.start
        if match := opened.match(context.text, mention.end) or _QUOTE_BEHIND.match(context.text, mention.end):
            holder = Stretch(max(chain, regions[max(0, index - _CHAIN)].start), match.end())
            if not _is_sentence(context.text, holder, regions) and _is_one_name(
                context, mention, match, regions, index
            ):
                yield holder
        yield from _enclosed(context, mention)
        yield from _line(context, mention, before, regions, index, between)


def _line(
    context: Context,
    mention: RegionMention,
    before: RegionMention | None,
    regions: Sequence[RegionMention],
    index: int,
    between: re.Pattern[str],
) -> Iterator[Stretch]:
    """The line of which a region is an end: 达州至|广元|高铁, 大村至|遵义|铁路, |龙岩|至云顶山段."""
    text = context.text
    if _END_BEFORE.search(text, max(0, mention.start - 3), mention.start) and (
        match := between.match(text, mention.end)
    ):
        yield Stretch(mention.start - 3, match.end())
    if (end := _end_behind(text, mention.end, between)) is not None:
        yield Stretch(mention.start, end)
    if before and text[before.end : mention.start] in _JOINTS and mention.start > before.end:
        match = between.match(text, mention.end)
        if match:
            yield Stretch(_first(regions, index - 1), match.end())


def _end_behind(text: str, at: int, between: re.Pattern[str]) -> int | None:
    """Where a line ends of which only the first end is a division: 龙岩|至云顶山段."""
    if text[at : at + 1] not in {"至", "到"} or text.startswith("今", at + 1):
        return None
    named = (between.match(text, at + 1 + size) for size in _END_SIZES if _HAN.fullmatch(text, at + 1, at + 1 + size))
    return next((match.end() for match in named if match), None)


_END_SIZES = (2, 3, 4)
_HAN = re.compile("[\u3400-\u9fff]+")


def _is_no_name(context: Context, body: Organisation, regions: Sequence[RegionMention]) -> bool:
    """Whether a longer name is an address, regions alone (深圳|香港), or common words (港澳|陆路口岸, 哈尔滨区域消费中心|城市)."""
    text = context.text
    end = _chain_end(regions, body.start, body.end)
    if end == body.end or _ADDRESS.search(text, body.start, body.end) or _COMMON.search(text, body.start, body.end):
        return True
    if end > body.start and (_SEVERAL.match(text, end) or (body.end - end == 1 and _GOES_ON.match(text, end))):
        return True
    if end - body.start == 1 and _TROOPS.match(text, end):  # 驻|赣|人民解放军
        return True
    if end > body.start and _tells(context, end, body.end):
        return True
    return text.endswith("中心", body.start, body.end) and text.startswith("城", body.end)


def _is_sentence(text: str, holder: Stretch | Organisation, regions: Sequence[RegionMention]) -> bool:
    """Whether a holder begins with a region and a verb and is none: 济宁|建设|鲁南|算力中心."""
    end = _chain_end(regions, holder.start, holder.end)
    if end == holder.start:
        return False
    index = bisect_left(regions, end, key=BY_START)
    if _SENTENCE.match(text, end, holder.end):
        return True
    after = regions[index] if index < len(regions) else None
    return after is not None and after.end < holder.end and text[end : after.start] in {"建设", "支持", "推进", "发展"}


def _is_one_name(
    context: Context, mention: RegionMention, opened: re.Match[str], regions: Sequence[RegionMention], index: int
) -> bool:
    """Whether what stands between a region and what it opens may be a name: no verb (四川|发生|地震), no region (深圳|香|港)."""
    after = regions[index + 1] if index + 1 < len(regions) else None
    if after is not None and after.end == opened.end():
        return False
    if _SEVERAL.match(context.text, mention.end):
        return False
    if _tells(context, mention.end, opened.end()):
        return False
    first = _word_from(context, mention.end, opened.end())
    return first is None or first.tag != "v" or context.text[first.start : first.end] in _NAMING


def _tells(context: Context, start: int, end: int) -> bool:
    """Whether a sentence and no name goes on behind a region: 天津|与|上合组织, 河北|出台."""
    if _PREDICATE.match(context.text, start):
        return True
    first = _word_from(context, start, end)
    return first is not None and first.tag[:1] in {"c", "p"} and first.end < end


def _word_from(context: Context, start: int, end: int) -> Word | None:
    """The word that begins at `start` and ends before `end`."""
    words = context.evidence.tagged(start, min(start + 1, end)) if start < end else []
    return next((word for word in words if word.start == start and word.end < end), None)


def _chain_end(regions: Sequence[RegionMention], start: int, limit: int) -> int:
    """Where the row of regions that begins at `start` ends before `limit`; `start` where none does."""
    index = bisect_left(regions, start, key=BY_START)
    while index < len(regions) and regions[index].start == start and regions[index].end <= limit:
        start = regions[index].end
        index += 1
    return start


def _enclosed(context: Context, mention: RegionMention) -> Iterator[Stretch]:
    """Names that hold a region in brackets or quotation marks: 福建（|厦门|）社保科创基金, “|三北|”工程."""
    text = context.text
    before = text[max(0, mention.start - 1) : mention.start]
    if before and before in "“「" and (match := _QUOTED.match(text, mention.end) or _SHIP.match(text, mention.end)):
        yield Stretch(mention.start - 1, match.end())
    if mention.end - mention.start == 1 and (match := _LEAGUE.match(text, mention.end)):
        yield Stretch(mention.start, match.end())
    if before and before in "（(" and (match := _BRACKETED.match(text, mention.end)):
        yield Stretch(_word_to(context, mention.start - 1), match.end())
    if train := _TRAIN.search(text, max(0, mention.start - 6), mention.start):
        close = text.find("）", mention.end, mention.end + 4)
        yield Stretch(train.start(), close + 1 if close > 0 else mention.end + 1)


def _word_to(context: Context, end: int) -> int:
    """The start of the word that ends at `end`: 〈申报〉中国|（."""
    words = context.evidence.tagged(max(0, end - 6), end) if end else []
    return next((word.start for word in words if word.end == end), end)


def _first(regions: Sequence[RegionMention], index: int) -> int:
    """The start of the chain of names that ends with this one: 四川|巴中."""
    while index and regions[index - 1].end == regions[index].start:
        index -= 1
    return regions[index].start
