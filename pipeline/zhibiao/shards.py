"""One JSONL shard for each source, written whole and atomically or not at all; its first line says what it was made of."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeAlias

from zhibiao.errors import FullOutput, OutputError, UnreadableSource

if TYPE_CHECKING:
    from zhibiao.records import Record

RUN_LOG = "runs.jsonl"
"""A line a run."""
CORRECTIONS = "corrections.jsonl"
"""A line for each correction of a reviewer."""
RESERVED = (RUN_LOG, CORRECTIONS)
"""The files of an output folder that are no shards."""
TEMPORARY = ".zhibiao-tmp"
"""How the name of a shard ends while it is written."""
_HELD = 8 * 1024 * 1024
"""So many bytes of a shard are held in memory before they go to a file without a name."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENOTCONN, errno.ESTALE}
_FIRST = 4096
_UNUSUAL = frozenset({"", ".", ".."})


Prepared: TypeAlias = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a shard: what it was made of, and how many records follow."""

    path: str
    sha256: str
    fingerprint: str
    version: str
    chars: int
    articles: int
    counts: dict[str, int]
    faults: tuple[tuple[int, str], ...] = ()

    @property
    def lines(self) -> int:
        """How many lines the shard has."""
        return 1 + self.articles + sum(self.counts.values())


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
    relative = str(PurePosixPath(source)) if _UNUSUAL.intersection(parts := source.split("/")) else source
    if relative.startswith("/") or ".." in parts or relative == ".":
        raise OutputError(f"{source}: its shard would lie outside of {output}; give a relative path without '..'")
    name = f"{relative}.jsonl"
    if name in RESERVED:
        raise OutputError(f"{source}: its shard would take the place of {output / name}; rename the source")
    return output / name


def write_shard(
    shard: Path, rows: Iterable[Record], head: Callable[[], Record], prepared: Prepared = lambda _draft: None
) -> None:
    """Write the records of a shard as `write_lines` does; `head` makes the first one."""
    from zhibiao.records import to_line

    write_lines(shard, (to_line(row).encode() for row in rows), lambda: to_line(head()).encode(), prepared)


def write_lines(shard: Path, lines: Iterable[bytes], head: Callable[[], bytes], prepared: Prepared) -> None:
    """Write a shard in one go: temporary file beside it, fsync, rename. There may be more lines than memory holds.

    `head` makes the first line when the others are through, and `prepared` is called with the finished draft before it
    takes the place of the shard. Raises `FullOutput` where no other shard could be written either, else `OutputError`.
    """
    with _writing(shard), tempfile.SpooledTemporaryFile(_HELD, dir=str(_folder(shard))) as body:
        for line in lines:
            body.write(line + b"\n")
        body.seek(0)
        with _draft_of(shard) as draft:
            with draft.open("xb") as file:
                file.write(head() + b"\n")
                shutil.copyfileobj(body, file, 1 << 20)
                file.flush()
                os.fsync(file.fileno())
            prepared(draft)
            draft.replace(shard)
            _sync_folder(shard.parent)


def write_part(part: Path, rows: Iterable[Record]) -> None:
    """Write a part of a shard to come, whole; it need not outlive the machine. Raises as `write_lines` does."""
    from zhibiao.records import to_line

    with _writing(part), _draft_of(_folder(part) / part.name, part.name) as draft:
        with draft.open("xb") as file:
            file.writelines(to_line(row).encode() + b"\n" for row in rows)
        draft.replace(part)


@contextlib.contextmanager
def _draft_of(file: Path, name: str = "") -> Iterator[Path]:
    """A path beside a file that nobody reads; what lies there in the end is removed."""
    draft = file.with_name(f"{name}.{secrets.token_hex(8)}{TEMPORARY}")
    try:
        yield draft
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _folder(shard: Path) -> Path:
    shard.parent.mkdir(parents=True, exist_ok=True)
    return shard.parent


@contextlib.contextmanager
def _writing(shard: Path) -> Iterator[None]:
    """An error of the system as one of ours."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise FullOutput(
                f"{shard}: cannot be written: {error.strerror}; free the disk, then run it again"
            ) from None
        advice = "rename the source" if error.errno == errno.ENAMETOOLONG else "choose another --output"
        raise OutputError(f"{shard}: cannot be written: {error.strerror}; {advice}") from None


def remove_shard(shard: Path, output: Path) -> None:
    """Remove a shard and the folders that it leaves empty. Raises `OutputError`."""
    try:
        shard.unlink()
    except OSError as error:
        raise OutputError(f"{shard}: cannot be removed: {error.strerror}; check its folder") from None
    with contextlib.suppress(OSError):  # not empty
        for folder in shard.parents:
            if folder == output:
                break
            folder.rmdir()


