"""`zhibiao validate`: every kind of fault is found, with its line and field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support import made
from support.shell import complaints, zhibiao

Rows = list[Any]


def _drop(line: int, field: str) -> Callable[[Rows], Rows]:
    return lambda rows: [{k: v for k, v in row.items() if (n, k) != (line, field)} for n, row in enumerate(rows, 1)]


def _set(line: int, **fields: Any) -> Callable[[Rows], Rows]:
    return lambda rows: [{**row, **fields} if n == line else row for n, row in enumerate(rows, 1)]


def _order(*lines: int) -> Callable[[Rows], Rows]:
    return lambda rows: [rows[line - 1] for line in lines]


def _line(line: int, text: str) -> Callable[[Rows], Rows]:
    return lambda rows: [text if n == line else row for n, row in enumerate(rows, 1)]


FAULTS: dict[str, tuple[Callable[[Rows], Rows], str]] = {
    "not JSON": (_line(3, "{'record': 1}"), ":3: Invalid JSON: key must be a string at line 1 column 2"),
    "a blank line": (_line(3, ""), ":3: Invalid JSON: EOF while parsing a value at line 1 column 0"),
    "not an object": (_line(3, "[1]"), ":3: Input should be an object"),
    "nested without end": (_line(3, "[" * 5000), ":3: Invalid JSON: recursion limit exceeded at line 1 column 202"),
    "an unknown record": (_set(3, record="place"), ":3: Input tag 'place' found using 'record' does not match any of"),
    "a missing field": (_drop(5, "status"), ":5: status: Field required"),
    "an unknown field": (_set(3, colour="red"), ":3: colour: Extra inputs are not permitted"),
    "a text for a number": (_set(5, value="45"), ":5: value: must be a finite number"),
    "no number": (_set(5, value=float("nan")), ":5: value: must be a finite number"),
    "a number for a text": (_set(4, name=3), ":4: name: Input should be a valid string"),
    "a text for an offset": (_set(3, start="0"), ":3: start: Input should be a valid integer"),
    "an offset before the text": (_set(3, start=-1), ":3: start: Input should be greater than or equal to 0"),
    "a word that is none of those": (_set(5, status="maybe"), ":5: status: Input should be 'target', 'actual' or 'other'"),
    "confidence over 1": (_set(3, confidence=2), ":3: confidence: Input should be less than or equal to 1"),
    "a code of five digits": (_set(3, adcode="52000"), ":3: adcode: String should match pattern '^[0-9]{6}$'"),
    "no date": (_set(2, published="2024-13-01"), ":2: published: Input should be a valid date"),
    "offsets that do not fit the text": (_set(3, end=9), ":3: Value error, end - start is 9, but text has 3 characters"),
    "one piece": (
        _set(3, pieces=[{"start": 0, "end": 3}]),
        ":3: Value error, pieces must be two or more, none of them empty",
    ),
    "another contract": (_set(1, schema="0"), ":1: schema: Input should be '1'"),
    "no source record": (_order(2, 3, 4, 5, 6), ":1: record: the first line must be the source record"),
    "the source record twice": (_order(1, 2, 3, 4, 5, 6, 1), ":7: record: a source record stands on the first line only"),
    "a fact before its article": (_order(1, 3, 2, 4, 5, 6), ":2: article: a-1 is not the article above, none"),
    "an article out of turn": (_set(2, index=1), ":2: index: 1, but 0 comes next"),
    "an id twice": (_set(6, id="q-1", same_as=None), ":6: id: q-1 stands twice"),
    "a same_as that leads nowhere": (_set(6, same_as="q-9"), ":6: same_as: no quantity before it in its article has the id q-9"),
    "a same_as of another kind": (_set(6, same_as="p-1"), ":6: same_as: no quantity before it in its article has the id p-1"),
    "a same_as that leads on": (_set(5, same_as="q-2"), ":5: same_as: no quantity before it in its article has the id q-2"),
    "a speaker that is none": (
        _set(5, attribution={"kind": "person", "text": "李四", "start": None, "end": None, "id": "p-9"}),
        ":5: attribution.id: no person in its article has the id p-9",
    ),
    "a wrong count": (_set(1, counts={"region": 1, "person": 1, "quantity": 3}), ":1: counts.quantity: 3, but 2 follow"),
    "a count left out": (_set(1, counts={"region": 1, "person": 1}), ":1: counts.quantity: None, but 2 follow"),
    "a wrong number of articles": (_set(1, articles=2), ":1: articles: 2, but 1 follow"),
    "a record lost": (_order(1, 2, 3, 4, 6), ":1: counts.quantity: 2, but 1 follow"),
}  # fmt: skip


def test_sound(tmp_path: Path) -> None:
    made.write(tmp_path / "page.txt.jsonl", made.shard())
    (tmp_path / "page.txt").write_bytes(made.DATA)
    result = zhibiao("validate", tmp_path, "--sources", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert complaints(result) == ["zhibiao: 1 shard(s), 0 fault(s)"]


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name: str, tmp_path: Path) -> None:
    change, expected = FAULTS[name]
    file = made.write(tmp_path / "page.txt.jsonl", change(made.shard()))
    result = zhibiao("validate", file)
    assert result.exit_code == 1
    assert f"{file}{expected}" in result.stdout, result.stdout


def test_each_fault_is_one_line(tmp_path: Path) -> None:
    rows = _set(3, name=1, level="x", start=-1)(made.shard())
    result = zhibiao("validate", made.write(tmp_path / "a.jsonl", rows))
    assert [line.split(": ")[1] for line in result.stdout.splitlines()] == ["start", "name", "level"]


def test_cut_off(tmp_path: Path) -> None:
    file = made.write(tmp_path / "a.jsonl", made.shard())
    file.write_bytes(file.read_bytes()[:-1])
    result = zhibiao("validate", file)
    assert (result.exit_code, result.stdout) == (1, f"{file}:6: cut off: the last line has no line feed\n")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty; a shard begins with its source record"),
        (b"\xff\n", "Invalid JSON: expected value at line 1 column 1"),
    ],
)
def test_bytes_that_are_no_shard(data: bytes, why: str, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(data)
    result = zhibiao("validate", file)
    assert result.exit_code == 1
    assert why in result.stdout


def test_separators_inside_a_text_end_no_line(tmp_path: Path) -> None:
    rows = _set(2, title="上\u2028下\x85右")(made.shard())
    assert zhibiao("validate", made.write(tmp_path / "a.jsonl", rows)).exit_code == 0


def test_paths(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = zhibiao("validate", tmp_path / "empty", tmp_path / "none")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{tmp_path / 'empty'}: holds no shard",
        f"{tmp_path / 'none'}: no such file or folder; check the path",
    ]


def test_the_run_log_is_no_shard(tmp_path: Path) -> None:
    made.write(tmp_path / "page.txt.jsonl", made.shard())
    made.write(tmp_path / "runs.jsonl", [{"record": "run"}])
    assert zhibiao("validate", tmp_path).exit_code == 0


SOURCE_FAULTS = {
    "changed": (made.DATA + b"\n", _set(1), ":1: sha256: "),
    "gone": (None, _set(1), ":1: path: "),
    "other words": (made.DATA, _set(3, text="云南省", name="云南省"), ":3: text: '云南省' is not what stands at 0–3: '贵州省'"),
    "moved": (made.DATA, _set(5, start=0, end=3), ":5: text: '45%' is not what stands at 0–3: '贵州省'"),
    "behind the end": (made.DATA, _set(2, end=99), ":2: end: 99 lies behind the source's 38 characters"),
    "a wrong length": (made.DATA, _set(1, chars=9), ":1: chars: 9, but the source has 38 characters"),
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCE_FAULTS)
def test_against_the_source(name: str, tmp_path: Path) -> None:
    data, change, expected = SOURCE_FAULTS[name]
    file = made.write(tmp_path / "page.txt.jsonl", change(made.shard()))
    if data is not None:
        (tmp_path / "page.txt").write_bytes(data)
    result = zhibiao("validate", file, "--sources", tmp_path)
    assert result.exit_code == 1
    assert f"{file}{expected}" in result.stdout, result.stdout


def test_a_single_file_as_source(tmp_path: Path) -> None:
    file = made.write(tmp_path / "page.txt.jsonl", made.shard())
    (tmp_path / "elsewhere.txt").write_bytes(made.DATA)
    assert zhibiao("validate", file, "--sources", tmp_path / "elsewhere.txt").exit_code == 0
