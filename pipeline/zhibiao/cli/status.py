"""`zhibiao status`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhibiao.cli import complain, plain
from zhibiao.cli.options import recipe

if TYPE_CHECKING:
    from zhibiao.status import Status

_MOST = 20
"""So many failures are named; all of them with --json."""


@click.command("status")
@click.argument("output", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--rules", metavar="DIR", type=click.Path(exists=True, file_okay=False), help="The rules that the runs are given."
)
@click.option("--no-evidence", is_flag=True, help="The runs are given --no-evidence.")
@click.option("--check", is_flag=True, help="Read every shard to its end, not only its first line.")
@click.option(
    "--max-age",
    type=click.FloatRange(min=0),
    metavar="HOURS",
    help="Exit status 1 where the last run began longer ago.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
def command(
    output: Path, rules: str | None, no_evidence: bool, check: bool, max_age: float | None, as_json: bool
) -> None:
    """Say how fresh the output folder DIR is, what it holds, and what failed and why.

    Exit status 0 where all is well; 1 where the last run failed on something or was broken off, or where shards are
    damaged or were made by other rules, models or another program.
    """
    from zhibiao.status import status

    found = status(output, recipe(output, rules, no_evidence), whole=check)
    if as_json:
        click.echo(json.dumps(found.row(), ensure_ascii=False))
    else:
        for line in _lines(found):
            click.echo(plain(line))
    late = max_age is not None and (found.age is None or found.age > 3600 * max_age)
    if late:
        complain(f"{output}: the last run began more than {max_age:g} hours ago; see why none came after it")
    sys.exit(0 if found.well and not late else 1)


def _lines(found: Status) -> Iterator[str]:
    counts = found.records
    what = f"{counts['article']} articles, {counts['region']} region mentions, {counts['person']} people"
    yield f"holds     {found.shards} shards: {what}, {counts['quantity']} quantities; {found.chars} characters"
    run = found.last_run
    if run is None:
        yield "last run  none in runs.jsonl"
    else:
        yield f"last run  {_ago(found.age)}, {_told(run)}"
    if found.running:
        yield f"running   {found.running}"
    fresh = found.shards - sum(found.outdated.values())
    yield f"fresh     {fresh} made by the program, rules and models of now ({found.fingerprint})"
    if found.outdated:
        made = ", ".join(f"{count} by {version}" for version, count in found.outdated.items())
        yield f"outdated  {sum(found.outdated.values())} made in another way ({made}); zhibiao update makes them anew"
    for name, failures in (("damaged", found.damaged), ("failed", found.failed), ("faults", found.faults)):
        for failure in failures[:_MOST]:
            yield f"{name:<8}  {failure.path}: {failure.why}"
        if len(failures) > _MOST:
            yield f"{name:<8}  and {len(failures) - _MOST} more; --json names them all"


def _told(run: dict[str, Any]) -> str:
    """`update at 2026-01-01T02:00:00+00:00: whole, 3 new, 411 unchanged, 3 done, 0 failed, 12.1 s`."""
    states = [f"{run[state]} {state}" for state in ("new", "changed", "outdated", "unchanged") if run.get(state)]
    parts = [
        str(run.get("ended", "whole")),
        *states,
        f"{run.get('done', 0)} done",
        f"{len(run.get('failed', ()))} failed",
    ]
    seconds = sum(run.get("seconds", {}).values())
    return f"{run.get('command', 'run')} at {run.get('time')}: {', '.join(parts)}, {seconds:.1f} s"


def _ago(seconds: float | None) -> str:
    """`3 hours ago`."""
    if seconds is None:
        return "at an unknown time"
    for size, name in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {name} ago"
    return f"{seconds:.0f} seconds ago"
