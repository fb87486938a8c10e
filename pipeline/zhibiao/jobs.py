"""One source to one shard, as a worker does it: a job goes in, an outcome comes out, both small enough to be sent about."""

from __future__ import annotations

import contextlib
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from zhibiao import changes
from zhibiao.errors import FullOutput, SourceError, UnreadableSource, ZhibiaoError
from zhibiao.fingerprint import expected
from zhibiao.inputs import MAX_BYTES, Failure, Input
from zhibiao.reuse import Earlier
from zhibiao.shards import shard_path, write_shard

if TYPE_CHECKING:
    from zhibiao.extractor import Extractor, Tally
    from zhibiao.records import SourceRecord
    from zhibiao.sources import Document, Source

KINDS = ("article", "region", "person", "quantity")
"""What is counted of a run."""
_PACKAGE = Path(__file__).parent


class Finish(Protocol):
    """What is done to the records of a document between extraction and the shard; to be sent to workers, it is pickled."""

    def digest(self, path: str) -> str:
        """A hash of what concerns the source with this path, "" for nothing. It makes a source stale when it changes."""

    def __call__(self, source: Source, document: Document, rows: list[Any]) -> list[Any]:
        """The rows of one document: an article, its facts, the next article …; the same shape comes back."""

    def lost(self, source: Source) -> list[str]:
        """When all documents of a source are through: a message for each thing that could not be done."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How sources are extracted. `journal` is the file for what changed against the shards of before, if that is wanted."""

    rules: str | None = None
    evidence: bool = True
    max_bytes: int = MAX_BYTES
    finish: Finish | None = None
    journal: Path | None = None

    def extractor(self) -> Extractor:
        """An extractor, its rules and models not yet loaded."""
        from zhibiao.extractor import Extractor

        return Extractor(rules=self.rules, evidence=self.evidence)

    def expected(self, base: str, path: str) -> str:
        """The fingerprint that the shard of this source has when there is nothing to redo; `base` is that of the program."""
        return expected(base, self.finish.digest(path) if self.finish else "")


@dataclass(frozen=True, slots=True)
class Job:
    """One source to extract into an output folder; `size` in bytes, 0 where it cannot be told."""

    input: Input
    output: Path
    size: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job.

    `failures` are those of the source, or of single lines of it; without a shard (`written`) the one before is still
    there. `full` says that no further shard can be written.
    """

    job: Job
    failures: tuple[Failure, ...] = ()
    written: bool = False
    full: bool = False
    chars: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    reused: int = 0
    seconds: float = 0.0

    @classmethod
    def failed(cls, job: Job, why: str, **fields: Any) -> Outcome:
        """A source without a shard."""
        return cls(job, (Failure(str(job.input.file), why),), **fields)


def work(job: Job, recipe: Recipe, extractor: Extractor) -> Outcome:
    """Extract one source and write its shard. Nothing about the source makes this raise."""
    began = time.perf_counter()
    try:
        outcome = _extract(job, recipe, extractor, began)
    except FullOutput as error:
        outcome = Outcome.failed(job, str(error), full=True)
    except SourceError as error:
        outcome = Outcome.failed(job, error.why)
    except ZhibiaoError as error:
        outcome = Outcome.failed(job, str(error))
    except MemoryError:
        outcome = Outcome.failed(job, "takes more memory than there is; split it")
    except Exception as error:
        # A defect of zhibiao, not of the source: say where, keep the rest of the run.
        outcome = Outcome.failed(job, f"zhibiao failed on it ({_where(error)}); please report this")
    return outcome


def _extract(job: Job, recipe: Recipe, extractor: Extractor, began: float) -> Outcome:
    from zhibiao.extractor import Tally
    from zhibiao.sources import read_source

    file, path = job.input.file, job.input.path
    shard = shard_path(job.output, path)
    state = _state(file)
    stamp = recipe.expected(extractor.fingerprint, path)
    finish = recipe.finish
    source = read_source(file, path, recipe.max_bytes)
    tally = Tally()

    def head() -> SourceRecord:
        if state != _state(file):
            raise UnreadableSource(str(file), "it changed while it was read; the next run will read it whole")
        return extractor.head(source, tally).model_copy(update={"fingerprint": stamp})

    def prepared(draft: Path) -> None:
        if recipe.journal:
            changes.note(recipe.journal, changes.between(path, shard, draft))

    with contextlib.closing(Earlier(shard, stamp if source.many and stamp == extractor.fingerprint else "")) as earlier:
        write_shard(shard, extractor.rows(source, tally, earlier, finish), head, prepared)
    return Outcome(
        job,
        (*_faults(file, tally), *(Failure(str(file), why) for why in (finish.lost(source) if finish else ()))),
        written=True,
        chars=tally.chars,
        counts={kind: tally.counts[kind] for kind in KINDS},
        reused=earlier.reused,
        seconds=time.perf_counter() - began,
    )


def _faults(file: Path, tally: Tally) -> Iterator[Failure]:
    """The lines that could not be used; of very many only the first ones are told apart."""
    for fault in tally.faults:
        yield Failure(f"{file}:{fault.line}", fault.why)
    if more := tally.broken - len(tally.faults):
        yield Failure(str(file), f"{more} more faults in its lines; the first {len(tally.faults)} are named")


def _state(file: Path) -> tuple[int, ...] | None:
    """What tells that a file was written to or replaced, None where it is gone."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _where(error: Exception) -> str:
    """`KeyError: '亩' at facts/years.py:88`."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _PACKAGE in Path(frame.filename).parents]
    place = f" at {Path(frames[-1].filename).relative_to(_PACKAGE)}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{place}"
