"""How sure is a fact: between 0 and 1, lower where signs of error stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.scripts import script
from zhibiao import extract
from zhibiao.errors import RuleError
from zhibiao.facts import confidence


def sure(text: str, kind: str = "quantity") -> list[float]:
    return [row.confidence for row in extract(text) if row.record == kind]


def test_every_fact_has_a_confidence_that_is_a_probability():
    page = "2024年，贵州省生产总值增长5.5%，投资达到200亿元。省长张丽表示，还要新建基站3000个。"
    found = sure(page) + sure(page, "person")
    assert len(found) == 4
    assert all(0 < one < 1 for one in found)


def test_a_value_that_cannot_be_lowers_it():
    plausible, odd = sure("2024年，贵州省生产总值增长5.5%。"), sure("2024年，贵州省生产总值增长550%。")
    assert odd[0] < plausible[0] - 0.2


def test_a_number_without_indicator_year_and_region_is_less_sure():
    assert sure("会上说到30%。")[0] < sure("2024年，贵州省生产总值增长5.5%。")[0]


@pytest.mark.parametrize("line", ["quantity\t*", "quantity\t*\tmuch"])
def test_a_damaged_table_is_named(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    table = tmp_path / "confidence.tsv"
    table.write_text(f"kind\tsign\tweight\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(confidence, "TABLE", table)
    with pytest.raises(RuleError, match="the table is damaged"):
        confidence._weights.__wrapped__()


def test_what_goes_with_errors_is_learned():
    pytest.importorskip("sklearn")
    calibrate = script("calibrate_confidence")
    seen = [
        calibrate.Seen(
            str(document), "quantity", [confidence.BASE, "clear" if right else "unclear", f"w{number % 3}"], right
        )
        for document in range(12)
        for number in range(20)
        for right in [number % 5 != 0 or (document + number) % 9 == 0]
    ]
    chances = calibrate.held_out(seen, 1.0)
    right = [chance for chance, fact in zip(chances, seen, strict=True) if fact.right]
    wrong = [chance for chance, fact in zip(chances, seen, strict=True) if not fact.right]
    assert min(right) > max(wrong)
    lines = list(calibrate.report("quantity", seen, chances))
    assert lines[-2].startswith(
        f"Of the {len(wrong)} wrong among {len(seen)} quantity records, the least confident fifth holds"
    )
