"""The words that set the year of the values after them: 2024年, 去年, 到2025年末, 上半年, 目前; and those that unset it.

比上年 and 较2020年 name what a value is compared with; 每年 and 近年来 say no year; 2024年 in a document's name tells only
the year for which its targets are meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from zhibiao.facts.context import Context
from zhibiao.model import Period

Use = Literal["governing", "baseline", "start", "own", "document", "clearing"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time expression as evidence: its `year` (the last one it covers), what it does, and where its power ends.

    `use`: `governing` sets the year of what follows; `own` only of the number right behind it (2023年的1.2亿元); `start` of the
    value that a change started from (由2020年的7.2%); `baseline` is compared with; `document` stands in a document's name;
    `clearing` says that what follows has no one year (近年来, 每年; 目前 where the text has no date).
    `years` are all years it lists (2015和2016年 … 分别). `topic`: it opens its clause. `until`: it says nothing beyond.
    `now`: it is 目前 or the like. `floating`: it names no year itself (全年, 4月11日).
    """

    start: int
    end: int
    use: Use
    year: int | None = None
    first: int | None = None
    years: tuple[int, ...] = ()
    topic: bool = False
    until: int | None = None
    now: bool = False
    floating: bool = False


_NOW = re.compile(
    r"(?:截至)?(?:(?<!项)目前|当前|(?<![出体实表呈显])现在|如今|眼下|迄今(?:为止)?|至今|现有(?=[^，。；]{0,20}?\d)|今天(?!的)|今日|日前|近日|昨天|昨日|当下)(?:为止)?|年初以来|今年以来|(?:开年|入[春夏秋冬]|入汛)以来"
)
_NONE = re.compile(
    r"每年|每到|近年来?|多年来?|历年来?|往年|一直以来|长期以来|[一二三四五六七八九十百\d]{1,4}(?:多|余)?年来|常年"
)
_COMPARED = re.compile(
    r"(?:比|较|与|同|和|相比|对比|相对于|高于|低于|多于|少于|超过?|好于|快于|慢于|优于|按|以)[^，。；：、比较]{0,2}+\Z"
)
_COMPARES = regex.compile(
    r"(?:同期|全年|年?末|年?底|水平|时|的水平){0,2}+(?:相比|比较|为基(?:期|数|准)|不变价|价格计算|(?:增长|提高|增加|下降|减少|多|少|翻))"
)
_FROM = re.compile(r"(?:由|从|自)[^，。；：]{0,3}+\Z")
_OWN = regex.compile(r"(?:的|时的|同期的?|末的?|底的?){1,2}+(?:约|近|超|不到|不足)?\Z")
# 2035年远景目标, “十四五”批复的基地 and “十三五”时期的2.2倍 tell no year of the value.
_ATTRIBUTE = re.compile(
    r"(?:远景目标|碳达峰|碳中和|愿景|前?后?与?同步|(?:批复|确定|规划|建成|开工|获批|下达|结转|启动|遗留)的)"
)
_TIMES = re.compile(r"(?:末|底|时期|同期)?的[\d.一二两三四五六七八九十]{1,6}(?:余|多)?(?:倍|个百分点|%)")
# 示范区2019年开园以来，累计…
_SINCE = regex.compile(r"\p{Han}{2,14}?以来")
_REPORTED = re.compile(r"(?:年报|年度报告|财报|统计公报|年鉴)(?:数据)?(?:显示|披露|表明)")
# 自2024年8月1日起施行，有效期3年.
_IN_FORCE = re.compile(r"起?(?:正式)?(?:施行|试行|执行|生效|实施(?=[，。；]))")
_DOCUMENT = re.compile(
    r"《|(?:的)?[^，。；：、“”《》]{0,10}?(?:政府工作报告|工作报告|工作要点|年报|公报|年鉴|白皮书|蓝皮书|预算报告|计划报告|峰会|大会|年会|论坛|博览会|首场)"
)
_TIME_ONLY = regex.compile(
    r"(?:“|‘|但|而|又|且|其中|特别是|尤其是|此外|同时|另外|到|至|在|从|自|截至|截止到?|截止|预计|力争|确保|计划|争取|据[^，]{0,14}|仅|早在|于|按照[^，]{0,10}|根据[^，]{0,10}|[一二三四五六七八九]是|——|—|[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）]|\s)*+\Z"
)


_NEAR = 120
"""Brackets, book titles and openings are looked for within so many characters."""


def find_anchors(context: Context, strong: bool) -> list[Anchor]:
    """All anchors of an article in text order; `strong`: its own year is known from a date or from the text's own words."""
    found = list(_periods(context, strong)) + list(_words(context, strong))
    found.sort(key=lambda anchor: (anchor.start, anchor.end))
    return found


def _periods(context: Context, strong: bool) -> Iterator[Anchor]:
    reference = context.article.reference_year if strong else None
    named: Period | None = None
    for period in context.periods:
        first, last = years_of(period, context, reference)
        floating = period.last is None and last is not None
        if period.kind == "part" and named is not None and _same_clause(context.text, named.end, period.start):
            first, last, floating = named.first, named.last, False  # 2008年第四季度
        elif period.kind in {"year", "relative"} and period.last is not None:
            named = period
        if period.kind in {"clock"} or (last is None and period.kind not in {"since", "duration"}):
            continue
        use = _use(context, period, last)
        if use is None:
            continue
        yield Anchor(
            period.start,
            period.end,
            use,
            last,
            first,
            _listed(context.text[period.start : period.end]),
            opens(context, period.start),
            _until(context, period.start),
            floating=floating,
        )


