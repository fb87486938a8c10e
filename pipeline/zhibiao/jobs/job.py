"""One source to be extracted, how, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from zhibiao.collecting import uncollected
from zhibiao.fingerprint import expected
from zhibiao.inputs import MAX_BYTES, Failure, Input

if TYPE_CHECKING:
    from zhibiao.extractor import Extractor
    from zhibiao.sources import Document, Source

BLOCK = 8 * 1024 * 1024
KINDS = ("article", "region", "person", "quantity")
"""What is counted of a run."""


class Finish(Protocol):
    """What is done to the records of a document between extraction and the shard; to be sent to workers, it is pickled."""

    def digest(self, path: str) -> str:
        """A hash of what concerns the source with this path, "" for nothing. It makes a source stale when it changes."""

    def concerns(self, path: str, sha256: str) -> bool:
        """Whether anything is done to the records of this source."""

    def __call__(self, source: Source, document: Document, rows: list[Any]) -> list[Any]:
        """The rows of one document: an article, its facts, the next article …; the same shape comes back."""

    def lost(self, source: Source) -> list[str]:
        """When all documents of a source are through: a message for each thing that could not be done."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How sources are extracted.

    `journal` is the file for what changed against the shards of before, if that is wanted. A plain JSONL source of more than
    `block` bytes may be done by several workers, each so many bytes at a time; the shard is the same.
    """

    rules: str | None = None
    evidence: bool = True
    max_bytes: int = MAX_BYTES
    finish: Finish | None = None
    journal: Path | None = None
    block: int = BLOCK

    def extractor(self) -> Extractor:
        """An extractor, its rules and models not yet loaded."""
        with uncollected():
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

    @property
    def job(self) -> Job:
        """Itself; a step of a large source names the job that it belongs to."""
        return self


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
