"""Shards: where they lie, whole or not at all, the same bytes every time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import made
from support.shell import PAGE, process
from zhibiao.errors import OutputError, UnreadableSource
from zhibiao.records import Record, parse
from zhibiao.shards import (
    append_run,
    check_whole,
    read_head,
    read_rows,
    read_runs,
    remove_shard,
    shard_names,
    shard_path,
    shards,
    sweep,
    write_shard,
)


def records() -> list[Record]:
    return [parse(line) for line in made.lines(made.shard())]


def write(shard: Path, found: Iterable[Record]) -> None:
    """The source's record comes first, as in the shard itself."""
    first, *rows = found
    write_shard(shard, rows, lambda: first)


@pytest.mark.parametrize(
    ("source", "shard"),
    [
        ("news/20260101.md", "out/news/20260101.md.jsonl"),
        ("报告 2024.txt", "out/报告 2024.txt.jsonl"),
        ("-", "out/-.jsonl"),
        (".hidden/a", "out/.hidden/a.jsonl"),
        ("runs.txt", "out/runs.txt.jsonl"),
        ("sub/runs", "out/sub/runs.jsonl"),
    ],
)
def test_shard_path(source: str, shard: str) -> None:
    assert shard_path(Path("out"), source).as_posix() == shard


@pytest.mark.parametrize("source", ["/etc/passwd", "../a.txt", "a/../../b.txt", "", ".", "..", "runs", "\udcff.txt"])
def test_no_shard_path(source: str) -> None:
    with pytest.raises(OutputError):
        shard_path(Path("out"), source)


@given(st.text(alphabet="a./\\~\0 贵", max_size=12))
def test_shards_never_leave_the_folder(source: str) -> None:
    try:
        shard = shard_path(Path("/out"), source)
    except OutputError:
        return
    assert os.path.normpath(shard).startswith("/out/")
    assert shard.name.endswith(".jsonl")


def test_written_whole(tmp_path: Path) -> None:
    shard = tmp_path / "news" / "page.txt.jsonl"
    write(shard, records())
    assert [parse(line) for line in shard.read_bytes().splitlines()] == records()
    assert shard.read_bytes().endswith(b"}\n")
    assert os.listdir(shard.parent) == [shard.name]
    mask = os.umask(0o022)
    os.umask(mask)
    assert shard.stat().st_mode & 0o777 == 0o666 & ~mask


class Interrupted(BaseException):
    """As a KeyboardInterrupt comes: between two records."""


@pytest.mark.parametrize("error", [Interrupted, ValueError, MemoryError])
def test_broken_off(error: type[BaseException], tmp_path: Path) -> None:
    def half() -> Iterator[Record]:
        yield records()[1]
        raise error

    def head() -> Record:
        return records()[0]

    shard = tmp_path / "page.txt.jsonl"
    with pytest.raises(error):
        write_shard(shard, half(), head)
    assert os.listdir(tmp_path) == []
    write(shard, records())
    whole = shard.read_bytes()
    with pytest.raises(error):
        write_shard(shard, half(), head)
    assert shard.read_bytes() == whole
    assert os.listdir(tmp_path) == [shard.name]


def test_killed_between_write_and_rename(tmp_path: Path) -> None:
    code = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from support import made\n"
        "from zhibiao.records import parse\n"
        "from zhibiao.shards import write_shard\n"
        "os.fsync = lambda handle: (print('written', flush=True), time.sleep(60))\n"
        "source = parse(made.lines(made.shard())[0])\n"
        f"write_shard(Path({str(tmp_path)!r}) / 'page.txt.jsonl', [], lambda: source)\n"
    )
    tests = str(Path(__file__).parent)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=tests) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"written\n"
        child.send_signal(signal.SIGKILL)
    (left,) = os.listdir(tmp_path)
    assert left.endswith(".zhibiao-tmp")
    assert list(shards(tmp_path)) == []
    sweep(tmp_path)
    assert os.listdir(tmp_path) == []


def test_sweep_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    for name in ("a.jsonl", ".b.tmp", "c.zhibiao-tmp"):
        (tmp_path / name).touch()
    sweep(tmp_path)
    assert len(os.listdir(tmp_path)) == 3


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("file/page.txt.jsonl", "choose another --output"),
        ("folder", "Is a directory; choose another --output"),
        ("报" * 84 + ".jsonl", "File name too long; rename the source"),
    ],
)
def test_cannot_be_written(place: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match=why):
        write(tmp_path / place, records())
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]


def test_longest_name(tmp_path: Path) -> None:
    shard = tmp_path / ("报" * 83 + ".jsonl")  # 255 bytes: all that a file system allows
    write(shard, records())
    assert list(shards(tmp_path)) == [shard]


