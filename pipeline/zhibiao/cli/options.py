"""What the commands that run over sources have in common: options, what they say meanwhile, and how they end."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhibiao.cli import LOG_FORMAT, complain
from zhibiao.inputs import MAX_BYTES, Failure

if TYPE_CHECKING:
    from zhibiao.engines import Engine
    from zhibiao.jobs import Job, Outcome, Recipe
    from zhibiao.planning import Plan
    from zhibiao.run import Report

_Command = Callable[..., Any]


def _log_format(context: click.Context, _parameter: click.Parameter, value: str) -> str:
    context.meta[LOG_FORMAT] = value
    return value


LOG = click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    callback=_log_format,
    expose_value=False,
    is_eager=True,
    help="How to write on standard error; json: an object a line.",
)

_OPTIONS = (
    click.option("-o", "--output", default="outputs", show_default=True, metavar="DIR", help="Folder for the shards."),
    click.option(
        "--rules",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False),
        help="Rules laid over the built-in ones.",
    ),
    click.option(
        "--no-evidence",
        is_flag=True,
        help="Run the rules alone, without word and name models (layout repair keeps its words).",
    ),
    click.option(
        "--max-bytes",
        type=click.IntRange(min=1),
        default=MAX_BYTES,
        show_default=True,
        metavar="N",
        help="Refuse larger inputs.",
    ),
    click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="Worker processes for larger runs; 1 works in this process.  [default: the cores]",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="Stop a source that takes longer; it is reported, the others go on.",
    ),
    click.option(
        "--engine",
        type=click.Choice(["local", "dask"]),
        default="local",
        show_default=True,
        help="Who does the work: this machine, or the workers of a dask cluster.",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="With --engine dask: tcp://HOST:8786; its workers see sources and DIR under the same paths.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="No summary and no progress bar."),
    LOG,
)


def run_options(command: _Command) -> _Command:
    """The options of a run over sources."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def recipe(output: Path, rules: str | None, no_evidence: bool, max_bytes: int) -> Recipe:
    """How the sources of a run are extracted."""
    from zhibiao.jobs import Recipe
    from zhibiao.shards import CORRECTIONS

    finish = None
    if (output / CORRECTIONS).exists():
        from zhibiao.corrections.finish import load

        finish = load(output)
    return Recipe(rules=rules, evidence=not no_evidence, max_bytes=max_bytes, finish=finish)


def engines(
    workers: int | None, timeout: float | None, engine: str = "local", scheduler: str | None = None
) -> Callable[[Sequence[Job], Recipe], Engine]:
    """What makes the engine of a run, when it is known how much there is to do."""
    if (engine == "dask") != (scheduler is not None):
        raise click.UsageError("--engine dask and --scheduler ADDRESS go together; give both")
    if scheduler is not None:
        return _cluster(workers, timeout, scheduler)

    def make(jobs: Sequence[Job], recipe: Recipe) -> Engine:
        from zhibiao.engines import engine_for

        return engine_for(jobs, recipe, workers, timeout)

    return make


def _cluster(workers: int | None, timeout: float | None, scheduler: str) -> Callable[[Sequence[Job], Recipe], Engine]:
    if workers is not None or timeout is not None:
        raise click.UsageError("--workers and --timeout are for this machine; a dask cluster has its own workers")

    def make(_jobs: Sequence[Job], recipe: Recipe) -> Engine:
        from zhibiao.engines.cluster import Cluster

        return Cluster(recipe, scheduler)

    return make


class Teller:
    """Tells on standard error what happens in a run, and on a terminal how far it is."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._progress: Any = None
        self._task: Any = None

    def planned(self, plan: Plan) -> None:
        """Draw a bar where there is a terminal and something to do."""
        context = click.get_current_context()
        if self._quiet or not plan.jobs or not sys.stderr.isatty() or context.meta.get(LOG_FORMAT) == "json":
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task("", total=len(plan.jobs))
        self._progress.start()

    def done(self, outcome: Outcome) -> None:
        """Move the bar; say where a source was empty."""
        if self._progress:
            self._progress.update(self._task, advance=1, description=outcome.job.input.path)
        if outcome.written and not outcome.counts["article"] and not outcome.failures:
            file = str(outcome.job.input.file)
            complain(f"{file}: holds no text", level="warning", event="empty", path=file)

    def failed(self, failure: Failure) -> None:
        """Name it."""
        complain(f"{failure.path}: {failure.why}", event="failed", path=failure.path, why=failure.why)

    def damaged(self, failure: Failure) -> None:
        """Name it."""
        complain(f"{failure.path}: {failure.why}", level="warning", event="damaged", path=failure.path, why=failure.why)

    def ended(self, report: Report | None) -> None:
        """Take the bar away; as JSON, tell what the run log tells."""
        if self._progress:
            self._progress.stop()
        if report and click.get_current_context().meta.get(LOG_FORMAT) == "json":
            complain("the run is through", level="info", event="run", run=report.line())


@contextlib.contextmanager
def telling(quiet: bool) -> Iterator[Teller]:
    """A teller whose bar is gone however the run ends."""
    teller = Teller(quiet)
    try:
        yield teller
    finally:
        teller.ended(None)


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Let a run that the system stops (SIGTERM) end in order: workers stopped, lock given back, the run logged."""

    def stop(_signal: int, _frame: object) -> None:
        sys.exit(143)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
