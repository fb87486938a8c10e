"""`zhibiao update`."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhibiao.cli import complain
from zhibiao.cli.options import RunOptions, run_options, stoppable, telling
from zhibiao.errors import LockedOutput, ZhibiaoError
from zhibiao.inputs import find_inputs
from zhibiao.remote import is_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zhibiao.run import MakeEngine, Report


@click.command("update")
@click.argument("paths", nargs=-1, required=True, metavar="SOURCES...")
@run_options
@click.option("--prune", is_flag=True, help="Remove the shards of sources that are not among SOURCES.")
@click.option(
    "--changes",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the facts added, changed and gone since the last run, as JSONL; with --watch, add them.",
)
@click.option(
    "--check", is_flag=True, help="Read every shard to its end, not only its first line, to see that it is whole."
)
@click.option("--watch", is_flag=True, help="Stay, and update whenever sources or rules change.")
@click.option(
    "--poll",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="With --watch: look every so often, for network folders that do not tell.",
)
def command(
    paths: tuple[str, ...],
    options: RunOptions,
    prune: bool,
    changes: Path | None,
    check: bool,
    watch: bool,
    poll: float | None,
) -> None:
    """Extract what is new, changed, or was made by other rules, models or another program.

    The shards themselves say what they were made of, so an interrupted run is finished by the next one. Made for every
    night: one run at a time (a second one ends with exit status 3 and says who is at work), one line a run in
    DIR/runs.jsonl.
    """
    if "-" in paths:
        raise click.UsageError("- (standard input) has no shard that could be updated; give files or folders")
    if poll is not None and not watch:
        raise click.UsageError("--poll says how to --watch; give both")
    if watch and any(map(is_url, paths)):
        raise click.UsageError("--watch is for folders of this machine; call update again and again for URLs")
    make_engine = options.make_engine()
    output = options.folder
    from zhibiao.run import update

    def once(make_engine: MakeEngine) -> Report:
        with telling(options.quiet) as teller:
            report = update(
                find_inputs(paths),
                output,
                options.recipe(),
                prune=prune,
                whole=check,
                changes_to=changes,
                more_changes=watch,
                make_engine=make_engine,
                listener=teller,
            )
            teller.ended(report)
        if not options.quiet:
            click.echo(summary(report, output, prune))
        return report

    with stoppable():
        if not watch:
            sys.exit(1 if once(make_engine).failed else 0)
        from zhibiao.watching import Standing, beats

        changed = beats(paths, output, options.rules, poll)
        if options.scheduler is not None:  # its workers keep what they have loaded
            _stay(changed, lambda: once(make_engine))
            return
        with contextlib.closing(Standing(options.workers, options.timeout)) as standing:
            _stay(changed, lambda: once(standing.make))


def _stay(beats: Iterator[bool], once: Callable[[], Report]) -> None:
    """Update at once and at every change; what could not be done is tried again. To be stopped is the usual end."""
    left_over = True
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        for changed in beats:
            if not changed and not left_over:
                continue
            left_over = False
            try:
                once()
            except LockedOutput as error:
                complain(str(error), event="waits")
                left_over = True
            except ZhibiaoError as error:  # a rule that is just being edited, a full disk: the next change may mend it
                complain(str(error), event="waits")


def summary(report: Report, output: Path, prune: bool) -> str:
    """`3 new, 1 changed, 411 unchanged, 2 failed: 1234 records → outputs/`."""
    from zhibiao.planning import STATES

    parts = [f"{report.states[state]} {state}" for state in STATES if report.states and report.states[state]]
    if report.pruned:
        parts.append(f"{report.pruned} pruned")
    elif report.vanished:
        advice = "not pruned, for not all sources could be listed" if prune else "--prune removes their shards"
        parts.append(f"{report.vanished} vanished ({advice})")
    if report.failed:
        parts.append(f"{len(report.failed)} failed (named above and in {output}/runs.jsonl)")
    if report.reused:
        parts.append(f"{report.reused} articles reused")
    facts = sum(report.records.values()) - report.records["article"]
    return f"{', '.join(parts) or 'no sources'}: {report.records['article']} articles, {facts} facts → {output}/"
