"""The year of a report that names no year, but the congress it is given to or the plan it looks back on.

The National People's Congress sits anew every five years (the eighth from 1993, with one session a year), and a report given to it
speaks of that year as 今年. A five-year plan is looked back on in the spring after its last year.
"""

from __future__ import annotations

import re

import regex

_NUMERALS = "一二三四五六七八九十"
_FIRST_SESSIONS = {1: 1954, 2: 1959, 3: 1964, 4: 1975, 5: 1978}
"""The early congresses did not sit five years each; from the fifth on they do."""
_FIFTH, _TERM = 5, 5
_HEAD = 400
_PLANS_FROM = 10  # “十一五” began in 2006; before it the plans are not looked back on under their short names
_NUMBER = r"(?P<number>十?[一二三四五六七八九]|十)"
_CONGRESS = rf"第{_NUMBER}届全国人民代表大会"
_GIVEN_TO = re.compile(
    rf"[向在][^，。\n]{{0,4}}?{_CONGRESS}(?:第(?P<session>[一二三四五])次会议)?[^，。\n]{{0,4}}?(?:作|报告|提出|做|上)"
)
_OPENED = re.compile(
    rf"(?:(?P<past>去年[^，。\n]{{0,6}}?)|我们|这次|本次|今天){_CONGRESS}第(?P<session>[一二三四五])次会议(?:[，]|[^，。\n]{{0,6}}?到现在)"
)
"""我们第一届全国人民代表大会第一次会议，…; 从去年9月第五届全国人民代表大会第三次会议到现在."""
_SINCE = re.compile(rf"{_CONGRESS}(?:第一次会议)?以来的?五年")
_TOOK_OFFICE = re.compile(r"本届政府(?:从|自|于|是)?((?:19|20)\d{2})年3月[^。]{0,20}?任期(?:即将|就要)?(?:结束|届满)")
_PLAN = regex.compile(
    r"^[ 　]*+[一二三][、.．]\s?[^，。\n]{0,4}[“‘\"]?(?P<number>十[一二三四五六七八九])五[”’\"]?(?:时期|期间)"
    r"[^，。\n]{0,18}(?:回顾|成就|工作)",
    regex.MULTILINE,
)


def year_of_congress(head: str) -> int | None:
    """The year of a report by the congress or the plan that its head names; None where it names none.

    >>> year_of_congress("我向第十届全国人民代表大会第一次会议报告工作")
    2003
    >>> year_of_congress("第十二届全国人民代表大会第一次会议以来的五年，我们走过来了。")
    2018
    >>> year_of_congress("一、“十一五”时期工作回顾")
    2011
    """
    if match := _GIVEN_TO.search(head):
        session = _NUMERALS.index(match["session"] or "一")
        return _convened(_read(match["number"])) + session
    if match := _OPENED.search(head, 0, _HEAD):
        later = 1 if match["past"] else 0
        return _convened(_read(match["number"])) + _NUMERALS.index(match["session"]) + later
    if match := _SINCE.search(head):
        return _convened(_read(match["number"])) + _TERM
    if match := _TOOK_OFFICE.search(head):
        return int(match[1]) + _TERM
    if match := _PLAN.search(head):
        return 2001 + (_read(match["number"]) - _PLANS_FROM + 1) * _TERM
    return None


_SESSION = re.compile(rf"第?{_NUMBER}届全国(?:人民代表大会|人大)第?(?P<session>[一二三四五])次会议(?!以来|后)")


def years_of_sessions(text: str) -> list[int]:
    """The years of the sessions of the National People's Congress that a text names.

    >>> years_of_sessions("国务院总理在十三届全国人大三次会议上作报告")
    [2020]
    """
    return [_convened(_read(match["number"])) + _NUMERALS.index(match["session"]) for match in _SESSION.finditer(text)]


def _convened(number: int) -> int:
    return _FIRST_SESSIONS.get(number) or _FIRST_SESSIONS[_FIFTH] + (number - _FIFTH) * _TERM


def _read(number: str) -> int:
    """`十二` is 12."""
    return (10 if number[0] == "十" else 0) + (_NUMERALS.index(number[-1]) + 1 if number[-1] != "十" else 0)
