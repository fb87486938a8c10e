"""Title, date, outlet, kind and year of an article, from its head and its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

import regex

from zhibiao.model import ArticleKind
from zhibiao.text.blocks import Part
from zhibiao.text.congresses import year_of_congress

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_HAN_DATE = re.compile(
    r"([一二][〇○零九][〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_COMPACT = re.compile(r"[（(]((?:19|20)\d{2})(\d{2})(\d{2})[)）]")
_YEAR = re.compile(
    r"(?<![\d到至—–~\-])(?<![规预确]定的)((?:19|20)\d{2})年(?![前底末代起]|(?:度)?的?(?:指标|目标|远景|规划|开始))"
)
_REPORT_YEAR = re.compile(r"((?:19|20)\d{2})年[^，。\n]{0,14}?政府工作报告")
_REVIEWED = re.compile(r"((?:19|20)\d{2})年(?:国内)?工作(?:的)?(?:回顾|总结)")
_KINDS: tuple[tuple[ArticleKind, regex.Pattern[str]], ...] = (
    ("report", regex.compile(r"工作报告|述职报告|计划草案|计划执行情况|预算草案|预算执行情况")),
    (
        "statistics",
        regex.compile(r"统计公报|经济运行|运行(?:情况|报告|分析|态势)|产销情况|统计分析|国民经济|主要数据|统计快报"),
    ),
    ("plan", regex.compile(r"规划|行动计划|行动方案|实施方案|工作方案|纲要|三年行动")),
    ("notice", regex.compile(r"通知|办法|若干措施|若干政策|意见|规定|条例|细则|公告|决定")),
)
_TOLD = re.compile(r"消息[*\s]{0,4}[（(：:]|央视网|新华社|本报(?:讯|记者)|\d日(?:电|讯)|记者从")
_DOCUMENT_TITLE = re.compile(  # …发展规划（2026—2030年）; not 就规划编制作出重要指示
    r"^关于|(?:规划|计划|方案|纲要|三年行动|通知|办法|措施|政策|意见|规定|条例|细则|公告|决定)(?:[（(][^（）()]{1,20}[)）])?》?\s*$"
)
_SOURCE = regex.compile(r"来源\s*[:：]\s*([\p{Han}A-Za-z·]{2,16})")
_REPORTED = re.compile(r"记者|通讯员|(?<=日)(?:电|讯)|本报讯")
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
            return _date(int(match[1].translate(_DIGITS)), _small(match[2]), _small(match[3]))
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
            told = kind in {"plan", "notice"} and _TOLD.search(text[:200]) and not _DOCUMENT_TITLE.search(title)
            return "news" if told else kind
    if "各位代表" in text[:800]:
        return "report"
    if text[:400].count("同比") >= 3 and not (title and regex.search("快讯|联播|要闻", title)):
        return "news" if _REPORTED.search(text[:400]) else "statistics"
    if "奖补" in text and text.count("责任单位") >= 2:
        return "notice"
    return "news"


def reference_year(title: str | None, published: date | None, text: str) -> int | None:
    """The year that 今年 means: a report's or a bulletin's own, the publication's, else what the text's words tell.

    >>> reference_year(None, None, "多地2024年政府工作报告提及，2023年增长5%。")
    2024
    >>> reference_year("2023年国民经济和社会发展统计公报", date(2024, 3, 1), "")
    2023
    """
    if title and "草案" in title and (years := _YEAR.findall(title)):
        return max(map(int, years))  # 2017年计划执行情况与2018年计划草案
    if title and (match := _REPORT_YEAR.search(title) or _STATISTICS_YEAR.search(title)):
        return int(match[1])
    head = _plain(text[:_HEAD])
    if match := _REVIEWED.search(head):
        return int(match[1]) + 1
    if published is not None:
        return published.year
    if (year := _year_of_address(head)) is not None:
        return year
    if match := _REPORT_YEAR.search(head[:400]):
        return int(match[1])
    if "各位代表" in head[:800] and (spoken := _looked_back(head)) is not None:
        return spoken + 1
    best = max(_votes(text).items(), key=lambda vote: (vote[1], vote[0]), default=None)
    return best[0] if best is not None else None


_HEAD = 3000


def _plain(text: str) -> str:
    """Years in full-width and Chinese digits as plain ones: １９９１年, 一九八二年, 1 9 9 3 年; a life's years are none."""
    wide = _SPREAD_YEAR.sub(lambda match: "".join(match[0].split()), text.translate(_WIDE))
    plain: str = _HAN_YEAR.sub(lambda match: match[0].translate(_DIGITS), wide)
    return _LIFE.sub("", plain)


_WIDE = str.maketrans("０１２３４５６７８９國會屆議關這從們", "0123456789国会届议关这从们")
_SPREAD_YEAR = re.compile(r"(?<![\d ])[12] [09](?: \d){2} ?(?=年)")
_LIFE = re.compile(
    r"(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出?生(?!产|态|活|物|育|鲜|猪|成|效|均|命)|入党|参加工作|参军|入伍|加入中国共产党)"
)
_HAN_YEAR = re.compile(r"[一二][〇○零九][〇○零一二三四五六七八九]{2}(?=年)")


def _year_of_address(head: str) -> int | None:
    """The year of the congress that is spoken to: 各位代表, …; other texts may speak of an earlier one."""
    return year_of_congress(head) if "各位代表" in head[:800] else None


_RUNNING = re.compile(r"((?:19|20)\d{2})年(?:国民经济)?(?:年度)?计划正在")  # 1980年计划正在顺利执行


