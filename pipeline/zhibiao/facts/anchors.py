"""The words that set the year of the values after them: 2024年, 去年, 到2025年末, 上半年, 目前; and those that unset it.

比上年 and 较2020年 name what a value is compared with; 每年 and 近年来 say no year; 2024年 in a document's name tells only
the year for which its targets are meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import regex

from zhibiao.facts.anchor_words import anchor_words
from zhibiao.facts.context import Context
from zhibiao.model import Period, value

Use = Literal["governing", "baseline", "start", "document", "clearing"]


@value
class Anchor:
    """A time expression as evidence: its `year` (the last one it covers), what it does, and where its power ends.

    `use`: `governing` sets the year of what follows; `start` of the value that a change started from (由2020年的7.2%);
    `baseline` is compared with; `document` stands in a document's name; `clearing` says that what follows has no one year
    (近年来, 每年; 目前 where the text has no date).
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


_FROM = re.compile(r"(?:由|从|自)[^，。；：]{0,3}+\Z")
_TIMES = re.compile(r"(?:末|底|时期|同期)?的[\d.一二两三四五六七八九十]{1,6}(?:余|多)?(?:倍|个百分点|%)")
# 示范区2019年开园以来，累计…
_SINCE = regex.compile(r"\p{Han}{2,14}?以来")
_BASIS = re.compile(r"[^，。；\n]{2,30}?(?=基础(?:之)?上)")
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
    at = 0
    for period in context.periods:
        first, last = years_of(period, context, reference)
        floating = period.last is None and last is not None
        if period.kind in {"part", "date"} and named is not None and _same_clause(context.text, at, period.start):
            first, last, floating = named.first, named.last, False  # 2008年第四季度, 今年一月至九月
            at = period.end
        elif period.kind in {"year", "relative"} and period.last is not None:
            named, at = period, period.end
        if period.kind in {"clock"} or (last is None and period.kind not in {"since", "duration"}):
            continue
        whole = period if at != period.end or named is None else replace(period, start=named.start)
        if succeeded := _succeeded(context, period):
            yield Anchor(period.start, period.end, "governing", last, first, until=succeeded)
            continue
        use = _use(context, whole, last)  # 高于2022年四季度
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
            _multiplied(context, period) or _until(context, period.start),
            floating=floating,
        )


def _same_clause(text: str, start: int, end: int) -> bool:
    return end - start <= 4 and not any(mark in text[start:end] for mark in "，。；：\n")


_SUCCESSION = re.compile(r"[^，。；]{0,24}?后")


def _succeeded(context: Context, period: Period) -> int | None:
    """Where the power of a time behind 继 ends: 继2007年突破100亿元|后，又突破150亿元."""
    if period.last is None or not context.text.startswith("继", period.start - 1):
        return None
    match = _SUCCESSION.match(context.text, period.end)
    return match.end() if match else None


_MULTIPLE = re.compile(r"的?[\d.]+[^，。；\d]{0,6}(?=的[\d.一二两三四五六七八九十]{1,6}(?:余|多)?(?:倍|%))")


def _multiplied(context: Context, period: Period) -> int | None:
    """Where the power of a base's time ends: 是“十五”期间218亿元|的2.6倍."""
    match = _MULTIPLE.match(context.text, period.end)
    return match.end() if match else None


_LOOKS_ROUND = frozenset({"report", "plan", "statistics"})
"""In these 过去五年 and 未来五年 are counted from the article's year; elsewhere 近五年来 says no year."""


def _use(context: Context, period: Period, last: int | None) -> Use | None:
    text, known = context.text, anchor_words(context.rules)
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
        within = not text.startswith("来", period.end) and not opens(context, period.start)
        ahead = text.startswith(("未来", "今后"), period.start)
        return None if within and not ahead and text[period.end - 1] != "来" else "clearing"  # 汇聚了近十年产品数据
    if period.kind == "relative" and (text.startswith("同期", period.end) or text.startswith("同期", period.end - 2)):
        return "baseline"
    if known.in_force.match(text, period.end) or before.endswith(("继", "自从", "早在")):
        return None
    if known.reported.match(text, period.end):
        return "governing"
    if _in_document(context, period):
        return "document"
    if known.attribute.match(text, period.end) or _TIMES.match(text, period.end):
        return "baseline"
    if _FROM.search(before) and period.kind != "range" and not after.startswith(("以来", "起", "开始")):
        return "start"
    compared = (
        known.compares.match(after) and period.kind not in {"deadline", "part"} and known.compared.search(before[:-1])
    )
    if compared or known.compared.search(before):
        return "baseline"
    return "governing"


