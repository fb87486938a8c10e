"""The year of which an article speaks as its own: what 今年 means in it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import lru_cache

import regex

from zhibiao.text.congresses import year_of_congress, years_of_sessions
from zhibiao.text.metadata import DIGITS, NUMBERED

_YEAR = re.compile(
    r"(?<![\d到至—–~\-])(?<![规预确]定的)((?:19|20)\d{2})年(?![前底末代起]|(?:度)?的?(?:指标|目标|远景|规划|开始))"
)
_ANY_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_REPORT_YEAR = re.compile(r"((?:19|20)\d{2})年[^，。\n]{0,14}?政府工作报告")
_REVIEWED = re.compile(r"((?:19|20)\d{2})年(?:国内)?工作(?:的)?(?:回顾|总结)")


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
    if match := NUMBERED.search(head):
        return int(match[1])
    if (year := _year_of_address(head)) is not None:
        return year
    if match := _REPORT_YEAR.search(head[:400]):
        return int(match[1])
    if "各位代表" in head[:800] and (spoken := _looked_back(head)) is not None:
        return spoken + 1
    best = max(_votes(text).items(), key=lambda vote: (vote[1], vote[0]), default=None)
    return best[0] if best is not None else None


_HEAD = 3000


@lru_cache(maxsize=16)
def _plain(text: str) -> str:
    """Years in full-width and Chinese digits as plain ones: １９９１年, 一九八二年, 1 9 9 3 年; a life's years are none."""
    wide = text.translate(_WIDE) if _MAY_BE_WIDE.search(text) else text
    wide = _SPREAD_YEAR.sub(lambda match: "".join(match[0].split()), wide)
    plain: str = _HAN_YEAR.sub(lambda match: match[0].translate(DIGITS), wide)
    return _LIFE.sub("", plain)


