"""What looks like a quantity and is none: ordinals, set phrases, names, grades, article numbers, ages … each with its reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import ahocorasick_rs
import regex
from pydantic import AfterValidator

from zhibiao.model import value
from zhibiao.rulebook import Entry, Family

if TYPE_CHECKING:
    from zhibiao.components.quantities.comparators import Cue
    from zhibiao.components.quantities.readings import Reading
    from zhibiao.components.quantities.units import Unit


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


@value
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
        self._any = regex.compile("|".join(f"(?:{entry.pattern})" for entry in entries if entry.pattern) or r"(?!)")

    def written(self, text: str) -> list[Phrase]:
        """The phrases that stand in the text as they are written, in order."""
        return [
            Phrase(start, end, PHRASES.id(self._words[index][1]), self._words[index][1].reason)
            for index, start, end in self._automaton.find_matches_as_indexes(text)
        ]

    def at(self, text: str, start: int) -> Phrase | None:
        """The pattern that fits from a number's start."""
        if self._any.match(text, start) is None:
            return None
        for pattern, entry in self._patterns:
            if match := pattern.match(text, start):
                return Phrase(start, match.end(), PHRASES.id(entry), entry.reason)
        return None


_MEASURES = re.compile(r"(?<![A-Za-z])(?:GDP|CPI|PPI|FDI|GNI|GEP|R&D)\Z")  # GDP1.2万亿元
_RANK = re.compile(r"(?:前|列|位居|列居|排名|排在|倒数)\s?\Z")
_SPELLED = re.compile(r"[〇○零一二三四五六七八九两]{3,}")
_PAST_HALF = re.compile(r"(?:假期|时间|行程|赛程|日程|周期|春节|暑期|黄金周|十一|年|月)\s?\Z")
_THESE = re.compile(r"(?:这|那|该|上述|前述)\Z")
_SESSION = re.compile(r"次(?:全体)?(?:会议|全会|中央|代表大会|党代会)|次、[一二三四五六七八九十]{1,3}次")
_PLENARY = re.compile(r"次(?:中央)?(?:全会|党代会|人代会)")
_HELD = re.compile(r"(?:召开|举行|开|召集|主持)(?:了|过)?\s?\Z")
_OFFICE = re.compile(r"届|人大|政协|[党纪市省区县]委|常委会|全会")
_HAN_DIGITS = frozenset("一二三四五六七八九十百千万亿〇○")
_ZERO = frozenset("零〇○")
_ADDRESS = re.compile(r"[厦楼座号院栋幢室馆心][A-Z]?\s?\Z")
_RANKED = frozenset({"位", "名", "强", "席"})
_SIZES = frozenset({"power", "energy", "length", "mass", "volume", "apparent_power", "area"})
_MODEL = re.compile(r"(?:量产级|首(?:台|套|艘|座|列|辆|架|台套|台（套）)|单机)\Z")
_GRADE_AFTER = re.compile(r"级(?!数|差|联)|及以上级|型(?!号)|(?<=[瓦W])(?:发电)?机组")
_LIFE = re.compile(r"寿命[^。；\n]{0,24}\Z|(?:年龄|均龄|平均)[^。；\n]{0,12}\Z")
_AGED = regex.compile(r"(?:及?以[下上])(?!的?水平)\p{Han}")
_MEASURED = (
    r"时间|时长|时限|时效|寿命|周期|年限|天数|日数|时数|用时|耗时|期限|航程|车程|行程|工期|学时|工时|日照|账期|周转期|"
    r"(?:贴息|宽限|有效|保质|保护|试用|建设|还款|贷款|审批|办理|回款|租赁|合同)期"
)
_DURATION_BEFORE = re.compile(
    rf"(?:{_MEASURED})(?:[^，。；、\n]{{0,12}}(?:[至到为达约近过足仅需要由从的在了晚早加短长升]|少于|低于|高于|多于|再?(?:提高|延长|减少)))?\Z"
    r"|(?:缩短|压缩|压减|缩减|减少|提速|节省|节约|少用|最快)(?:了|近|约|超|至|到|为|在|超过|[至到]约|[至到]近){0,2}\Z"
)
_DURATION_AFTER = re.compile(r"(?:左右|以内|以上)?(?:缩短|压缩|压减|缩减|延长|降至|降到|减少|减至|提速)")
_YEAR = re.compile(r"(?:1[89]|20)\d\d|[一二][〇○零一二三四五六七八九]{3}")
_RUNNING = re.compile(
    r"(?:连续|历时|为期|时隔|已有|长达|创立|成立|走过|第|过去|未来|(?<![升高加少短长了达到至为])近|今后|每隔|每)\s?\Z"
)


def reason(text: str, reading: Reading) -> str | None:
    """Why a number with its unit is no quantity, None if it is one."""
    start, unit = reading.start, reading.unit
    if (hangs := _attached(text, reading)) is not None:
        return hangs
    if unit is None:
        return None
    if (why := _words(reading, unit) or _context(text, reading)) is not None:
        return why
    if unit.word in _RANKED and _RANK.search(text, max(0, start - 3), start):
        return "a rank"
    if unit.word == "层" and _ADDRESS.search(text, max(0, start - 3), start):
        return "a part of an address"
    if _GRADE_AFTER.match(text, reading.end):
        return "a grade"
    if unit.dimension in _SIZES and _MODEL.search(text, max(0, start - 6), start) and _NOUN.match(text, reading.end):
        return "a grade or a size"
    if unit.time:
        return _time(text, reading)
    return None


