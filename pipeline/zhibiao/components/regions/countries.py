"""Countries inside longer names are no mentions: 中国移动, 中国特色, 美国国务院; 中国走向世界, 日本车企 hold one."""

from __future__ import annotations

import re
from collections.abc import Iterable

import regex

from zhibiao.components.regions.rules import Inside
from zhibiao.components.regions.words import Words
from zhibiao.evidence import Word
from zhibiao.rulebook import Entry

# 中国人 is a word, 中国人民 and 中国人均 are two.
_PEOPLE = re.compile(r"人(?![民均口工才力权文员类寿物造士])|[籍族语裔队式版风画菜字话]|文(?![化旅明物创艺学书])")
# 中国（上海）自由贸易试验区.
_BRACKET = regex.compile(r"[（(]\p{Han}{2,6}[）)]\p{Han}")
# Behind a country's name and before the head of a longer one (中国家用电器|协会) at most so many characters stand.
_REACH = 12
_UNSEEN = 6
_TITLE = 24
_FUNCTION = frozenset("pdcrmfu")
_LEARNED = frozenset("院所会学馆社")
_HOME = "中国"  # 中国|长城博物馆 is one name, 韩国|水原女子足球队 are two
# 中国石油|产量, 中国电信|市场: goods and trades, no firms.
_NO_FIRM = "(?!产[量业能]|工业|市场|资源|消费|需求|进口|出口|价格|贸易|企业|行业|事业)"
_OPENS = frozenset({"", "\n", "《"})
# “|中国|光谷”, “|中国|好人”, but “|中国|是发展中国家”.
_QUOTED = regex.compile(r"[\p{Han}--[是的不要会能将为在应必须]]{1,10}(?=”)", regex.V1)
# “创客|中国”, “理解|中国”, but “两个|中国”, “一个|中国”.
_CALLED = regex.compile(r"“(?![一两二]个\Z|不)\p{Han}{1,6}\Z")
_DASH = frozenset("—－")
_DAY = frozenset("0123456789０１２３４５６７８９今昨翌")


class Countries:
    """Tells whether the name of a country stands for the country, by the entries `inside` of regions.toml."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        inside = [entry for entry in entries if isinstance(entry, Inside)]
        firms = (rf"{_phrase(entry)}{_NO_FIRM}" for entry in inside if entry.role == "firm")
        self._longer = _union([*(_phrase(entry) for entry in inside if entry.role in {"post", "body"}), *firms])
        self._verbs = frozenset(word for entry in inside if entry.role == "verb" for word in entry.words)
        self._money = _union(_phrase(entry) for entry in inside if entry.role == "money")
        heads = "|".join(_phrase(entry) for entry in inside if entry.role == "head") or "(?!)"
        self._head = regex.compile(rf"\p{{Han}}{{0,{_REACH}}}?(?P<head>{heads})")
        titles = "|".join(_phrase(entry) for entry in inside if entry.role == "title") or "(?!)"
        self._title = regex.compile(rf"\p{{Han}}{{2,{_TITLE}}}?(?:{titles})(?=[\n》（(]|\Z)")

    def refused(self, text: str, start: int, end: int, words: Words) -> str:
        """Why the name of a country does not count here; "" where it does."""
        if words.standing(start, end)[0] == "crossed":
            return "a word crosses it"
        before = text[start - 1 : start] if start else ""
        if (before in _DASH and text[start - 2 : start] != "——") or text[end : end + 1] in _DASH:
            return "one side of a pair"
        if text[start] == "日" and before in _DAY:  # 8月26日|本赛季
            return "a day of the month"
        if before == "古" or (before in {"南", "北"} and text[start:end] == "朝鲜"):
            return "inside a longer name"
        if _PEOPLE.match(text, end) or self._money.match(text, end):
            return "inside a longer word"
        if self._longer.match(text, end) or _BRACKET.match(text, end):
            return "inside a longer name"
        if before == "“" and text[start:end] == _HOME and _QUOTED.match(text, end):
            return "inside a longer name"
        if text[end : end + 1] == "”" and _CALLED.search(text, max(0, start - 8), start):
            return "inside a longer name"
        if before in _OPENS and self._title.match(text, end):
            return "inside a title"
        head = self._head.match(text, end)
        own = text[start:end] != _HOME and stands_before_a_name(text, end, words.at(end))
        if (
            head
            and not own
            and not self._has_verb(text, words, end, head.start("head"), learned=text[head.end() - 1] in _LEARNED)
        ):
            return "inside a longer name"
        return ""

    def _has_verb(self, text: str, words: Words, start: int, end: int, *, learned: bool) -> bool:
        """Whether a verb, a preposition or a particle stands between: 中国|支持|…大会 is no name.

        Right before the head of a `learned` body a verb of making is none: 中国制浆|造纸|研究院.
        """
        at = start
        while at < end:
            word = words.at(at)
            if word is None:
                return end - start > _UNSEEN
            if word.tag[:1] in _FUNCTION and word.end <= end:
                return True
            if word.tag == "v" and not (learned and word.end == end):
                return True
            if text[word.start : word.end] in self._verbs:
                return True
            at = word.end
        return False


def stands_before_a_name(text: str, end: int, word: Word | None) -> bool:
    """Whether a name of its own follows a country's: 韩国|水原女子足球队, 朝鲜|“我的故乡”女子足球队."""
    if text[end : end + 1] in {"“", "「"}:
        return True
    return word is not None and word.start == end and word.end - end > 1 and word.tag == "ns"


def _phrase(entry: Inside) -> str:
    words = "|".join(map(regex.escape, sorted(entry.words, key=len, reverse=True)))
    before = "|".join(map(regex.escape, entry.before))
    return rf"(?:{before}){{0,3}}(?:{words})" if before else f"(?:{words})"


def _union(patterns: Iterable[str]) -> regex.Pattern[str]:
    return regex.compile("|".join(patterns) or "(?!)")