_WIDE = str.maketrans("０１２３４５６７８９國會屆議關這從們,;:()", "0123456789国会届议关这从们，；：（）")
_MAY_BE_WIDE = re.compile(f"[{''.join(map(chr, _WIDE))}]")
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
    if (match := NUMBERED.search(_plain(text[:_HEAD]))) and int(match[1]) == year:
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
_OPENING = 400
_ATTESTED = 3
_STATISTICS_YEAR = re.compile(
    r"((?:19|20)\d{2})年[^，。\n]{0,24}?(?:统计公报|经济运行|统计快报|国民经济|主要数据|主要指标|经济形势|统计监测|运行(?:情况|报告|分析|态势)|产销|发展情况|发展报告|白皮书|年度报告)"
)
_EARLIER = r"(?<!\d)((?:19|20)\d{2})年"
_SAME = r"(?<![\d到至—–~\-比较与于])((?:19|20)\d{2})年"
"""A year that is neither a deadline nor what is compared with."""
_OWN_DAY = re.compile(r"(?<![年\d])(\d{1,2}月\d{1,2}日)(?:电|讯)|今天[（(，]?(\d{1,2}月\d{1,2}日)")
_FULL_DATE = re.compile(r"((?:19|20)\d{2})年(\d{1,2}月\d{1,2}日)")
# 暨2019经贸洽谈会于昨日举行
_EVENT_OF = (
    r"(?<!\d)((?:19|20)\d{2})年?[^，。；\n\d]{0,12}?(?:大会|洽谈会|博览会|论坛|峰会|交易会|招商会|推介会|发布会)"
    r"[^，。；\n]{0,6}?(?:[昨今][日天]|日前|近日|\d{1,2}日)[^，。；\n]{0,12}?(?:举行|举办|召开|开幕|闭幕)"
)
_SIGNS: tuple[tuple[int, int, regex.Pattern[str]], ...] = (
    # 2024年，贵州将…, 2025年总收入有望…, 安排2022年重点工作, 启动2024年“春风行动”.
    (
        3,
        0,
        regex.compile(
            _SAME + r"，?[^。，；\n]{0,16}?(?:将|计划|预计|有望|力争|拟|(?<!纲)要(?!求)|确保|[^。，\n]{0,6}目标任务)"
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
    (3, 0, regex.compile(r"(?:预计|预测|预期)" + _SAME)),
    # 2月14日，在2023年重大项目集中开工仪式现场
    (
        3,
        0,
        regex.compile(
            r"\d{1,2}月\d{1,2}日[^。\n]{0,20}?"
            + _SAME
            + r"[^。，\n]{2,24}?(?:仪式|大会|会议|论坛|博览会|推介会|发布会|集中开工)"
        ),
    ),
    (3, 0, regex.compile(_EVENT_OF)),
    (2, 0, regex.compile(r"截至" + _SAME + r"\d{1,2}月")),
    (2, 0, regex.compile(_SAME + r"\d{1,2}月\d{1,2}日")),
    # 青山县人民政府|2021年3月: under the title.
    (3, 0, regex.compile(r"^[ \t]{0,8}+((?:19|20)\d{2})年\s?\d{1,2}月[ \t]{0,4}+$", regex.MULTILINE)),
    # 行动方案（2025—2027年）: of its first year.
    (2, 0, regex.compile(r"[（]((?:19|20)\d{2})年?[—–\-~至到]{1,2}(?:19|20)\d{2}年?[）]")),
    # 2015和2016年同期, 高于2022年四季度, 2023年年报: of the year before.
    (3, 1, regex.compile(_EARLIER + r"同期")),
    (3, 1, regex.compile(r"[比较于]" + _EARLIER + r"(?:第?四季度|全年|底|末)")),
    (3, 1, regex.compile(r"去年[（(，]?即?" + _SAME + "|" + _SAME + r"[^。；\n]{0,20}去年")),
    (1, 1, regex.compile(_SAME + r"(?:度)?(?:年报|财报|年度报告|报表)")),
)


@lru_cache(maxsize=16)
def _signs(sample: str) -> Counter[int]:
    """What speaks for each year as the one that 今年 means."""
    votes: Counter[int] = Counter()
    for year in years_of_sessions(sample[:_OPENING]):
        votes[year] += 3
    if _ANY_YEAR.search(sample) is None:
        return votes
    for weight, later, pattern in _SIGNS:
        for match in pattern.finditer(sample):
            votes[int(next(group for group in match.groups() if group)) + later] += weight
    days = {match[1] or match[2] for match in _OWN_DAY.finditer(sample)}
    for match in _FULL_DATE.finditer(sample):  # 南京1月1日电 beside 2001年1月1日
        votes[int(match[1])] += 3 * (match[2] in days)
    return votes


_COMPARED = re.compile(r"[比较]((?:19|20)\d{2})年(?=增|提高|上升|下降|减少|多|少)")
# 由2016年的2.7亿元增加到2020年的4.6亿元
_REACHED = re.compile(
    r"(?:增加|提高|增长|上升|提升|扩大|发展|下降|降低|减少|缩小|增|升|降)[到至]((?:19|20)\d{2})年(?=末?底?的\d)"
)


def _votes(text: str) -> Counter[int]:
    """The signs, and a little for the latest year that is named; a year before that one is out."""
    sample = _plain(text[:_SAMPLE])
    votes = _signs(sample).copy()
    named = [int(year) for pattern in (_YEAR, _REACHED) for year in pattern.findall(sample)]
    if not named:
        return votes
    latest = max(named)
    votes[latest] += 1
    if latest in map(int, _COMPARED.findall(sample)):  # 去年…比2009年增收
        votes[latest + (2 if re.search("去年|上年", sample) else 1)] += 2
    if "今年" in sample and votes[latest] < _ATTESTED:
        votes[latest + 1] += 2  # a text that says 今年 names the year before by its number
    for year in [year for year in votes if year < latest]:
        del votes[year]
    return votes
