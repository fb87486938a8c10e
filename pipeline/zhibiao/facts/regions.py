"""Region mentions inside longer names: 贵州 in 贵州省政府工作报告, 巴中 in 巴中至南充高铁, 大湾区 in 大湾区办."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from zhibiao.facts.context import Context
from zhibiao.model import RegionMention, Stretch

# What a region's name opens when a body or a list of names does not tell: posts, bodies by one word, works and programmes.
_OPENED = regex.compile(
    r"(?:政协|人大|省委|市委|区委|县委|州委|党委|委员会)?(?:委员|代表(?!性)|常委|书记|主席)(?!会)"
    r"|(?:省|市|县|区|州|旗|盟)?(?:副)?(?:省|市|县|区|州|旗|盟)长(?!期|江|度|三|株|效)|特首|行政长官"
    r"|[市省县区州]?(?:委|政府|政协|人大|纪委|法院|检察院|发改委|工信厅)(?![员托任屈婉培])|大湾区办|办(?=获悉|介绍)"
    r"|代表团|大开发|陆海新通道|大屠杀|起义|事变|战役|会战|会议精神|保卫战|解放战争"
    r"|\p{Han}{0,8}(?:科学城|科创走廊|科创大走廊|创新走廊|产业园|高新区|经开区|开发区|自贸区|自贸试验区|自由贸易港|保税区|口岸|海关|机场|港(?!口|澳)|大学|学院|日报|晚报|电视台)"
)
# 巴中至南充高铁, 崇左至凭祥段: both ends of a line.
_LINE_END = regex.compile(
    r"\p{Han}{0,4}?(?:高速铁路|高速公路|铁路|高铁|高速|公路|城际|专线|航线|班列|管道|输变电|特高压|直流|段)"
)
_JOINTS = ("至", "到", "—", "——", "－", "-")
_REACH = 40


def nest(context: Context) -> Iterator[RegionMention]:
    """The mentions, `nested` and `inside` set where an organisation, a document, a post, a line … holds them."""
    regions = sorted(context.regions, key=lambda mention: (mention.start, mention.end))
    holders = sorted(_holders(context, regions), key=lambda holder: (holder.start, -holder.end))
    starts = [holder.start for holder in holders]
    for mention in regions:
        inside = _around(holders, starts, mention)
        if inside and mention.region.level == "country" and _is_name(context, inside):
            continue  # 中国 in 中国节水协会 is no mention
        yield replace(mention, nested=True, inside=inside) if inside else mention


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
        yield Stretch(body.start, body.end)
    for person in context.people:
        for title in person.titles:
            yield Stretch(title.start, title.end)
    chain = 0
    for index, mention in enumerate(regions):
        before = regions[index - 1] if index else None
        if before is None or before.end != mention.start:
            chain = mention.start
        if match := _OPENED.match(context.text, mention.end):
            yield Stretch(chain, match.end())
        if before and context.text[before.end : mention.start] in _JOINTS and mention.start > before.end:
            match = _LINE_END.match(context.text, mention.end)
            if match:
                yield Stretch(_first(regions, index - 1), match.end())


def _first(regions: Sequence[RegionMention], index: int) -> int:
    """The start of the chain of names that ends with this one: 四川|巴中."""
    while index and regions[index - 1].end == regions[index].start:
        index -= 1
    return regions[index].start
