"""One JSONL shard for each source, written whole and atomically or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import jsonlines

from zhibiao.errors import OutputError
from zhibiao.records import Record
from zhibiao.records.schema import dump

RUN_LOG = "runs.jsonl"
"""The one file of an output folder that is no shard: a line a run."""


def shard_path(output: Path, source: str) -> Path:
    """Where a source's shard lies: its relative path with `.jsonl` added.

    >>> shard_path(Path("outputs"), "news/20260101.md").as_posix()
    'outputs/news/20260101.md.jsonl'

    Raises `OutputError` for a path that would leave the output folder or take the place of the run log.
    """
    relative = PurePosixPath(source)
    if relative.is_absolute() or ".." in relative.parts or not relative.name:
        raise OutputError(f"{source}: its shard would lie outside of {output}; give a relative path without '..'")
    shard = output / relative.with_name(f"{relative.name}.jsonl")
    if shard == output / RUN_LOG:
        raise OutputError(f"{source}: its shard would take the place of {shard}; rename the source")
    return shard


def to_line(row: Any) -> str:
    """A JSON object as one line: compact, Chinese as it is, field order kept."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def write_shard(shard: Path, records: Iterable[Record]) -> None:
    """Write a shard in one go: temporary file beside it, fsync, rename. Raises `OutputError`."""
    try:
        shard.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=shard.parent, prefix=f".{shard.name[:100]}.", suffix=".tmp")
    except OSError as error:
        raise OutputError(f"{shard}: cannot be written: {error.strerror}; choose another --output") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            with jsonlines.Writer(file, dumps=to_line) as writer:
                writer.write_all(dump(record) for record in records)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, shard)
        _sync_folder(shard.parent)
    except OSError as error:
        raise OutputError(f"{shard}: cannot be written: {error.strerror}") from None
    finally:
        Path(name).unlink(missing_ok=True)


def append_run(output: Path, row: dict[str, Any]) -> None:
    """Add one line about a run to the run log. Raises `OutputError`."""
    log = output / RUN_LOG
    try:
        output.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", newline="\n") as file:
            file.write(to_line({"record": "run", **row}) + "\n")
    except OSError as error:
        raise OutputError(f"{log}: cannot be written: {error.strerror}; choose another --output") from None


def shards(path: Path) -> Iterator[Path]:
    """The shards of a folder, sorted, or the file itself."""
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*.jsonl")):
        if file != path / RUN_LOG and not file.name.startswith("."):
            yield file


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
