"""How time expressions are written: with numbers (2021—2025年, 3月15日) as patterns, as whole words (去年) in rules/periods.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import ahocorasick_rs

from zhibiao.numerals.grammar import NOISE
from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.remembering import remembered

Kind = Literal["year", "range", "relative", "plan", "date", "part", "duration", "deadline", "since", "clock"]


class PeriodEntry(Entry):
    """Words of one kind; `years` are the first and the last year, counted from the article's own."""

    kind: Kind
    words: tuple[str, ...]
    years: tuple[int, int] | None = None
    tails: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


PERIODS: Family[PeriodEntry] = Family("periods", PeriodEntry, group="periods")

NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十百千]{1,4})"
# 1998, 一九九八, and 1 9 9 8 as old pages are typeset.
YEAR = r"(?:(?:18|19|20)\d{2}|1\ [89]\ \d\ \d|2\ 0\ \d\ \d|[一二][〇○零○八九][〇○零一二三四五六七八九]{2})"
_TO = r"\s{0,2}[-—–－~～至到]{1,2}\s{0,2}"
PLAN_NAME = r"(?:[一二三四五六七八九十]{1,2}五)"
_MONTH = r"(?:\d{1,2}|十[一二]|[一二三四五六七八九十])"
_DAY = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
# The characters of `\p{Han}`, which `re` has no name for: it reads these forms in a third of the time that `regex` takes.
_HAN = r"\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5々〇〡-〩〸-〻\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9\U00020000-\U000323af"
_NUMBERED = rf"号(?![{_HAN}](?<![上下晚早凌到至前后起之开]))"  # 6月15号, not 6月15号线
_OF_DAY = r"(?:晚间?|晚上|上午|下午|凌晨|清晨|傍晚|夜间|中午|早晨|早上|深夜|午夜|今晨|今早|今晚|昨晚)"
_HOUR = rf"{_DAY}(?:时|点)(?:\d{{1,2}}分|[一二三四五]?十[一二三四五六七八九]?分|许|整|半|[一三]刻|钟)?"

# Longer forms first. The name of an alternative is its kind, but for those in `KINDS`.
_FORMS = {
    "noise": NOISE,
    "range": rf"{YEAR}\ ?年?{_TO}{YEAR}\ ?年(?:间|期间)?",
    "years": rf"{YEAR}年?(?:[、和]{YEAR}年?){{1,4}}(?<=年)",
    "decade": r"(?:\d{1,2}|[一二]十[一二]?|上|本)世纪(?:[一二三四五六七八九]?十年代|\d0年代|初|末|中叶)?"
    r"|\d{2}年代|[一二三四五六七八九]十年代",
    "deadline": rf"(?:(?:力争|争取)?到|至)(?:{YEAR}\ ?|今|明|本世纪中叶)年(?:底|末|年底)?|{YEAR}\ ?年(?:底|末)?(?:以?前|之前)",
    "since": rf"(?:自|从)?{YEAR}\ ?年(?:以来|起|开始|之后|以后)",
    "date": rf"""(?:{YEAR}\ ?年)?{_MONTH}月(?:份|底|末|初|上旬|中旬|下旬)?(?:{_DAY}(?:日|{_NUMBERED}){_OF_DAY}?)?
            (?:{_TO}(?:{_MONTH}月)?{_DAY}[日号])?(?:电|讯)?(?<![电讯])
        |\d{{1,2}}{_TO}\d{{1,2}}月份?|\d{{1,2}}日(?!元|本(?!报)|报(?!道|告)|常|语|间)(?:{_TO}\d{{1,2}}日)?{_OF_DAY}?
        |{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:\s\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?""",
    "year": rf"{YEAR}\ ?(?:年度?|财年)(?:底|末|初|全年)?|{YEAR}(?=全年|[上下]半年)|(?<!\d)0\d年(?![代来])",
    "plan": rf"""[“"‘]{PLAN_NAME}[”"’](?:时期|期间|期末|末|以来|规划期?|开局之?年|收官之?年|目标|前\w年)?
        |{PLAN_NAME}(?:时期|期间|期末|末|以来|规划期?|开局之?年|收官之?年|目标|前\w年)|十[一二三四五六七八九]五(?![一二三四五六七八九十百千万亿个项条家名人位元吨])
        |第{NUMBER}个五年(?:规划|计划)(?:时期|期间)?""",
    "part": rf"前?第?[一二三四1-4]{{1,3}}个?季度|前{NUMBER}个月",
    "span": rf"""(?:过去|未来|今后|近|最近|此后|前|连续)(?:的)?(?:{NUMBER}|几|十几|数)个?多?
            (?:年|月|个月|季度|天|周|日|星期)(?:来|间|内|以来|里|中|时间)?
        |(?:{NUMBER}|几|数)年(?:来|间|以来|期间|行动|计划|攻坚|规划|期|后|前|里|增长|增加|提升|提高|下降|减少|累计)""",
    "clock": rf"""{_OF_DAY}{_HOUR}(?:{_TO}{_OF_DAY}?{_HOUR})?
        |(?:\d{{1,2}}|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])时
            (?:\d{{1,2}}分|许|整|半)?(?![代间候期光速段尚])
        |{_OF_DAY}?\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?(?:{_TO}\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?
        |{_DAY}点(?:钟|整|\d{{1,2}}分|[一三]刻)|零点整?(?![\d一二三四五六七八九零])""",
}
KINDS: dict[str, Kind] = {"years": "range", "decade": "date", "span": "duration"}
"""The kinds of the alternatives that are not named after theirs."""


_START = r"(?=[\d一二两三四五六七八九十百千零〇几数第“\"‘力争到至自从上下本前过未今近最此连早晚凌清傍夜中深午昨])"
PATTERN = re.compile(
    rf"{_START}(?<!\d)(?:{'|'.join(f'(?P<{name}>{form})' for name, form in _FORMS.items())})", re.VERBOSE
)
"""The time expressions that are written with numbers."""


class Words:
    """The whole words of the rules, with their tails, in one automaton."""

    def __init__(self, rules: str | None = None) -> None:
        entries = {
            word + tail: entry for entry in PERIODS.load(rules) for word in entry.words for tail in ("", *entry.tails)
        }
        self._entries = list(entries.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(entries), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[tuple[int, int, PeriodEntry]]:
        """Where words of the rules stand, in order."""
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            entry = self._entries[index]
            if entry.not_after and text.endswith(entry.not_after, 0, start):
                continue
            if not (entry.not_before and text.startswith(entry.not_before, end)):
                yield start, end, entry


@remembered
def load_words(rules: str | None = None) -> Words:
    """The built-in words with the user's laid over them. Raises `RuleError`."""
    return Words(rules)
