"""The table of administrative divisions: every county, prefecture and province, current and retired, with its years.

`rules/divisions.tsv` is written by `scripts/build_divisions.py`; codes are those of GB/T 2260.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, cached_property
from typing import Literal, NamedTuple, cast

import regex

from zhibiao.model import Region
from zhibiao.rulebook.table import cells

Level = Literal["province", "prefecture", "county"]

_COLUMNS = 8
_SUFFIX = re.compile(r"(?:特别行政区|自治[区州县旗]|地区|(?<=神农架)林区|特区|新区|矿区|[省市区县州盟旗])\Z")
_PEOPLES = (
    r"各族|满族|蒙古族|回族|苗族|土家族|侗族|瑶族|壮族|仫佬族|毛南族|黎族|彝族|藏族|羌族"
    r"|布依族|仡佬族|水族|哈尼族|傣族|拉祜族|佤族|布朗族|景颇族|纳西族|白族|傈僳族|独龙族|怒族"
    r"|普米族|裕固族|哈萨克族|哈萨克|东乡族|保安族|撒拉族|土族|(?<!内)蒙古|柯尔克孜|锡伯|塔吉克"
    r"|达斡尔族|达斡尔|朝鲜族|畲族|维吾尔"
)
_PEOPLE = regex.compile(rf"(?:{_PEOPLES})++\Z")


class Division(NamedTuple):
    """One code with one name, from `first` to `last` (0: as long as is known, still so); 莱芜市 371200, 1992–2019."""

    code: str
    name: str
    level: Level
    parent: str
    first: int = 0
    last: int = 0
    successor: str = ""

    @property
    def current(self) -> bool:
        """Whether it stands today."""
        return self.last == 0

    def holds(self, year: int) -> bool:
        """Whether it stood in that year."""
        return self.first <= year and (self.last == 0 or year <= self.last)


class Divisions:
    """The table, looked up by code; a code may have had several names, one at a time."""

    def __init__(self, rows: list[Division]) -> None:
        self.rows = rows
        self._by_code: dict[str, list[Division]] = defaultdict(list)
        for row in rows:
            self._by_code[row.code].append(row)
        self._paths: dict[tuple[str, int], tuple[str, ...]] = {}

    @cached_property
    def current(self) -> dict[str, Division]:
        """The divisions of today by code."""
        return {row.code: row for row in self.rows if row.current}

    def named(self, code: str, year: int | None = None) -> Division | None:
        """The division that had this code in that year, or has it today."""
        rows = self._by_code.get(code, ())
        if year is not None:
            for row in rows:
                if row.holds(year):
                    return row
        return next((row for row in rows if row.current), rows[-1] if rows else None)

    def path(self, division: Division) -> tuple[str, ...]:
        """The names from the top: 播州区 → 贵州省, 遵义市, 播州区; a retired one's parents as they were then."""
        key = (division.parent, division.last)
        if key not in self._paths:
            parent = self.named(division.parent, division.last or None) if division.parent else None
            self._paths[key] = self.path(parent) if parent else ()
        return (*self._paths[key], division.name)

    def region(self, division: Division) -> Region:
        """As a reading of a mention."""
        return Region(self.path(division), division.level, division.code)


def _is_plain(name: str) -> bool:
    """Whether a suffix of one character and nothing else is to be taken off: 济宁|市, 东城|区, but 浦东|新区, 石柱|土家族自治县."""
    return name[-1] in "市县区" and name[-2:-1] not in _NOT_PLAIN and "自治" not in name


_NOT_PLAIN = frozenset("新矿特林地治政")


@cache
def stem(name: str) -> str:
    """The name without its suffix and peoples.

    >>> stem("恩施土家族苗族自治州"), stem("莱芜市"), stem("叶县")
    ('恩施', '莱芜', '叶')
    """
    if _is_plain(name):
        return name[:-1] or name
    short: str = _SUFFIX.sub("", name) or name
    if "自治" in name[len(short) :]:
        bare: str = _PEOPLE.sub("", short)
        return (bare or short).removesuffix("族")
    return short


_ETHNIC = re.compile(r"自治([区州县旗])\Z")
_HALF = re.compile(r"(?:左翼|右翼|[左右前后中])[左右前后中]?\Z")


def short_names(name: str) -> list[str]:
    """The shorter forms in use, the bare name last; none of a single character.

    >>> short_names("恩施土家族苗族自治州"), short_names("济宁市"), short_names("土默特左旗")
    (['恩施州', '恩施自治州', '恩施'], ['济宁'], [])
    """
    bare: str = stem(name)
    found: list[str] = []
    if _is_plain(name):
        return [bare] if 1 < len(bare) < len(name) else []
    if name.endswith("矿区") or (name.endswith("旗") and _HALF.search(bare)):
        return []
    ethnic = _ETHNIC.search(name)
    if ethnic and len(name) > len(bare) + 3:
        found = [bare + "自治" + ethnic[1]] if len(bare) > 1 else []
        if ethnic[1] != "区":
            found.insert(0, bare + ethnic[1])
    elif ethnic and ethnic[1] in "旗":
        found = [bare + "旗"]
    return [*found, bare] if 1 < len(bare) < len(name) else found


@cache
def load_divisions() -> Divisions:
    """The shipped table, read once. Raises `RuleError` where it was damaged."""
    rows = []
    for code, name, level, parent, first, last, successor, _ in cells("divisions", _COLUMNS):
        rows.append(Division(code, name, cast(Level, level), parent, int(first or 0), int(last or 0), successor))
    return Divisions(rows)