def _same_clause(text: str, start: int, end: int) -> bool:
    return end - start <= 4 and not any(mark in text[start:end] for mark in "，。；：\n")


_LOOKS_ROUND = frozenset({"report", "plan", "statistics"})
"""In these 过去五年 and 未来五年 are counted from the article's year; elsewhere 近五年来 says no year."""


def _use(context: Context, period: Period, last: int | None) -> Use | None:
    text = context.text
    before = text[max(0, period.start - 8) : period.start]
    after = text[period.end : period.end + 16]
    if period.kind in {"since", "duration"} and last is None:
        return (
            "clearing"
            if text[period.start : period.end].endswith(("来", "起")) and opens(context, period.start)
            else None
        )
    if period.kind in {"year", "date"} and _SINCE.match(text, period.end):
        return "clearing" if opens(context, period.start) else None
    if period.kind == "duration" and context.article.kind not in _LOOKS_ROUND:
        return "clearing"
    if period.kind == "relative" and (text.startswith("同期", period.end) or text.startswith("同期", period.end - 2)):
        return "baseline"
    if _IN_FORCE.match(text, period.end) or before.endswith(("继", "自从", "早在")):
        return None
    if _REPORTED.match(text, period.end):
        return "governing"
    if _in_document(context, period):
        return "document"
    if _ATTRIBUTE.match(text, period.end) or _TIMES.match(text, period.end):
        return "baseline"
    if _FROM.search(before) and not after.startswith(("以来", "起", "开始")):
        return "start"
    compared = _COMPARES.match(after) and period.kind not in {"deadline", "part"} and _COMPARED.search(before[:-1])
    if compared or _COMPARED.search(before):
        return "baseline"
    return "governing"


_RANGE_MARK = re.compile(r"[-—–－~～至到]")
_YEAR = re.compile(r"(?:19|20)\d{2}")


def _listed(words: str) -> tuple[int, ...]:
    return tuple(int(year) for year in _YEAR.findall(words)) if not _RANGE_MARK.search(words) else ()


def _in_document(context: Context, period: Period) -> bool:
    sentence = context.sentence(period.start)
    before = context.text[max(sentence.start, period.start - _NEAR) : period.start]
    if before.rfind("《") > before.rfind("》"):
        return True
    return bool(_DOCUMENT.match(context.text, period.end)) and "，" not in context.text[period.end : period.end + 4]


def opens(context: Context, at: int) -> bool:
    """Whether what stands at `at` opens its clause (but for 到, 其中, 据介绍 …): 2024年，… but not 安排2022年重点工作."""
    clause = context.clause(at)
    return at - clause.start <= _NEAR and bool(_TIME_ONLY.match(context.text[clause.start : at]))


def _until(context: Context, at: int) -> int | None:
    """The end of the brackets around `at`, beyond which an anchor says nothing."""
    sentence = context.sentence(at)
    before = context.text[max(sentence.start, at - _NEAR) : at]
    opened = max(before.rfind("（"), before.rfind("("))
    if opened <= max(before.rfind("）"), before.rfind(")")):
        return None
    closed = regex.compile("[）)]").search(context.text, at, min(sentence.end, at + _NEAR))
    return closed.start() if closed else None


def _words(context: Context, strong: bool) -> Iterator[Anchor]:
    reference = context.article.reference_year
    taken = [(period.start, period.end) for period in context.periods if period.kind != "clock"]
    starts = [start for start, _ in taken]
    for match in _NOW.finditer(context.text):
        index = bisect_right(starts, match.start()) - 1
        if index >= 0 and taken[index][1] > match.start() and not match[0].endswith("以来"):
            continue
        until = _until(context, match.start())
        topic = opens(context, match.start())
        if _FROM.search(context.text, max(0, match.start() - 3), match.start()):
            yield Anchor(match.start(), match.end(), "start", reference if strong else None, until=until)
            continue
        if strong and reference is not None:
            yield Anchor(match.start(), match.end(), "governing", reference, reference, (), topic, until, now=True)
        else:
            yield Anchor(match.start(), match.end(), "clearing", topic=topic, until=until, now=True)
    for match in _NONE.finditer(context.text):
        if match[0] == "每年" and _A_YEAR.search(context.text, max(0, match.start() - 6), match.start()):
            continue  # 到2027年，产能达到每年50万吨
        yield Anchor(match.start(), match.end(), "clearing", topic=True, until=_until(context, match.start()))


_A_YEAR = re.compile(r"(?:达到?|提高到|增加到|为|至|不低于|超过?|约)\Z")
_MONTH = re.compile(r"(\d{1,2}|十[一二]|[一二三四五六七八九十])月")
_HAN = {han: number for number, han in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}


def years_of(period: Period, context: Context, reference: int | None) -> tuple[int | None, int | None]:
    """The years that a period covers; 4月11日, 上半年, 前11个月 are of the article's year, 12月 in January of the year before."""
    if period.last is not None or period.kind not in {"date", "part"} or reference is None:
        return period.first, period.last
    words = context.text[period.start : period.end]
    if words in {"同期", "期末", "年代"} or words.endswith(("世纪", "年代")):
        return None, None
    year = reference
    published = context.article.published
    if published is not None and published.year == reference and (months := _MONTH.findall(words)):
        month = _HAN.get(months[-1]) or int(months[-1] if months[-1].isdigit() else 1)
        if month >= 10 and published.month <= 3:
            year -= 1
    return year, year
