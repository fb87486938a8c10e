"""Shards: where they lie, whole or not at all, the same bytes every time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import made
from support.shell import PAGE, process
from zhibiao.errors import OutputError, UnreadableSource
from zhibiao.records import Record, parse
from zhibiao.shards import append_run, read_rows, shard_path, shards, sweep, write_shard


def records() -> list[Record]:
    return [parse(line) for line in made.lines(made.shard())]


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
    write_shard(shard, records())
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
        yield records()[0]
        raise error

    shard = tmp_path / "page.txt.jsonl"
    with pytest.raises(error):
        write_shard(shard, half())
    assert os.listdir(tmp_path) == []
    write_shard(shard, records())
    whole = shard.read_bytes()
    with pytest.raises(error):
        write_shard(shard, half())
    assert shard.read_bytes() == whole
    assert os.listdir(tmp_path) == [shard.name]


def test_killed_between_write_and_rename(tmp_path: Path) -> None:
    code = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from zhibiao.shards import write_shard\n"
        "os.fsync = lambda handle: (print('written', flush=True), time.sleep(60))\n"
        f"write_shard(Path({str(tmp_path)!r}) / 'page.txt.jsonl', [])\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"written\n"
        child.send_signal(signal.SIGKILL)
    (left,) = os.listdir(tmp_path)
    assert left.endswith(".zhibiao-tmp")
    assert list(shards(tmp_path)) == []
    sweep(tmp_path)
    assert os.listdir(tmp_path) == [left], "another run may be writing it"
    long_ago = time.time() - 7200
    os.utime(tmp_path / left, (long_ago, long_ago))
    sweep(tmp_path)
    assert os.listdir(tmp_path) == []


def test_sweep_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    for name in ("a.jsonl", ".b.tmp", "c.zhibiao-tmp"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
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
        write_shard(tmp_path / place, records())
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]


def test_longest_name(tmp_path: Path) -> None:
    shard = tmp_path / ("报" * 83 + ".jsonl")  # 255 bytes: all that a file system allows
    write_shard(shard, records())
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
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        append_run(tmp_path / "file", {})


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
