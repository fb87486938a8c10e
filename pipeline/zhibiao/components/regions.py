"""Regions: divisions in long and short form, groups, zones, countries; 北京市|海淀区 are two, 均衡水平 holds none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from zhibiao.components import groups
from zhibiao.components.countries import refused_country
from zhibiao.components.gazetteer import Gazetteer, Phrase, Reading
from zhibiao.components.region_borders import (
    belongs_to_next,
    crossed_in_full,
    goes_on_leftwards,
    is_abroad,
    is_side,
    names_a_road,
    names_a_water,
    names_a_work,
    refused_by_words,
)
from zhibiao.components.region_frames import JOINS, Candidate, Frames
from zhibiao.components.region_gates import Gate, load_gates
from zhibiao.components.region_letters import Letters
from zhibiao.components.region_readings import Setting, choose
from zhibiao.components.region_words import Words
from zhibiao.components.townships import find_townships
from zhibiao.evidence import Evidence
from zhibiao.model import RegionMention, Rejected

# 东区, 城区, 新城区: full names that are common nouns count only behind their parent.
_COMMON = frozenset(
    "市中区 城关区 新城区 老城区 城区 郊区 矿区 东区 西区 南区 北区 城中区 市北区 市南区 城北区 城东区 城西区 新区 港口区 海港区 工农区 中区 老边区"
    " 城厢区 高新区 城郊区".split()
)
_CONFIDENCE: dict[Gate, float] = {"open": 0.97, "place": 0.93, "frame": 0.9, "word": 0.85}

LONGER = (
    "part of a foreign name",
    "the name of a road or a station",
    "the name of a river, a lake, an island",
    "the name of a village, a reservoir, a line",
    "part of a name that begins before it",
)
"""Reasons that take the characters of a name away from every other reading too."""

Starts = dict[int, list[tuple[int, Phrase]]]


class RegionFinder:
    """The rules and tables of one pipeline."""

    def __init__(self, rules: str | None = None) -> None:
        self.gazetteer = Gazetteer.load(rules)
        self.gates = load_gates()
        self.letters = Letters(self.gazetteer)

    def find(self, text: str, evidence: Evidence, year: int | None = None) -> Iterator[RegionMention | Rejected]:
        """The mentions, and the readings that lost; `year` is the article's, for names that were retired."""
        words = Words(evidence, len(text))
        picked: list[Candidate] = []
        for one in self._pick(text, words):
            if isinstance(one, Candidate):
                picked.append(one)
            else:
                yield one
        kept: list[RegionMention] = []
        for found in _keep(text, picked, words, year):
            if isinstance(found, RegionMention):
                kept.append(found)
            yield found
        taken = bytearray(len(text))
        for mention in kept:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        yield from find_townships(text, kept, taken, words)
        yield from self.letters.find(text, taken, words)

    def _pick(self, text: str, words: Words) -> Iterator[Candidate | Rejected]:
        """From left to right the longest form that its surroundings allow."""
        starts, traps = self._forms(text)
        free, last = 0, None
        for start in sorted(starts):
            if start < free:
                continue
            for end, phrase in sorted(starts[start], key=lambda row: -row[0]):
                gate = self._gate(phrase)
                if phrase.form != "full" and traps.get(start) == (start, end):
                    gate = "word"
                one = Candidate(start, end, phrase, gate)
                chained = last is not None and last.end == start and one.may_be_under(last)
                why = _trapped(text, start, end, traps) or _refused(text, one, words, chained=chained)
                if not why:
                    yield one
                    free, last = end, one
                    break
                if why in LONGER:  # 大通河: what is a part of a river's name leaves nothing of it to 通河
                    free = max(free, end + 1)
                yield Rejected(start, end, "region", (phrase.readings[0].rule,), why)

    def _forms(self, text: str) -> tuple[Starts, dict[int, tuple[int, int]]]:
        """The forms by their starts, and for each character the longest trap that covers it."""
        starts: Starts = {}
        traps: dict[int, tuple[int, int]] = {}
        for start, end, phrase in self.gazetteer.lexicon.every(text):
            if phrase.form != "trap":
                starts.setdefault(start, []).append((end, phrase))
            if not phrase.trap:
                continue
            for at in range(start, end):
                if at not in traps or traps[at][1] - traps[at][0] < end - start:
                    traps[at] = (start, end)
        return starts, traps

    def _gate(self, phrase: Phrase) -> Gate:
        if phrase.form == "full":
            return "word" if phrase.text in _COMMON else "open"
        return self.gates.get(phrase.text, "open") if phrase.form == "short" else "open"


