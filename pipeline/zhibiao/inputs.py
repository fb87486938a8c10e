"""What was asked for to files, and files to bytes."""

from __future__ import annotations

import glob
import gzip
import hashlib
import io
import os
import stat
import zlib
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

from zhibiao.errors import OversizedSource, UnreadableSource
from zhibiao.remote import RemoteFile, is_url, listed, local_path

SourceFile: TypeAlias = Path | RemoteFile
"""Both have `name`, `open` and `stat`, and are written as the user wrote them."""

SUFFIXES = (".txt", ".md", ".html", ".htm", ".jsonl", ".pdf")
"""What a folder is searched for; each also with `GZIP` behind it."""
GZIP = ".gz"
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Input:
    """A file and the path that its records name: relative to the folder that was given, else its name."""

    file: SourceFile
    path: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that failed, and why."""

    path: str
    why: str


def find_inputs(paths: Sequence[str]) -> Iterator[Input | Failure]:
    """Files, folders (recursive, sorted), glob patterns, and URLs of any of them to inputs; what leads nowhere is a `Failure`.

    A file that is named twice counts once. Two files with the same relative path would share a shard: the second is a
    `Failure`.
    """
    files: set[SourceFile] = set()
    owners: dict[str, SourceFile] = {}
    for path in paths:
        for one in _find(path):
            if isinstance(one, Input):
                file = absolute(one.file)
                if file in files:
                    continue
                files.add(file)
                owner = owners.setdefault(one.path, one.file)
                if owner is not one.file:
                    yield Failure(str(one.file), f"would share the shard of {owner}; give the folder above both")
                    continue
            yield one


def source_file(path: str) -> SourceFile:
    """The file that a path or a URL means."""
    if not is_url(path):
        return Path(path)
    local = local_path(path)
    return RemoteFile(path) if local is None else Path(local)


def absolute(file: SourceFile) -> SourceFile:
    """The same file as processes that stand in other folders name it."""
    return file if isinstance(file, RemoteFile) else Path(os.path.abspath(file))


def _find(path: str) -> Iterator[Input | Failure]:
    if is_url(path):
        local = local_path(path)
        yield from _remote(path) if local is None else _find(local)
        return
    root = Path(path)
    try:
        if not path:  # an empty variable of the shell does not mean the current folder
            yield Failure(path, "an empty path; check the command")
        elif root.is_dir():
            yield from _folder(root)
        elif root.is_file() and is_output(root):
            yield Failure(path, "was written by zhibiao itself; give the source that it was made of")
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
            if wanted(name) and not is_output(file):
                found = True
                yield Input(file, file.relative_to(root).as_posix())
    for fault in faults:
        yield Failure(str(fault.filename), f"cannot be read: {fault.strerror}")
    if not found and not faults:
        yield Failure(str(root), f"holds no {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} file")


def _remote(url: str) -> Iterator[Input | Failure]:
    """A URL leads to a file, a folder or what a pattern matches."""
    name = str(RemoteFile(url))
    try:
        files = listed(url)
    except OSError as error:
        yield Failure(name, f"cannot be read: {error.strerror}")
        return
    found = False
    for file, path in files:
        if file.url == url and not is_output(file):
            yield Input(file, path)
            return
        if file.url == url:
            yield Failure(name, "was written by zhibiao itself; give the source that it was made of")
            return
        if wanted(file.name) and not is_output(file):
            found = True
            yield Input(file, path)
    if not found:
        yield Failure(name, f"holds no {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} file")


def wanted(name: str) -> bool:
    """Whether a file of this name is a source when it lies in a folder.

    >>> wanted("公报.HTML.gz"), wanted("公报.docx"), wanted(".公报.txt")
    (True, False, False)
    """
    return name.lower().removesuffix(GZIP).endswith(SUFFIXES) and not name.startswith(".")


def is_output(file: SourceFile) -> bool:
    """Whether zhibiao wrote it: the lines of a shard, a run log or corrections say what `record` they are."""
    if not file.name.lower().endswith(".jsonl"):
        return False
    try:
        return _first_bytes(file, 40).replace(b" ", b"").startswith(_RECORDS)
    except OSError:
        return False  # it will fail as a source, and say why


def _first_bytes(file: SourceFile, count: int) -> bytes:
    if isinstance(file, RemoteFile):
        return file.first(count)
    with file.open("rb") as handle:
        return handle.read(count)


_RECORDS = (b'{"record":"source"', b'{"record":"run"', b'{"record":"correction"')


def _pattern(pattern: str) -> Iterator[Input | Failure]:
    """`报告/*/全文.txt`: what matches, relative to the folder before the first wildcard, here 报告."""
    parts = Path(pattern).parts
    wild = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    root = Path(*parts[:wild])
    found = False
    for match in map(Path, sorted(glob.glob(pattern, recursive=True))):
        found = True
        if not match.is_dir() and is_output(match):
            continue
        if not match.is_dir():
            yield Input(match, match.relative_to(root).as_posix())
            continue
        place = match.relative_to(root)
        for one in _folder(match):
            yield Input(one.file, (place / one.path).as_posix()) if isinstance(one, Input) else one
    if not found:
        yield Failure(pattern, "no file matches this pattern")


def read_file(file: SourceFile, limit: int | None = MAX_BYTES) -> bytes:
    """The bytes of a file. Raises `UnreadableSource` and `OversizedSource`."""
    try:
        if isinstance(file, RemoteFile):  # whose size is not always known before
            with io.BufferedReader(file.open()) as handle:
                return handle.read() if limit is None else read_stream(handle, str(file), limit)
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):  # to read a named pipe could take for ever
            raise UnreadableSource(str(file), "not a regular file; give a file, or - for standard input")
        if limit is not None and status.st_size > limit:
            raise oversized(str(file), limit)
        return file.read_bytes()
    except OSError as error:
        raise UnreadableSource(str(file), f"cannot be read: {error.strerror}") from None


def read_stream(handle: BinaryIO, name: str, limit: int = MAX_BYTES) -> bytes:
    """All that an open file gives. Raises `OversizedSource`."""
    data = handle.read(limit + 1)
    if len(data) > limit:
        raise oversized(name, limit)
    return data


def unpack(data: bytes, name: str, limit: int | None = MAX_BYTES) -> bytes:
    """What a gzip file holds. Raises `UnreadableSource`, and `OversizedSource` before more than the limit is unpacked."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as handle:
            unpacked = handle.read() if limit is None else handle.read(limit + 1)
    except (gzip.BadGzipFile, zlib.error, EOFError):
        raise UnreadableSource(name, "is no whole gzip file; pack it anew") from None
    if limit is not None and len(unpacked) > limit:
        raise oversized(name, limit)
    return unpacked