def _attached(text: str, reading: Reading) -> str | None:
    """What stands right before gives away: 第3批, 每万人, C919."""
    start, unit = reading.start, reading.unit
    before = text[start - 1 : start]
    if before == " ":
        before = text[start - 2 : start - 1]
    if before == "第":
        return "an ordinal"
    if before == "每":
        return "the base of a rate"
    if not before or not before.isascii() or not (before.isalpha() or before in "_/@#."):
        return None
    physical = unit is not None and unit.size is not None
    measured = physical and _MEASURES.search(text, max(0, start - 4), start)
    paired = physical and before == "/" and _NOUN.match(text, start - 2)  # 1000万千瓦/2000万千瓦时
    return None if measured or paired else "a code, a model or a version"


def _words(reading: Reading, unit: Unit) -> str | None:
    """What the number and its unit alone give away."""
    if unit.grade:
        return "a grade or a size"
    if _SPELLED.fullmatch(reading.words):
        return "digits read one by one: a year or a code"
    if reading.words == "二" and unit.size is None:
        return "an ordinal: 二 counts nothing, 两 does"
    if reading.words == "两" and unit.word == "两":
        return "an indefinite number"
    if reading.words in _ZERO and unit.size is None:
        return "零 as the beginning of a word"
    if reading.words == "一" and unit.size is None and unit.word != "%":
        return "一 as an article"
    if reading.words in {"一两", "一二"} and unit.size is None:
        return "an indefinite number"
    return None


def _context(text: str, reading: Reading) -> str | None:
    """What stands beside gives away: 这两家, 十四届人大四次会议, “一主两副”."""
    start = reading.start
    if not reading.numeral.arabic:
        if text[start - 1 : start] in _HAN_DIGITS:
            return "a count of what was named before"
        if _THESE.search(text, max(0, start - 3), start):
            return "a count of what was named before"
        if _SESSION.match(text, reading.stop) and _OFFICE.search(text, max(0, start - 14), start):
            return "an ordinal: a session"
        if _PLENARY.match(text, reading.stop) and not _HELD.search(text, max(0, start - 4), start):
            return "an ordinal: a session"
    if reading.words == "过半" and _PAST_HALF.search(text, max(0, start - 4), start):
        return "time that has passed"
    return "a part of a name" if _quoted(text, reading) else None


_CLOSE = "”’」』》〉"
_OPENED = re.compile("[“‘「『《〈][^“‘「『《〈”’」』》〉]*+\\Z")
_SPEECH = re.compile("[，。；：！？\n]")
_REACH = 18


def _quoted(text: str, reading: Reading) -> bool:
    """Whether the number stands within a short name in quotation marks; a share or a whole amount may be quoted all the same."""
    opened = _OPENED.search(text, max(0, reading.start - _REACH), reading.start)
    if opened is None:
        return False
    opening = opened.start()
    ends = [at for mark in _CLOSE if (at := text.find(mark, reading.end, reading.end + _REACH)) >= 0]
    if not ends or _SPEECH.search(text, opening, min(ends)):
        return False
    unit = reading.unit
    if text[opening] in "《〈" or unit is None or unit.size is None or unit.time:
        return True
    return unit.dimension not in {"ratio", "points"} and min(ends) - opening - 1 != reading.end - reading.start


def _time(text: str, reading: Reading) -> str | None:
    """A duration counts only as the thing measured: 用时缩短至2小时, 预期寿命79岁."""
    low = max(0, reading.start - 18)
    unit = reading.unit
    assert unit is not None
    if unit.dimension == "age":
        measured = _LIFE.search(text, max(0, reading.start - 28), reading.start)
        return None if measured and not _AGED.match(text, reading.end) else "an age"
    if _YEAR.fullmatch(reading.words) and unit.word == "年":
        return "a year"
    if _DURATION_AFTER.match(text, reading.end) and unit.word not in {"年", "月", "个月"}:
        return None
    if _RUNNING.search(text, max(0, reading.start - 3), reading.start):
        return "a duration"
    if _DURATION_BEFORE.search(text, low, reading.start):
        return None
    return "a duration, not measured"


_NOUN = regex.compile(r"\p{Han}")
_FIGURE_END = re.compile(r"[，。；、！？）)”\n]|以上|左右|以内|以下|\Z")


_REACHED = re.compile(r"(?:达到?|增至|升至|扩至|扩大到|增加到)(?:了)?\s?\Z")


def _reached(text: str, reading: Reading) -> bool:
    """面积达千亩 says an amount, where 万亩良田 only paints one."""
    end = _FIGURE_END.match(text, reading.end) is not None
    return end and _REACHED.search(text, max(0, reading.start - 5), reading.start) is not None


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
    alone = numeral.bare and len(reading.words) == 1 and not reading.open and not _reached(text, reading)
    if alone and reading.unit.dimension != "count" and before is None and after is None:
        return f"{reading.words} without a number is part of the unit"
    if alone and reading.unit.word == "家" and (reading.end == len(text) or _FIGURE_END.match(text, reading.end)):
        return "a set phrase"
    return None
