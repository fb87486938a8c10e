"""Whatever befalls a run: nothing half-written, the others go on, and the next update makes it whole."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support import workers
from support.shell import PAGE, complaints, rows, shards, zhibiao
from zhibiao.engines import engine_for
from zhibiao.engines.processes import Processes
from zhibiao.engines.serial import Serial
from zhibiao.errors import FullOutput, RuleError, WorkerError
from zhibiao.inputs import find_inputs
from zhibiao.jobs import Recipe
from zhibiao.run import extract_all, update

TESTS = Path(__file__).parent


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with texts/ in it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_text(PAGE.replace("45%", f"{number}%"), encoding="utf-8")
    lines = [
        json.dumps({"text": f"第{number}期：贵州省新增就业{number}万人。"}, ensure_ascii=False) for number in range(9)
    ]
    (folder / "多.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


# -- killed -----------------------------------------------------------------------------------------------------------


def test_fifty_killed_runs_then_an_update(texts: Path) -> None:
    done = subprocess.run(
        [sys.executable, "support/killing.py", texts, texts.parent / "outputs", texts.parent / "fresh", "50"],
        **{"cwd": TESTS, "env": {**os.environ, "PYTHONPATH": str(TESTS)}},  # type: ignore[arg-type]
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 25, "most of them were killed before they were through"
    assert everything("outputs") == everything("fresh")


def everything(output: str) -> dict[str, bytes]:
    """All files of an output folder, hidden ones too, but for the run log."""
    names = [file.relative_to(output) for file in Path(output).rglob("*") if file.is_file()]
    return {str(name): Path(output, name).read_bytes() for name in names if str(name) != "runs.jsonl"}


def test_killed_with_worker_processes_at_work(texts: Path) -> None:
    for number in range(12):  # enough for worker processes
        (texts / f"长{number}.txt").write_text(PAGE * 30, encoding="utf-8")
    command = [sys.executable, "-m", "zhibiao", "update", "texts", "--no-evidence", "--workers", "2", "-q"]
    chance = random.Random(2024)
    for _ in range(2):
        with subprocess.Popen(command) as child:
            wait_for(lambda: len(shards(Path("outputs"))) > 2)
            time.sleep(chance.uniform(0, 0.3))
            child.kill()
    wait_for(lambda: not children_of(child.pid))
    assert subprocess.run(command, check=False).returncode == 0
    report = extract_all(find_inputs(["texts"]), Path("fresh"), Recipe(evidence=False))
    assert not report.failed
    assert everything("outputs") == everything("fresh")


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 180
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def children_of(parent: int) -> list[str]:
    """The processes that a process started, by their place in /proc; a dead parent's are told by their command."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"parent_pid={parent}," in (folder / "cmdline").read_text():
                found.append(folder.name)
        except OSError:
            continue
    return found


