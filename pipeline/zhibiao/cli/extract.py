"""`zhibiao extract`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhibiao.cli import complain
from zhibiao.inputs import MAX_BYTES, Failure, Input, find_inputs, read_stream

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhibiao.extractor import Extractor
    from zhibiao.records import Record

MOST_SHOWN = 20
"""Of a run over more sources than these, the summary gives the totals only."""


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", default="outputs", show_default=True, metavar="DIR", help="Folder for the shards.")
@click.option(
    "--rules", metavar="DIR", type=click.Path(exists=True, file_okay=False), help="Rules laid over the built-in ones."
)
@click.option(
    "--no-evidence",
    is_flag=True,
    help="Run the rules alone, without word and name models (layout repair keeps its words).",
)
@click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=MAX_BYTES,
    show_default=True,
    metavar="N",
    help="Refuse larger inputs.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary and no progress bar.")
def command(
    paths: tuple[str, ...], output: str, rules: str | None, no_evidence: bool, max_bytes: int, quiet: bool
) -> None:
    """Extract records from PATHs: .txt and .md files, folders (recursive), glob patterns, or - for standard input.

    Each source gets one shard, DIR/<its relative path>.jsonl; with - the records go to standard output. A source that
    cannot be used is named on standard error, the others go on, and the exit status is 1.
    """
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("- (standard input) cannot be mixed with other paths")
    from zhibiao.extractor import Extractor

    extractor = Extractor(rules=rules, evidence=not no_evidence)
    if paths == ("-",):
        _stdin(extractor, max_bytes)
    else:
        sys.exit(_files(paths, Path(output), extractor, max_bytes, quiet))


def _stdin(extractor: Extractor, limit: int) -> None:
    from zhibiao.records import to_line

    source = extractor.read(read_stream(sys.stdin.buffer, "-", limit), "-")
    out = sys.stdout.buffer  # JSONL is UTF-8 whatever the terminal speaks
    for record in extractor.records(source):
        out.write(to_line(record).encode() + b"\n")
    out.flush()


def _files(paths: Sequence[str], output: Path, extractor: Extractor, limit: int, quiet: bool) -> int:
    from zhibiao.run import extract_all

    inputs = list(find_inputs(paths))
    held: list[Record] = []
    show = not quiet

    with _progress(len(inputs), quiet) as advance:

        def on_done(one: Input, records: Sequence[Record]) -> None:
            advance(one.path)
            if len(records) == 1:
                complain(f"{one.file}: holds no text")
            if show and len(inputs) <= MOST_SHOWN:
                held.extend(records)

        def on_failure(failure: Failure) -> None:
            advance(failure.path)
            complain(f"{failure.path}: {failure.why}")

        report = extract_all(inputs, output, extractor, max_bytes=limit, on_done=on_done, on_failure=on_failure)
    if show:
        from zhibiao.cli.summary import print_summary

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
