"""Names that stand without a title: 张丽还说, 艾山江·买买提, “……”沈复民说. Here the witnesses must speak, or a verb of saying."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import regex

from zhibiao.components.people.name_words import DOTS
from zhibiao.components.people.names import NameBook, Reading
from zhibiao.components.witnesses import Witnesses

OPEN = frozenset("，。；：、！？“”‘’（）()《》【】「」\n 　|丨｜,;:!?—－-·…")
"""What a name may well follow, apart from words."""

_OPENED = re.compile(f"[{re.escape(''.join(sorted(OPEN)))}]+")
_DOT = regex.compile(rf"(?<=\p{{Han}})[{DOTS}](?=\p{{Han}})")
_PLACE = re.compile(r"(?:首都|城市|港口|小镇|村庄|[在往至赴抵自到市省州县岛]|抵达|位于|地区)\Z")
_HOUSE = re.compile(
    r"[^\W到在向对与和及的说是称为任从赴访给请让把被将等也还都已]{0,4}"
    r"(?:有限公司|公司|集团|大学|学院|学校|总?领事馆|大使馆|师生|汽车|航空|决议|银行|研究院|研究所|协会|基金会|医院|中学|证券|科技园|智算)"
)
_NTH = re.compile(r"(?<=\w\w)[一二三四五六七八九十]{1,3}世\Z")
_WATERS = frozenset("县镇村州党军旅河湖海岛寺峰")
_THINGS = frozenset("县镇乡村宫寺湖船氏族语")
"""No name of three characters and more ends so: 高坪镇, 莫愁湖, 木渡船."""
_MEASURES = ("亩", "吨", "公顷", "公斤", "株", "头", "只")
"""3.6万亩|万寿菊."""
_NUMBERED = re.compile(r"[办发函规字秘委财]{0,4}[〔\[［]\d{4}")
"""杭政|办函〔2024〕12号."""
_SIDES = frozenset("方中村乡县")
_DASHES = frozenset("—－-")
_DOTS = frozenset(DOTS)
_PART, _LONGEST, _LONGEST_DOTTED = 9, 10, 60
"""No part of a name has so many characters, no name without dots and none with dots more."""
_PARTS_OF_LANDS = ("南部", "北部", "东部", "西部", "中部")
_COMMON = frozenset("nvadbi")
_NAMES = frozenset({"nr", "ns", "nz", "ng"})
_LEAST, _LONG, _SURE, _SURER = 0.5, 0.75, 0.85, 0.95
"""Below the first chance the tagger's names are not believed; from `_SURE` on they need no second witness (from `_LONG` on
long foreign ones), and from the last one on even where the characters are neither a Chinese name's nor a foreign one's."""


class Untitled:
    """Looks for the names of one text that no title points to."""

    def __init__(self, text: str, names: NameBook, witnesses: Witnesses) -> None:
        self.text = text
        self.names = names
        self.witnesses = witnesses

    def find(self) -> Iterator[Reading]:
        """The readings, in no order."""
        yield from self._dotted()
        if not self.witnesses.naming:
            yield from self._speaking()
        if self.witnesses.enabled:
            yield from self._persons()

    # -- with a dot ------------------------------------------------------------------------------------------------

    def _dotted(self) -> Iterator[Reading]:
        """艾山江·买买提, from the word before the dot."""
        for dot in _DOT.finditer(self.text):
            at = self._first_part(dot.start())
            if at is None or self.text[at - 1 : at] in tuple(DOTS):
                continue
            reading = self.names.read(self.text, at, self.witnesses)
            if reading is None or reading.score < 3.0 or self.names.titled(self.text, reading.end):
                continue
            if not self._placelike(reading):
                yield reading

    def _first_part(self, dot: int) -> int | None:
        """Where the word before a dot begins, and the unknown words of foreign characters before it."""
        at = dot
        if not self.witnesses.enabled:
            while at > 0 and dot - at < 6 and self.text[at - 1] in self.names.foreign:
                at -= 1
            return at if at < dot else None
        while (word := self.witnesses.word_to(at)) is not None and self._foreign(word.start, at):
            if at < dot and not word.tag.startswith(("nr", "x", "ns")):
                break
            at = word.start
        return at if at < dot else None

    def _foreign(self, start: int, end: int) -> bool:
        last = _NTH.search(self.text, start, end)  # 利奥波德|一世
        return self.names.foreign.issuperset(self.text[start : last.start() if last else end])

    # -- seen by the witnesses -------------------------------------------------------------------------------------

    def _persons(self) -> Iterator[Reading]:
        """The names that both the tagger and the rules take for one."""
        for name in self.witnesses.persons():
            if self.text[name.start - 1 : name.start] in tuple(DOTS):
                continue
            reading = self.names.read(self.text, name.start, self.witnesses)
            if reading is not None and self._named(reading):
                yield reading

    def _named(self, reading: Reading) -> bool:
        """Whether the characters are a name's, and it is not part of a longer one."""
        start, end = reading.start, reading.end
        written = self.text[start:end]
        if len(written) < 2 or self.names.titled(self.text, end):
            return False
        if self._thing(written, start):
            return False  # 熊本县, 庄严|宣告
        if any(c in DOTS for c in written):
            whole = self._seen(reading, _SURER) and not self._quoted(reading)
            return reading.score >= 2.0 and (whole or not self._placelike(reading))
        both = self._agreed(reading) or self.names.honoured(self.text, end) or self._whole(reading)
        following = self._following(end)
        if self._quoted(reading) or written.endswith(_PARTS_OF_LANDS) or _HOUSE.match(self.text, end):
            return False
        if written[-1] == "人" and self._foreign(start, end - 1):
            return False  # 斯巴达人
        if self._plain(reading):
            return self._fits(reading)
        if len(written) <= 2 + self.names.surname(self.text, start)[0] and self.names.common(self.text, start):
            return self._chinese(reading, both, following)
        if self._placelike(reading) or self._cut(start) or written[-1] in _WATERS:
            return False
        if self._foreign(start, end):
            return both or (len(written) >= 3 and following >= 1) or (len(written) > 3 and self._seen(reading, _LONG))
        return both and len(written) >= 3

    def _thing(self, written: str, start: int) -> bool:
        """Whether it ends or begins as no name does: 熊本县, 庄严|宣告; but 洛桑江村 is one. What is grown by the 亩 is none."""
        if any(measure + written in self.text for measure in _MEASURES) or _NUMBERED.match(
            self.text, start + len(written)
        ):
            return True
        if len(written) < 3 or self.names.surname(self.text, start)[0] > 1:
            return False
        return written[-1] in _THINGS or written.endswith("王国") or self.names.is_word(written[:2])

    def _fits(self, reading: Reading) -> bool:
        """Whether nothing around speaks against a name that the tagger is sure of: 卢方, 贝鲁特|南郊, but 见到|段玉林."""
        start, end = reading.start, reading.end
        if end - start == 2 and self.text[end - 1] in _SIDES:
            return False
        if self.text[start - 1 : start] == "“" and self.text[end : end + 1] in _DASHES:
            return False  # “钱凯—上海”航线
        chinese = end - start <= 2 + self.names.surname(self.text, start)[0] and self.names.common(self.text, start)
        if chinese:
            return not self.names.sited(self.text, end)
        return not self._placelike(reading) and self.text[end - 1] not in _WATERS

    def _plain(self, reading: Reading) -> bool:
        """Whether the tagger is sure of just this name."""
        name = self.witnesses.name_from(reading.start)
        if name is None or name.tag != "PER" or name.end != reading.end:
            return False
        word = self.witnesses.word_from(reading.start)
        listed = word is not None and word.end == reading.end and word.tag[:1] in _COMMON and word.tag[:2] not in _NAMES
        if listed and self.names.surname(self.text, reading.start)[0] < reading.end - reading.start:
            return False  # 陈皮, 常青藤, but not 桥本
        usual = self.names.common(self.text, reading.start) or self._foreign(reading.start, reading.end)
        return name.chance >= (_SURE if usual else _SURER) and reading.score >= 2.0

    def _seen(self, reading: Reading, least: float) -> bool:
        name = self.witnesses.name_from(reading.start)
        return name is not None and name.tag == "PER" and name.end == reading.end and name.chance >= least

    def _quoted(self, reading: Reading) -> bool:
        """“韦帕”: what stands alone in quotation marks is a storm, a ship, a song."""
        around = self.text[reading.start - 1 : reading.start] + self.text[reading.end : reading.end + 1]
        return around in {"“”", "「」", "《》", "‘’"}

    def _whole(self, reading: Reading) -> bool:
        """Whether the tagger's name is one by its characters and its surroundings too: 陆新平, where rjieba sees 陆|新平."""
        name = self.witnesses.name_from(reading.start)
        seen = name is not None and name.tag == "PER" and name.end == reading.end
        followed = self.names.common(self.text, reading.start) and self.names.follows(self.text, reading.end) >= 1
        ends = followed or self.witnesses.word_to(reading.end) is not None
        return seen and ends and reading.end - reading.start > 2 and self.witnesses.likely(reading.start)

    def _cut(self, start: int) -> bool:
        """Whether a longer foreign name goes before: 亚斯特|任布斯基, but not 28日|皮克特."""
        if self.text[start - 1 : start] not in self.names.foreign:
            return False
        place = self.witnesses.name_to(start)
        if place is not None and place.tag == "LOC" and place.chance >= _SURE:
            return False  # 尼日利亚|奥科耶
        word = self.witnesses.word_to(start)
        return word is None or word.tag[:2] in {"nr", "ns", "nz", "x", "j"}

    def _following(self, end: int) -> float:
        """As `follows`; any verb, adverb or particle follows a name well enough."""
        word = self.witnesses.word_from(end)
        spoken = 1.0 if word is not None and word.tag[:1] in set("vdpcu") else 0.0
        return max(self.names.follows(self.text, end), spoken)

    def _chinese(self, reading: Reading, both: bool, following: float) -> bool:
        """Both witnesses agree, or the tagger does and what stands around speaks for a name."""
        start, end = reading.start, reading.end
        if (following < 1 and not both) or self.names.sited(self.text, end):
            return False
        if end - start == 2 and self.text[end - 1] in _SIDES:
            return False  # 卢方, 萨中: a country's letter
        if self.text[end - 1] in self.names.never and not both:
            return False
        word = self.witnesses.word_from(start)
        if word is None:
            return following >= 2 and reading.score >= 2.5
        if word.end - word.start == 2 and word.tag[:1] in _COMMON and not word.tag.startswith("nr"):
            return self._whole(reading) or (word.tag == "ns" and self.names.speaks(self.text, end))  # 罗干|说
        if end - start == 2 and not both:
            listed = self.text[start - 1 : start] == "、" and self.text[end : end + 1] == "、"
            return reading.score >= 3.5 and (listed or self.names.speaks(self.text, end))
        return reading.score >= 2.5

    def _agreed(self, reading: Reading) -> bool:
        """Whether both witnesses see a person's name in just this place."""
        name, word = self.witnesses.name_from(reading.start), self.witnesses.word_from(reading.start)
        if name is None or word is None or name.tag != "PER" or not word.tag.startswith("nr"):
            return False
        if name.chance < _LEAST:
            return False
        return name.end == word.end == reading.end

    def _placelike(self, reading: Reading) -> bool:
        """Whether what stands around speaks for a place or a ship: 首都|阿布贾, 在|弗拉诺瓦茨, “林肯”号."""
        before = self.text[reading.start - 1 : reading.start]
        if before in {"“", "「", "-", "—", *DOTS} or self.text[reading.end : reading.end + 1] in {"”", "」", "-", "—"}:
            return True
        if _PLACE.search(self.text, max(0, reading.start - 3), reading.start):
            return True
        return self.names.sited(self.text, reading.end)

    # -- without witnesses -----------------------------------------------------------------------------------------

    def _speaking(self) -> Iterator[Reading]:
        """A name that opens a clause and speaks: “……”张丽说."""
        spoken = self.names.spoken(self.text)
        for at in (0, *(opened.end() for opened in _OPENED.finditer(self.text))):
            if not self.names.common(self.text, at):
                continue
            longest = _LONGEST if _DOTS.isdisjoint(self.text[at : at + _PART]) else _LONGEST_DOTTED
            if bisect_left(spoken, at) == bisect_right(spoken, at + longest):
                continue
            reading = self.names.read(self.text, at, self.witnesses)
            if reading is not None and reading.score >= 3.0 and self.names.speaks(self.text, reading.end):
                yield reading
