"""Paths to inputs: folders, patterns, odd names, and what leads nowhere."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from zhibiao.errors import OversizedSource, UnreadableSource
from zhibiao.inputs import Input, find_inputs, read_file, read_stream

TREE = (
    *("a.txt", "b.MD", "c.docx", ".hidden.txt", "2023/全文.txt", "2024/全文.txt", "2024/附件/表.md"),
    *("[x].txt", "x.txt", "-q.txt", "with space.txt", "quo\"te'.txt", "line\nfeed.txt", "x.txt.d/in.txt"),
)


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in TREE:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()


def found(*paths: str) -> list[str]:
    """The inputs' relative paths; a failure as `path: why`."""
    return [one.path if isinstance(one, Input) else f"{one.path}: {one.why}" for one in find_inputs(paths)]


def test_folder() -> None:
    assert found(".") == [
        *("-q.txt", "[x].txt", "a.txt", "b.MD", "line\nfeed.txt", "quo\"te'.txt", "with space.txt", "x.txt"),
        *("2023/全文.txt", "2024/全文.txt", "2024/附件/表.md", "x.txt.d/in.txt"),
    ]
    assert found("2024") == ["全文.txt", "附件/表.md"]


def test_file() -> None:
    assert found("2024/全文.txt", "c.docx", ".hidden.txt", "./-q.txt") == [
        "全文.txt",
        "c.docx",
        ".hidden.txt",
        "-q.txt",
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["-q.txt", "[x].txt", "a.txt", "line\nfeed.txt", "quo\"te'.txt", "with space.txt", "x.txt"]),
        ("*/全文.txt", ["2023/全文.txt", "2024/全文.txt"]),
        ("./202[34]", ["2023/全文.txt", "2024/全文.txt", "2024/附件/表.md"]),
        ("2024/*", ["全文.txt", "附件/表.md"]),
        ("**/*.md", ["2024/附件/表.md"]),
        ("2024/**", ["全文.txt", "附件/表.md"]),
        ("[x].txt", ["[x].txt"]),  # a file of this name goes before the pattern
        ("[y].txt", ["[y].txt: no file matches this pattern"]),
        ("*.xlsx", ["*.xlsx: no file matches this pattern"]),
    ],
)
def test_pattern(pattern: str, expected: list[str]) -> None:
    assert found(pattern) == expected
    if not pattern.startswith("[y"):
        absolute = f"{os.getcwd()}/{pattern}"
        assert found(absolute) == [one.replace("*.xlsx:", f"{absolute}:") for one in expected]


def test_nowhere() -> None:
    Path("empty").mkdir()
    Path("dangling.txt").symlink_to("gone")
    assert found("none.txt", "", "empty", "a\0b") == [
        "none.txt: no such file or folder; check the path",
        ": an empty path; check the command",
        "empty: holds no .txt, .md, .html, .htm, .jsonl or .pdf file",
        "a\0b: no such file or folder; check the path",
    ]
    assert found("dangling.txt") == ["dangling.txt"]  # a failure when it is read
    with pytest.raises(UnreadableSource, match="cannot be read: No such file or directory"):
        read_file(Path("dangling.txt"))


def test_one_file_counts_once() -> None:
    assert found("a.txt", "./a.txt", f"{os.getcwd()}/a.txt", "*a.txt") == ["a.txt"]
    assert found("2023", "2023/全文.txt") == ["全文.txt"]


def test_the_same_relative_path_twice() -> None:
    assert found("2023", "2024") == [
        "全文.txt",
        "2024/全文.txt: would share the shard of 2023/全文.txt; give the folder above both",
        "附件/表.md",
    ]


def test_a_folder_that_cannot_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def forbid(path: str) -> object:
        if str(path).endswith("2024"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", forbid)
    assert "./2024: cannot be read: Permission denied" in found(".")
    assert "2023/全文.txt" in found(".")
    assert found("2024") == ["2024: cannot be read: Permission denied"]


def test_what_is_no_regular_file() -> None:
    os.mkfifo("pipe.txt")
    for name in ("pipe.txt", "2024", "/dev/null"):
        with pytest.raises(UnreadableSource, match="not a regular file; give a file, or - for standard input"):
            read_file(Path(name))


def test_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(_self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbid)
    with pytest.raises(UnreadableSource, match=r"^a\.txt: cannot be read: Permission denied$"):
        read_file(Path("a.txt"))


def test_limit() -> None:
    Path("a.txt").write_bytes(b"12345")
    assert read_file(Path("a.txt"), 5) == read_file(Path("a.txt"), None) == b"12345"
    assert read_stream(io.BytesIO(b"12345"), "-", 5) == b"12345"
    why = "more than the limit of 4 bytes; split it or raise --max-bytes"
    with pytest.raises(OversizedSource, match=why):
        read_file(Path("a.txt"), 4)
    with pytest.raises(OversizedSource, match=why):
        read_stream(io.BytesIO(b"12345"), "-", 4)
