"""Extract many sources into an output folder; one that fails never ends the run."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from zhibiao import __version__
from zhibiao.errors import OutputError, SourceError, ZhibiaoError
from zhibiao.extractor import Extractor
from zhibiao.inputs import MAX_BYTES, Failure, Input, read_file
from zhibiao.records import Record
from zhibiao.shards import append_run, shard_path, sweep, write_shard

_PACKAGE = Path(__file__).parent


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


def extract_all(
    inputs: Iterable[Input | Failure],
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
    sweep(output)
    for one in inputs:
        outcome = one if isinstance(one, Failure) else _extract_one(one, output, extractor, max_bytes)
        if isinstance(outcome, Failure):
            report.failed.append(outcome)
            on_failure(outcome)
        elif isinstance(one, Input):
            report.done.append(one.path)
            on_done(one, outcome)
    append_run(output, report.line(extractor.fingerprint))
    return report


def _extract_one(one: Input, output: Path, extractor: Extractor, max_bytes: int) -> list[Record] | Failure:
    """Write one shard; the records, or why there is none."""
    try:
        shard = shard_path(output, one.path)
        records = list(extractor.records(extractor.read(read_file(one.file, max_bytes), one.path)))
        write_shard(shard, records)
    except SourceError as error:
        return Failure(str(one.file), error.why)
    except ZhibiaoError as error:
        return Failure(str(one.file), str(error))
    except Exception as error:
        # A defect of zhibiao, not of the source: say where, keep the rest of the run.
        return Failure(str(one.file), f"zhibiao failed on it ({_where(error)}); please report this")
    return records


def _where(error: Exception) -> str:
    """`KeyError: '亩' at facts/years.py:88`."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _PACKAGE in Path(frame.filename).parents]
    place = f" at {Path(frames[-1].filename).relative_to(_PACKAGE)}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{place}"


def _make_folder(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{output}: cannot be made: {error.strerror}; choose another --output") from None
    if not os.access(output, os.W_OK):
        raise OutputError(f"{output}: cannot be written; choose another --output")
