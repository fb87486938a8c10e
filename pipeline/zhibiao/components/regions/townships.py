"""Townships: their suffix and a county before them (濉溪县临涣镇), and from then on the name alone (临涣)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import regex

from zhibiao.components.lexicon import Lexicon
from zhibiao.components.regions.gazetteer import Gazetteer
from zhibiao.components.regions.rules import REGIONS, Township
from zhibiao.components.regions.words import Words
from zhibiao.model import Region, RegionMention

_NEAR = 80
"""How far before a repeated name its county may stand: 濉溪县是产粮大县……粮食大镇临涣镇."""
_VILLAGE = r"[\p{Han}--[的和与及在各等农乡新贫]]村(?=镇(?!银行|建设|规划|体系|企业|布局|居民|供水|住房))"
"""后村镇, 杨村镇; but 农村, and 村镇 that is a word."""
_VERBS = frozenset("vpcudf")
# 天门|人回乡|创业, 建德|梅城古镇, 滦平县|部分乡|镇.
_NO_NAME = re.compile(r"[回返故家城]乡\Z|..古镇\Z|^(?:部分|多个|各|所有)")
_OPENS = frozenset("。；，：！\n　 ")
_GOVERNED = re.compile("党委|党支部|政府|人民政府|人大|副?[镇乡]长|副?书记")
_BEFORE = frozenset("在到从赴往至")
_NAMES = ("ns", "nr", "nz", "")


class Townships:
    """Finds townships by the entries `township` of regions.toml."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        entries = [entry for entry in gazetteer.entries if isinstance(entry, Township)]
        self._forms = gazetteer.phrases
        self._direct = {name for entry in entries for name in entry.direct}
        self._nouns = {noun for entry in entries for noun in entry.nouns}
        self._rule = tuple(REGIONS.id(entry) for entry in entries)
        suffixes = "|".join(suffix for entry in entries for suffix in entry.suffixes) or "(?!)"
        never = "".join(entry.never for entry in entries) or "的"
        alone = never + "".join(entry.never_alone for entry in entries)
        stem = rf"[\p{{Han}}--[{never}]]{{1,5}}?|{_VILLAGE}"
        self._behind = regex.compile(rf"(?P<stem>{stem})(?:{suffixes})(?![长村化])", regex.V1)
        self._named = regex.compile(rf"(?<=[\p{{Han}}--[{alone}]]{{2}})[镇乡](?![长村镇化])", regex.V1)
        self._street = regex.compile(rf"(?<=[。；，：！\n　 在于、])[\p{{Han}}--[{alone}]]{{2,4}}?街道", regex.V1)
        self._suffix = regex.compile(rf"(?:{suffixes})\Z")

    def find(
        self, text: str, regions: Sequence[RegionMention], taken: bytearray, words: Words
    ) -> Iterator[RegionMention]:
        """The townships behind a county, and every other mention of the same names; marks them in `taken`."""
        holders = [m for m in regions if m.region.level == "county" or m.region.name in self._direct]
        known = dict(self._behind_a_county(text, holders, taken, words))
        repeated = self._repeated(text, holders, taken, words)
        known.update((name, region) for name, region in repeated if name not in known)
        for name, region in list(known.items()):
            stem = self._suffix.sub("", name)
            if len(stem) > 1 and stem not in self._forms:
                known.setdefault(stem, region)
        if not known:
            return
        for start, end, region in Lexicon(known).longest(text):
            whole = text[start:end] == region.name
            if any(taken[start:end]) or not (whole or _is_name(text, words, start, end)):
                continue
            taken[start:end] = b"\1" * (end - start)
            yield RegionMention(start, end, region, rules=self._rule, confidence=0.85)

    def _behind_a_county(
        self, text: str, holders: Sequence[RegionMention], taken: bytearray, words: Words
    ) -> Iterator[tuple[str, Region]]:
        for holder in holders:
            match = self._behind.match(text, holder.end)
            if match is None or match[0] in self._nouns or any(taken[match.start() : match.end()]):
                continue
            if _NO_NAME.search(match[0]):
                continue
            if len(match["stem"]) > 2 and _has_verb(words, *match.span("stem")):
                continue
            yield match[0], Region((*holder.region.path, match[0]), "township")

    def _repeated(
        self, text: str, holders: Sequence[RegionMention], taken: bytearray, words: Words
    ) -> Iterator[tuple[str, Region]]:
        """Names that stand twice, behind different words, soon after a county was named: 粮食大镇临涣镇, 在临涣镇.

        Where the text names one county only, its name need stand but once, at the beginning of a clause (。崇头镇建成基地) or, with
        its whole suffix, where something takes place (在娄桥街道举行).
        """
        only = len({holder.region.path for holder in holders}) == 1
        ends = [holder.end for holder in holders]
        seen: dict[str, set[str]] = {}
        first: dict[str, int] = {}
        governed: set[str] = set()
        for match in self._named.finditer(text) if holders else ():
            start, end = match.start() - 2, match.end()
            name = text[start:end]
            if name not in self._nouns and not any(taken[start:end]):
                seen.setdefault(name, set()).add(text[start - 1 : start])
                first.setdefault(name, start)
                if only and _GOVERNED.match(text, end):
                    governed.add(name)
        if only:
            yield from self._streets(text, holders[0].region, taken, words)
        for name, lefts in seen.items():
            index = bisect_right(ends, first[name]) - 1
            repeated = len(lefts) > 1 and first[name] - ends[max(index, 0)] <= _NEAR
            if name in governed:  # 龙门镇党委书记…, before the text's one county is named
                yield name, Region((*holders[0].region.path, name), "township")
            elif index >= 0 and (repeated or (only and lefts <= _OPENS | {"、"})):
                yield name, Region((*holders[index].region.path, name), "township")

    def _streets(self, text: str, county: Region, taken: bytearray, words: Words) -> Iterator[tuple[str, Region]]:
        """In a text of one county 街道 behind what is no common word: 在|娄桥街道|举行, but not 在商业街道."""
        for match in self._street.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]) and _is_no_word(words, start, end - 2):
                yield match[0], Region((*county.path, match[0]), "township")


def _is_no_word(words: Words, start: int, end: int) -> bool:
    """Whether the words are there and know no common word of these characters: 娄桥, but not 商业."""
    standing, tag = words.standing(start, end)
    return bool(words) and (standing in {"split", "unknown"} or (standing == "alone" and tag in _NAMES))


def _is_name(text: str, words: Words, start: int, end: int) -> bool:
    """Whether the words take a bare name for a name, or do not know it; behind 在 and 到 any word of its own is one."""
    standing, tag = words.standing(start, end)
    if standing != "alone":
        return standing in {"split", "unknown"}
    return tag in _NAMES or text[start - 1 : start] in _BEFORE


def _has_verb(words: Words, start: int, end: int) -> bool:
    at = start
    while at < end:
        word = words.at(at)
        if word is None:
            return False
        if word.tag[:1] in _VERBS:
            return True
        at = word.end
    return False