def _looked_back(head: str) -> int | None:
    """The year that a report looks back on: the latest that its first pages name more than once."""
    if match := _RUNNING.search(head):
        return int(match[1]) - 1
    named = Counter(int(year) for year in _YEAR.findall(head))
    return max((year for year, count in named.items() if count > 1), default=None)


def attested(title: str | None, text: str, year: int) -> bool:
    """Whether the words themselves say that `year` is the article's own (2024年将…, 与2023年同期相比), not only the latest named.

    >>> attested(None, "2021年，全市生产总值达到8000亿元。", 2021)
    False
    """
    if title and str(year) in title:
        return True
    if _year_of_address(_plain(text[:_HEAD])) == year:
        return True
    head = _REPORT_YEAR.search(text[:400])
    return (head is not None and int(head[1]) == year) or _signs(_plain(text[:_SAMPLE]))[year] >= _ATTESTED


def reference(title: str | None, published: date | None, text: str, source: str) -> tuple[int | None, bool]:
    """The year that 今年 means and whether that is known, not guessed; other articles of the same source may tell it.

    >>> reference(None, None, "今年新增就业3万人。", "今年新增就业3万人。\\n1月1日电……2001年1月1日，……")
    (2001, True)
    """
    year = reference_year(title, published, text)
    if published is not None or (year is not None and attested(title, text, year)):
        return year, True
    page = _page_year(source[:_SAMPLE])
    if page is not None and (year is None or page >= year):
        return page, True
    return year, False


@lru_cache(maxsize=4)
def _page_year(head: str) -> int | None:
    """The year that the words of a whole source attest; each of its articles asks."""
    year = reference_year(None, None, head)
    return year if year is not None and attested(None, head, year) else None


_SAMPLE = 20_000
_ATTESTED = 3
_STATISTICS_YEAR = re.compile(
    r"((?:19|20)\d{2})年[^，。\n]{0,24}?(?:统计公报|经济运行|统计快报|国民经济|主要数据|主要指标|经济形势|统计监测|运行(?:情况|报告|分析|态势)|产销|发展情况|发展报告|白皮书|年度报告)"
)
_SAME = r"((?:19|20)\d{2})年"
_OWN_DAY = re.compile(r"(?<![年\d])(\d{1,2}月\d{1,2}日)(?:电|讯)|今天[（(，]?(\d{1,2}月\d{1,2}日)")
_FULL_DATE = re.compile(r"((?:19|20)\d{2})年(\d{1,2}月\d{1,2}日)")
_SIGNS: tuple[tuple[int, int, regex.Pattern[str]], ...] = (
    # 2024年，贵州将…, 2025年总收入有望…, 安排2022年重点工作, 启动2024年“春风行动”.
    (
        3,
        0,
        regex.compile(
            _SAME + r"，?[^。，；\n]{0,16}?(?:将|计划|预计|有望|力争|拟|要(?!求)|确保|[^。，\n]{0,6}目标任务)"
        ),
    ),
    (
        3,
        0,
        regex.compile(
            r"(?:安排|部署|做好|启动|公布|发布|提出|明确|印发)(?:了|好)?[^。，；\n\d]{0,8}" + _SAME + r"(?![底末前])"
        ),
    ),
    (
        3,
        0,
        regex.compile(
            _SAME
            + r"[^。，\n]{0,8}?(?:第一|第二|第三|第四|[一二三四])?(?:季度|上半年|前\d{1,2}个月|1\s?[-—至]\s?\d{1,2}月)"
        ),
    ),
    (3, 0, regex.compile(r"今年[（(，]?即?" + _SAME)),
    (2, 0, regex.compile(r"截至" + _SAME + r"\d{1,2}月")),
    (2, 0, regex.compile(_SAME + r"\d{1,2}月\d{1,2}日")),
    # 2015和2016年同期, 2023年年报: of the year before.
    (3, 1, regex.compile(_SAME + r"同期")),
    (3, 1, regex.compile(r"去年[（(，]?即?" + _SAME + "|" + _SAME + r"[^。；\n]{0,20}去年")),
    (1, 1, regex.compile(_SAME + r"(?:度)?(?:年报|财报|年度报告|报表)")),
)


@lru_cache(maxsize=16)
def _signs(sample: str) -> Counter[int]:
    """What speaks for each year as the one that 今年 means."""
    votes: Counter[int] = Counter()
    for weight, later, pattern in _SIGNS:
        for match in pattern.finditer(sample):
            votes[int(next(group for group in match.groups() if group)) + later] += weight
    days = {match[1] or match[2] for match in _OWN_DAY.finditer(sample)}
    for match in _FULL_DATE.finditer(sample):  # 南京1月1日电 beside 2001年1月1日
        votes[int(match[1])] += 3 * (match[2] in days)
    return votes


def _votes(text: str) -> Counter[int]:
    """The signs, and a little for the latest year that is named; a year before that one is out."""
    sample = _plain(text[:_SAMPLE])
    votes = _signs(sample).copy()
    named = [int(year) for year in _YEAR.findall(sample)]
    if not named:
        return votes
    latest = max(named)
    votes[latest] += 1
    if "今年" in sample and votes[latest] < _ATTESTED:
        votes[latest + 1] += 2  # a text that says 今年 names the year before by its number
    for year in [year for year in votes if year < latest]:
        del votes[year]
    return votes


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
    return sum(map(_OLD.__contains__, sample)) > sum(map(_NEW.__contains__, sample))
