"""The growth target of every government work report in a folder, as a Markdown table.

    python scripts/growth_targets.py FOLDER [--year 2026] [--indicator 地区生产总值]

Of each text it takes the first value of the indicator that is a target, a change in per cent, and meant for the year. Only
figures are written, no sentence of the texts.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from zhibiao.extractor import Extractor
from zhibiao.facts import collect
from zhibiao.model import Target

SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ "}
COMMITMENTS = {None: "", "binding": "约束", "expected": "预期", "strive": "力争", "propose": "建议"}


@dataclass(frozen=True, slots=True)
class Row:
    """One text's target."""

    region: str
    value: str
    year: int
    commitment: str


def rows(extractor: Extractor, folder: Path, year: int, indicator: str) -> Iterator[Row]:
    """A row for each text that has such a target, in the order of the file names."""
    for file in sorted(folder.rglob("*.txt")):
        source = extractor.read(file.read_bytes(), file.name)
        found = [target for _, doc in extractor.docs(source) for target in collect(doc).targets]
        first = next((target for target in found if _is_growth_target(target, year, indicator)), None)
        if first is not None and first.region is not None:
            yield Row(first.region.region.name, _figure(first), year, COMMITMENTS[first.commitment])


def _is_growth_target(target: Target, year: int, indicator: str) -> bool:
    told = target.year is not None and target.year.year == year
    return (
        told
        and target.indicator_id == indicator
        and target.status == "target"
        and target.change == "delta"
        and target.quantity.unit == "%"
        and target.same_as is None
    )


def _figure(target: Target) -> str:
    """`≈ 5 %`, `4.5–5 %`."""
    quantity = target.quantity
    high = f"–{_plain(quantity.value_max)}" if quantity.value_max is not None else ""
    return f"{SIGNS[quantity.comparator]}{_plain(quantity.value)}{high} %"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--year", type=int, default=2026)
    parser.add_argument("--indicator", default="地区生产总值")
    asked = parser.parse_args()
    found = list(rows(Extractor(), asked.folder, asked.year, asked.indicator))
    print("| 地区 | 增长目标 | 年份 | 力度 |\n| --- | --- | --- | --- |")
    for row in found:
        print(f"| {row.region} | {row.value} | {row.year} | {row.commitment} |")


if __name__ == "__main__":
    main()
