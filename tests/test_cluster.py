"""Many machines: a real dask scheduler and workers, each a process of its own on loopback."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from support.shell import PAGE, process, rows, shards, zhibiao

pytest.importorskip("distributed")

_ENVIRONMENT = {
    **os.environ,
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "2",
    "DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT": "2s",
}


@contextmanager
def _started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A scheduler or worker, ended however the test ends."""
    command = [sys.executable, "-m", *arguments]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_ENVIRONMENT)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


PATIENCE = 900
"""Seconds that anything may take on a machine that is busy with other work; nothing is measured by it."""


def _until(condition: object) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


@contextmanager
def _scheduler() -> Iterator[str]:
    port = _free_port()
    with _started(
        *("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    ) as _running:
        _until(lambda: _listens(port))
        yield f"tcp://127.0.0.1:{port}"


def _worker(address: str, folder: Path) -> tuple[str, ...]:
    more = ("--no-nanny", "--no-dashboard", "--nthreads", "1", "--host", "127.0.0.1", "--local-directory", str(folder))
    return ("distributed.cli.dask_worker", address, *more)


@contextmanager
def _cluster(folder: Path, workers: int = 1) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler that has its workers, and these."""
    with ExitStack() as stack:
        address = stack.enter_context(_scheduler())
        commands = [_worker(address, folder / f"worker{number}") for number in range(workers)]
        running = [stack.enter_context(_started(*command)) for command in commands]
        wait = f"import distributed; distributed.Client({address!r}).wait_for_workers({workers}, timeout={PATIENCE})"
        subprocess.run([sys.executable, "-W", "ignore", "-c", wait], check=True, env=_ENVIRONMENT)
        yield address, running


def _sources(folder: Path, count: int) -> Path:
    sources = folder / "sources"
    sources.mkdir()
    for number in range(count):
        text = "\n\n".join(PAGE.replace("45%", f"{number + 1}%") for _ in range(20))
        (sources / f"要点{number:02}.txt").write_text(text, encoding="utf-8")
    (sources / "坏.txt").write_bytes("占比45%".encode() + b"\xff\xff\x80\x00\x81")
    return sources


def _same(one: Path, other: Path) -> None:
    assert shards(one) == shards(other)
    for name in shards(one):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


def test_a_killed_worker_costs_nothing_and_the_bytes_are_those_of_one_process(tmp_path: Path) -> None:
    sources, alone, together = _sources(tmp_path, 12), tmp_path / "alone", tmp_path / "together"
    expected = zhibiao("extract", sources, "-o", alone, "--workers", "1", "--no-evidence", "--quiet")
    command = [sys.executable, "-m", "zhibiao", "extract", f"file://{sources}", "-o", f"file://{together}"]
    command += ["--no-evidence", "--quiet"]
    with _cluster(tmp_path, 2) as (address, (doomed, _other)):
        command += ["--engine", "dask", "--scheduler", address]
        run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
        _until(lambda: list(together.rglob("*.txt.jsonl")) or run.poll() is not None)
        doomed.send_signal(signal.SIGKILL)
        in_the_middle = run.poll() is None
        _, said = run.communicate(timeout=PATIENCE)
    assert in_the_middle, said.decode()
    assert run.returncode == expected.exit_code == 1
    assert said.decode() == expected.stderr
    _same(alone, together)
    assert rows(together / "runs.jsonl")[0]["done"] == 12
    assert rows(together / "runs.jsonl")[0]["chars"] == rows(alone / "runs.jsonl")[0]["chars"]


_IN_BLOCKS = """
import sys
from pathlib import Path
from zhibiao.engines.cluster import Cluster
from zhibiao.inputs import find_inputs
from zhibiao.jobs import Recipe
from zhibiao.run import update

made = lambda _jobs, recipe: Cluster(recipe, sys.argv[3])
recipe = Recipe(evidence=False, block=int(sys.argv[4]))
report = update(find_inputs([sys.argv[1]]), Path(sys.argv[2]), recipe, make_engine=made)
print(*report.failed, sep="\\n")
"""


def test_a_worker_killed_in_the_middle_of_the_blocks_of_one_file(tmp_path: Path) -> None:
    file, alone, together = tmp_path / "多.jsonl", tmp_path / "alone", tmp_path / "together"
    texts = [PAGE.replace("45%", f"{number % 50}%") for number in range(200)]  # each stands there four times
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
    file.write_text("\n".join([*lines[:90], "{", *lines[90:]]), encoding="utf-8")
    expected = zhibiao("extract", file, "-o", alone, "--no-evidence", "--quiet")
    with _cluster(tmp_path, 2) as (address, (doomed, _other)):
        command = [sys.executable, "-c", _IN_BLOCKS, f"simplecache::file://{file}", "together", address, "2000"]
        run = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        _until(lambda: list(together.glob(".*")) or run.poll() is not None)
        _until(lambda: len(list(together.glob(".*"))) > 5 or run.poll() is not None)
        in_the_middle = run.poll() is None and not list(together.glob("*.jsonl"))
        doomed.send_signal(signal.SIGKILL)
        said, complained = run.communicate(timeout=PATIENCE)
    assert in_the_middle, complained.decode()
    assert f"path='simplecache::file://{file}:91'" in said.decode()
    assert expected.exit_code == 1
    _same(alone, together)
    assert rows(together / "runs.jsonl")[0]["chars"] == rows(alone / "runs.jsonl")[0]["chars"]


def test_broken_rules_end_the_run_before_it_begins(tmp_path: Path) -> None:
    sources, output, broken = _sources(tmp_path, 1), tmp_path / "outputs", tmp_path / "broken"
    broken.mkdir()
    (broken / "units.toml").write_text("[[unit]\n", encoding="utf-8")
    arguments = ("extract", sources, "-o", output, "--no-evidence", "--rules", broken)
    expected = zhibiao(*arguments)
    with _cluster(tmp_path) as (address, _):
        done = process(*arguments, "--engine", "dask", "--scheduler", address)
    assert (done.returncode, done.stderr.decode()) == (2, expected.stderr)
    assert not output.exists()


def test_a_scheduler_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    sources, address = _sources(tmp_path, 1), f"tcp://127.0.0.1:{_free_port()}"
    done = process(
        *("extract", sources, "-o", tmp_path / "outputs", "--engine", "dask", "--scheduler", address),
        DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s",
    )
    assert done.returncode == 2
    assert re.fullmatch(
        rf"zhibiao: {address}: no dask scheduler answers \(.*\); check --scheduler\n", done.stderr.decode()
    )
    assert not (tmp_path / "outputs").exists()


def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    sources = _sources(tmp_path, 1)
    done = zhibiao(
        *("extract", sources, "-o", tmp_path / "outputs", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    )
    assert done.exit_code == 2
    assert "pip install 'zhibiao[dask]'" in done.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--engine", "dask"],
        ["--scheduler", "tcp://127.0.0.1:1"],
        ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--workers", "2"],
        ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--timeout", "9"],
    ],
)
@pytest.mark.parametrize("command", ["extract", "update"])
def test_options_that_do_not_go_together_are_refused(command: str, options: list[str], tmp_path: Path) -> None:
    done = zhibiao(command, _sources(tmp_path, 1), "-o", tmp_path / "outputs", *options)
    assert done.exit_code == 2
    assert "--scheduler" in done.stderr or "--workers" in done.stderr
    assert not (tmp_path / "outputs").exists()
