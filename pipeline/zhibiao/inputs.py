"""What was asked for to files, and files to bytes."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from zhibiao.errors import OversizedSource, UnreadableSource

SUFFIXES = (".txt", ".md")
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Input:
    """A file and the path that its records name: relative to the folder that was given, else its name."""

    file: Path
    path: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that failed, and why."""

    path: str
    why: str


def find_inputs(paths: Sequence[str]) -> Iterator[Input | Failure]:
    """Files, folders (recursive, sorted) and glob patterns to inputs; what leads nowhere is a `Failure`.

    A file that is named twice counts once. Two files with the same relative path would share a shard: the second is a
    `Failure`.
    """
    files: set[str] = set()
    owners: dict[str, Path] = {}
    for path in paths:
        for one in _find(path):
            if isinstance(one, Input):
                file = os.path.abspath(one.file)
                if file in files:
                    continue
                files.add(file)
                owner = owners.setdefault(one.path, one.file)
                if owner is not one.file:
                    yield Failure(str(one.file), f"would share the shard of {owner}; give the folder above both")
                    continue
            yield one


def _find(path: str) -> Iterator[Input | Failure]:
    root = Path(path)
    try:
        if not path:  # an empty variable of the shell does not mean the current folder
            yield Failure(path, "an empty path; check the command")
        elif root.is_dir():
            yield from _folder(root)
        elif root.exists() or root.is_symlink():
            yield Input(root, root.name)
        elif glob.has_magic(path):
            yield from _pattern(path)
        else:
            yield Failure(path, "no such file or folder; check the path")
    except OSError as error:
        yield Failure(path, f"cannot be read: {error.strerror}")


def _folder(root: Path) -> Iterator[Input | Failure]:
    found = False
    faults: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=faults.append):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            if file.suffix.lower() in SUFFIXES and not name.startswith("."):
                found = True
                yield Input(file, file.relative_to(root).as_posix())
    for fault in faults:
        yield Failure(str(fault.filename), f"cannot be read: {fault.strerror}")
    if not found and not faults:
        yield Failure(str(root), f"holds no {' or '.join(SUFFIXES)} file")


def _pattern(pattern: str) -> Iterator[Input | Failure]:
    """`报告/*/全文.txt`: what matches, relative to the folder before the first wildcard, here 报告."""
    parts = Path(pattern).parts
    wild = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    root = Path(*parts[:wild])
    found = False
    for match in map(Path, sorted(glob.glob(pattern, recursive=True))):
        found = True
        if not match.is_dir():
            yield Input(match, match.relative_to(root).as_posix())
            continue
        for one in _folder(match):
            yield Input(one.file, one.file.relative_to(root).as_posix()) if isinstance(one, Input) else one
    if not found:
        yield Failure(pattern, "no file matches this pattern")


def read_file(file: Path, limit: int | None = MAX_BYTES) -> bytes:
    """The bytes of a file. Raises `UnreadableSource` and `OversizedSource`."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):  # to read a named pipe could take for ever
            raise UnreadableSource(str(file), "not a regular file; give a file, or - for standard input")
        if limit is not None and status.st_size > limit:
            raise _oversized(str(file), limit)
        return file.read_bytes()
    except OSError as error:
        raise UnreadableSource(str(file), f"cannot be read: {error.strerror}") from None


def read_stream(handle: BinaryIO, name: str, limit: int = MAX_BYTES) -> bytes:
    """All that an open file gives. Raises `OversizedSource`."""
    data = handle.read(limit + 1)
    if len(data) > limit:
        raise _oversized(name, limit)
    return data


def _oversized(name: str, limit: int) -> OversizedSource:
    return OversizedSource(name, f"more than the limit of {limit} bytes; split it or raise --max-bytes")
