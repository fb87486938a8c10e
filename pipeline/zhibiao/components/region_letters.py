"""Names of one character: 粤苏鲁, 沪、苏、浙, 陇电入鲁, 在京, 渝新欧."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from zhibiao.components.gazetteer import Gazetteer
from zhibiao.components.region_rules import REGIONS
from zhibiao.components.region_words import Words
from zhibiao.model import Region, RegionMention, Rejected

_LINE = (
    r"(?:铁路|高铁|高速|公路|客专|城际|线|直流|交流|大动脉|运河|班列|航线|通道|大道|管线|干线|复线|二线|特高压|输电|昆|广|深|九|港澳铁路)"
)
_VERBS = "入赴来驻援进返离抵在留游回出惠治稳兴强富涉访援跨"
_VAGUE_VERBS = {
    "京": "赴来驻进返离抵在回晋",
    "津": "赴来驻进返离抵在",
    "疆": "入赴来驻援进返离抵在出治稳兴",
    "藏": "入赴援进驻在治稳出",
    "港": "赴驻访抵涉",
    "澳": "赴驻涉",
    "台": "赴涉",
    "川": "入赴来援进返在出抵",
    "青": "援入来",
    "苏": "赴来",
    "辽": "赴来入在",
    "宁": "赴来",
}
# Behind a row of which one letter is vague (津冀): the end of the phrase, or a word that goes with several regions.
_CLOSED = regex.compile(r"[^\p{Han}]|[两三四地等各协联合共交毗省的边区一]|\Z")
_NAME_BEFORE = regex.compile(r"、\p{Han}\Z")
_CARGO = "电煤气水粮菜货药酒茶"


class Letters:
    """Finds the letters of regions.toml in the frames in which they stand for a region."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        entry = gazetteer.letters
        clear = "".join(entry.clear) if entry else "粤"
        every = clear + ("".join(entry.vague) if entry else "")
        self._gazetteer = gazetteer
        self._clear = frozenset(clear)
        self._runs = frozenset(entry.runs) if entry else frozenset()
        self._rule = (REGIONS.id(entry),) if entry else ()
        self._run = regex.compile(rf"[{every}]{{2,6}}+")
        self._list = regex.compile(rf"(?<![\p{{Han}}])[{every}](?:、[{every}])++(?:[和及与][{every}])?+(?![\p{{Han}}--[等三四五六两各省市区]])", regex.V1)
        self._verb = regex.compile(rf"[{_VERBS}晋]([{every}])(?![\p{{Han}}--[的投发工创就旅参考开举学调期间全从务求企讲人外]])", regex.V1)
        self._cargo = regex.compile(rf"([{every}])[{_CARGO}](?:[入进出]([{every}])|[东南西北外]送|[外北]运|北上)")
        self._fused = dict(entry.fused) if entry else {}
        self._fusion = regex.compile("|".join(map(regex.escape, self._fused)) or r"(?!)")
        self._beside = regex.compile(rf"[{clear}宁](?=港澳)")
        self._clear_run = regex.compile(rf"[{clear}]")

    def find(self, text: str, taken: bytearray, words: Words) -> Iterator[RegionMention | Rejected]:
        """The letters outside of what is `taken`."""
        for match in self._list.finditer(text):
            places = [at for at in range(match.start(), match.end()) if text[at] not in "、和及与"]
            if any(text[at] in self._clear for at in places):
                yield from self._mentions(text, places, taken)
        for match in self._fusion.finditer(text):
            letters = self._fused[match[0]]
            yield from self._mentions(text, [match.start() + match[0].index(letter) for letter in letters], taken)
        for match in self._cargo.finditer(text):
            yield from self._mentions(text, [match.start(1), *([match.start(2)] if match[2] else [])], taken)
        for match in self._verb.finditer(text):
            letter, verb = match[1], text[match.start()]
            if verb in _VAGUE_VERBS.get(letter, _VERBS if letter in self._clear else ""):
                standing, _ = words.standing(match.start(1), match.end(1))
                if standing in {"alone", "unknown"} or words.standing(*match.span())[0] == "alone":
                    yield from self._mentions(text, [match.start(1)], taken)
        for match in self._beside.finditer(text):
            yield from self._mentions(text, [match.start()], taken)
        for match in self._run.finditer(text):
            yield from self._run_of(text, match.start(), match.end(), taken, words)

    def _run_of(self, text: str, start: int, end: int, taken: bytearray, words: Words) -> Iterator[RegionMention | Rejected]:
        if any(taken[start:end]):
            return
        run = text[start:end]
        clear = len(self._clear_run.findall(run))
        if run not in self._runs and clear < len(run) - 1:
            return
        if run not in self._runs and clear < len(run) and not _CLOSED.match(text, end):
            return
        if regex.match(_LINE, text[end : end + 4]):
            yield Rejected(start, end, "region", self._rule, "a line's name, fused from its ends")
            return
        if _NAME_BEFORE.search(text, max(0, start - 2), start) and text[end : end + 1] == "、":
            yield Rejected(start, end, "region", self._rule, "a person's name in a list")
            return
        if words and (words.standing(start, start + 1)[0] == "crossed" or self._crossed(start, end, words)):
            yield Rejected(start, end, "region", self._rule, "words cross its borders")
            return
        yield from self._mentions(text, range(start, end), taken)

    @staticmethod
    def _crossed(start: int, end: int, words: Words) -> bool:
        first, last = words.at(start), words.at(end - 1)
        return bool(first and first.start < start) or bool(last and last.end > end)

    def _mentions(self, text: str, places: list[int] | range, taken: bytearray) -> Iterator[RegionMention]:
        for at in places:
            region = self._region(text[at])
            if region is not None and not taken[at]:
                taken[at] = 1
                yield RegionMention(at, at + 1, region, rules=self._rule, confidence=0.85)

    def _region(self, letter: str) -> Region | None:
        return self._gazetteer.letter(letter)
