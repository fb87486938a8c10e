"""Time expressions of a text, with the years that they cover."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge

from zhibiao.components.periods.forms import (
    KINDS,
    NUMBER,
    PATTERN,
    PERIODS,
    PLAN_NAME,
    YEAR,
    PeriodEntry,
    Words,
    load_words,
)
from zhibiao.model import Period
from zhibiao.numerals import parse, plain

_YEAR = re.compile(YEAR, re.VERBOSE)
_PLAN = re.compile(PLAN_NAME)
_PLAN_NUMBER = re.compile(rf"{PLAN_NAME}|第({NUMBER})个")
_COUNT = re.compile(NUMBER)
_HAN = str.maketrans("〇○零一二三四五六七八九", "000123456789", " ")
_RELATIVE = {"今": 0, "明": 1}
_FIRST_PLAN, _THIRD_PLAN = 1953, 1966  # three years of adjustment lie between the second plan and the third
# 增长 and its kin end the expression: 5年增长1.6倍 is a duration of five years.
_TAIL = re.compile(r"(?:增长|增加|提升|提高|下降|减少|累计)\Z")
_NUMBERING = re.compile(r"(?:\A|[\n。；;：:，,、\s])\d{1,2}\.\Z")
_MULTIPLIERS = "一二三四五六七八九十百千万亿"


def find_periods(text: str, reference_year: int | None = None, words: Words | None = None) -> Iterator[Period]:
    """The time expressions of a text; `reference_year` is what 今年 means, for the years of the relative ones.

    >>> [(p.kind, p.first, p.last) for p in find_periods("“十四五”时期，到2025年", 2021)]
    [('plan', 2021, 2025), ('deadline', 2025, 2025)]
    """
    text = plain(text)
    written, named = _written(text, reference_year), _named(text, reference_year, words or load_words())
    free = 0
    for period in merge(written, named, key=lambda one: (one.start, -one.end)):
        if period.start >= free:
            free = period.end
            yield period


def _written(text: str, reference: int | None) -> Iterator[Period]:
    for match in PATTERN.finditer(text):
        name = match.lastgroup or "date"
        start, end = match.span()
        words = match[0]
        if name == "span" and (tail := _TAIL.search(words)):
            end -= len(tail[0])
        if name == "noise" or not _bounded(text, start, end, name):
            continue
        first, last = _years(words, name, reference)
        kind = KINDS.get(name, name)
        yield Period(start, end, kind, first, last, (f"periods:{name}",))  # type: ignore[arg-type]


def _named(text: str, reference: int | None, words: Words) -> Iterator[Period]:
    for start, end, entry in words.find(text):
        first, last = _of_entry(entry, reference)
        yield Period(start, end, entry.kind, first, last, (PERIODS.id(entry),))


def _of_entry(entry: PeriodEntry, reference: int | None) -> tuple[int | None, int | None]:
    if entry.years is None or reference is None:
        return None, None
    return reference + entry.years[0], reference + entry.years[1]


def _bounded(text: str, start: int, end: int, name: str) -> bool:
    """Not the tail of a longer number (3.2025年), not 十二五 in 二十二五, not 三时 in 小时."""
    before = text[start - 1] if start else ""
    if before == "." and text[start].isdigit() and not _NUMBERING.search(text, max(0, start - 4), start):
        return False
    if name == "plan" and text[start] not in '“"‘第':
        # 一五 and 三五 are plans only in quotation marks or with what follows.
        bare = _PLAN.match(text, start, end)
        if bare and end - start == len(bare[0]) and (len(bare[0]) < 3 or before in _MULTIPLIERS):
            return False
    return not (name == "clock" and before == "小")


def _years(words: str, name: str, reference: int | None) -> tuple[int | None, int | None]:
    found = [int(year.translate(_HAN).replace(" ", "")) for year in _YEAR.findall(words)]
    if found:
        return found[0], None if name == "since" else found[-1]
    if name == "year":
        return 2000 + int(words[:2]), 2000 + int(words[:2])
    if name == "plan":
        return _plan(words)
    if name == "deadline":
        return _relative(words, reference)
    return _span(words, reference) if name == "span" else (None, None)


def _relative(words: str, reference: int | None) -> tuple[int | None, int | None]:
    """到明年底 is the year after the text's."""
    offset = next((_RELATIVE[character] for character in words if character in _RELATIVE), None)
    return (None, None) if offset is None or reference is None else (reference + offset, reference + offset)


def _plan(words: str) -> tuple[int | None, int | None]:
    """十四五 is the fourteenth plan, 2021–2025; its end (十三五末) and its first year (开局之年) are one year each."""
    name = _PLAN_NUMBER.search(words)
    if name is None:
        return None, None
    number = parse(name[1] if name[1] else name[0][:-1])
    if number is None or not 1 <= number <= 20:
        return None, None
    first = _FIRST_PLAN + 5 * (int(number) - 1) if number < 3 else _THIRD_PLAN + 5 * (int(number) - 3)
    if words.endswith("末") or "收官" in words:
        return first + 4, first + 4
    return (first, first) if "开局" in words else (first, first + 4)


def _span(words: str, reference: int | None) -> tuple[int | None, int | None]:
    """过去五年 ends with the year before the text's, 未来五年 begins with the text's own."""
    count = _COUNT.search(words)
    number = parse(count[0]) if count else None
    if reference is None or number is None or "年" not in words:
        return None, None
    if words.startswith(("过去", "近", "最近")) or words.endswith("来"):
        return reference - int(number), reference - 1
    if words.startswith(("未来", "今后")):
        return reference, reference + int(number) - 1
    return None, None
