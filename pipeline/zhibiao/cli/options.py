"""What the commands that run over sources have in common: options, what they say meanwhile, and how they end."""

from __future__ import annotations

import contextlib
import functools
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhibiao.cli import LOG_FORMAT, complain
from zhibiao.cli.common_options import LARGEST, NO_EVIDENCE, RULES
from zhibiao.inputs import MAX_BYTES, Failure
from zhibiao.remote import local_folder

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
    RULES,
    NO_EVIDENCE,
    LARGEST,
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


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What was said about a run over sources; each field is an option of the same name."""

    output: str
    rules: str | None
    no_evidence: bool
    max_bytes: int
    workers: int | None
    timeout: float | None
    engine: str
    scheduler: str | None
    quiet: bool

    @property
    def folder(self) -> Path:
        """The output folder. Raises `OutputError` for a URL where none can be."""
        return local_folder(self.output)

    def recipe(self) -> Recipe:
        """How the sources are extracted."""
        return recipe(self.folder, self.rules, self.no_evidence, self.max_bytes)

    def make_engine(self) -> Callable[[Sequence[Job], Recipe], Engine]:
        """What makes the engine, when it is known how much there is to do. Raises `click.UsageError`."""
        if (self.engine == "dask") != (self.scheduler is not None):
            raise click.UsageError("--engine dask and --scheduler ADDRESS go together; give both")
        if self.scheduler is not None and (self.workers is not None or self.timeout is not None):
            raise click.UsageError("--workers and --timeout are for this machine; a dask cluster has its own workers")

        def make(jobs: Sequence[Job], recipe: Recipe) -> Engine:
            if self.scheduler is not None:
                from zhibiao.engines.cluster import Cluster

                return Cluster(recipe, self.scheduler)
            from zhibiao.engines import engine_for

            return engine_for(jobs, recipe, self.workers, self.timeout)

        return make


def run_options(command: _Command) -> _Command:
    """The options of a run over sources; the command is given them together, as `options`."""

    @functools.wraps(command)
    def gathered(**given: Any) -> Any:
        options = RunOptions(**{field.name: given.pop(field.name) for field in fields(RunOptions)})
        return command(options=options, **given)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered


def recipe(output: Path, rules: str | None, no_evidence: bool, max_bytes: int = MAX_BYTES) -> Recipe:
    """How sources are extracted into a folder, with the corrections that are there."""
    from zhibiao.jobs import Recipe
    from zhibiao.shards import CORRECTIONS

    finish = None
    if (output / CORRECTIONS).exists():
        from zhibiao.corrections.finish import load

        finish = load(output)
    return Recipe(rules=rules, evidence=not no_evidence, max_bytes=max_bytes, finish=finish)


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