_RANGE_MARK = re.compile(r"[-—–－~～至到]")
_YEAR = re.compile(r"(?:19|20)\d{2}")


def _listed(words: str) -> tuple[int, ...]:
    return tuple(int(year) for year in _YEAR.findall(words)) if not _RANGE_MARK.search(words) else ()


_PLAN_NAME = re.compile(r"”?(?:[^，。；：、“”]{0,10}?)(?:规划|计划|纲要)(?:编制|制定|结合|实施|衔接|》)")


def _in_document(context: Context, period: Period) -> bool:
    sentence = context.sentence(period.start)
    before = context.text[max(sentence.start, period.start - _NEAR) : period.start]
    if before.rfind("《") > before.rfind("》"):
        return True
    if period.kind == "plan" and _PLAN_NAME.match(context.text, period.end):
        return True
    return (
        bool(anchor_words(context.rules).document.match(context.text, period.end))
        and "，" not in context.text[period.end : period.end + 4]
    )


def opens(context: Context, at: int) -> bool:
    """Whether what stands at `at` opens its clause (but for 到, 其中, 据介绍 …): 2024年，… but not 安排2022年重点工作."""
    clause = context.clause(at)
    return at - clause.start <= _NEAR and bool(
        anchor_words(context.rules).time_only.match(context.text[clause.start : at])
    )


def _until(context: Context, at: int) -> int | None:
    """The end of the brackets or of the 在…基础上 around `at`, beyond which an anchor says nothing."""
    if context.text.startswith("在", at - 1) and (basis := _BASIS.match(context.text, at)):
        return int(basis.end())
    sentence = context.sentence(at)
    before = context.text[max(sentence.start, at - _NEAR) : at]
    opened = max(before.rfind("（"), before.rfind("("))
    if opened <= max(before.rfind("）"), before.rfind(")")):
        return None
    closed = regex.compile("[）)]").search(context.text, at, min(sentence.end, at + _NEAR))
    return closed.start() if closed else None


def _words(context: Context, strong: bool) -> Iterator[Anchor]:
    reference, known = context.article.reference_year, anchor_words(context.rules)
    taken = [(period.start, period.end) for period in context.periods if period.kind != "clock"]
    starts = [start for start, _ in taken]
    for match in known.now.finditer(context.text):
        index = bisect_right(starts, match.start()) - 1
        if index >= 0 and taken[index][1] > match.start() and not match[0].endswith("以来"):
            continue
        if (
            context.text[match.end() : match.end() + 1].isdecimal()
            and context.text[match.start() - 1 : match.start()] in _TO
        ):
            continue  # 下降至目前80%的水平
        until = _until(context, match.start())
        topic = opens(context, match.start())
        if _FROM.search(context.text, max(0, match.start() - 3), match.start()):
            yield Anchor(match.start(), match.end(), "start", reference if strong else None, until=until)
            continue
        if strong and reference is not None:
            yield Anchor(match.start(), match.end(), "governing", reference, reference, (), topic, until, now=True)
        else:
            yield Anchor(match.start(), match.end(), "clearing", topic=topic, until=until, now=True)
    for match in known.none.finditer(context.text):
        if match[0] == "每年" and context.text.endswith("平均", 0, match.start()):
            continue  # 平均每年 is 年均
        if match[0] == "每年" and known.reaching.search(context.text, max(0, match.start() - 6), match.start()):
            continue  # 到2027年，产能达到每年50万吨
        yield Anchor(match.start(), match.end(), "clearing", topic=True, until=_until(context, match.start()))


_TO = frozenset("至到较比为")
_EARLY = 3
_AHEAD = re.compile(r"力争|预计|确保|计划|今年|将|目标|预期|有望|争取|要|拟|安排")
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
    if words == "全年" and published is not None and published.year == reference and published.month <= _EARLY:
        ahead = _AHEAD.search(context.text, max(0, period.start - 12), period.end + 6)
        year -= (
            ahead is None and context.article.kind == "news"
        )  # in February 全年接待游客3万人次 is of the year before
    return year, year
