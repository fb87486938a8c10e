"""Title, date, outlet, kind and year of an article, from its head and its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

import regex

from zhibiao.model import ArticleKind
from zhibiao.text.blocks import Part

DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_HAN_DATE = re.compile(
    r"([一二][〇○零九][〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_COMPACT = re.compile(r"[（(]((?:19|20)\d{2})(\d{2})(\d{2})[)）]")
_KINDS: tuple[tuple[ArticleKind, regex.Pattern[str]], ...] = (
    ("report", regex.compile(r"工作报告|述职报告|计划草案|计划执行情况|预算草案|预算执行情况")),
    (
        "statistics",
        regex.compile(
            r"统计公报|经济运行|运行(?:情况|报告|分析|态势)|产销情况|统计分析|国民经济(?!和社会发展[^，。\s]{0,12}(?:规划|纲要))|主要数据|统计快报"
        ),
    ),
    ("plan", regex.compile(r"规划|行动计划|行动方案|实施方案|工作方案|纲要|三年行动")),
    ("notice", regex.compile(r"通知|办法|若干措施|若干政策|意见|规定|条例|细则|公告|决定")),
)
_ORDERS = re.compile(r"(?:提出|制定|制订)(?:以下|如下|本)(?:实施|指导|工作)?(?:意见|方案|措施|办法|规划|计划|细则)")
_BULLETIN = re.compile(r"^一[、.．]\s?综\s{0,3}合\s*$", re.MULTILINE)  # the first part of every 统计公报
# 八、教育、科技、医疗卫生和旅游: a later part of one
_PART = re.compile(
    r"^[一二三四五六七八九十]{1,3}[、.．]\s?[^，。；：\n]{0,16}(?:农业|工业|建筑业|投资|贸易|对外经济|交通|邮电|财政|金融|教育|科技|科学技术|文化|卫生|人口|居民生活|人民生活"
    r"|社会保障|资源环境|资源、环境)[^，。；：\n]{0,16}$",
    re.MULTILINE,
)
_YEARLY = re.compile("全年|年末|年底")
_FIRST_PARTS, _OFTEN = 3000, 4
_TOLD = re.compile(r"消息[*\s]{0,4}[（(：:]|央视网|新华社|本报(?:讯|记者)|\d日(?:电|讯)|记者从")
_DOCUMENT_TITLE = re.compile(  # …发展规划（2026—2030年）; not 就规划编制作出重要指示
    r"^关于|(?:规划|计划|方案|纲要|三年行动|通知|办法|措施|政策|意见|规定|条例|细则|公告|决定)(?:[（(][^（）()]{1,20}[)）])?》?\s*$"
)
_SOURCE = regex.compile(r"来源\s*[:：]\s*([\p{Han}A-Za-z·]{2,16})")
_REPORTED = re.compile(r"记者|通讯员|(?<=日)(?:电|讯)|本报讯")
NUMBERED = regex.compile(  # 皖政办秘〔2024〕56号 at the beginning of a line: the document's own number
    r"^\s{0,8}+(?:发文字号|文号|索引号)?[：\s]{0,3}+(?!根据|按照|依据|依照|贯彻|落实|参照)\p{Han}{2,12}[〔［\[【（]((?:19|20)\d{2})[〕］\]】）]\s?第?\d{1,5}\s?号(?!文|精神|的|要求)",
    regex.MULTILINE,
)
_TRADITIONAL = frozenset("國會對發產業經濟應實設開關際題數務報說現點進種類當時間個們來為與後從電動學辦區縣鄉鎮億萬")
_SIMPLIFIED = frozenset("国会对发产业经济应实设开关际题数务报说现点进种类当时间个们来为与后从电动学办区县乡镇亿万")
_OLD, _NEW = _TRADITIONAL - _SIMPLIFIED, _SIMPLIFIED - _TRADITIONAL


def published_in(texts: Iterable[str]) -> date | None:
    """The first full date in the head lines."""
    for text in texts:
        if len(text) > 160:
            text = text[:160]
        for pattern in (_DATE, _COMPACT):
            if match := pattern.search(text):
                return _date(int(match[1]), int(match[2]), int(match[3]))
        if match := _HAN_DATE.search(text):
            return _date(int(match[1].translate(DIGITS)), _small(match[2]), _small(match[3]))
    return None


_SPOKEN = regex.compile(
    r"(?:今天|今日|昨天|昨日|时间|日期|发布|发表于|更新)[（(：:于\s]{0,3}+(?P<day>(?:19|20)\d{2}[年./-]\d{1,2}[月./-]\d{1,2})(?!\d)"
    r"|(?P<day>(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)(?:电|讯|，记者从)"
)


def spoken_day(text: str) -> str | None:
    """The day that running text calls its own: 今天（2024年4月2日）, 北京2024年4月2日电; not that of an event long ago.

    >>> spoken_day("2012年9月15日，大桥开工。"), spoken_day("今天（2024年4月2日），大桥通车。")
    (None, '2024年4月2')
    """
    match = _SPOKEN.search(text, 0, 160)
    return match["day"] if match else None


def _small(han: str) -> int:
    if "十" not in han:
        return int(han.translate(DIGITS))
    tens, _, ones = han.partition("十")
    return (int(tens.translate(DIGITS)) if tens else 1) * 10 + (int(ones.translate(DIGITS)) if ones else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _run_on(text: str) -> str | None:
    """The title of a document whose lines were run together: 2020年滨海县统计公报|2020年，…"""
    first = text[:_LONGEST].partition(" ")[0]
    return first if len(first) < _LONGEST and _DOCUMENT.search(first) else None


_LONGEST = 45
_DOCUMENT = re.compile("(?:公报|报告|规划|方案|意见|通知|计划|办法|措施)\\Z")


def _issued(head: str) -> ArticleKind | None:
    """What a document with a number is, by its opening: 制定如下实施方案, 提出以下指导意见."""
    return next((kind for kind, pattern in _KINDS if kind in {"plan", "notice"} and pattern.search(head)), None)


def kind_of(title: str | None, text: str) -> ArticleKind:
    """By the title; without a telling one, by the words of the head."""
    title = title or _run_on(text)
    for kind, pattern in _KINDS:
        if title and pattern.search(title):
            told = kind in {"plan", "notice"} and _TOLD.search(text[:200]) and not _DOCUMENT_TITLE.search(title)
            return "news" if told else kind
    if "各位代表" in text[:800]:
        return "report"
    if NUMBERED.search(text, 0, 300) and (issued := _issued(text[:800])) is not None:
        return issued
    if (
        _ORDERS.search(text, 0, 1200)
        and not _REPORTED.search(text[:200])
        and (issued := _issued(text[:800])) is not None
    ):
        return issued
    if _BULLETIN.search(text, 0, 1200) or (_PART.search(text) and len(_YEARLY.findall(text[:_FIRST_PARTS])) >= _OFTEN):
        return "statistics"
    if text[:400].count("同比") >= 3 and not (title and regex.search("快讯|联播|要闻", title)):
        return "news" if _REPORTED.search(text[:400]) else "statistics"
    if "奖补" in text and text.count("责任单位") >= 2:
        return "notice"
    return "news"


def outlet_of(parts: Sequence[Part]) -> str | None:
    """Who publishes it, as the head says: 来源：大众日报; 央视网消息; 新华社北京1月1日电; 贵州日报天眼新闻记者.

    >>> outlet_in("据新华社北京1月1日电（记者李文博）今天，")
    '新华社'
    """
    return next((outlet for part in parts[:_OUTLET_LINES] if (outlet := outlet_in(part.text)) is not None), None)


def outlet_in(line: str) -> str | None:
    """The outlet that a line of the head names."""
    if match := _SOURCE.search(line) or _DATELINE.match(line):
        return str(match[1])
    return None


_OUTLET_LINES = 12
_DATELINE = regex.compile(
    r"[\s*【（(]{0,4}+据?((?:新华社|央视网|央视新闻|人民网|新华网|中新网|中新社|中国新闻网|光明网|澎湃新闻)|[\p{Han}]{2,8}?(?:日报|晚报|时报|晨报|早报|商报))"
    r"[\s*]{0,4}+(?:消息|讯|[\p{Han}]{0,8}\d{1,2}月\d{1,2}日电|[\p{Han}·]{0,12}记者|电)"
)


def traditional(text: str) -> bool:
    """Whether traditional characters outweigh simplified ones in the first ten thousand characters."""
    sample = text[:10_000]
    return not _OLD.isdisjoint(sample) and sum(map(_OLD.__contains__, sample)) > sum(map(_NEW.__contains__, sample))
