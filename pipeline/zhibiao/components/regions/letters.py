"""Names of one character: 粤苏鲁, 沪、苏、浙, 陇电入鲁, 在京, 渝新欧."""

from __future__ import annotations

import re  # four times as fast as `regex` where a class of characters is looked for in a whole text
from collections.abc import Iterator

import regex

from zhibiao.components.lexicon import Lexicon
from zhibiao.components.regions.gazetteer import Gazetteer, Phrase
from zhibiao.components.regions.rules import REGIONS
from zhibiao.components.regions.rules import Letters as LetterRules
from zhibiao.components.regions.words import Words
from zhibiao.model import Region, RegionMention, Rejected

# Behind a row of which one letter is vague (津冀): the end of the phrase, or a word that goes with several regions.
_CLOSED = regex.compile(r"[^\p{Han}]|东?西部|区域|[两二三四五六七八九地等各协联合共交毗结省的边区一]|\Z")
_AFTER_LIST = "等三四五六两各省市区"
# 在京举行: a word list takes 京举 for a name.
_PLAIN = re.compile(
    r"举行|举办|召开|开幕|闭幕|开展|发布|成立|启动|揭[牌晓幕]|会见|会谈|出席|签署|逝世|火化|亮相|调研|考察"
)
_GOES_ON = regex.compile(r"[\p{Han}--[的投发工创就旅参考开举学调期间全从务求企讲人外部与和]]", regex.V1)
_TRACKS = "高铁|铁路|高速|客专|直流|特高压"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_NAME_BEFORE = regex.compile(r"、\p{Han}\Z")


class Letters:
    """Finds the letters of regions.toml in the frames in which they stand for a region."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        entry = gazetteer.letters or LetterRules(kind="letters", name="-", clear={}, vague={})
        clear = "".join(entry.clear) or "-"
        every = clear + "".join(entry.vague)
        self._gazetteer = gazetteer
        self._entry = entry
        self._clear = frozenset(entry.clear)
        self._runs = frozenset(entry.runs)
        self._rule = (REGIONS.id(entry),)
        self._run = re.compile(rf"[{every}]{{2,6}}+")
        self._list = re.compile(
            rf"[{every}](?<![{_HAN}][{every}])(?:、[{every}])++(?:[和及与][{every}])?+(?![{_HAN}](?<![{_AFTER_LIST}]))"
        )
        self._verb = re.compile(rf"[{entry.verbs}晋润]([{every}])")
        self._cargo = re.compile(
            rf"([{every}])[{entry.cargo or '-'}](?:[入进出]([{every}])|[东南西北外]送|[外北]运|北上)"
        )
        lines = "|".join(map(regex.escape, entry.lines)) or "(?!)"
        # 成渝|中线|高铁; 京沪|、京广、哈大等|高铁.
        self._line = regex.compile(
            rf"(?:中线|机场|复线|[、和与及]\p{{Han}}{{2}}(?:、\p{{Han}}{{2}}){{0,8}}等?(?={_TRACKS}))?(?:{lines})"
        )
        self._fused = Lexicon(entry.fused)
        self._pair = Lexicon(entry.pairs)
        self._beside = re.compile(rf"[{clear}宁](?=港澳)")

    def find(self, text: str, taken: bytearray, words: Words) -> Iterator[RegionMention | Rejected]:
        """The letters outside of what is `taken`."""
        for match in self._list.finditer(text):
            places = [at for at in range(match.start(), match.end()) if text[at] not in "、和及与"]
            if any(text[at] in self._clear for at in places):
                yield from self._mentions(text, places, taken)
        for start, end, letters in self._fused.longest(text):
            word = text[start:end]
            yield from self._mentions(text, [start + word.index(letter) for letter in letters], taken)
        yield from self._paired(text, taken, words)
        for match in self._cargo.finditer(text):
            yield from self._mentions(text, [match.start(1), *([match.start(2)] if match[2] else [])], taken)
        for match in self._run.finditer(text):
            yield from self._run_of(text, match.start(), match.end(), taken, words)
        for match in self._verb.finditer(text):
            if self._governed(text, match.start(1), words):
                yield from self._mentions(text, [match.start(1)], taken)
        for match in self._beside.finditer(text):
            yield from self._mentions(text, [match.start()], taken)

    def names_a_line(self, text: str, phrase: Phrase, end: int) -> bool:
        """Whether a group that is written by its members' letters goes on as a line's name: 成渝|中线高铁."""
        return phrase.text in self._entry.groups and self._line.match(text, end) is not None

    def _paired(self, text: str, taken: bytearray, words: Words) -> Iterator[RegionMention | Rejected]:
        """广佛同城 holds 广州 and 佛山; 济青高速 is a line."""
        for start, end, codes in self._pair.longest(text):
            if any(taken[start:end]) or self._crossed(start, end, words) or text[start - 1 : start] == "港":
                continue  # 港珠澳大桥 is a name fused from its ends
            if self._line.match(text, end):
                yield Rejected(start, end, "region", self._rule, "a line's name, fused from its ends")
                continue
            for at, code in zip(range(start, end), codes, strict=False):
                region = self._gazetteer.coded(code)
                if region is not None:
                    taken[at] = 1
                    yield RegionMention(at, at + 1, region, rules=self._rule, confidence=0.8)

    def _governed(self, text: str, at: int, words: Words) -> bool:
        """Whether the verb before a letter goes with it and no word goes on behind it: 驻沪部队, but 在晋升 holds no 晋."""
        letter, verb = text[at], text[at - 1]
        verbs = self._entry.verbs if letter in self._clear else ""
        if verb not in self._entry.vague_verbs.get(letter, verbs):
            return False
        before = words.at(at - 1)
        if before is not None and before.start < at - 1 and before.tag == "n":  # 外援|鲁西亚努
            return False
        standing, _ = words.standing(at, at + 1)
        if _PLAIN.match(text, at + 1):
            return True
        if standing == "unknown":
            return not _GOES_ON.match(text, at + 1)
        return standing == "alone" or words.standing(at - 1, at + 1)[0] == "alone"

    def _run_of(
        self, text: str, start: int, end: int, taken: bytearray, words: Words
    ) -> Iterator[RegionMention | Rejected]:
        if any(taken[start:end]):
            return
        run = text[start:end]
        clear = sum(letter in self._clear for letter in run)
        if run not in self._runs and not clear:
            return
        if run not in self._runs and clear < max(2, len(run) - 1) and not _CLOSED.match(text, end):
            return
        if self._line.match(text, end):
            yield Rejected(start, end, "region", self._rule, "a line's name, fused from its ends")
            return
        if _NAME_BEFORE.search(text, max(0, start - 2), start) and text[end : end + 1] == "、":
            yield Rejected(start, end, "region", self._rule, "a person's name in a list")
            return
        torn = not text.startswith("东西部", end)  # 浙川东西部协作
        if torn and words and (words.standing(start, start + 1)[0] == "crossed" or self._crossed(start, end, words)):
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
