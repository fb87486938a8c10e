"""Quantities: 45%以上, 20万张, 万亿元, 近一半, 5%—6%, 500至600亿元, 32、33和34万吨."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from zhibiao.components import groups
from zhibiao.components.quantities import counterfeits
from zhibiao.components.quantities.comparators import Comparators, Cue
from zhibiao.components.quantities.counterfeits import Phrase, Phrases
from zhibiao.components.quantities.ranges import neighbours
from zhibiao.components.quantities.readings import Reading, read
from zhibiao.components.quantities.series import join, shared
from zhibiao.components.quantities.units import Units
from zhibiao.model import Comparator, Period, Quantity, Rejected, Stretch
from zhibiao.numerals import plain
from zhibiao.numerals.scan import matches
from zhibiao.numerals.scan import read as read_numeral


class Grammar:
    """The rules that quantities are read by."""

    def __init__(self, rules: str | None = None) -> None:
        self.units = Units(rules)
        self.comparators = Comparators(rules)
        self.phrases = Phrases(rules)


def find_quantities(text: str, periods: Iterable[Period], grammar: Grammar) -> Iterator[Quantity | Rejected]:
    """The quantities of a text, and the readings that lost; none overlaps a date or another quantity.

    >>> [(q.value, q.unit, q.comparator) for q in find_quantities("占比达45%以上", [], Grammar()) if isinstance(q, Quantity)]
    [(Decimal('45'), '%', '>=')]
    """
    text = plain(text)
    lost: list[Rejected] = []
    readings = list(_readings(text, _taken(text, periods, grammar), grammar, lost))
    yield from shared(text, [_judged(text, reading, grammar) for reading in join(text, readings, grammar.units)])
    yield from lost


def _taken(text: str, periods: Iterable[Period], grammar: Grammar) -> list[Phrase]:
    """What stands in the text and is no quantity, in order: dates, set phrases."""
    dates = [
        Phrase(
            period.start,
            period.end,
            period.rules[0] if period.rules else "periods",
            f"a time expression ({period.kind})",
        )
        for period in periods
        if period.kind != "duration"
    ]
    return sorted([*dates, *grammar.phrases.written(text)], key=lambda phrase: (phrase.start, -phrase.end))


def _readings(text: str, taken: list[Phrase], grammar: Grammar, lost: list[Rejected]) -> Iterator[Reading]:
    """Every number with its unit that no date or set phrase holds; bare numbers too, for their neighbours may have a unit."""
    next_taken, free = 0, 0
    for match in matches(text):
        start, end = match.span()
        if start < free:
            continue
        while next_taken < len(taken) and taken[next_taken].end <= start:
            next_taken += 1
        if next_taken < len(taken) and taken[next_taken].start < end:
            phrase = taken[next_taken]
            free = max(phrase.end, free)
            lost.append(Rejected(start, end, "quantity", (phrase.rule,), phrase.reason))
            continue
        if (numeral := read_numeral(text, match)) is None:
            lost.append(Rejected(start, end, "quantity", (), "no number can be read"))
            continue
        reading = read(text, numeral, grammar.units)
        if reading.unit is None and not numeral.arabic and not _goes_on(text, reading):
            lost.append(Rejected(start, end, "quantity", (), "a number word without a unit or a measure word"))
            continue
        if (phrase_here := grammar.phrases.at(text, start)) is not None:
            free = phrase_here.end
            lost.append(Rejected(start, reading.end, "quantity", (phrase_here.rule,), phrase_here.reason))
            continue
        free = reading.end
        yield reading


def _goes_on(text: str, reading: Reading) -> bool:
    """Whether a Chinese number without a unit may have that of the next: 五至六个, 十余万、三十万人; not 一、 and 三四."""
    following = text[reading.end : reading.end + 1]
    if following == "、" and neighbours(reading.words, text[reading.end + 1 : reading.end + 2]):
        return True
    if following in _TO or (following in _AND and reading.numeral.scale > 1):
        return True
    return reading.numeral.scale >= _HUNDRED_MILLION and (not following or following in _STOPS)


_STOPS, _HUNDRED_MILLION = frozenset("，。；！？）”\n"), 10**8
_TO, _AND = frozenset("至到—–－-~～"), frozenset("、和与及或")
_RECORD = re.compile(r"(?:世界|全国|亚洲|奥运会?|亚运会?|全运会?|赛会|国家|历史|大会){0,3}[纪记]录")
_VERB_OBJECT = re.compile(r"[余多]?(?:项|个|道|批)(?:重大|重点|关键|核心|技术|瓶颈|难题|“|共性|世界|卡脖)")


def _judged(text: str, reading: Reading, grammar: Grammar) -> Quantity | Rejected:
    why = counterfeits.reason(text, reading)
    dimension = reading.unit.dimension if reading.unit else "count"
    before = grammar.comparators.before(text, reading.start, bare=reading.numeral.bare, dimension=dimension)
    after = grammar.comparators.after(text, reading.end)
    if why is None:
        why = counterfeits.unsupported(text, reading, before, after)
    if why is not None:
        return Rejected(reading.start, reading.end, "quantity", (reading.unit.rule,) if reading.unit else (), why)
    if before is not None and _object(text, reading, before):
        before = None
    return _quantity(reading, before, after)


def _object(text: str, reading: Reading, before: Cue) -> bool:
    """突破难题761项 and 超8项世界纪录 have a verb with an object, and no bound."""
    verb = text[before.start : before.end]
    if verb.startswith("突破") and _VERB_OBJECT.match(text, reading.stop):
        return True
    return verb.startswith(("超", "破")) and _RECORD.match(text, reading.end) is not None


def _quantity(reading: Reading, before: Cue | None, after: Cue | None) -> Quantity:
    unit = reading.unit
    used = [cue for cue in (before, after) if cue is not None]
    rules = ((unit.rule,) if unit else ("quantities:bare",)) + tuple(cue.rule for cue in used)
    word = unit.word if unit else None
    return Quantity(
        start=reading.start,
        end=reading.end,
        value=reading.low,
        value_max=reading.high,
        unit=None if word is None else _WRITTEN.get(word, word),
        comparator=_sign(reading, before, after),
        dimension=unit.dimension if unit else "count",
        cue=Stretch(before.start if before else reading.start, after.end if after else reading.end),
        normal=unit.normal(reading.low, reading.high) if unit else None,
        rules=rules,
        confidence=0.95 if unit else 0.5,
    )


_WRITTEN = {
    "％": "%",
    "﹪": "%",
    "个百分点": "百分点",
    "个千分点": "千分点",
    "个基点": "基点",
    "度电": "度",
    "个小时": "小时",
    "个钟头": "钟头",
} | {
    "个月": "月",
    "个星期": "星期",
    "个季度": "季度",
    "个工作日": "工作日",
    "个世纪": "世纪",
    "个年头": "年",
    "个春秋": "年",
}


def _sign(reading: Reading, before: Cue | None, after: Cue | None) -> Comparator:
    """余 and 多 within the number say more than it; else what stands before, but 约 gives way to 以上."""
    if reading.open and (before is None or before.sign not in {"<", "<="}):
        return ">"
    if before is not None and not (before.sign == "~" and after is not None):
        return before.sign
    return after.sign if after is not None else "="


@Language.factory("zhibiao_quantities", default_config={"rules": None})
def make_quantities(nlp: Language, name: str, rules: str | None) -> Callable[[Doc], Doc]:
    """The factory that config.cfg names."""
    grammar = Grammar(rules)

    def component(doc: Doc) -> Doc:
        groups.put(doc, "quantities", find_quantities(groups.text(doc), groups.periods(doc), grammar))
        return doc

    return component
