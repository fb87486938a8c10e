"""Where a longer name begins: 〈近日，〉〈在〉重庆市渝北区财政局. From its last character leftwards, never over a verb."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from zhibiao.components.regions.rules import REGIONS, Countries, Forms
from zhibiao.components.witnesses import Witnesses
from zhibiao.model import BY_END, BY_START, RegionMention
from zhibiao.rulebook import Entry, Family

Kind = Literal["body", "document", "event", "facility", "project", "newspaper"]


class OrganisationRule(Entry):
    """Words that end, make up, open, or bound a longer name; see the remarks in rules/organisations.toml."""

    kind: Kind
    role: Literal["head", "whole", "opener", "inner", "border", "not"]
    words: tuple[str, ...]
    strict: bool = False


ORGANISATIONS: Family[OrganisationRule] = Family("organisations", OrganisationRule, group="organisations")

REACH = 40
"""A longer name has at most this many characters."""

_HARD = re.compile(r"[\s，。；：、！？“”‘’「」『』（）()《》〈〉【】\[\],;:!?….|｜丨/／□■◆●▲>]")
_CLOSING = {"”": "“", "》": "《", "」": "「"}
_SENTENCE = re.compile(r"[，。；：！？\n]")
_ORGANISATION, _PERSON = 0.6, 0.85
"""From these chances on the tagger's organisation is one, and its person ends an organisation's name."""
_JOINTS = "和与及"
_SIDES = frozenset("后上下东西南北中")
"""May begin a village's name behind a region: 顺义区|后沙峪镇."""
_BORDER_TAGS = ("p", "u", "r", "y", "e", "o", "t", "d", "q", "f")


