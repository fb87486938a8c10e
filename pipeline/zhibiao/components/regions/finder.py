"""Regions: divisions in long and short form, groups, zones, countries; 北京市|海淀区 are two, 均衡水平 holds none."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from zhibiao.components import groups
from zhibiao.components.regions.borders import (
    belongs_to_next,
    crossed_in_full,
    goes_on_leftwards,
    is_a_person,
    is_a_shore,
    is_abroad,
    is_an_era,
    is_side,
    listed_waters,
    names_a_road,
    names_a_water,
    names_a_work,
    refused_by_words,
)
from zhibiao.components.regions.countries import Countries
from zhibiao.components.regions.frames import GATED, JOINS, Candidate, Frames, named_in_full
from zhibiao.components.regions.gates import Gate, load_gates
from zhibiao.components.regions.gazetteer import Gazetteer, Phrase, Reading
from zhibiao.components.regions.letters import Letters
from zhibiao.components.regions.readings import Setting, choose
from zhibiao.components.regions.townships import Townships
from zhibiao.components.regions.words import Words
from zhibiao.evidence import Evidence
from zhibiao.model import RegionMention, Rejected
from zhibiao.rulebook.traditional import simplified

_CONFIDENCE: dict[Gate, float] = {"open": 0.97, "place": 0.93, "frame": 0.9, "word": 0.85}

LONGER = (
    "part of a foreign name",
    "the name of a road or a station",
    "the name of a river, a lake, an island",
    "the name of a village, a reservoir, a line",
    "part of a name that begins before it",
)
"""Reasons that take the characters of a name away from every other reading too."""

_NATURAL = frozenset("山江河湖海溪岭泉湾岛洲云")

Starts = dict[int, list[tuple[int, Phrase]]]
"""The forms that begin at a place, the longest first."""


class RegionFinder:
    """The rules and tables of one pipeline."""

    def __init__(self, rules: str | None = None) -> None:
        self.gazetteer = Gazetteer.load(rules)
        self.gates = load_gates()
        self.letters = Letters(self.gazetteer)
        self.townships = Townships(self.gazetteer)
        self.countries = Countries(self.gazetteer.entries)

    def find(self, text: str, evidence: Evidence, year: int | None = None) -> Iterator[RegionMention | Rejected]:
        """The mentions, and the readings that lost; `year` is the article's, for names that were retired."""
        words = Words(evidence, text)
        picked: list[Candidate] = []
        for one in self._pick(text, words):
            if isinstance(one, Candidate):
                picked.append(one)
            else:
                yield one
        kept: list[RegionMention] = []
        for found in _keep(text, picked, words, evidence, year, self.gazetteer.gates):
            if isinstance(found, RegionMention):
                kept.append(found)
            yield found
        taken = bytearray(len(text))
        for mention in kept:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        yield from self.townships.find(text, kept, taken, words)
        yield from self.letters.find(text, taken, words)

    def _pick(self, text: str, words: Words) -> Iterator[Candidate | Rejected]:
        """From left to right the longest form that its surroundings allow; a trap takes its characters like a form."""
        starts = self._starts(text)
        free, last, trap = 0, None, ""
        for start, forms in starts.items():
            for end, phrase in forms:
                if start < free:
                    if trap and phrase.form != "trap":
                        yield _lost(start, end, phrase, f"part of {trap}")
                    continue
                if phrase.form == "trap":
                    free, trap = end, phrase.text
                    continue
                one = Candidate(start, end, phrase, self._gate(phrase, words))
                why = self._why_not(text, one, last, starts, words)
                if not why:
                    yield one
                    free, last, trap = end, one, ""
                    break
                yield _lost(start, end, phrase, why)
                if why.startswith("inside"):  # 哈萨克斯坦总统 leaves no 哈萨克
                    free, trap = max(free, end), ""
                elif why in LONGER:  # 大通河: what is a part of a river's name leaves nothing of it to 通河
                    free, trap = max(free, end + 1), ""

    def _starts(self, text: str) -> Starts:
        phrases = self.gazetteer.phrases
        found = sorted((start, -end, form) for start, end, form in self.gazetteer.lexicon.every(text))
        starts: Starts = {}
        for start, end, form in found:
            starts.setdefault(start, []).append((-end, phrases[form]))
        return starts

    def _why_not(self, text: str, one: Candidate, last: Candidate | None, starts: Starts, words: Words) -> str:
        """Why a form does not count whatever the rest of the article says; `last` is the one that counted before it."""
        form = one.phrase.form
        if form == "group" and self.letters.names_a_line(text, one.phrase, one.end):
            return "a line's name, fused from its ends"
        if form in {"country", "home"}:
            if is_abroad(text, one.start, one.end):
                return LONGER[0]
            return self.countries.refused(text, one.start, one.end, words)
        behind = last is not None and last.end == one.start
        chained = (behind and last is not None and one.may_be_under(last)) or any(
            phrase.form != "trap" and Candidate(one.end, end, phrase).may_be_under(one)
            for end, phrase in starts.get(one.end, ())
        )
        if form == "short" and self._among_waters(text, one.start, one.end):
            return LONGER[2]
        # 辽宁、山东三省: in a list no word crosses (东三省).
        listed = last is not None and text[last.end : one.start] == "、" and one.gate == "open"
        chained = chained or (listed and one.phrase.level in {"province", "prefecture"})
        # 振兴|中西部 is no part of 振兴区.
        behind = behind and last is not None and last.phrase.form != "home" and last.gate not in GATED
        return _refused(text, one, words, chained=chained, behind=behind)

    def _among_waters(self, text: str, start: int, end: int) -> bool:
        """Whether a list makes a form a river or a lake: 长江、汉江、|清江|, but no neighbour that is a region itself (丽江)."""
        phrases = self.gazetteer.phrases
        return any(
            all(other[at:] not in phrases or phrases[other[at:]].form == "trap" for at in range(len(other)))
            for other in listed_waters(text, start, end)
        )

    def _gate(self, phrase: Phrase, words: Words) -> Gate:
        ruled = self.gazetteer.gates.get(phrase.text)
        if ruled is not None:
            return ruled
        if phrase.form != "short":
            return "open"
        gate = (self.gates.seen if words else self.gates.blind).get(phrase.text, "open")
        # 清江 is a river today, and no longer a city.
        return "frame" if _lapsed(phrase) and gate in {"open", "place"} else gate