def sweep(output: Path) -> None:
    """Remove the temporary files of a run that was killed. Only for who holds the folder's lock: nobody else writes then."""
    for place, _, names in os.walk(output):
        for name in names:
            if name.startswith(".") and name.endswith(TEMPORARY):
                with contextlib.suppress(OSError):
                    os.unlink(os.path.join(place, name))


def append_run(output: Path, row: dict[str, Any]) -> None:
    """Add one line about a run to the run log. Raises `OutputError`."""
    log = output / RUN_LOG
    # A file name that is not UTF-8 reaches us as lone surrogates; with backslashes they are JSON.
    line = json.dumps({"record": "run", **row}, ensure_ascii=False, separators=(",", ":"))
    with _writing(log):
        output.mkdir(parents=True, exist_ok=True)
        with log.open("ab+") as file:
            end = file.seek(0, os.SEEK_END)
            # A run that was killed, or a full disk, may have left half a line.
            whole = end == 0 or os.pread(file.fileno(), 1, end - 1) == b"\n"
            file.write(("" if whole else "\n").encode() + line.encode(errors="backslashreplace") + b"\n")


def read_runs(output: Path) -> Iterator[dict[str, Any]]:
    """The lines of the run log, newest first; half a line that a kill left is passed over."""
    try:
        lines = (output / RUN_LOG).read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError(f"{output / RUN_LOG}: cannot be read: {error.strerror}; check the folder") from None
    for line in reversed(lines):
        with contextlib.suppress(ValueError):
            row = json.loads(line) if line else None
            if isinstance(row, dict):
                yield row


def shards(path: Path) -> Iterator[Path]:
    """The shards of a folder, sorted, or the file itself."""
    if path.is_file():
        yield path
        return
    for name in shard_names(path):
        yield path / name


def shard_names(output: Path) -> list[str]:
    """The shards of a folder by their relative paths, sorted: `news/20260101.md.jsonl`."""
    found: list[list[str]] = []
    for place, _, names in os.walk(output):
        inside = [] if place == str(output) else os.path.relpath(place, output).split(os.sep)
        for name in names:
            if name.endswith(".jsonl") and not name.startswith(".") and (inside or name not in RESERVED):
                found.append([*inside, name])
    return ["/".join(parts) for parts in sorted(found)]


def read_head(shard: Path) -> Head:
    """The first line of a shard; the rest is not read, only that its last line is whole.

    Raises `UnreadableSource` for a file that is no shard or is cut off, `FileNotFoundError` where there is none.
    """
    try:
        handle = os.open(shard, os.O_RDONLY)
        try:
            line = _first_line(handle)
            last = os.pread(handle, 2, max(0, os.fstat(handle).st_size - 2))
        finally:
            os.close(handle)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableSource(str(shard), f"cannot be read: {error.strerror}") from None
    head = _parsed(line)
    if head is None:
        raise UnreadableSource(str(shard), "no shard: it does not begin with a source record")
    if last != b"}\n":
        raise UnreadableSource(str(shard), "cut off in its last line")
    return head


def check_whole(shard: Path, head: Head) -> None:
    """That as many lines follow as the first one says, each of them JSON. Raises `UnreadableSource`."""
    rows = read_rows(shard)
    if len(rows) != head.lines:
        raise UnreadableSource(str(shard), f"{len(rows)} lines, but its first line tells of {head.lines}")


def _first_line(handle: int) -> bytes:
    line = os.read(handle, _FIRST)
    while b"\n" not in line and (more := os.read(handle, 1 << 20)):
        line += more
    return line.partition(b"\n")[0]


def _parsed(line: bytes) -> Head | None:
    try:
        row = json.loads(line)
        if row["record"] != "source":
            return None
        faults = tuple((int(fault["line"]), str(fault["why"])) for fault in row.get("faults") or ())
        path, sha256, fingerprint, version = (str(row[name]) for name in ("path", "sha256", "fingerprint", "version"))
        counts = {str(kind): int(count) for kind, count in row["counts"].items()}
        return Head(path, sha256, fingerprint, version, int(row["chars"]), int(row["articles"]), counts, faults)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def read_rows(shard: Path) -> list[dict[str, Any]]:
    """The records of a shard as plain mappings, its source record first; not checked against the contract.

    Raises `UnreadableSource` for a shard that cannot be read or is broken.
    """
    import jsonlines

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