def test_listing(tmp_path: Path) -> None:
    for name in ("b/runs.jsonl", "b/2.jsonl", "a.jsonl", "runs.jsonl", ".3.jsonl", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [file.relative_to(tmp_path).as_posix() for file in shards(tmp_path)] == [
        *("a.jsonl", "b/2.jsonl", "b/runs.jsonl")
    ]
    assert list(shards(tmp_path / "a.jsonl")) == [tmp_path / "a.jsonl"]
    assert list(shards(tmp_path / "none")) == []


def test_run_log(tmp_path: Path) -> None:
    append_run(tmp_path / "new", {"failed": ["报告\n\udcff"]})
    append_run(tmp_path / "new", {"failed": []})
    lines = (tmp_path / "new" / "runs.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines == ['{"record":"run","failed":["报告\\n\\udcff"]}', '{"record":"run","failed":[]}']
    assert [row["failed"] for row in read_runs(tmp_path / "new")] == [[], ["报告\n\udcff"]]
    assert list(read_runs(tmp_path / "none")) == []
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        append_run(tmp_path / "file", {})


def test_half_a_line_in_the_run_log_costs_no_other(tmp_path: Path) -> None:
    append_run(tmp_path, {"done": 1})
    with (tmp_path / "runs.jsonl").open("a") as log:
        log.write('{"record":"run","do')
    append_run(tmp_path, {"done": 2})
    assert [row["done"] for row in read_runs(tmp_path)] == [2, 1]


def test_more_rows_than_are_held_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "held.jsonl", records())
    monkeypatch.setattr("zhibiao.shards._HELD", 100)
    write(tmp_path / "spilled.jsonl", records())
    assert (tmp_path / "spilled.jsonl").read_bytes() == (tmp_path / "held.jsonl").read_bytes()
    assert len(os.listdir(tmp_path)) == 2


def test_the_first_line_tells_what_a_shard_was_made_of(tmp_path: Path) -> None:
    shard = tmp_path / "page.txt.jsonl"
    write(shard, records())
    head = read_head(shard)
    source = made.shard()[0]
    assert (head.path, head.sha256, head.fingerprint) == (source["path"], source["sha256"], source["fingerprint"])
    assert head.lines == len(records())
    check_whole(shard, head)
    with pytest.raises(FileNotFoundError):
        read_head(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    "damage",
    [lambda data: b"", lambda data: data[:50], lambda data: data[:-1], lambda data: data[:-20], lambda data: b"[1]\n"],
)
def test_a_damaged_shard_is_told_by_its_ends(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    shard = tmp_path / "page.txt.jsonl"
    write(shard, records())
    shard.write_bytes(damage(shard.read_bytes()))
    with pytest.raises(UnreadableSource):
        read_head(shard)


@pytest.mark.parametrize(
    "damage",
    [lambda lines: lines[:-1], lambda lines: [*lines, lines[-1]], lambda lines: [lines[0], b"{", *lines[2:]]],
)
def test_damage_inside_is_found_by_a_whole_check(damage: Callable[[list[bytes]], list[bytes]], tmp_path: Path) -> None:
    shard = tmp_path / "page.txt.jsonl"
    write(shard, records())
    shard.write_bytes(b"".join(line + b"\n" for line in damage(shard.read_bytes().splitlines())))
    with pytest.raises(UnreadableSource):
        check_whole(shard, read_head(shard))


def test_a_removed_shard_takes_its_empty_folders_along(tmp_path: Path) -> None:
    for name in ("a/b/1.jsonl", "a/2.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    remove_shard(tmp_path / "a/b/1.jsonl", tmp_path)
    assert shard_names(tmp_path) == ["a/2.jsonl"]
    assert not (tmp_path / "a/b").exists()
    remove_shard(tmp_path / "a/2.jsonl", tmp_path)
    assert os.listdir(tmp_path) == []


def test_same_bytes_in_every_process(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    for seed in ("1", "2"):
        done = process("extract", tmp_path / "page.txt", "-o", tmp_path / seed, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
    first, second = ((tmp_path / seed / "page.txt.jsonl").read_bytes() for seed in ("1", "2"))
    assert first == second
    assert b'"record":"quantity"' in first


def test_rows_of_a_shard_are_plain_mappings(tmp_path):
    shard = tmp_path / "甲.txt.jsonl"
    shard.write_text('{"record":"source","path":"甲.txt"}\n{"record":"article","id":"a-1"}\n', encoding="utf-8")
    assert [row["record"] for row in read_rows(shard)] == ["source", "article"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "does not begin"),
        (b'{"record":"source"}\n{"rec', "line 2 is no record"),
        (b"\xff\n", "cannot be read"),
        (b"[1]\n", "line 1"),
    ],
)
def test_a_broken_shard_is_named(tmp_path, content, why):
    shard = tmp_path / "甲.txt.jsonl"
    shard.write_bytes(content)
    with pytest.raises(UnreadableSource, match=why):
        read_rows(shard)