def _trapped(text: str, start: int, end: int, traps: dict[int, tuple[int, int]]) -> str:
    for at in (start, end - 1):
        trap = traps.get(at)
        if trap and not (start <= trap[0] and trap[1] <= end):
            return f"part of {text[trap[0] : trap[1]]}"
    return ""


def _refused(text: str, one: Candidate, words: Words, *, chained: bool) -> str:
    """Why a form does not count here whatever the rest of the article says; "" where it may.

    `chained`: its parent stands right before it, as in 湘西龙山高速公路.
    """
    start, end, form = one.start, one.end, one.phrase.form
    level = one.phrase.readings[0].region.level
    if form == "full" and belongs_to_next(text, start, end):
        return "its suffix belongs to the next word"
    if form == "full" and crossed_in_full(text, start, end, words):
        return "a word crosses it"
    if is_abroad(text, start, end):
        return LONGER[0]
    if is_side(text, start, end):
        return "a side of a river, mountain or sea"
    if form in {"short", "country"} and names_a_road(text, end):
        return LONGER[1]
    if form == "short" and level != "province" and names_a_water(text, end):
        return LONGER[2]
    if form == "short" and level == "county" and not chained and names_a_work(text, start, end):
        return LONGER[3]
    if form == "short" and level == "county" and not chained and goes_on_leftwards(text, start, words):
        return LONGER[4]
    if form in {"short", "alias", "group"}:
        return refused_by_words(text, start, end, form, one.gate, words)
    if form in {"country", "home"}:
        return refused_country(text, start, end, words)
    return ""


def _keep(
    text: str, picked: Sequence[Candidate], words: Words, year: int | None
) -> Iterator[RegionMention | Rejected]:
    """The candidates that count, each with the region that it means here."""
    frames = Frames.of(text, words, picked)
    sure = (one for one in picked if one.gate == "open" and len(one.phrase.readings) == 1)
    setting = Setting.of((one.phrase.readings[0].region for one in sure), year)
    before: RegionMention | None = None
    for index, one in enumerate(picked):
        after = picked[index + 1] if index + 1 < len(picked) else None
        place = (before.end, before.region) if before else None
        if one.gate in {"frame", "word"} and not frames.show(one, place, after):
            why = "a common word; no parent, list or suffix shows that it is a place"
            yield Rejected(one.start, one.end, "region", (one.phrase.readings[0].rule,), why)
            continue
        parent = before.region if before and before.end == one.start else None
        beside = before.region if before and one.start - before.end == 1 and text[before.end] in JOINS else None
        before = _mention(one, choose(one.phrase, parent, beside, setting), year)
        yield before


def _mention(one: Candidate, readings: tuple[Reading, ...], year: int | None) -> RegionMention:
    best = readings[0]
    others = [reading.region for reading in readings[1:]]
    as_of = None
    if best.heir is not None:
        others.insert(0, best.heir)
        as_of = min(year, best.last) if year else best.last
    confidence = _CONFIDENCE[one.gate] - (0.1 if len(readings) > 1 else 0)
    return RegionMention(
        one.start,
        one.end,
        best.region,
        as_of=as_of,
        alternatives=tuple(others),
        rules=(best.rule,),
        confidence=confidence,
    )


@Language.factory("zhibiao_regions", default_config={"rules": None})
def make_regions(nlp: Language, name: str, rules: str | None) -> Callable[[Doc], Doc]:
    """The factory that config.cfg names. Raises `RuleError`."""
    finder = RegionFinder(rules)

    def component(doc: Doc) -> Doc:
        groups.put(doc, "regions", finder.find(doc.text, groups.evidence(doc), groups.article(doc).reference_year))
        return doc

    return component
