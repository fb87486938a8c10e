"""The measures themselves, on a document small enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from zhibiao.cli import main
from zhibiao.errors import ZhibiaoError
from zhibiao.evaluate import compare, evaluate, faults, read_gold

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
    assert lines[9].split() == ["layer", "error", "count"]
    assert lines[10].split() == ["target-linked", "year", "1"]
    assert lines[11].startswith("  - a {")
    assert '"year": 2025' in lines[12]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"year": None}, "year"),
        ({"region": None, "status": "actual"}, "status+region"),
        ({"indicator": None}, "indicator"),
        ({"value": 44, "comparator": "="}, "value+comparator"),
        ({"unit": "亩"}, "unit"),
        ({"change": "gap"}, "change"),
    ],
)
def test_an_error_is_named_by_the_fields_that_differ(changes: dict[str, Any], kind: str) -> None:
    assert [(fault.layer, fault.kind) for fault in faults(evaluate([GOLD], system(**changes)))] == [
        ("target-linked", kind)
    ]


def test_what_is_missed_and_what_is_false_are_two_errors() -> None:
    records = system(start=17, end=19)
    records["a"][0] = {**records["a"][0], "path": ["山东省"]}
    records["a"][1] = {**records["a"][1], "titles": [{**TITLE, "role": "市长"}]}
    found = [(fault.layer, fault.kind) for fault in faults(evaluate([GOLD], records))]
    assert found == [
        ("region-code", "name"),
        ("title", "role"),
        ("target-linked", "missed"),
        ("target-linked", "false find"),
    ]


def test_of_a_partial_document_only_what_was_decided_counts() -> None:
    records = system()
    records["a"].append({**records["a"][2], "start": 30, "end": 33})
    records["a"].append({**records["a"][2], "start": 40, "end": 43})
    whole = evaluate([GOLD], records)["quantity"]
    assert (whole.hits, len(whole.spurious)) == (1, 2)
    rejected = [{"kind": "quantity", "start": 30, "end": 33, "text": "45%"}]
    partial = evaluate([{**GOLD, "partial": True, "rejected": rejected}], records)["quantity"]
    assert (partial.hits, [row["start"] for _, row in partial.spurious]) == (1, [30])


def test_two_runs_differ_by_what_was_gained_and_lost(tmp_path: Path) -> None:
    now, before = evaluate([GOLD], system()), evaluate([GOLD], system(year=2025))
    gained = compare(now, before)["target-linked"]
    assert (len(gained.gained), len(gained.lost), len(gained.new_false), len(gained.old_false)) == (1, 0, 0, 1)
    lost = compare(before, now)["target-linked"]
    assert (len(lost.gained), len(lost.lost), len(lost.new_false), len(lost.old_false)) == (0, 1, 1, 0)
    assert not any(compare(now, now)["target-linked"].gained)


def test_the_command_compares_with_an_earlier_run(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    for name, records in (("now", system()), ("before", system(year=2025))):
        shard = tmp_path / name / "a.txt.jsonl"
        shard.parent.mkdir()
        rows = [{"record": "source", "path": "a.txt"}, *records["a"]]
        shard.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = CliRunner().invoke(main, ["eval", str(gold), str(tmp_path / "now"), "--against", str(tmp_path / "before")])
    lines = result.output.splitlines()
    assert lines[7].split() == ["target-linked", "1.000", "1.000", "1.000", "1", "1", "0.000", "+1.000"]
    assert lines[-1].split() == ["target-linked", "1", "0", "0", "1"]


def test_a_folder_without_shards_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["eval", str(gold), str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "none: no such file or folder; check the path" in result.stderr
