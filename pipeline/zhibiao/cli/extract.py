"""`zhibiao extract`."""

from __future__ import annotations

import sys

import click

from zhibiao.cli.options import RunOptions, run_options, stoppable, telling
from zhibiao.inputs import Input, find_inputs, read_stream

MOST_SHOWN = 20
"""Of a run over more sources than these, the summary gives the totals only."""


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@run_options
def command(paths: tuple[str, ...], options: RunOptions) -> None:
    """Extract records from PATHs: files, folders (recursive), glob patterns, or - for standard input.

    Each source gets one shard, DIR/<its relative path>.jsonl; with - the records go to standard output. A source that
    cannot be used is named on standard error, the others go on, and the exit status is 1. To extract only what is new
    or changed: zhibiao update.
    """
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("- (standard input) cannot be mixed with other paths")
    make_engine = options.make_engine()
    if paths == ("-",):
        _stdin(options)
        return
    from zhibiao.run import extract_all

    inputs = list(find_inputs(paths))
    output = options.folder
    with stoppable(), telling(options.quiet) as teller:
        report = extract_all(inputs, output, options.recipe(), make_engine=make_engine, listener=teller)
        teller.ended(report)
    if not options.quiet:
        from zhibiao.cli.summary import print_summary

        done = set(report.done)
        order = [one.path for one in inputs if isinstance(one, Input) and one.path in done]
        print_summary(order if len(inputs) <= MOST_SHOWN else [], report, output)
    sys.exit(1 if report.failed else 0)


def _stdin(options: RunOptions) -> None:
    from zhibiao.extractor import Extractor
    from zhibiao.records import to_line

    extractor = Extractor(rules=options.rules, evidence=not options.no_evidence)
    source = extractor.read(read_stream(sys.stdin.buffer, "-", options.max_bytes), "-")
    out = sys.stdout.buffer  # JSONL is UTF-8 whatever the terminal speaks
    for record in extractor.records(source):
        out.write(to_line(record).encode() + b"\n")
    out.flush()
