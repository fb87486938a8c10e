"""What can go wrong, as one tree.

::

    ZhibiaoError
    ├── SourceError            an input cannot be used; the run goes on with the next
    │   ├── UnreadableSource   missing, no permission, vanished while it was read
    │   ├── UndecodableSource  bytes that are no text; says the encoding and the offset
    │   └── OversizedSource    larger than --max-bytes
    ├── RuleError              a rule file is broken: file, line, what to write instead
    ├── RecordError            a record breaks the contract; always a bug or a damaged shard
    ├── CorrectionError        a line of corrections cannot be used: file, line, what is wrong
    ├── OutputError            the output folder, or one shard in it, cannot be written
    │   ├── LockedOutput       another run is writing it
    │   └── FullOutput         the disk is full, or was taken away while the run went on
    ├── WorkerError            no worker process could be started
    ├── MissingExtra           a package of an optional part is not installed; says which, and how to install it
    └── NothingToShow          no record is what was asked for; says what there is

A `SourceError` costs one source. A `RuleError` ends the run, and so do an `OutputError` of the folder as a whole and a
`WorkerError`, for nothing after it could be right. What was written until then is whole.
"""

from __future__ import annotations


class ZhibiaoError(Exception):
    """Anything that zhibiao reports in one line: what is wrong, where, and what to do."""


class SourceError(ZhibiaoError):
    """One input cannot be used; the others go on."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


class UnreadableSource(SourceError):
    """The file is missing, forbidden, or vanished while it was read."""


class UndecodableSource(SourceError):
    """The bytes are no text in any encoding that is tried."""

    def __init__(self, path: str, why: str, offset: int) -> None:
        super().__init__(path, why)
        self.offset = offset


class OversizedSource(SourceError):
    """The file is larger than the limit that was set."""


class RuleError(ZhibiaoError):
    """A rule file is broken.

    `file` is the path as given, `line` counts from 1 (0 where no line is known).
    """

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}:{line}: {why}" if line else f"{file}: {why}")
        self.file = file
        self.line = line
        self.why = why


class RecordError(ZhibiaoError):
    """A record breaks the contract: `raw[start:end]` is not its `text`, or a field is missing or wrong."""


class CorrectionError(ZhibiaoError):
    """A line of corrections cannot be used; `line` counts from 1."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}:{line}: {why}")
        self.file = file
        self.line = line
        self.why = why


class OutputError(ZhibiaoError):
    """The output folder, or one shard in it, cannot be made or written."""


class LockedOutput(OutputError):
    """Another run is writing the output folder; says which."""


class FullOutput(OutputError):
    """No further shard can be written: the disk is full or read-only."""


class WorkerError(ZhibiaoError):
    """Worker processes die before they are ready to work."""


class MissingExtra(ZhibiaoError):
    """A package of an optional part is not installed; `why` is what cannot be done without it."""

    def __init__(self, package: str, extra: str, why: str) -> None:
        super().__init__(f"{why}: {package} is not installed; pip install 'zhibiao[{extra}]'")
        self.package = package
        self.extra = extra


class NothingToShow(ZhibiaoError):
    """No record is what was asked for; says what there is."""