class BodyBook:
    """The rules of rules/organisations.toml, ready to be used."""

    def __init__(self, rules: str | None = None) -> None:
        self.heads: dict[str, OrganisationRule] = {}
        self.wholes: dict[str, OrganisationRule] = {}
        self.nots: set[str] = set()
        self._openers: set[str] = set()
        self._inner: set[str] = set()
        self._borders: set[str] = set()
        for entry in ORGANISATIONS.load(rules):
            target = {
                "opener": self._openers,
                "inner": self._inner,
                "border": self._borders,
                "not": self.nots,
            }.get(entry.role)
            if target is not None:
                target.update(entry.words)
                continue
            for word in entry.words:
                (self.heads if entry.role == "head" else self.wholes).setdefault(word, entry)
        self.countries: set[str] = {"中国", "美", "俄", "乌", "日", "英", "法", "德", "韩", "朝", "伊", "以"}
        for country in REGIONS.load(rules):
            if isinstance(country, Countries):
                self.countries.update(country.names)
            elif isinstance(country, Forms):
                self.countries.update(country.forms)
        self._longest_country = max(map(len, self.countries))
        self._ends = [*self.heads, *self.wholes]
        self._automaton = AhoCorasick(self._ends, matchkind=MatchKind.Standard)
        self._longest = max((len(word) for word in self._borders), default=1)
        self._longest_end = max(map(len, self._ends), default=1)
        self._read_edges()

    def _read_edges(self) -> None:
        """The characters with which words begin or end, and how long the longest such word is: no other is to be looked for."""
        self._opener_from = _longest(0, (*self._openers, *self.wholes, *self.countries))
        self._country_by_end = _longest(-1, self.countries)
        self._end_by_end = _longest(-1, self._ends)
        self._bound_by_end = _longest(-1, (*self._inner, *self._openers, *self._borders, *_JOINTS))

    def rule(self, word: str) -> OrganisationRule:
        """The entry of a head or a whole name; a whole one goes first."""
        return self.wholes.get(word) or self.heads[word]

    def ends(self, text: str) -> Iterator[tuple[int, int]]:
        """The places where a longer name may end, with its longest head, in text order."""
        best: dict[int, int] = {}
        for _, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            best[end] = min(start, best.get(end, start))
        yield from ((start, end) for end, start in sorted(best.items()))

    def country_to(self, text: str, end: int, floor: int = 0) -> int | None:
        """Where the country's name that ends at `end` begins; one letter counts only at a border: 俄|外长."""
        for length in range(min(self._country_by_end.get(text[end - 1 : end], 0), end - floor), 0, -1):
            if text[end - length : end] in self.countries:
                alone = length > 1 or end == floor + 1 or not text[end - 2].isalpha()
                return end - length if alone else None
        return None

    def _country_from(self, text: str, at: int) -> bool:
        return any(text[at : at + length] in self.countries for length in range(2, self._longest_country + 1))

    def head_to(self, text: str, end: int, floor: int = 0, *, trades: bool = True) -> int | None:
        """Where the longest head or whole name that ends at `end` begins; `trades=False` leaves 能源, 教育 … out."""
        for length in range(min(self._end_by_end.get(text[end - 1 : end], 0), end - floor), 0, -1):
            word = text[end - length : end]
            if word in self.wholes or ((rule := self.heads.get(word)) is not None and (trades or not rule.strict)):
                return end - length
        return None

    def _whole_from(self, text: str, at: int, end: int) -> bool:
        """Whether a complete name begins at `at`, before `end`."""
        return any(text[at : at + length] in self.wholes for length in range(2, min(self._longest_end, end - at) + 1))

    def opens(self, text: str, at: int, regions: Sequence[RegionMention], *, single: bool = True) -> bool:
        """Whether a longer name may well begin at `at`: with a region, 国家, 全国, a name that is one already."""
        if region_from(regions, at) is not None:
            return True
        for length in range(1 if single else 2, self._opener_from.get(text[at : at + 1], 0) + 1):
            word = text[at : at + length]
            if word in self._openers or (length > 1 and (word in self.wholes or word in self.countries)):
                return True
        return False

    # -- the left border -------------------------------------------------------------------------------------------

    def left(self, text: str, end: int, witnesses: Witnesses, regions: Sequence[RegionMention], floor: int = 0) -> int:
        """Where the longest name that ends at `end` may begin; `end` itself where a border stands right there."""
        low = max(floor, end - REACH)
        at = end
        while at > low:
            before = text[at - 1]
            if before in _CLOSING and (opened := _opening(text, at, low)) is not None:
                if before != "》" and at == end:
                    return opened
                at = opened
                continue
            if _HARD.match(before):
                break
            region = region_to(regions, at)
            if region is not None and region.start >= low:
                at = region.start
                continue
            if (country := self.country_to(text, at, low)) is not None and at - country > 1:
                at = country
                continue
            step = self.step(text, at, end, low, witnesses, regions)
            if step == 0:
                break
            at -= step
        return at

    def step(
        self, text: str, at: int, end: int, low: int, witnesses: Witnesses, regions: Sequence[RegionMention]
    ) -> int:
        """How many characters before `at` belong to the name; 0 where a border stands."""
        word = witnesses.word_to(at)
        if word is None and witnesses.enabled and (around := self._around(at, low, witnesses)):
            return around
        if word is None or word.start < low:
            return self._blind(text, at, end, low)
        written = text[word.start : at]
        name = witnesses.name_to(at)
        if name is not None and name.tag == "ORG" and name.chance >= _ORGANISATION and name.start >= low:
            return at - name.start
        if name is not None and name.tag == "PER" and name.chance >= _PERSON and at < end:
            return 0
        if written in _JOINTS:
            opening = region_from(regions, at) is not None or self._country_from(text, at)
            return 0 if opening or self.complete(text, word.start, low, witnesses) else 1
        if written in self._borders or (written == "代表" and self.opens(text, at, regions, single=False)):
            return 0
        if word.tag.startswith("v") and at < end and self._whole_from(text, at, end):
            return 0  # 播出|联合国秘书长
        if written in self._inner or written in self.heads or written in self._openers:
            return at - word.start
        if (
            word.tag.startswith("v")
            and word.tag != "vg"
            and (len(written) > 1 or self.opens(text, at, regions, single=False))
            and at < end
        ):
            return 0
        if (
            word.tag != "eng"
            and word.tag.startswith(_BORDER_TAGS)
            and len(written) <= 4
            and not (word.tag == "d" and at == end)
            and not (written in _SIDES and at < end and region_to(regions, word.start) is not None)
        ):
            return 0
        if word.tag.startswith("nr") and len(written) >= 2 and self.opens(text, at, regions, single=False):
            return 0
        return at - word.start

    def _around(self, at: int, low: int, witnesses: Witnesses) -> int:
        """A word crosses `at`: go to its beginning where it is short."""
        for back in range(1, 4):
            word = witnesses.word_from(at - back)
            if word is not None:
                return back if word.end > at and at - back >= low else 0
        return 0

    def _blind(self, text: str, at: int, end: int, low: int) -> int:
        """Without words: border words are read off the characters."""
        longest = self._bound_by_end.get(text[at - 1], 0)
        for length in range(min(longest, self._longest, at - low), 0, -1):
            word = text[at - length : at]
            if word in self._inner or (length > 1 and word in self._openers):
                return length
            if word in _JOINTS:
                return 1 if not self.complete(text, at - 1, low, None) else 0
            if word in self._borders and (length > 1 or word in "在由向被把让是的了等据"):
                return 0
        return 1

    def _apart(self, written: str, tag: str) -> bool:
        """A person or a verb before 和 stands apart; 发展 in 发展和改革委员会 does not."""
        return written in self._borders or (tag.startswith(("nr", "v")) and written not in self._inner)

    def complete(self, text: str, end: int, low: int, witnesses: Witnesses | None) -> bool:
        """Whether what ends at `end`, before 和, is complete in itself: a body, a person, 专家."""
        if end <= low or _HARD.match(text[end - 1]) or self.head_to(text, end, low, trades=False) is not None:
            return True
        if witnesses is None:
            return False
        word = witnesses.word_to(end)
        name = witnesses.name_to(end)
        return (word is not None and self._apart(text[word.start : end], word.tag)) or (
            name is not None and name.tag == "PER"
        )


def _longest(place: Literal[0, -1], words: Iterable[str]) -> dict[str, int]:
    """The first or the last characters of words with the length of the longest word that has them there."""
    found: dict[str, int] = {}
    for word in words:
        found[word[place]] = max(len(word), found.get(word[place], 0))
    return found


def _opening(text: str, end: int, low: int) -> int | None:
    """Where the name in quotation marks that ends at `end` opens: “金管会”; a whole sentence in them is none."""
    opened = text.rfind(_CLOSING[text[end - 1]], max(low, end - 20), end - 1)
    if opened < 0 or _SENTENCE.search(text, opened + 1, end - 1):
        return None
    return opened


def region_from(regions: Sequence[RegionMention], at: int) -> RegionMention | None:
    """The longest region that begins at `at`."""
    index = bisect_left(regions, at, key=BY_START)
    found = None
    while index < len(regions) and regions[index].start == at:
        found = regions[index]
        index += 1
    return found


def region_to(regions: Sequence[RegionMention], end: int) -> RegionMention | None:
    """The region that ends before `end`."""
    index = bisect_left(regions, end, key=BY_END)
    return regions[index] if index < len(regions) and regions[index].end == end else None
