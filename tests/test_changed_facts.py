"""Facts added, changed and gone between two shards of a source."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import made
from zhibiao.changes import between, compare, meaning, note, publish

Row = dict[str, Any]


def figure(number: int, value: int, indicator: str = "数字经济占比", article: str = "a-1", **fields: Any) -> Row:
    text = f"{value}%"
    place = {"start": number * 10, "end": number * 10 + len(text), "text": text}
    about = {"indicator": {"text": indicator, "start": 0, "end": len(indicator)}, "year": 2024, **fields}
    return {**made.quantity(number, number * 10), **place, "value": value, "article": article, **about}


def shard(*facts: Row, article: str = "a-1") -> list[Row]:
    head = {"record": "article", "id": article, "title": "要点"}
    return [{"record": "source"}, head, *facts]


def told(before: list[Row], now: list[Row]) -> list[tuple[Any, ...]]:
    """Each change with the words of its fact, for a changed one also what differs."""
    return [
        (row["change"], row["fact"]["text"], *([row["fields"]] if "fields" in row else []))
        for row in compare("甲.txt", before, now)
    ]


def test_no_change() -> None:
    rows = made.shard()
    assert told(rows, copy.deepcopy(rows)) == []


def test_everything_is_new_at_first_and_gone_at_last() -> None:
    rows = made.shard()
    words = ["贵州省", "张三丰", "45%", "45%"]
    assert told([], rows) == [("added", word) for word in words]
    assert told(rows, []) == [("gone", word) for word in words]


def test_what_only_moved_is_no_news() -> None:
    before = shard(figure(1, 45), figure(2, 30, "智能算力比例"))
    now = shard(figure(7, 30, "智能算力比例", "a-2"), figure(9, 45, article="a-2"), article="a-2")
    assert told(before, now) == []


def test_a_rule_that_was_renamed_is_no_news() -> None:
    now = figure(1, 45, confidence=0.5, rules=["units:百分数"], sentence="另一句。")
    assert told(shard(figure(1, 45)), shard(now)) == []


def test_another_value_of_the_same_indicator() -> None:
    before = shard(figure(1, 45), figure(2, 30, "智能算力比例"))
    now = shard(figure(1, 46, article="a-2"), figure(2, 30, "智能算力比例", "a-2"), article="a-2")
    (change,) = compare("甲.txt", before, now)
    assert (change["change"], change["path"], change["title"]) == ("changed", "甲.txt", "要点")
    assert (change["before"]["value"], change["fact"]["value"]) == (45, 46)
    assert change["fields"] == ["text", "value"]


def test_another_reading_of_the_same_place() -> None:
    assert told(shard(figure(1, 45)), shard(figure(1, 45, year=2025))) == [("changed", "45%", ["year"])]


def test_another_indicator_is_another_fact() -> None:
    now = shard(figure(7, 45, "算力占比", "a-2"), article="a-2")
    assert told(shard(figure(1, 45)), now) == [("gone", "45%"), ("added", "45%")]


def test_one_of_two_equal_facts() -> None:
    two = shard(figure(1, 45), figure(2, 45))
    one = shard(figure(1, 45))
    assert told(two, one) == [("gone", "45%")]
    assert told(one, two) == [("added", "45%")]


def test_a_corrected_fact_is_a_change() -> None:
    assert told(shard(figure(1, 45)), shard(figure(1, 45, corrected=True))) == [("changed", "45%", ["corrected"])]
    assert told(shard(figure(1, 45, corrected=True)), shard(figure(1, 45))) == [("changed", "45%", ["corrected"])]


FIGURES = st.lists(
    st.builds(figure, st.integers(0, 5), st.integers(0, 3), st.sampled_from(["占比", "规模"])),
    max_size=6,
    unique_by=lambda row: row["id"],
)


@given(FIGURES, FIGURES)
def test_changes_lead_from_one_to_the_other(before: list[Row], now: list[Row]) -> None:
    facts = [str(meaning(row)) for row in before]
    for change in compare("甲.txt", shard(*before), shard(*now)):
        if change["change"] != "added":
            facts.remove(str(meaning(change.get("before") or change["fact"])))
        if change["change"] != "gone":
            facts.append(str(meaning(change["fact"])))
    assert sorted(facts) == sorted(str(meaning(row)) for row in now)


def test_files(tmp_path: Path) -> None:
    shard_file = made.write(tmp_path / "page.txt.jsonl", made.shard())
    broken = made.write(tmp_path / "broken.jsonl", ["{"])
    assert [row["change"] for row in between("page.txt", tmp_path / "none", shard_file)] == ["added"] * 4
    assert [row["change"] for row in between("page.txt", broken, shard_file)] == ["added"] * 4
    assert [row["change"] for row in between("page.txt", shard_file, None)] == ["gone"] * 4


def test_the_journal_tells_each_change_once(tmp_path: Path) -> None:
    journal, file = tmp_path / ".changes.jsonl", tmp_path / "new" / "changes.jsonl"
    changes = list(compare("甲.txt", [], made.shard()))
    note(journal, [])
    assert not journal.exists()
    note(journal, changes)
    with journal.open("ab") as half:
        half.write(b'{"record":"change"')
    note(journal, changes)
    assert publish(journal, file) == {"added": 4, "changed": 0, "gone": 0}
    assert len(file.read_bytes().splitlines()) == 4
    assert not journal.exists()
    assert publish(journal, file) == {"added": 0, "changed": 0, "gone": 0}
    assert file.read_bytes() == b""
    for size in (4, 8):
        note(journal, changes)
        publish(journal, file, more=True)
        assert len(file.read_bytes().splitlines()) == size


@pytest.mark.parametrize("depth", [3])
def test_meaning_looks_into_parts(depth: int) -> None:
    row: Row = {"id": 1, "name": "甲"}
    for _ in range(depth):
        row = {"id": 1, "titles": [row], "start": 5}
    assert str(meaning(row)).count("id") == 0
    assert str(meaning(row)).count("甲") == 1
