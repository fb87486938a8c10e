"""`zhibiao extract`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zhibiao.cli.options import engines, recipe, run_options, stoppable, telling
from zhibiao.inputs import Input, find_inputs, read_stream

MOST_SHOWN = 20
"""Of a run over more sources than these, the summary gives the totals only."""


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@run_options
def command(
    paths: tuple[str, ...],
    output: str,
    rules: str | None,
    no_evidence: bool,
    max_bytes: int,
    workers: int | None,
    timeout: float | None,
    engine: str,
    scheduler: str | None,
    quiet: bool,
) -> None:
    """Extract records from PATHs: files, folders (recursive), glob patterns, or - for standard input.

    Each source gets one shard, DIR/<its relative path>.jsonl; with - the records go to standard output. A source that
    cannot be used is named on standard error, the others go on, and the exit status is 1. To extract only what is new
    or changed: zhibiao update.
    """
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("- (standard input) cannot be mixed with other paths")
    make_engine = engines(workers, timeout, engine, scheduler)
    how = recipe(Path(output), rules, no_evidence, max_bytes)
    if paths == ("-",):
        _stdin(rules, no_evidence, max_bytes)
        return
    from zhibiao.run import extract_all

    inputs = list(find_inputs(paths))
    with stoppable(), telling(quiet) as teller:
        report = extract_all(inputs, Path(output), how, make_engine=make_engine, listener=teller)
        teller.ended(report)
    if not quiet:
        from zhibiao.cli.summary import print_summary

        done = set(report.done)
        order = [one.path for one in inputs if isinstance(one, Input) and one.path in done]
        print_summary(order if len(inputs) <= MOST_SHOWN else [], report, Path(output))
    sys.exit(1 if report.failed else 0)


def _stdin(rules: str | None, no_evidence: bool, limit: int) -> None:
    from zhibiao.extractor import Extractor
    from zhibiao.records import to_line

    extractor = Extractor(rules=rules, evidence=not no_evidence)
    source = extractor.read(read_stream(sys.stdin.buffer, "-", limit), "-")
    out = sys.stdout.buffer  # JSONL is UTF-8 whatever the terminal speaks
    for record in extractor.records(source):
        out.write(to_line(record).encode() + b"\n")
    out.flush()