def hash_file(file: SourceFile) -> str:
    """The SHA-256 of a file of any size. Raises `UnreadableSource`."""
    total = hashlib.sha256()
    try:
        if isinstance(file, RemoteFile):
            with file.open() as remote:
                while block := remote.read(1 << 20):
                    total.update(block)
            return total.hexdigest()
        if not stat.S_ISREG(os.stat(file).st_mode):
            raise UnreadableSource(str(file), "not a regular file; give a file, or - for standard input")
        # Bare system calls: a quarter of what `hashlib.file_digest` takes for the many small files of a large folder.
        handle = os.open(file, os.O_RDONLY)
        try:
            while block := os.read(handle, 1 << 18):
                total.update(block)
        finally:
            os.close(handle)
        return total.hexdigest()
    except OSError as error:
        raise UnreadableSource(str(file), f"cannot be read: {error.strerror}") from None


def divisible(file: SourceFile) -> bool:
    """Whether a file can be read from its middle."""
    return not isinstance(file, RemoteFile) or file.divisible


def size_of(file: SourceFile) -> int:
    """In bytes; 0 where it cannot be told."""
    if isinstance(file, RemoteFile):
        return file.size
    try:
        return file.stat().st_size
    except OSError:
        return 0


def state_of(file: SourceFile) -> Hashable:
    """What tells that a file was written to or replaced, None where it is gone."""
    try:
        if isinstance(file, RemoteFile):
            return file.state()
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def oversized(name: str, limit: int) -> OversizedSource:
    """The error for what is larger than it may be."""
    return OversizedSource(name, f"more than the limit of {limit} bytes; split it or raise --max-bytes")
