"""Extract many sources into an output folder; one that fails never ends the run."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from zhibiao import __version__
from zhibiao.errors import OutputError, OversizedSource, SourceError, UnreadableSource, ZhibiaoError
from zhibiao.extractor import Extractor
from zhibiao.records import Record
from zhibiao.shards import append_run, shard_path, write_shard

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


@dataclass(slots=True)
class Report:
    """What a run did."""

    done: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    def line(self, fingerprint: str) -> dict[str, Any]:
        """The run as one line of the run log."""
        return {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "version": __version__,
            "fingerprint": fingerprint,
            "done": len(self.done),
            "failed": [{"path": failure.path, "why": failure.why} for failure in self.failed],
        }


def find_inputs(paths: Sequence[str]) -> Iterator[Input | Failure]:
    """Files, folders (recursive, sorted) and glob patterns to inputs; what leads nowhere is a `Failure`.

    Two inputs with the same relative path would share a shard: the second is a `Failure`.
    """
    seen: dict[str, Path] = {}
    for path in paths:
        for one in _find(path):
            if isinstance(one, Input):
                other = seen.setdefault(one.path, one.file)
                if other.resolve() == one.file.resolve() and other is not one.file:
                    continue
                if other is not one.file:
                    yield Failure(str(one.file), f"would share the shard of {other}; give the folder above both")
                    continue
            yield one


def _find(path: str) -> Iterator[Input | Failure]:
    root = Path(path)
    try:
        if root.is_dir():
            yield from _folder(root)
        elif root.exists() or root.is_symlink():
            yield Input(root, root.name)
        elif glob.has_magic(path):
            matches = sorted(glob.glob(path, recursive=True))
            if not matches:
                yield Failure(path, "no file matches this pattern")
            for match in matches:
                yield from _find(glob.escape(match) if not os.path.exists(match) else match)
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


def read_bytes(file: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of an input. Raises `UnreadableSource` and `OversizedSource`."""
    try:
        size = file.stat().st_size
        if size > limit:
            why = f"{size} bytes, more than the limit of {limit}; split it or raise --max-bytes"
            raise OversizedSource(str(file), why)
        return file.read_bytes()
    except OSError as error:
        raise UnreadableSource(str(file), f"cannot be read: {error.strerror}") from None


def extract_all(
    inputs: Sequence[Input | Failure],
    output: Path,
    extractor: Extractor,
    *,
    max_bytes: int = MAX_BYTES,
    on_done: Callable[[Input, Sequence[Record]], None] = lambda _input, _records: None,
    on_failure: Callable[[Failure], None] = lambda _failure: None,
) -> Report:
    """Write a shard for each input and one line to the run log.

    `on_done` and `on_failure` are called as soon as a source is through. Raises `RuleError`, and `OutputError` where
    the output folder itself cannot be written.
    """
    report = Report()
    extractor.nlp  # noqa: B018  a broken rule file ends the run before it begins
    _make_folder(output)
    for one in inputs:
        outcome: Failure | None = one if isinstance(one, Failure) else None
        if isinstance(one, Input):
            outcome = _extract_one(one, output, extractor, max_bytes, on_done)
        if outcome is None:
            assert isinstance(one, Input)
            report.done.append(one.path)
        else:
            report.failed.append(outcome)
            on_failure(outcome)
    append_run(output, report.line(extractor.fingerprint))
    return report


def _extract_one(
    one: Input,
    output: Path,
    extractor: Extractor,
    max_bytes: int,
    on_done: Callable[[Input, Sequence[Record]], None],
) -> Failure | None:
    try:
        shard = shard_path(output, one.path)
        source = extractor.read(read_bytes(one.file, max_bytes), one.path)
        records = list(extractor.records(source))
        write_shard(shard, records)
    except SourceError as error:
        return Failure(str(one.file), error.why)
    except ZhibiaoError as error:
        return Failure(str(one.file), str(error))
    except (RecursionError, MemoryError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        # A defect in zhibiao, not in the source: say so, keep the rest of the run.
        return Failure(str(one.file), f"zhibiao failed on it ({type(error).__name__}: {error}); please report this")
    on_done(one, records)
    return None


def _make_folder(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{output}: cannot be made: {error.strerror}; choose another --output") from None
    if not os.access(output, os.W_OK):
        raise OutputError(f"{output}: cannot be written; choose another --output")
