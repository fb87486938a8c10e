"""What measures the speed: amounts of equal size, peers that are missing are told, what was aimed at and not reached is said."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from support.scripts import SCRIPTS, script

PEERS, GROWTH, _STEPS, BENCH = map(script, ("bench_peers", "bench_growth", "bench_steps", "bench"))


def texts() -> Iterator[str]:
    for number in count():
        yield f"2024年，贵州省第{number}批项目新增就业{number}万人。"


def test_amounts_are_as_large_as_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GROWTH, "SHORTEST", 0.0)
    rows = list(GROWTH.by_articles(texts(), [1, 3]))
    assert [row[0] for row in rows] == ["1 articles", "3 articles"]
    sizes: list[int] = []
    monkeypatch.setattr(GROWTH, "runs", lambda: (lambda file: sizes.append(file.stat().st_size),) * 2)
    monkeypatch.setattr(GROWTH, "_rate", lambda run, file, chars: run(file) or chars)
    rows = list(GROWTH.by_length(texts(), [3_000, 30_000, 3_000_000]))
    assert [row[0] for row in rows] == ["3 kB", "30 kB", "3 MB"]
    assert rows[0][1] == "1,000"
    assert rows[2][1] == "–"  # by rules alone
    assert sizes[0] < sizes[2] < sizes[4]


def test_two_workers_beside_one(tmp_path: Path) -> None:
    rows = list(GROWTH.by_workers(texts(), 2_000))
    assert [row[0] for row in rows] == ["40 files", "one JSONL file in blocks"]
    assert all(float(row[3]) > 0 for row in rows)


def test_a_peer_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> object:
        raise ModuleNotFoundError("No module named\n 'jieba'")

    monkeypatch.setattr(PEERS, "TOOLS", {"there": lambda: len, "absent": absent, "broken": lambda: int})
    found = PEERS.measured([["甲乙丙"] * 2000, ["甲"] * 2000])
    assert list(found["rates"]) == ["there"]
    assert all(rate > 0 for rate in found["rates"]["there"])
    assert found["missing"]["absent"] == "ModuleNotFoundError: No module named 'jieba'"
    assert found["missing"]["broken"].startswith("ValueError: invalid literal for int()")


def test_peers_run_in_an_interpreter_of_their_own() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPTS / "bench_peers.py"],
        input=json.dumps({"texts": [["2024年，占比达45%。"]]}),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert set(found["rates"]) | set(found["missing"]) == set(PEERS.TOOLS)
    assert found["rates"]["rjieba: words and tags"][0] > 0
    assert "from zhibiao" not in (SCRIPTS / "bench_peers.py").read_text(encoding="utf-8")


def test_what_was_not_reached_is_said() -> None:
    rates = {"official": {BENCH.WHOLE: 160_000.0, BENCH.RULES: 100_000.0}}
    beside = {"official": {BENCH.WHOLE: 160_000.0, PEERS.LAC: 60_000.0}}
    rows = list(BENCH.aims(rates, beside, [["40 files", "2.0 s", "1.0 s", "1.95"]], 1.2, 500.0))
    assert [row[2] for row in rows] == ["reached", "**missed**", "**missed**", "reached", "reached", "**missed**"]
    assert rows[2][1] == "2.67 ×"
