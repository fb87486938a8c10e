"""The day of publication that the address of an article tells: …/2026/03/07/…, …/202603/t20260307_1.html, ?date=2026-03-07."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

import regex

_ADDRESS = re.compile(r"https?://[!-;=?-Z_a-z~]{1,500}+")
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12]\d|3[01])"
_DAYS: tuple[regex.Pattern[str], ...] = (
    regex.compile(rf"(?<!\d){_YEAR}(?P<mark>[-/_.]){_MONTH}(?P=mark){_DAY}(?!\d)"),
    regex.compile(rf"(?<!\d){_YEAR}-?{_MONTH}/?{_DAY}(?!\d)"),
    regex.compile(rf"(?<!\d){_YEAR}-?{_MONTH}/{_DAY}(?!\d)"),
    regex.compile(rf"(?<!\d){_YEAR}/{_MONTH}{_DAY}(?!\d)"),
    regex.compile(rf"(?<!\d){_YEAR}(?P<mark>[-/])(?P<month>[1-9])(?P=mark)(?P<day>[1-9]|[12]\d|3[01])(?!\d)"),
)


def day_of(address: str) -> date | None:
    """The day in an address, None where it holds none.

    >>> day_of("https://news.example.cn/202603/t20260307_12345.html")
    datetime.date(2026, 3, 7)
    >>> day_of("https://news.example.cn/item/20261399") is None
    True
    """
    for pattern in _DAYS:
        for match in pattern.finditer(address):
            try:
                return date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                continue
    return None


def dated_links(source: str) -> list[tuple[int, date]]:
    """The addresses in a text that tell a day, each with its place."""
    if "://" not in source:
        return []
    found = ((match.start(), day_of(match[0])) for match in _ADDRESS.finditer(source))
    return [(at, day) for at, day in found if day is not None]


def linked_day(links: Sequence[tuple[int, date]], start: int, end: int) -> date | None:
    """The day that the links in `[start, end)` agree on; None where they differ: those lead to other articles."""
    here = {day for _, day in links[bisect_left(links, start, key=_at) : bisect_left(links, end, key=_at)]}
    return here.pop() if len(here) == 1 else None


def _at(link: tuple[int, date]) -> int:
    return link[0]
