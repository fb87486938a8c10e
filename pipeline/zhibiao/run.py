"""Extract many sources into an output folder, all of them or what is stale; one that fails never ends the run."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from zhibiao import __version__, changes
from zhibiao.engines import Engine, engine_for
from zhibiao.errors import FullOutput, OutputError
from zhibiao.fingerprint import fingerprint
from zhibiao.inputs import Failure, Input
from zhibiao.jobs import Job, Outcome, Recipe
from zhibiao.locking import locked
from zhibiao.planning import STATES, Plan, State, everything, stale, vanished
from zhibiao.shards import append_run, read_head, remove_shard, sweep

MakeEngine = Callable[[Sequence[Job], Recipe], Engine]


@dataclass(slots=True)
class Report:
    """What a run did. `states` counts the sources of an update by what was to be done about them."""

    command: str
    fingerprint: str
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    states: Counter[State] | None = None
    done: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    damaged: list[Failure] = field(default_factory=list)
    vanished: int = 0
    pruned: int = 0
    records: Counter[str] = field(default_factory=Counter)
    chars: int = 0
    reused: int = 0
    changes: dict[str, int] | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    ended: str = "whole"

    def line(self) -> dict[str, Any]:
        """The run as one line of the run log."""
        more: dict[str, Any] = {}
        if self.states is not None:
            more = {state: self.states[state] for state in STATES}
            more |= {"vanished": self.vanished, "pruned": self.pruned, "reused": self.reused}
        if self.changes is not None:
            more["changes"] = self.changes
        return {
            "time": self.began.isoformat(timespec="seconds"),
            "command": self.command,
            "version": __version__,
            "fingerprint": self.fingerprint,
            "ended": self.ended,
            "done": len(self.done),
            **more,
            "failed": [{"path": failure.path, "why": failure.why} for failure in self.failed],
            "records": {kind: self.records[kind] for kind in sorted(self.records)},
            "chars": self.chars,
            "seconds": {phase: round(seconds, 3) for phase, seconds in self.seconds.items()},
        }


class Listener(Protocol):
    """Hears of what happens while it happens."""

    def planned(self, plan: Plan) -> None:
        """So many jobs are to be done."""

    def done(self, outcome: Outcome) -> None:
        """A job is through, well or not."""

    def failed(self, failure: Failure) -> None:
        """A source, or a line of it, could not be used."""

    def damaged(self, failure: Failure) -> None:
        """A shard was damaged, and is made anew."""


class _Deaf:
    def planned(self, plan: Plan) -> None: ...

    def done(self, outcome: Outcome) -> None: ...

    def failed(self, failure: Failure) -> None: ...

    def damaged(self, failure: Failure) -> None: ...


def extract_all(
    inputs: Iterable[Input | Failure],
    output: Path,
    recipe: Recipe,
    *,
    make_engine: MakeEngine | None = None,
    listener: Listener | None = None,
) -> Report:
    """Write a shard for each input, and one line to the run log.

    Raises `RuleError` before anything is written, `LockedOutput` where another run is at work, `OutputError` where the
    output folder cannot be written, and `FullOutput` where it no longer can. The default is to work in this process.
    """
    plan = everything(inputs, output)
    report = Report("extract", fingerprint(recipe.rules, evidence=recipe.evidence))
    with contextlib.closing((make_engine or _one_process)(plan.jobs, recipe)) as engine:
        with _timed(report, "load"):
            engine.ready()  # a broken rule file ends the run before it begins
        with locked(output), _logged(report, output):
            _carry_out(plan, engine, report, listener or _Deaf())
    return report


def update(
    inputs: Iterable[Input | Failure],
    output: Path,
    recipe: Recipe,
    *,
    prune: bool = False,
    whole: bool = False,
    changes_to: Path | None = None,
    more_changes: bool = False,
    make_engine: MakeEngine | None = None,
    listener: Listener | None = None,
) -> Report:
    """Extract only what is new, changed, damaged, or was made by another program, other rules or other models.

    `prune` removes the shards of sources that are not among the inputs, unless these could not all be listed; `whole`
    checks every shard to its end; `changes_to` is a file for the facts added, changed and gone since the last run, and
    `more_changes` adds them to what is in it. Raises as `extract_all` does; rules and models are not even loaded where
    nothing is stale.
    """
    listener = listener or _Deaf()
    report = Report("update", fingerprint(recipe.rules, evidence=recipe.evidence), states=Counter())
    recipe = replace(recipe, journal=output / changes.JOURNAL if changes_to else None)
    with locked(output), _logged(report, output):
        with _timed(report, "plan"):
            plan = stale(inputs, output, recipe, report.fingerprint, whole=whole)
            gone = list(vanished(output, plan.wanted))
        report.states = plan.states
        report.vanished = len(gone)
        if plan.jobs:
            with contextlib.closing((make_engine or _one_process)(plan.jobs, recipe)) as engine:
                with _timed(report, "load"):
                    engine.ready()
                _carry_out(plan, engine, report, listener)
        else:
            _carry_out(plan, None, report, listener)
        if prune and plan.sound:
            _prune(gone, output, recipe, report)
        if recipe.journal and changes_to:
            report.changes = _publish(recipe.journal, changes_to, more_changes)
    return report


def _one_process(jobs: Sequence[Job], recipe: Recipe) -> Engine:
    return engine_for(jobs, recipe, workers=1)


def _carry_out(plan: Plan, engine: Engine | None, report: Report, listener: Listener) -> None:
    for job in plan.jobs[:1]:
        sweep(job.output)
    listener.planned(plan)
    for failure in plan.failed:
        report.failed.append(failure)
        listener.failed(failure)
    for failure in plan.damaged:
        report.damaged.append(failure)
        listener.damaged(failure)
    with _timed(report, "extract"):
        for outcome in engine.run(plan.jobs) if engine else ():
            if outcome.full:
                raise FullOutput(outcome.failures[0].why)
            _take(outcome, report, listener)


def _take(outcome: Outcome, report: Report, listener: Listener) -> None:
    for failure in outcome.failures:
        report.failed.append(failure)
        listener.failed(failure)
    if outcome.written:
        report.done.append(outcome.job.input.path)
    report.records.update(outcome.counts)
    report.chars += outcome.chars
    report.reused += outcome.reused
    listener.done(outcome)


def _prune(gone: Sequence[Path], output: Path, recipe: Recipe, report: Report) -> None:
    for shard in gone:
        if recipe.journal:
            changes.note(recipe.journal, changes.between(read_head(shard).path, shard, None))
        remove_shard(shard, output)
        report.pruned += 1


def _publish(journal: Path, file: Path, more: bool) -> dict[str, int]:
    try:
        return changes.publish(journal, file, more=more)
    except OSError as error:
        raise OutputError(f"{file}: cannot be written: {error.strerror}; the next --changes will tell them") from None


@contextlib.contextmanager
def _logged(report: Report, output: Path) -> Iterator[None]:
    """Write the run's line however it ends."""
    try:
        yield
    except BaseException as error:
        report.ended = "interrupted" if isinstance(error, KeyboardInterrupt | SystemExit) else f"broken off: {error}"
        with contextlib.suppress(OutputError):
            append_run(output, report.line())
        raise
    append_run(output, report.line())


@contextlib.contextmanager
def _timed(report: Report, phase: str) -> Iterator[None]:
    began = time.perf_counter()
    try:
        yield
    finally:
        report.seconds[phase] = time.perf_counter() - began
