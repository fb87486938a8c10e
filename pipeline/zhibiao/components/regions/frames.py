"""What shows that a word is a name here: 合作 behind 甘南州, 大方 between 黔西 and 纳雍, 五常 where 五常市 stands elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from zhibiao.components.regions.gates import Gate
from zhibiao.components.regions.gazetteer import Phrase
from zhibiao.components.regions.words import Words
from zhibiao.model import Region

JOINS = "、和与及至到—-－～·"
_BEFORE = regex.compile(r"(?:位于|来自|赴|抵达|前往|走进|落户|途[经径]|驻|地处|[原在从]|以及)\Z")
GATED = frozenset({"frame", "word"})
_OWN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form at a place; `gate` says what it needs to count."""

    start: int
    end: int
    phrase: Phrase
    gate: Gate = "open"

    @property
    def paths(self) -> list[tuple[str, ...]]:
        """Of all readings."""
        return [reading.region.path for reading in self.phrase.readings]

    def may_be_under(self, other: Candidate) -> bool:
        """Whether a reading of this one lies in a reading of the other."""
        return any(_under(path, parent) for path in self.paths for parent in other.paths)


@dataclass(frozen=True, slots=True)
class Frames:
    """What the whole article shows: the names that stand in full, and the region that it is mostly about."""

    text: str
    words: Words
    full: frozenset[tuple[str, ...]]
    own: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, words: Words, picked: Sequence[Candidate]) -> Frames:
        """From the forms that count without a frame."""
        sure = [one for one in picked if one.gate == "open" and len(one.phrase.readings) == 1]
        full = frozenset(path for one in picked if one.phrase.form == "full" for path in one.paths)
        own: tuple[str, ...] = ()
        paths = [one.paths[0] for one in sure if one.phrase.readings[0].region.level not in {"country", "group"}]
        for depth in (1, 2):
            tally = Counter(path[:depth] for path in paths if path[: depth - 1] == own and len(path) >= depth)
            best = tally.most_common(1)
            if not best or best[0][1] < max(2, _OWN_SHARE * len(paths)):
                break
            own = best[0][0]
        return cls(text, words, full, own)

    def allow(self, one: Candidate, before: tuple[int, Region] | None, after: Candidate | None) -> bool:
        """Whether a candidate counts, by what its gate asks for."""
        if one.gate in GATED:
            return self.show(one, before, after)
        return self.local(one) or self.elsewhere(one, before, after)

    def show(self, one: Candidate, before: tuple[int, Region] | None, after: Candidate | None) -> bool:
        """Whether a gated candidate counts; `before` is the end and region of the mention before it."""
        parent = before[1].path if before and before[0] == one.start else None
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
        if any(path in self.full for path in one.paths):
            return one.gate == "frame" or placed
        if one.gate == "word":
            return False
        if self.own and any(_under(path, self.own) for path in one.paths):
            return standing == "unknown" or tag[:1] in {"n", ""} or len(self.own) > 1
        return tag[:1] in {"n", ""} and placed

    def local(self, one: Candidate) -> bool:
        """Whether the name of a county may be taken as it stands: it lies in the article's own province, if that has one.

        黄龙 in a report of 四川 is no county of 陕西.
        """
        region = one.phrase.readings[0].region
        if one.gate != "place" or not self.own or region.level != "county":
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

    def alone(self, one: Candidate) -> bool:
        """Whether no word crosses or holds it."""
        return self.words.standing(one.start, one.end)[0] in {"alone", "split"}

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
