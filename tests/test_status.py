"""`zhibiao status`: how fresh, how much, what failed and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.shell import PAGE, complaints, zhibiao
from zhibiao.locking import locked
from zhibiao.shards import append_run

pytestmark = pytest.mark.usefixtures("one_pipeline")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder, with two sources extracted."""
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    Path("texts/甲.txt").write_text(PAGE, encoding="utf-8")
    Path("texts/乙.txt").write_text("云南省", encoding="utf-8")
    zhibiao("update", "texts", "-q")


def told(*options: str, code: int = 0) -> dict[str, str]:
    """The lines of the answer by their first words."""
    result = zhibiao("status", "outputs", *options)
    assert result.exit_code == code, result.stdout
    return {line[:10].strip(): line[10:] for line in result.stdout.splitlines()}


def test_all_is_well() -> None:
    found = told()
    assert set(found) == {"holds", "last run", "fresh"}
    assert found["holds"].startswith("2 shards: 2 articles, ")
    assert found["holds"].endswith(f" quantities; {len(PAGE) + 3} characters")
    assert " seconds ago, update at 20" in f" {found['last run']}"
    assert ": whole, 2 new, 2 done, 0 failed, " in found["last run"]
    assert found["fresh"].startswith("2 made by the program, rules and models of now (")


def test_made_in_another_way() -> None:
    found = told("--no-evidence", code=1)
    assert found["fresh"].startswith("0 made by")
    assert found["outdated"].startswith("2 made in another way (2 by ")
    assert found["outdated"].endswith("; zhibiao update makes them anew")


def test_failures_with_their_reasons() -> None:
    Path("texts/坏.txt").write_bytes(b"\xff\xff\xff")
    Path("texts/多.jsonl").write_text('{"text": "贵州省"}\n{"text": 5}\n', encoding="utf-8")
    zhibiao("update", "texts", "-q")
    found = told(code=1)
    assert ", 2 new, 2 unchanged, 1 done, 2 failed, " in found["last run"]
    lines = zhibiao("status", "outputs").stdout.splitlines()
    assert any(line.startswith("failed    texts/坏.txt: byte 0 (0xff) is ") for line in lines)
    assert "failed    texts/多.jsonl:2: text: must be a string" in lines
    Path("texts/坏.txt").unlink()
    zhibiao("update", "texts", "-q")
    assert told()["faults"] == "多.jsonl:2: text: must be a string"


def test_many_failures_are_told_in_part() -> None:
    failed = [{"path": f"{number}.txt", "why": "no"} for number in range(30)]
    append_run(Path("outputs"), {"time": "2024-01-01T00:00:00+00:00", "failed": failed})
    lines = zhibiao("status", "outputs").stdout.splitlines()
    assert sum(1 for line in lines if line.startswith("failed")) == 21
    assert lines[-1] == "failed    and 10 more; --json names them all"
    assert " days ago" in lines[1]


def test_damage() -> None:
    Path("outputs/甲.txt.jsonl").write_bytes(b"")
    assert told(code=1)["damaged"].startswith("outputs/甲.txt.jsonl: no shard")
    zhibiao("update", "texts", "-q")
    first, *rest = Path("outputs/甲.txt.jsonl").read_bytes().splitlines(keepends=True)
    Path("outputs/甲.txt.jsonl").write_bytes(first + b"".join(rest[1:]))
    told()
    assert "lines, but its first line tells of" in told("--check", code=1)["damaged"]


def test_a_run_that_was_broken_off() -> None:
    append_run(Path("outputs"), {"time": "2024-01-01T00:00:00+00:00", "ended": "interrupted"})
    assert ": interrupted, 0 done, " in told(code=1)["last run"]


def test_a_run_at_work() -> None:
    with locked(Path("outputs")):
        assert told()["running"].startswith("process ")


def test_no_run_yet() -> None:
    Path("empty").mkdir()
    result = zhibiao("status", "empty")
    assert result.exit_code == 1
    assert "last run  none in runs.jsonl" in result.stdout
    assert zhibiao("status", "none").exit_code == 2


def test_age() -> None:
    assert zhibiao("status", "outputs", "--max-age", "1").exit_code == 0
    append_run(Path("outputs"), {"time": "2024-01-01T00:00:00+00:00"})
    result = zhibiao("status", "outputs", "--max-age", "26.5")
    assert result.exit_code == 1
    assert complaints(result) == [
        "zhibiao: outputs: the last run began more than 26.5 hours ago; see why none came after it"
    ]


def test_json() -> None:
    Path("outputs/甲.txt.jsonl").write_bytes(b"")
    row = json.loads(zhibiao("status", "outputs", "--json").stdout)
    assert (row["record"], row["well"], row["shards"]) == ("status", False, 1)
    assert row["records"]["article"] == 1
    assert row["damaged"][0]["path"] == "outputs/甲.txt.jsonl"
    assert row["last_run"]["new"] == 2
    assert 0 <= row["age"] < 600
