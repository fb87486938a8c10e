"""Every form in which a region is written, with what it may mean: 济宁 and 济宁市, 黔东南, 大湾区, 崇文区."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from zhibiao.components.lexicon import Lexicon
from zhibiao.components.regions.rules import (
    REGIONS,
    Alias,
    Compass,
    Countries,
    Former,
    Forms,
    Group,
    Home,
    Letters,
    Noun,
    Places,
    Trap,
    Zone,
)
from zhibiao.errors import RuleError
from zhibiao.model import Region
from zhibiao.rulebook import Entry
from zhibiao.rulebook.divisions import Division, Divisions, load_divisions, short_names, stem

Form = Literal["full", "short", "alias", "group", "country", "home", "trap"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form may mean; `last` is the year in which a retired division ended (0: it stands), `heir` who goes on."""

    region: Region
    form: Form
    rule: str
    first: int = 0
    last: int = 0
    heir: Region | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A form with all its readings, best first when nothing else is known."""

    text: str
    readings: tuple[Reading, ...]

    @property
    def form(self) -> Form:
        """That of the best reading."""
        return self.readings[0].form


_RANK = {"province": 0, "country": 0, "group": 1, "prefecture": 2, "zone": 3, "county": 4, "township": 5}
_FORM = {"full": 0, "home": 0, "country": 0, "group": 0, "alias": 1, "short": 2, "trap": 9}
# 大湾区 (the group) and not a zone of that name: what the rules say outranks what the table gives.


class Gazetteer:
    """The table and the rules, put together once a pipeline."""

    def __init__(self, divisions: Divisions, entries: tuple[Entry, ...]) -> None:
        self.divisions = divisions
        self.entries = entries
        self.nouns = frozenset(word for entry in entries if isinstance(entry, Noun) for word in entry.words)
        self.letters = next((entry for entry in entries if isinstance(entry, Letters)), None)
        self._by_path = {divisions.path(row): row for row in divisions.current.values()}

    @classmethod
    def load(cls, rules: str | None = None) -> Gazetteer:
        """The shipped table with the rules, the user's laid over them. Raises `RuleError`."""
        return cls(load_divisions(), REGIONS.load(rules))

    @cached_property
    def phrases(self) -> dict[str, Phrase]:
        """Every form."""
        found: dict[str, list[Reading]] = {}
        for text, reading in (*self._ruled(), *self._current(), *self._retired()):
            known = found.setdefault(text, [])
            if all(one.region.path != reading.region.path or one.form != reading.form for one in known):
                known.append(reading)
        return {text: Phrase(text, tuple(sorted(known, key=self._order))) for text, known in found.items()}

    @cached_property
    def lexicon(self) -> Lexicon[Phrase]:
        """The automaton over all forms."""
        return Lexicon(self.phrases)

    def _order(self, reading: Reading) -> tuple[bool, bool, int, int, bool, str]:
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

    # -- the table ----------------------------------------------------------------------------------------------

    def _current(self) -> Iterator[tuple[str, Reading]]:
        for row in self.divisions.current.values():
            yield from self._forms(row, Reading(self.divisions.region(row), "full", f"divisions:{row.name}", row.first))

    def _retired(self) -> Iterator[tuple[str, Reading]]:
        """Retired names that no current division of the province bears: 崇文区; 安顺地区 reads as 安顺市."""
        kept = {(row.code[:2], row.name) for row in self.divisions.current.values()}
        stems = {(row.code[:2], stem(row.name)) for row in self.divisions.current.values()}
        latest: dict[tuple[str, str], Division] = {}
        for row in self.divisions.rows:
            key = (row.code[:2], row.name)
            heir = self.divisions.current.get(row.successor)
            if row.current or key in kept or (heir and heir.name == row.name) or len(row.name) < 3:
                continue
            if key not in latest or latest[key].last < row.last:
                latest[key] = row
        for row in latest.values():
            # 南通 is 南通市 and never the former 南通县, but 莱芜 may be the former 莱芜市.
            lesser = row.level == "county" and (row.code[:2], stem(row.name)) in stems
            yield from ((text, one) for text, one in self._retired_forms(row) if one.form == "full" or not lesser)

    def _retired_forms(self, row: Division) -> Iterator[tuple[str, Reading]]:
        heir = self.divisions.current.get(row.successor)
        rule = f"divisions:{row.name}"
        region = self.divisions.region(row)
        if (
            heir is not None
            and heir.level == row.level
            and (heir.code == row.code or stem(heir.name) == stem(row.name))
        ):
            # Raised or renamed as a whole (襄樊市 → 襄阳市): today's name.
            region = self.divisions.region(heir)
            yield row.name, Reading(region, "full", rule, row.first, row.last)
            return
        reading = Reading(region, "full", rule, row.first, row.last, self.divisions.region(heir) if heir else None)
        yield from self._forms(row, reading)

    def _forms(self, row: Division, reading: Reading) -> Iterator[tuple[str, Reading]]:
        yield row.name, reading
        bare = stem(row.name)
        for short in short_names(row.name):
            form: Form = "short" if short == bare else "full"
            yield short, Reading(reading.region, form, reading.rule, reading.first, reading.last, reading.heir)

    # -- the rules ----------------------------------------------------------------------------------------------

    def _ruled(self) -> Iterator[tuple[str, Reading]]:
        for entry in self.entries:
            rule = REGIONS.id(entry)
            for text, region, form in self._entry(entry):
                yield text, Reading(region, form, rule)

    def _entry(self, entry: Entry) -> Iterator[tuple[str, Region, Form]]:  # noqa: C901  one case a kind
        match entry:
            case Group():
                for text in (entry.name, *entry.forms):
                    yield text, Region((entry.name,), "group", None, entry.members), "group"
            case Compass():
                names = {letter + side for letter in entry.parts for side in entry.compass} - set(entry.except_)
                for name in sorted(names):
                    yield name, Region((name.removesuffix("部"),), "group"), "group"
                    yield name + "地区", Region((name.removesuffix("部"),), "group"), "group"
            case Zone():
                for text in (entry.name, *entry.forms):
                    yield text, Region(entry.path, entry.level), "alias" if len(text) < 3 else "full"
            case Places():
                for name in entry.names:
                    region = Region((*entry.parent, name), entry.level)
                    yield name, region, "full"
                    if name[:-1] in entry.bare:
                        yield name[:-1], region, "short"
            case Alias():
                for text in (entry.name, *entry.forms):
                    yield text, self.at(entry.path, entry), "alias"
            case Countries():
                for name in entry.names:
                    yield name, Region((name,), "country"), "country"
            case Forms():
                for text, name in entry.forms.items():
                    yield text, Region((name,), "country"), "country"
            case Home():
                yield entry.name, Region((entry.name,), "country"), "home"
            case Former():
                for name in entry.names:
                    yield name, Region((name,), "province"), "full"
                    if name[:-1] in entry.bare:
                        yield name[:-1], Region((name,), "province"), "short"
            case Trap():
                for word in entry.words:
                    yield word, Region((word,), "group"), "trap"
            case _:
                return

    def at(self, path: tuple[str, ...], entry: Entry) -> Region:
        """The division with this path. Raises `RuleError`."""
        row = self._by_path.get(path)
        if row is None:
            file = REGIONS.files()[0]
            why = f"{entry.name}: {'/'.join(path)} is no current division; write its full names from the province down"
            raise RuleError(str(file), 0, why)
        return self.divisions.region(row)

    def letter(self, letter: str) -> Region | None:
        """粤 → 广东省."""
        if self.letters is None:
            return None
        return self.coded(self.letters.clear.get(letter) or self.letters.vague.get(letter) or "")

    def coded(self, code: str) -> Region | None:
        """370800 → 济宁市."""
        row = self.divisions.current.get(code)
        return self.divisions.region(row) if row else None
