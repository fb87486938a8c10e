"""One JSONL shard for each source, written whole and atomically or not at all."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import jsonlines

from zhibiao.errors import OutputError, UnreadableSource
from zhibiao.records import Record, to_line

RUN_LOG = "runs.jsonl"
"""A line a run."""
CORRECTIONS = "corrections.jsonl"
"""A line for each correction of a reviewer."""
RESERVED = (RUN_LOG, CORRECTIONS)
"""The files of an output folder that are no shards."""
TEMPORARY = ".zhibiao-tmp"
"""How the name of a shard ends while it is written."""


def shard_path(output: Path, source: str) -> Path:
    """Where a source's shard lies: its relative path with `.jsonl` added.

    >>> shard_path(Path("outputs"), "news/20260101.md").as_posix()
    'outputs/news/20260101.md.jsonl'

    Raises `OutputError` for a path that would leave the output folder or take the place of a `RESERVED` file, and for a
    name that is not UTF-8, which no record could hold.
    """
    try:
        source.encode()
    except UnicodeEncodeError:
        raise OutputError("the name is not UTF-8; rename the source") from None
    relative = PurePosixPath(source)
    if relative.is_absolute() or ".." in relative.parts or not relative.name:
        raise OutputError(f"{source}: its shard would lie outside of {output}; give a relative path without '..'")
    shard = output / relative.with_name(f"{relative.name}.jsonl")
    if shard.parent == output and shard.name in RESERVED:
        raise OutputError(f"{source}: its shard would take the place of {shard}; rename the source")
    return shard


def write_shard(shard: Path, records: Iterable[Record]) -> None:
    """Write a shard in one go: temporary file beside it, fsync, rename. Raises `OutputError`."""
    temporary = shard.with_name(f".{secrets.token_hex(8)}{TEMPORARY}")
    try:
        shard.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("x", encoding="utf-8", newline="\n") as file:
            with jsonlines.Writer(file, dumps=str) as writer:  # the records' own lines are JSON already
                writer.write_all(map(to_line, records))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(shard)
        _sync_folder(shard.parent)
    except OSError as error:
        advice = "rename the source" if error.errno == errno.ENAMETOOLONG else "choose another --output"
        raise OutputError(f"{shard}: cannot be written: {error.strerror}; {advice}") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def sweep(output: Path) -> None:
    """Remove the temporary files that a run left when it was killed; younger than an hour, another run may be writing them."""
    limit = time.time() - 3600
    for file in output.rglob(f".*{TEMPORARY}"):
        with contextlib.suppress(OSError):
            if file.stat().st_mtime < limit:
                file.unlink()


def append_run(output: Path, row: dict[str, Any]) -> None:
    """Add one line about a run to the run log. Raises `OutputError`."""
    log = output / RUN_LOG
    try:
        output.mkdir(parents=True, exist_ok=True)
        # A file name that is not UTF-8 reaches us as lone surrogates; with backslashes they are JSON.
        with log.open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(json.dumps({"record": "run", **row}, ensure_ascii=False, separators=(",", ":")) + "\n")
    except OSError as error:
        raise OutputError(f"{log}: cannot be written: {error.strerror}; choose another --output") from None


def shards(path: Path) -> Iterator[Path]:
    """The shards of a folder, sorted, or the file itself."""
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*.jsonl")):
        reserved = file.parent == path and file.name in RESERVED
        if not reserved and not file.name.startswith("."):
            yield file


def read_rows(shard: Path) -> list[dict[str, Any]]:
    """The records of a shard as plain mappings, its source record first; not checked against the contract.

    Raises `UnreadableSource` for a shard that cannot be read or is broken.
    """
    try:
        with jsonlines.open(shard) as reader:
            rows: list[dict[str, Any]] = list(reader.iter(type=dict))
    except jsonlines.InvalidLineError as error:
        raise UnreadableSource(str(shard), f"line {error.lineno} is no record; extract its source again") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableSource(str(shard), f"cannot be read: {error}") from None
    if not rows or rows[0].get("record") != "source":
        raise UnreadableSource(str(shard), "no shard: it does not begin with a source record; extract its source again")
    return rows


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
