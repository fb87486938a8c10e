"""The measures themselves, on a document small enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from zhibiao.cli import main
from zhibiao.errors import ZhibiaoError
from zhibiao.evaluate import evaluate, read_gold

# 贵州省长张丽说，数字经济占比达45%以上。
TITLE = {"start": 0, "end": 4, "org": "贵州省", "role": "省长", "former": False}
QUANTITY: dict[str, Any] = {
    **{"start": 14, "end": 17, "text": "45%", "value": 45, "value_max": None, "comparator": ">=", "unit": "%"},
    **{"indicator": {"start": 7, "end": 13, "text": "数字经济占比"}, "change": "level", "status": "target"},
    **{"year": 2024, "region": "贵州省"},
}
GOLD = {
    "doc": "a",
    "regions": [{"start": 0, "end": 2, "text": "贵州", "name": "贵州省"}],
    "people": [{"start": 4, "end": 6, "text": "张丽", "titles": [TITLE]}],
    "quantities": [QUANTITY],
}


def system(**changes: Any) -> dict[str, list[dict[str, Any]]]:
    region = {"path": ["贵州省"], "name": "贵州省"}
    return {
        "a": [
            {"record": "region", "start": 0, "end": 2, "text": "贵州", **region},
            {"record": "person", "start": 4, "end": 6, "text": "张丽", "titles": [TITLE]},
            {"record": "quantity", **QUANTITY, "region": region, **changes},
        ]
    }


def f1(records: dict[str, list[dict[str, Any]]]) -> list[float]:
    return [round(score.f1, 3) for score in evaluate([GOLD], records).values()]


def test_a_perfect_answer() -> None:
    assert f1(system()) == [1.0] * 7


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"year": None}, [1, 1, 1, 1, 1, 1, 0]),
        ({"region": None}, [1, 1, 1, 1, 1, 1, 0]),
        ({"status": "actual"}, [1, 1, 1, 1, 1, 0, 0]),
        ({"change": "delta"}, [1, 1, 1, 1, 1, 0, 0]),
        ({"indicator": {"text": "经济"}}, [1, 1, 1, 1, 1, 0, 0]),
        ({"indicator": {"text": "经济占比"}}, [1, 1, 1, 1, 1, 1, 1]),
        ({"indicator": None}, [1, 1, 1, 1, 1, 0, 0]),
        ({"comparator": "="}, [1, 1, 1, 1, 0, 0, 0]),
        ({"value": 44}, [1, 1, 1, 1, 0, 0, 0]),
        ({"value": 45.005}, [1, 1, 1, 1, 1, 1, 1]),
        ({"unit": "％"}, [1, 1, 1, 1, 1, 1, 1]),
        ({"start": 17, "end": 19}, [1, 1, 1, 1, 0, 0, 0]),
        ({"unit": None}, [1, 1, 1, 1, 0, 0, 0]),
    ],
)
def test_each_field_counts_where_it_should(changes: dict[str, Any], expected: list[float]) -> None:
    assert f1(system(**changes)) == expected


def test_a_document_without_records_is_missed_whole() -> None:
    scores = evaluate([GOLD], {})
    assert [score.recall for score in scores.values()] == [0.0] * 7
    assert [len(score.missed) for score in scores.values()] == [1] * 7


def test_a_title_of_another_person_is_no_hit() -> None:
    records = system()
    records["a"][1] = {**records["a"][1], "start": 5, "end": 7}
    scores = evaluate([GOLD], records)
    assert (scores["person"].hits, scores["title"].hits) == (0, 0)


def test_a_broken_gold_file_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(GOLD) + '\n{"doc": 1}\n', encoding="utf-8")
    with pytest.raises(ZhibiaoError, match=r"gold\.jsonl:2: not a gold document"):
        read_gold(file)


def test_the_command_prints_a_table_and_errors(tmp_path: Path) -> None:
    gold, shard = tmp_path / "gold.jsonl", tmp_path / "out" / "a.txt.jsonl"
    gold.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    shard.parent.mkdir()
    rows = [{"record": "source", "path": "a.txt"}, *system(year=2025)["a"]]
    shard.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = CliRunner().invoke(main, ["eval", str(gold), str(shard.parent), "--errors", "5"])
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[6].split() == ["target", "1.000", "1.000", "1.000", "1", "1"]
    assert lines[7].split() == ["target-linked", "0.000", "0.000", "0.000", "1", "1"]
    assert lines[8].startswith("target-linked - a ")
    assert lines[9].startswith("target-linked + a ")