def _lapsed(phrase: Phrase) -> bool:
    """Whether a short name of two characters is that of a county that no longer is."""
    return phrase.readings[0].last > 0 and phrase.level == "county" and len(phrase.text) == 2


_WHOLE = re.compile("全[省市州盟县区旗境]")


def _lost(start: int, end: int, phrase: Phrase, why: str) -> Rejected:
    return Rejected(start, end, "region", (phrase.readings[0].rule,), why)


def _refused(text: str, one: Candidate, words: Words, *, chained: bool, behind: bool) -> str:
    """Why a form that is no country does not count; "" where it may.

    `chained`: its parent stands right before it or a child right behind it (湘西龙山高速公路); `behind`: any other
    region does (新疆西部).
    """
    start, end, form, level = one.start, one.end, one.phrase.form, one.phrase.level
    if form == "full" and belongs_to_next(text, start, end):
        return "its suffix belongs to the next word"
    if form == "full" and not chained and crossed_in_full(text, start, end, words):
        return "a word crosses it"
    if is_abroad(text, start, end):
        return LONGER[0]
    if is_side(text, start, end, behind=behind):
        return "a side of a river, mountain or sea"
    if form == "short" and (why := _longer(text, one, words, chained=chained)):
        return why
    if form == "short" and _WHOLE.match(text, end):
        return ""  # 大同|全市
    if form in {"short", "alias", "group"}:
        return "" if chained else refused_by_words(text, start, end, form, one.gate, level, words)
    return ""


def _longer(text: str, one: Candidate, words: Words, *, chained: bool) -> str:
    """Why a bare name is a part of a longer name, or another's; "" where it is not."""
    start, end, level = one.start, one.end, one.phrase.level
    if names_a_road(text, end):
        return LONGER[1]
    if level == "province":
        return ""
    if names_a_water(text, end, level) or is_a_shore(text, start, end, words):
        return LONGER[2]
    if level == "county" and (is_an_era(text, start, end) or is_a_person(text, start, end)):
        return "a reign or a person"
    if not chained and names_a_work(text, start, end, level):
        return LONGER[3]
    return LONGER[4] if not chained and goes_on_leftwards(text, start, level, words) else ""


def _keep(
    text: str,
    picked: Sequence[Candidate],
    words: Words,
    evidence: Evidence,
    year: int | None,
    ruled: Container[str],
) -> Iterator[RegionMention | Rejected]:
    """The candidates that count, each with the region that it means here."""
    frames = Frames.of(text, words, picked)
    seen = _seen(frames, picked, evidence, ruled)
    sure = (one for one in picked if one.gate == "open" and len(one.phrase.readings) == 1)
    setting = Setting.of((one.phrase.readings[0].region for one in sure), year)
    named = named_in_full(picked)
    before: RegionMention | None = None
    for index, one in enumerate(picked):
        after = picked[index + 1] if index + 1 < len(picked) else None
        place = (before.end, before.region) if before else None
        if one.phrase.form == "group" and frames.is_a_part(one):
            yield _lost(one.start, one.end, one.phrase, "a part of the article's own province")
            continue
        if one.start not in seen and one.phrase.text not in named and not frames.allow(one, place, after):
            why = "a common word; no parent, list or suffix shows that it is a place"
            yield _lost(one.start, one.end, one.phrase, why)
            continue
        parent = before.region if before and before.end == one.start else None
        beside = before.region if before and one.start - before.end == 1 and text[before.end] in JOINS else None
        before = _mention(one, choose(one.phrase, parent, beside, setting), year)
        yield before


def _seen(frames: Frames, picked: Sequence[Candidate], evidence: Evidence, ruled: Container[str]) -> set[int]:
    """Where candidates of the middle gate begin that the name model takes for places: 监利遭受洪水.

    It takes 除险固安 and every mountain for places too: it is not asked about a county of another province than the article's
    own, about what the rules gate (`ruled`), or what the words call a common noun.
    """
    asked = [
        one
        for one in picked
        if one.gate == "frame"
        and one.phrase.form == "short"
        and one.phrase.text[-1] not in _NATURAL
        and one.phrase.text not in ruled
        and frames.at_home(one)
        and frames.may_be_named(one)
    ]
    evidence.prepare(asked)
    return {
        one.start
        for one in asked
        if any(
            name.tag == "LOC" and name.start == one.start and name.end == one.end
            for name in evidence.names(one.start, one.end)
        )
    }


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
        article, text, evidence = groups.article(doc), groups.text(doc), groups.evidence(doc)
        if article.language == "zh-Hant":  # names and words are known in simplified characters
            text = simplified(text)
            evidence = Evidence(text, enabled=evidence.enabled)
        groups.put(doc, "regions", finder.find(text, evidence, article.reference_year))
        return doc

    return component
