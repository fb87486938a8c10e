"""`zhibiao update --watch`: files that appear are extracted, and edited rules are seen."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.shell import PAGE, rows, zhibiao
from zhibiao.errors import UnreadableSource, ZhibiaoError
from zhibiao.watching import beats

pytest.importorskip("watchfiles", reason="the extra zhibiao[watch] is not installed")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    Path("rules").mkdir()


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 180
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def runs() -> list[dict[str, object]]:
    log = Path("outputs/runs.jsonl")
    return rows(log) if log.exists() else []


@pytest.mark.parametrize("poll", [[], ["--poll", "0.2"]])
def test_watch(poll: list[str]) -> None:
    Path("texts/甲.txt").write_text(PAGE, encoding="utf-8")
    command = [sys.executable, "-m", "zhibiao", "update", "texts", "--no-evidence", "--watch", *poll]
    with subprocess.Popen(
        [*command, "--rules", "rules", "--workers", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        wait_for(lambda: len(runs()) == 1)
        Path("texts/下").mkdir()
        Path("texts/下/乙.txt").write_text("云南省", encoding="utf-8")
        wait_for(lambda: Path("outputs/下/乙.txt.jsonl").exists())
        wait_for(lambda: runs()[-1].get("unchanged") == 1)
        before = rows(Path("outputs/甲.txt.jsonl"))[0]["fingerprint"]
        Path("rules/statuses.toml").write_text("[[entry]]\nname：“坏”\n", encoding="utf-8")
        wait_for(lambda: "broken off: rules/statuses.toml:2" in str(runs()[-1]["ended"]))
        Path("rules/statuses.toml").write_text("# 没有条目\n", encoding="utf-8")
        wait_for(lambda: (runs()[-1]["ended"], runs()[-1].get("outdated")) == ("whole", 2))
        assert rows(Path("outputs/甲.txt.jsonl"))[0]["fingerprint"] != before
        child.send_signal(signal.SIGTERM)
        out, errors = child.communicate(timeout=180)
    assert child.returncode == 0, errors
    assert out.splitlines()[0].startswith("1 new: ")
    assert "full-width" in errors
    assert not Path("outputs/.lock").exists()


def first_true(found: Iterator[bool], act: Callable[[], object]) -> bool:
    """Whether what is done after the first beat is told within a few more."""
    assert next(found) is False
    timer = threading.Timer(0.2, act)
    timer.start()
    told = [next(found) for _ in range(3)]
    timer.join()
    return any(told)


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("texts/新.txt", True),
        ("texts/新.docx", False),
        ("texts/.新.txt", False),
        ("texts/outputs/新.txt.jsonl", False),
    ],
)
def test_what_counts_as_a_change(file: str, counts: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhibiao.watching._PATIENCE", 400)
    monkeypatch.setattr("zhibiao.watching._QUIET", 50)
    Path("texts/outputs").mkdir()

    def act() -> None:
        Path(file).write_text("新", encoding="utf-8")

    assert first_true(beats(["texts"], Path("texts/outputs"), None), act) is counts


def test_nothing_to_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableSource, match="none: no such file or folder; make it before it is watched"):
        next(beats(["texts", "none"], Path("outputs"), None))
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(ZhibiaoError, match=r"pip install 'zhibiao\[watch\]'"):
        next(beats(["texts"], Path("outputs"), None))
    assert zhibiao("update", "texts", "--watch").exit_code == 2
