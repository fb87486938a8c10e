"""Which region an ambiguous name means: by the parent before it, by the article's regions, by the neighbours in a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from zhibiao.components.regions.gazetteer import Phrase, Reading
from zhibiao.model import Region

_PARENT, _SIBLING, _TALLY, _MOST = 200, 70, 10, 3
_SHORT = {"province": 90, "country": 90, "group": 50, "prefecture": 60}
_OUTDATED = 25


@dataclass(slots=True)
class Setting:
    """What an article says about its regions: how often each path was named, and the year that it speaks of."""

    year: int | None = None
    tally: Counter[tuple[str, ...]] = field(default_factory=Counter)

    @classmethod
    def of(cls, regions: Iterable[Region], year: int | None = None) -> Setting:
        """Counted over the mentions that have one reading only; a mention speaks for its parents too."""
        setting = cls(year)
        for region in regions:
            for depth in range(1, len(region.path) + 1):
                setting.tally[region.path[:depth]] += 1
        return setting


def choose(phrase: Phrase, before: Region | None, beside: Region | None, setting: Setting) -> tuple[Reading, ...]:
    """The readings, best first; `before` is the mention that ends where this one begins, `beside` its neighbour in a list.

    朝阳区 after 吉林省 is 长春's; alone in an article about Beijing, Beijing's.
    """
    if len(phrase.readings) == 1:
        return phrase.readings
    scored = [
        (-_score(reading, before, beside, setting), index, reading)
        for index, reading in enumerate(phrase.readings)
        if reading.form != "trap"
    ]
    scored.sort(key=lambda row: row[:2])
    return tuple(reading for _, _, reading in scored)


def _score(reading: Reading, before: Region | None, beside: Region | None, setting: Setting) -> int:
    region, score = reading.region, 0
    path = region.path
    if before is not None and _under(path, before.path):
        score += _PARENT
    outdated = reading.last > 0 and not (setting.year and setting.year <= reading.last)
    if reading.form != "full" and not outdated:  # 西安 without its parent is the prefecture and not the district
        score += _SHORT.get(region.level, 0)
    if beside is not None and path[:-1] == beside.path[:-1]:
        score += _SIBLING
    score += _TALLY * max((min(setting.tally[path[:d]], _MOST) * d for d in range(1, len(path))), default=0)
    score += _TALLY * 2 * min(setting.tally[path], _MOST)
    if outdated:
        score -= _OUTDATED
    return score


def _under(path: tuple[str, ...], parent: tuple[str, ...]) -> bool:
    return len(parent) < len(path) and path[: len(parent)] == parent