@pytest.mark.parametrize(("end", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_stopped_from_outside(end: signal.Signals, status: int, texts: Path) -> None:
    for number in range(12):
        (texts / f"长{number}.txt").write_text(PAGE * 30, encoding="utf-8")
    command = [sys.executable, "-m", "zhibiao", "update", "texts", "--no-evidence", "--workers", "2", "-q"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as child:
        wait_for(lambda: len(shards(Path("outputs"))) > 2)
        os.killpg(child.pid, end)
        _, stderr = child.communicate(timeout=180)
    assert child.returncode == status
    assert stderr.decode().splitlines() == (
        ["zhibiao: interrupted; the shards that are there are whole"] if end == signal.SIGINT else []
    )
    assert rows(Path("outputs/runs.jsonl"))[-1]["ended"] == "interrupted"
    assert not [name for name in everything("outputs") if name.rpartition("/")[2].startswith(".")]
    assert not children_of(child.pid)


# -- worker processes -------------------------------------------------------------------------------------------------


def test_a_worker_that_dies_costs_one_source(tmp_path: Path) -> None:
    found = workers.outcomes(
        {
            "a": "die",
            "b": "fine",
            "c": f"die {signal.SIGSEGV:d}",
            "d": "exit 3",
            "e": "raise 亩",
            "f": "memory",
            "g": "fine",
        },
        tmp_path,
    )
    assert found == {
        "a": "its worker process died (killed by signal 9, as the system does where memory runs out); the others went on",
        "b": "",
        "c": "its worker process died (killed by signal 11); the others went on",
        "d": "its worker process died (exit status 3); the others went on",
        "e": "zhibiao failed on it (KeyError: '亩' at jobs.py:111); please report this",
        "f": "takes more memory than there is; split it",
        "g": "",
    } | {"e": found["e"]}
    assert found["e"].startswith("zhibiao failed on it (KeyError: '亩'")
    assert shards(tmp_path / "outputs") == ["b.jsonl", "g.jsonl"]


def test_a_source_that_takes_too_long_costs_itself(tmp_path: Path) -> None:
    found = workers.outcomes({"a": "sleep 600", "b": "fine", "c": "sleep 0.01", "d": "sleep 600"}, tmp_path, timeout=3)
    why = "took longer than 3 s; split it or raise --timeout"
    assert found == {"a": why, "b": "", "c": "", "d": why}


def test_a_time_limit_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("甲.txt").write_text(PAGE * 200, encoding="utf-8")
    result = zhibiao("update", "甲.txt", "--no-evidence", "-q", "--timeout", "0.001")
    assert result.exit_code == 1
    assert complaints(result) == ["zhibiao: 甲.txt: took longer than 0.001 s; split it or raise --timeout"]
    assert everything("outputs") == {}
    assert rows(Path("outputs/runs.jsonl"))[-1]["failed"][0]["path"] == "甲.txt"


def test_worker_processes_are_kept_from_one_run_to_the_next(tmp_path: Path) -> None:
    engine = Processes(workers.Orders(), 1)
    engine.ready()
    (first,) = engine._workers
    for name in ("a", "b"):
        (outcome,) = engine.run(workers.jobs({name: "fine"}, tmp_path))
        assert outcome.written
    assert engine._workers == [first]
    os.kill(first._process.pid or 0, signal.SIGKILL)
    first._process.join()
    (outcome,) = engine.run(workers.jobs({"c": "fine"}, tmp_path))
    assert outcome.written
    engine.close()


def test_workers_that_cannot_start(tmp_path: Path) -> None:
    engine = Processes(workers.Orders(rules="exit 5"), 1)
    with pytest.raises(WorkerError, match=r"die while they start \(exit status 5\); try --workers 1"):
        engine.ready()
    engine.close()
    engine = Processes(workers.Orders(rules=f"once {tmp_path}/started"), 1)
    engine.ready()
    engine.close()


def test_broken_rules_reach_the_parent_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text("[[entry]]\nname：“标箱”\n", encoding="utf-8")
    engine = Processes(Recipe(rules=str(tmp_path)), 1)
    with pytest.raises(RuleError, match=r"units\.toml:2: not valid TOML: full-width") as caught:
        engine.ready()
    assert (caught.value.line, caught.value.why[:14]) == (2, "not valid TOML")
    engine.close()


def test_processes_only_where_there_is_work_for_them(tmp_path: Path) -> None:
    few = workers.jobs({"a": "x", "b": "x"}, tmp_path)
    many = workers.jobs({"a": "x" * 60_000, "b": "x" * 60_000}, tmp_path)
    assert isinstance(engine_for(few, Recipe(), 2), Serial)
    assert isinstance(engine_for(many[:1], Recipe(), 2), Serial)
    assert isinstance(engine_for(many, Recipe(), 1), Serial)
    assert isinstance(engine_for(many, Recipe(), 2), Processes)
    assert isinstance(engine_for(few, Recipe(), 2, timeout=1.0), Processes)


def test_the_same_bytes_however_many_workers(texts: Path) -> None:
    for number in range(12):
        (texts / f"长{number}.txt").write_text(PAGE * 30, encoding="utf-8")
    command = [sys.executable, "-m", "zhibiao", "extract", "texts", "-q", "--no-evidence", "--workers", "2"]
    assert subprocess.run(command, check=False).returncode == 0
    extract_all(find_inputs(["texts"]), Path("fresh"), Recipe(evidence=False))
    assert everything("outputs") == everything("fresh")


# -- the disk ---------------------------------------------------------------------------------------------------------


def test_a_full_disk_breaks_off_and_an_update_goes_on(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync, calls = os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 9:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        result = zhibiao("update", "texts", "--no-evidence", "-q")
    assert result.exit_code == 4
    (line,) = complaints(result)
    assert line.endswith(": cannot be written: No space left on device; free the disk, then run it again")
    written = len(shards(Path("outputs")))
    assert 0 < written < 13
    row = rows(Path("outputs/runs.jsonl"))[-1]
    assert row["ended"].startswith("broken off: outputs/")
    assert row["done"] == written
    report = update(find_inputs(["texts"]), Path("outputs"), Recipe(evidence=False))
    assert report.states == {"new": 13 - written, "unchanged": written}


def test_a_limit_on_the_size_of_files(texts: Path) -> None:
    (texts / "长.txt").write_text(PAGE * 60, encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    command = [sys.executable, "-m", "zhibiao", "update", "texts", "--no-evidence", "--workers", "1", "-q"]
    done = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("zhibiao: texts/长.txt: outputs/长.txt.jsonl: cannot be written: File too large")
    assert len(everything("outputs")) == 13


def without_privilege() -> None:
    """Root may write anywhere; take that from a process before it begins."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            if libc.prctl(24, capability, 0, 0, 0):  # PR_CAPBSET_DROP
                os._exit(77)


def test_a_read_only_folder(texts: Path) -> None:
    outputs = Path("outputs")
    outputs.mkdir()
    outputs.chmod(0o555)
    command = [sys.executable, "-m", "zhibiao", "update", "texts", "-o", "outputs", "--no-evidence"]
    done = subprocess.run(command, preexec_fn=without_privilege, capture_output=True, text=True, check=False)
    if done.returncode == 77:
        pytest.skip("root, and not to be made less than that")
    assert (done.returncode, done.stderr) == (2, "zhibiao: outputs: cannot be written; choose another --output\n")
    assert os.listdir(outputs) == []


def test_a_folder_that_becomes_read_only(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(self: Path, target: Path) -> Path:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", read_only)
        with pytest.raises(FullOutput, match="Read-only file system; free the disk, then run it again"):
            update(find_inputs(["texts"]), Path("outputs"), Recipe(evidence=False))
    assert not everything("outputs")


# -- sources ----------------------------------------------------------------------------------------------------------


def test_a_source_that_vanishes_before_it_is_read(texts: Path) -> None:
    inputs = list(find_inputs(["texts"]))
    (texts / "3.txt").unlink()
    report = extract_all(inputs, Path("outputs"), Recipe(evidence=False))
    assert [(one.path, one.why) for one in report.failed] == [
        (str(Path("texts/3.txt")), "cannot be read: No such file or directory")
    ]
    assert len(report.done) == 12
    (texts / "4.txt").unlink()
    report = update(inputs, Path("outputs"), Recipe(evidence=False))
    assert {one.path for one in report.failed} == {"texts/3.txt", "texts/4.txt"}
    assert report.states == {"new": 1, "unchanged": 11}


@pytest.mark.parametrize("name", ["3.txt", "多.jsonl"])
def test_a_source_that_changes_while_it_is_read(name: str, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zhibiao.sources

    read = zhibiao.sources.read_source

    def meanwhile(file: Path, *more: Any) -> Any:
        source = read(file, *more)
        if file.name == name:
            with file.open("a", encoding="utf-8") as handle:
                handle.write('\n{"text": "云南省"}')
        return source

    with monkeypatch.context() as patched:
        patched.setattr(zhibiao.sources, "read_source", meanwhile)
        report = update(find_inputs(["texts"]), Path("outputs"), Recipe(evidence=False))
    ((path, why),) = ((one.path, one.why) for one in report.failed)
    assert path == f"texts/{name}"
    assert "changed while it was read" in why
    assert not Path(f"outputs/{name}.jsonl").exists()
    assert update(find_inputs(["texts"]), Path("outputs"), Recipe(evidence=False)).states == {"new": 1, "unchanged": 12}


def test_two_runs_at_once(texts: Path) -> None:
    command = [sys.executable, "-m", "zhibiao", "update", "texts", "--no-evidence", "-q"]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    ended = sorted((one.communicate(timeout=120)[1], one.returncode) for one in processes)
    assert {status for _, status in ended} <= {0, 3}
    assert 0 in {status for _, status in ended}
    for message, status in ended:
        assert (status == 3) == ("another run is writing it (process " in message)
    extract_all(find_inputs(["texts"]), Path("fresh"), Recipe(evidence=False))
    assert everything("outputs") == everything("fresh")


def test_the_lock_of_a_dead_run_locks_nothing(texts: Path) -> None:
    Path("outputs").mkdir()
    Path("outputs/.lock").write_text('{"pid": 1, "host": "kea", "started": "2024-01-01"}')
    assert zhibiao("update", "texts", "--no-evidence", "-q").exit_code == 0
    assert not Path("outputs/.lock").exists()
