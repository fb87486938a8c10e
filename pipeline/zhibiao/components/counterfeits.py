"""What looks like a quantity and is none: ordinals, set phrases, names, grades, article numbers, ages … each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import ahocorasick_rs
import regex
from pydantic import AfterValidator

from zhibiao.rulebook import Entry, Family

if TYPE_CHECKING:
    from zhibiao.components.comparators import Cue
    from zhibiao.components.readings import Reading
    from zhibiao.components.units import Unit


def _compiles(pattern: str) -> str:
    try:
        regex.compile(pattern)
    except regex.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return pattern


class PhraseEntry(Entry):
    """Set phrases, as they are written or as a pattern from the number on, and why they are no quantities."""

    reason: str
    phrases: tuple[str, ...] = ()
    pattern: Annotated[str, AfterValidator(_compiles)] | None = None


PHRASES: Family[PhraseEntry] = Family("fixed_phrases", PhraseEntry)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch that holds no quantity."""

    start: int
    end: int
    rule: str
    reason: str


class Phrases:
    """The set phrases of the rules: those written out by one automaton over the text, the patterns where a number begins."""

    def __init__(self, rules: str | None = None) -> None:
        entries = PHRASES.load(rules)
        self._words = [(word, entry) for entry in entries for word in entry.phrases]
        self._automaton = ahocorasick_rs.AhoCorasick(
            [word for word, _ in self._words], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )
        self._patterns = [(regex.compile(entry.pattern), entry) for entry in entries if entry.pattern]

    def written(self, text: str) -> list[Phrase]:
        """The phrases that stand in the text as they are written, in order."""
        return [
            Phrase(start, end, PHRASES.id(self._words[index][1]), self._words[index][1].reason)
            for index, start, end in self._automaton.find_matches_as_indexes(text)
        ]

    def at(self, text: str, start: int) -> Phrase | None:
        """The pattern that fits from a number's start."""
        for pattern, entry in self._patterns:
            if match := pattern.match(text, start):
                return Phrase(start, match.end(), PHRASES.id(entry), entry.reason)
        return None


_RANK = regex.compile(r"(?:前|列|居|第|位居|名列|排名|排|头|倒数)\s?\Z")
_ADDRESS = regex.compile(r"[厦楼座号院栋幢室馆心][A-Z]?\s?\Z")
_RANKED = frozenset({"位", "名", "强", "席"})
_GRADE_AFTER = regex.compile(r"级(?!数|差|联)|及以上级|型(?!号)")
_LIFE = regex.compile(r"寿命|年龄|均龄|平均")
_DURATION_BEFORE = regex.compile(
    r"(?:缩短|压缩|压减|延长|缩减|减少|提速|节省|节约|时间|时长|时限|时效|寿命|周期|年限|天数|日数|时数|用时|耗时|期限|期|航程|车程|工期|学时|工时|时|日照|账期|周转)"
    r"[^，。；、\n]{0,8}\Z"
)
_DURATION_AFTER = regex.compile(r"(?:左右|以内|以上)?(?:缩短|压缩|压减|缩减|延长|降至|降到|减少|减至|提速)")
_RUNNING = regex.compile(r"(?:连续|历时|为期|时隔|已有|长达|创立|成立|走过|第|过去|未来|近|今后|每隔|每)\s?\Z")


def reason(text: str, reading: Reading) -> str | None:
    """Why a number with its unit is no quantity, None if it is one."""
    start, unit = reading.start, reading.unit
    before = text[start - 1] if start else ""
    if before == " ":
        before = text[start - 2 : start - 1]
    if before == "第":
        return "an ordinal"
    if before and before.isascii() and (before.isalpha() or before in "_/@#."):
        return "a code, a model or a version"
    if unit is None:
        return None
    if (why := _words(reading, unit)) is not None:
        return why
    if before == "每":
        return "the base of a rate"
    if unit.word in _RANKED and _RANK.search(text, max(0, start - 3), start):
        return "a rank"
    if unit.word == "层" and _ADDRESS.search(text, max(0, start - 3), start):
        return "a part of an address"
    if _GRADE_AFTER.match(text, reading.end):
        return "a grade"
    if unit.time:
        return _time(text, reading)
    return None


def _words(reading: Reading, unit: Unit) -> str | None:
    """What the number and its unit alone give away."""
    if unit.grade:
        return "a grade or a size"
    if reading.words == "二":
        return "an ordinal: 二 counts nothing, 两 does"
    if reading.words == "一" and unit.size is None:
        return "一 as an article"
    return None


def _time(text: str, reading: Reading) -> str | None:
    """A duration counts only as the thing measured: 用时缩短至2小时, 预期寿命79岁."""
    low = max(0, reading.start - 14)
    unit = reading.unit
    assert unit is not None
    if unit.dimension == "age":
        return None if _LIFE.search(text, low, reading.start) else "an age"
    if _DURATION_AFTER.match(text, reading.end):
        return None
    if _RUNNING.search(text, max(0, reading.start - 3), reading.start):
        return "a duration"
    if _DURATION_BEFORE.search(text, low, reading.start):
        return None
    return "a duration, not measured"


_NOUN = regex.compile(r"\p{Han}")
_FIGURE_END = regex.compile(r"[，。；、！？）)”\n]|以上|左右|以内|以下|\Z")


def unsupported(text: str, reading: Reading, before: Cue | None, after: Cue | None) -> str | None:
    """Why a number is not enough of a figure: 亿元 without a comparator, 5 before a noun; None if it is one."""
    numeral = reading.numeral
    if reading.unit is None:
        if (
            numeral.arabic
            and numeral.scale > 1
            and (_NOUN.match(text, reading.end) or _FIGURE_END.match(text, reading.end))
        ):
            return "a grade" if text.startswith("级", reading.end) else None
        return "a number without a unit or a measure word"
    alone = numeral.bare and len(reading.words) == 1 and not reading.open
    if alone and reading.unit.dimension != "count" and before is None and after is None:
        return f"{reading.words} without a number is part of the unit"
    return None
