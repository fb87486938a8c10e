"""Title, date, outlet, kind and year of an article, from its head and its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import regex

from zhibiao.model import ArticleKind
from zhibiao.text.blocks import NUMBERED, Part, closed

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE = regex.compile(r"(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_HAN_DATE = regex.compile(
    r"([一二][〇○零九][〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_COMPACT = regex.compile(r"[（(]((?:19|20)\d{2})(\d{2})(\d{2})[)）]")
_YEAR = regex.compile(r"(?<![\d到至—–~\-])((?:19|20)\d{2})年(?![前底末]|[代])")
_REPORT_YEAR = regex.compile(r"((?:19|20)\d{2})年[^，。\n]{0,14}?政府工作报告")
_REPORT_TITLE = regex.compile(r"[^。，]{0,24}政府工作报告(?:[（(][^（）()]{2,16}[)）])?")
_REVIEWED = regex.compile(r"((?:19|20)\d{2})年(?:国内)?工作(?:的)?(?:回顾|总结)")
_KINDS: tuple[tuple[ArticleKind, regex.Pattern[str]], ...] = (
    ("report", regex.compile(r"工作报告|述职报告")),
    ("statistics", regex.compile(r"统计公报|经济运行|统计分析|国民经济|主要数据|统计快报")),
    ("plan", regex.compile(r"规划|行动计划|行动方案|实施方案|工作方案|纲要|三年行动")),
    ("notice", regex.compile(r"通知|办法|若干措施|若干政策|意见|规定|条例|细则|公告|决定")),
)
_SOURCE = regex.compile(r"来源\s*[:：]\s*([\p{Han}A-Za-z·]{2,16})")
_TRADITIONAL = frozenset("國會對發產業經濟應實設開關際題數務報說現點進種類當時間個們來為與後從電動學辦區縣鄉鎮億萬")
_SIMPLIFIED = frozenset("国会对发产业经济应实设开关际题数务报说现点进种类当时间个们来为与后从电动学办区县乡镇亿万")


def title_of(parts: Sequence[Part]) -> tuple[str | None, str | None]:
    """Title and subtitle: the first heading at the head, and a second one right behind it."""
    head = [part for part in parts[:12] if part.kind in {"heading", "paragraph"}]
    report = next((part.text for part in head if _REPORT_TITLE.fullmatch(part.text)), None)
    for index, part in enumerate(head):
        if NUMBERED.match(part.text):
            break
        if part.line.hashes or (part.kind == "heading" and len(part.text) > 4 and index <= 3):
            follower = head[index + 1] if index + 1 < len(head) else None
            subtitle = None
            if follower is not None and follower.text.startswith(("——", "—")) and len(follower.text) <= 60:
                subtitle = follower.text.lstrip("—")
            return report or part.text, subtitle
        if part.kind == "paragraph" and not closed(part.text) and len(part.text) <= 40 and index == 0:
            return report or part.text, None
    return report, None


def published_in(texts: Iterable[str]) -> date | None:
    """The first full date in the head lines."""
    for text in texts:
        if len(text) > 160:
            text = text[:160]
        for pattern in (_DATE, _COMPACT):
            if match := pattern.search(text):
                return _date(int(match[1]), int(match[2]), int(match[3]))
        if match := _HAN_DATE.search(text):
            return _date(int(match[1].translate(_DIGITS)), _small(match[2]), _small(match[3]))
    return None


def _small(han: str) -> int:
    if "十" not in han:
        return int(han.translate(_DIGITS))
    tens, _, ones = han.partition("十")
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_DIGITS)) if ones else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def kind_of(title: str | None, text: str) -> ArticleKind:
    """By the title; without a telling one, by the words of the head."""
    for kind, pattern in _KINDS:
        if title and pattern.search(title):
            return kind
    if "各位代表" in text[:800]:
        return "report"
    if text[:400].count("同比") >= 3:
        return "statistics"
    if "奖补" in text and text.count("责任单位") >= 2:
        return "notice"
    return "news"


def reference_year(title: str | None, published: date | None, text: str) -> int | None:
    """The year that 今年 means: a report's own, the publication's, else the latest that the text speaks of as reached.

    >>> reference_year(None, None, "多地2024年政府工作报告提及，2023年增长5%。")
    2024
    """
    head = text[:400]
    if title and "报告" in title and (match := _REPORT_YEAR.search(title)):
        return int(match[1])
    if match := _REVIEWED.search(text[:3000]):
        return int(match[1]) + 1
    if published is not None:
        return published.year
    if match := _REPORT_YEAR.search(head):
        return int(match[1])
    years = Counter(int(year) for year in _YEAR.findall(text))
    return max(years) if years else None


def outlet_of(parts: Sequence[Part]) -> str | None:
    """来源：大众日报 → 大众日报."""
    for part in parts[:12]:
        if match := _SOURCE.search(part.text):
            return match[1]
    return None


def traditional(text: str) -> bool:
    """Whether traditional characters outweigh simplified ones in the first ten thousand characters."""
    sample = text[:10_000]
    old = sum(1 for character in sample if character in _TRADITIONAL and character not in _SIMPLIFIED)
    new = sum(1 for character in sample if character in _SIMPLIFIED and character not in _TRADITIONAL)
    return old > new
