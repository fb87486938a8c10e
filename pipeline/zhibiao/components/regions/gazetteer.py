"""Every form in which a region is written, with what it may mean: 济宁 and 济宁市, 黔东南, 大湾区, 崇文区."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from zhibiao.components.lexicon import Lexicon
from zhibiao.components.regions.phrases import Form, Phrase, Phrases, Reading, Seed
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
    RuledGate,
    Trap,
    Zone,
    load_regions,
)
from zhibiao.errors import RuleError
from zhibiao.model import Region
from zhibiao.rulebook import Entry
from zhibiao.rulebook.divisions import Division, Divisions, load_divisions, short_names, stem

__all__ = ["Form", "Gazetteer", "Phrase", "Reading"]


class Gazetteer:
    """The table and the rules, put together once a pipeline."""

    def __init__(self, divisions: Divisions, entries: tuple[Entry, ...]) -> None:
        self.divisions = divisions
        self.entries = entries
        self.gates: dict[str, RuledGate] = {
            word: entry.gate for entry in entries if isinstance(entry, Noun) for word in entry.words
        }
        self.letters = next((entry for entry in entries if isinstance(entry, Letters)), None)

    @classmethod
    def load(cls, rules: str | None = None) -> Gazetteer:
        """The shipped table with the rules, the user's laid over them. Raises `RuleError`."""
        return cls(load_divisions(), load_regions(rules))

    @cached_property
    def phrases(self) -> Phrases:
        """Every form; nearly ten thousand, of which a text has some dozens, so each is put together when it is found."""
        seeds: dict[str, list[Seed | Reading]] = {}
        for found in (self._ruled(), self._current(), self._retired()):
            for text, seed in found:
                seeds.setdefault(text, []).append(seed)
        return Phrases(seeds, self.divisions)

    @cached_property
    def lexicon(self) -> Lexicon[str]:
        """The automaton over all forms."""
        return Lexicon({text: text for text in self.phrases})

    # -- the table ----------------------------------------------------------------------------------------------

    def _current(self) -> Iterator[tuple[str, Seed]]:
        for row in self.divisions.current.values():
            yield from _forms(row, None)

    def _retired(self) -> Iterator[tuple[str, Seed]]:
        """Retired names that no current division of the province bears: 崇文区; 安顺地区 reads as 安顺市."""
        current = self.divisions.current
        kept = {(row.code[:2], row.name) for row in current.values()}
        stems = {(row.code[:2], stem(row.name)) for row in current.values()}
        latest: dict[tuple[str, str], Division] = {}
        for row in self.divisions.rows:
            key = (row.code[:2], row.name)
            if row.last == 0 or key in kept or len(row.name) < 3:
                continue
            heir = current.get(row.successor)
            if heir and heir.name == row.name:
                continue
            if key not in latest or latest[key].last < row.last:
                latest[key] = row
        for row in latest.values():
            # 南通 is 南通市 and never the former 南通县, but 莱芜 may be the former 莱芜市.
            lesser = row.level == "county" and (row.code[:2], stem(row.name)) in stems
            yield from ((text, one) for text, one in self._retired_forms(row) if one.form == "full" or not lesser)

    def _retired_forms(self, row: Division) -> Iterator[tuple[str, Seed]]:
        heir = self.divisions.current.get(row.successor)
        whole = heir is not None and heir.level == row.level
        if heir is not None and whole and (heir.code == row.code or stem(heir.name) == stem(row.name)):
            # Raised or renamed as a whole (襄樊市 → 襄阳市): today's name.
            yield row.name, Seed(row, "full", heir, renamed=True)
        else:
            yield from _forms(row, heir)

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

    @cached_property
    def _by_path(self) -> dict[tuple[str, ...], Division]:
        return {self.divisions.path(row): row for row in self.divisions.current.values()}

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


def _forms(row: Division, heir: Division | None) -> Iterator[tuple[str, Seed]]:
    yield row.name, Seed(row, "full", heir)
    bare = stem(row.name)
    for short in short_names(row.name):
        yield short, Seed(row, "short" if short == bare else "full", heir)
