"""What a form may mean: 济宁 is 山东省/济宁市, 鼓楼区 one of four; put together when a form is first found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal, NamedTuple

from zhibiao.model import Region, RegionLevel, value
from zhibiao.rulebook.divisions import Division, Divisions

Form = Literal["full", "short", "alias", "group", "country", "home", "trap"]


@value
class Reading:
    """What a form may mean; `last` is the year in which a retired division ended (0: it stands), `heir` who goes on."""

    region: Region
    form: Form
    rule: str
    first: int = 0
    last: int = 0
    heir: Region | None = None


@value
class Phrase:
    """A form with all its readings, best first when nothing else is known; `form` and `level` are those of the best."""

    text: str
    readings: tuple[Reading, ...]
    form: Form = field(init=False)
    level: RegionLevel = field(init=False)
    paths: tuple[tuple[str, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "form", self.readings[0].form)
        object.__setattr__(self, "level", self.readings[0].region.level)
        object.__setattr__(self, "paths", tuple(reading.region.path for reading in self.readings))


class Seed(NamedTuple):
    """A reading that is not put together yet; a division `renamed` as a whole reads as its heir."""

    row: Division
    form: Form
    heir: Division | None = None
    renamed: bool = False


class Phrases(Mapping[str, Phrase]):
    """Every form with its phrase, each made when it is first asked for."""

    def __init__(self, seeds: Mapping[str, list[Seed | Reading]], divisions: Divisions) -> None:
        self._seeds = seeds
        self._divisions = divisions
        self._made: dict[str, Phrase] = {}

    def __getitem__(self, text: str) -> Phrase:
        phrase = self._made.get(text)
        if phrase is None:
            phrase = self._made[text] = self._make(text, self._seeds[text])
        return phrase

    def __iter__(self) -> Iterator[str]:
        return iter(self._seeds)

    def __len__(self) -> int:
        return len(self._seeds)

    def __contains__(self, text: object) -> bool:
        return text in self._seeds

    def _make(self, text: str, seeds: list[Seed | Reading]) -> Phrase:
        readings: list[Reading] = []
        for seed in seeds:
            one = seed if isinstance(seed, Reading) else self._reading(seed)
            if all(known.region.path != one.region.path or known.form != one.form for known in readings):
                readings.append(one)
        return Phrase(text, tuple(sorted(readings, key=_order)))

    def _reading(self, seed: Seed) -> Reading:
        row, heir = seed.row, seed.heir
        rule, region = f"divisions:{row.name}", self._divisions.region
        if seed.renamed and heir is not None:
            return Reading(region(heir), seed.form, rule, row.first, row.last)
        return Reading(region(row), seed.form, rule, row.first, row.last, region(heir) if heir else None)


_RANK = {"province": 0, "country": 0, "group": 1, "prefecture": 2, "zone": 3, "county": 4, "township": 5}
_FORM = {"full": 0, "home": 0, "country": 0, "group": 0, "alias": 1, "short": 2, "trap": 9}


def _order(reading: Reading) -> tuple[bool, bool, int, int, bool, str]:
    region = reading.region
    capital = region.adcode is not None and region.adcode[2:4] == "01"
    return (
        reading.form != "trap",
        reading.last > 0,
        _FORM[reading.form],
        _RANK[region.level],
        not (capital or (len(region.path) == 2 and region.level == "county")),
        region.adcode or "",
    )
