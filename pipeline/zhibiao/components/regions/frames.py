"""What shows that a word is a name here: 合作 behind 甘南州, 大方 between 黔西 and 纳雍, 五常 where 五常市 stands elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import regex

from zhibiao.components.regions.gates import Gate
from zhibiao.components.regions.gazetteer import Phrase
from zhibiao.components.regions.words import Words
from zhibiao.model import Region, value

JOINS = "、和与及至到—-－～·"
_BEFORE = re.compile(r"(?:位于|来自|赴|抵达|前往|走进|落户|途[经径]|驻|地处|[原在从]|以及)\Z")
# 三门|核电, 固安|县委 are places.
_AFTER = re.compile(r"核电|机场|经开区|高新区|开发区|综保区|保税|自贸|口岸|[市县区]委|[市县区]政府")
# 东部|清洁能源基地 in a text about 黑龙江; 甘肃今年……，|中东部|是典型旱作区.
_PART = re.compile(r"[东西南北中]{1,2}部")
_WORKS = regex.compile(r"\p{Han}{2,5}(?:基地|工程|灌区|水库|矿区|林区|草原)")
_SENTENCE = re.compile(r"[^。！？\n>]*+\Z")
_FAR = 40
GATED = frozenset({"frame", "word"})
_OWN_SHARE = 0.5


@value
class Candidate:
    """A form at a place; `gate` says what it needs to count."""

    start: int
    end: int
    phrase: Phrase
    gate: Gate = "open"

    @property
    def paths(self) -> tuple[tuple[str, ...], ...]:
        """Of all readings."""
        return self.phrase.paths

    def may_be_under(self, other: Candidate) -> bool:
        """Whether a reading of this one lies in a reading of the other."""
        return any(_under(path, parent) for path in self.phrase.paths for parent in other.phrase.paths)


@value
class Frames:
    """What the whole article shows: the names that stand in full, and the region that it is mostly about."""

    text: str
    words: Words
    full: frozenset[tuple[str, ...]]
    own: tuple[str, ...] = ()
    code: str = ""

    @classmethod
    def of(cls, text: str, words: Words, picked: Sequence[Candidate]) -> Frames:
        """From the forms that count without a frame."""
        sure = [one for one in picked if one.gate == "open" and len(one.phrase.readings) == 1]
        full = frozenset(path for one in picked if one.phrase.form == "full" for path in one.paths)
        own: tuple[str, ...] = ()
        paths = [one.paths[0] for one in sure if one.phrase.level not in {"country", "group"}]
        for depth in (1, 2):
            tally = Counter(path[:depth] for path in paths if path[: depth - 1] == own and len(path) >= depth)
            best = tally.most_common(1)
            if not best or best[0][1] < max(2, _OWN_SHARE * len(paths)):
                break
            own = best[0][0]
        codes = (one.phrase.readings[0].region.adcode or "" for one in sure if own and one.paths[0][0] == own[0])
        return cls(text, words, full, own, next(filter(None, codes), "")[:2])

    def allow(self, one: Candidate, before: tuple[int, Region] | None, after: Candidate | None) -> bool:
        """Whether a candidate counts, by what its gate asks for."""
        if one.gate in GATED:
            return self.show(one, before, after)
        return self.local(one) or self.elsewhere(one, before, after)

    def show(self, one: Candidate, before: tuple[int, Region] | None, after: Candidate | None) -> bool:
        """Whether a gated candidate counts; `before` is the end and region of the mention before it."""
        parent = before[1].path if before and self.text[before[0] : one.start] in {"", "的"} else None
        # 辽宁振兴, 四川资源: a common word needs the very next level, 湘西永顺.
        direct = 1 if one.gate == "word" else 2
        if parent and any(_under(path, parent) and len(path) - len(parent) <= direct for path in one.paths):
            return True
        if self._listed(one, before, after):
            return True
        standing, tag = self.words.standing(one.start, one.end)
        if one.phrase.form == "full" or standing in {"crossed", "inside"}:
            return False
        placed = bool(_BEFORE.search(self.text, max(0, one.start - 2), one.start))
        if one.gate == "frame" and _AFTER.match(self.text, one.end) and self.at_home(one):
            return True
        if any(path in self.full for path in one.paths):
            return one.gate == "frame" or placed
        if one.gate == "word":
            return False
        if self.own and any(path == self.own or _under(path, self.own) for path in one.paths):
            return standing == "unknown" or tag[:1] in {"n", ""} or len(self.own) > 1
        return tag[:1] in {"n", ""} and placed

    def local(self, one: Candidate) -> bool:
        """Whether the name of a county may be taken as it stands: it lies in the article's own province, if that has one.

        黄龙 in a report of 四川 is no county of 陕西.
        """
        return one.gate != "place" or self.at_home(one)

    def is_a_part(self, one: Candidate) -> bool:
        """Whether 东部 means a part of the article's own province, which lies in no eastern region: 甘肃…，|中东部|是旱作区."""
        members = one.phrase.readings[0].region.members
        if not (self.code and members and _PART.fullmatch(one.phrase.text)) or any(m[:2] == self.code for m in members):
            return False
        if _WORKS.match(self.text, one.end):
            return True
        before = self.text[max(0, one.start - _FAR) : one.start]
        sentence = _SENTENCE.search(before)
        return before.endswith(("，", "；")) and sentence is not None and sentence[0].startswith(self.own[0][:2])

    def at_home(self, one: Candidate) -> bool:
        """Whether a county lies in the article's own province, if that has one."""
        if not self.own or one.phrase.level != "county":
            return True
        return any(path[0] == self.own[0] for path in one.paths)

    def elsewhere(self, one: Candidate, before: tuple[int, Region] | None, after: Candidate | None) -> bool:
        """Whether the name of another province's county counts: behind its parent, in a list, where something leads to it."""
        parent = before[1].path if before and before[0] == one.start else None
        if parent and any(_under(path, parent) for path in one.paths):
            return True
        if before and one.start - before[0] == 1 and self.text[before[0]] in "至到":  # 黔江至吉首高铁
            return True
        if self._listed(one, before, after) or any(path in self.full for path in one.paths):
            return True
        return bool(_BEFORE.search(self.text, max(0, one.start - 2), one.start))

    def may_be_named(self, one: Candidate) -> bool:
        """Whether it is a word of its own, and no common noun or number of two characters (石棉, 三门)."""
        standing, tag = self.words.standing(one.start, one.end)
        return standing == "split" or (standing == "alone" and (tag not in {"n", "m"} or one.end - one.start > 2))

    def _listed(self, one: Candidate, before: tuple[int, Region] | None, after: Candidate | None) -> bool:
        """Whether a neighbour in a list is of the same province: 大方、纳雍."""
        if before and one.start - before[0] == 1 and self.text[before[0]] in JOINS:
            region = before[1]
            if len(region.path) > 1 and any(path[:1] == region.path[:1] for path in one.paths):
                return True
        if after is None or after.gate in GATED:
            return False
        if after.start - one.end != 1 or self.text[one.end] not in JOINS:
            return False
        others = {path[:1] for path in after.paths if len(path) > 1}
        return any(path[:1] in others for path in one.paths)


def _under(path: tuple[str, ...], parent: tuple[str, ...]) -> bool:
    return len(parent) < len(path) and path[: len(parent)] == parent


def named_in_full(picked: Sequence[Candidate]) -> set[str]:
    """The districts that stand behind their city somewhere, and so elsewhere too: 乐山市|市中区 … 市中区新增3家."""
    return {
        one.phrase.text
        for above, one in pairwise(picked)
        if above.end == one.start
        and one.phrase.form == "full"
        and len(one.phrase.text) > _SHORT
        and one.may_be_under(above)
    }


_SHORT = 2
