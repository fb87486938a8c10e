"""`zhibiao extract`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhibiao.errors import OutputError, RuleError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhibiao.extractor import Extractor
    from zhibiao.records import Record


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", default="outputs", show_default=True, metavar="DIR", help="Folder for the shards.")
@click.option(
    "--rules", metavar="DIR", type=click.Path(exists=True, file_okay=False), help="Rules laid over the built-in ones."
)
@click.option("--no-evidence", is_flag=True, help="Run the rules alone, without word and name models.")
@click.option("--max-bytes", type=click.IntRange(min=1), metavar="N", help="Refuse larger inputs.  [default: 67108864]")
@click.option("-q", "--quiet", is_flag=True, help="No summary and no progress bar.")
def command(
    paths: tuple[str, ...], output: str, rules: str | None, no_evidence: bool, max_bytes: int | None, quiet: bool
) -> None:
    """Extract records from PATHs: .txt and .md files, folders (recursive), glob patterns, or - for standard input.

    Each source gets one shard, DIR/<its relative path>.jsonl; with - the records go to standard output. A source that
    cannot be used is named on standard error, the others go on, and the exit status is 1.
    """
    from zhibiao.extractor import Extractor
    from zhibiao.run import MAX_BYTES

    limit = max_bytes or MAX_BYTES
    try:
        extractor = Extractor(rules=rules, evidence=not no_evidence)
        if "-" in paths:
            if len(paths) > 1:
                raise click.UsageError("- (standard input) cannot be mixed with other paths")
            sys.exit(_stdin(extractor, limit))
        sys.exit(_files(paths, Path(output), extractor, limit, quiet))
    except RuleError as error:
        click.echo(f"zhibiao: {error}", err=True)
        sys.exit(2)
    except OutputError as error:
        click.echo(f"zhibiao: {error}", err=True)
        sys.exit(1)


def _stdin(extractor: Extractor, limit: int) -> int:
    from zhibiao.errors import OversizedSource
    from zhibiao.records.schema import dump
    from zhibiao.shards import to_line

    data = sys.stdin.buffer.read(limit + 1)
    try:
        if len(data) > limit:
            raise OversizedSource("-", f"more than {limit} bytes; raise --max-bytes")
        for record in extractor.records(extractor.read(data, "-")):
            click.echo(to_line(dump(record)))
    except SourceError as error:
        click.echo(f"zhibiao: {error}", err=True)
        return 1
    return 0


def _files(paths: Sequence[str], output: Path, extractor: Extractor, limit: int, quiet: bool) -> int:
    from zhibiao.cli.summary import print_summary
    from zhibiao.run import Failure, Input, extract_all, find_inputs

    inputs = list(find_inputs(paths))
    held: list[Record] = []
    show = not quiet

    with _progress(len(inputs), quiet) as advance:

        def on_done(one: Input, records: Sequence[Record]) -> None:
            advance(one.path)
            if show and len(inputs) <= 20:
                held.extend(records)

        def on_failure(failure: Failure) -> None:
            advance(failure.path)
            click.echo(f"zhibiao: {failure.path}: {failure.why}", err=True)

        report = extract_all(inputs, output, extractor, max_bytes=limit, on_done=on_done, on_failure=on_failure)
    if show:
        print_summary(held, report, output)
    return 1 if report.failed else 0


@contextlib.contextmanager
def _progress(total: int, quiet: bool) -> Iterator[Callable[[str], Any]]:
    """A bar on standard error; silent where that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda name: progress.update(task, advance=1, description=name)
