"""`zhibiao explain`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from zhibiao.cli import complain
from zhibiao.cli.common_options import NO_EVIDENCE, RULES
from zhibiao.inputs import SourceFile, source_file

if TYPE_CHECKING:
    from zhibiao.explanation import Reading


@click.command("explain")
@click.argument("file", metavar="FILE")
@click.option("--find", "wanted", required=True, metavar="TEXT", help="The stretch of text to explain.")
@RULES
@NO_EVIDENCE
def command(file: str, wanted: str, rules: str | None, no_evidence: bool) -> None:
    """Show every rule that fired where TEXT stands in FILE, and every reading that lost, with the reason.

    Sentences are written as in the test cases: the mention in square brackets, its reading in round ones.
    Exit status 1 where TEXT stands nowhere.
    """
    found = _explain(source_file(file), wanted, rules, evidence=not no_evidence)
    if not found:
        complain(f"{file}: {wanted!r} stands nowhere in it; copy the words from the file")
        sys.exit(1)


def _explain(file: SourceFile, wanted: str, rules: str | None, *, evidence: bool) -> int:
    from zhibiao.explanation import explain
    from zhibiao.extractor import Extractor
    from zhibiao.facts import collect
    from zhibiao.sources import read_source

    extractor = Extractor(rules=rules, evidence=evidence)
    source = read_source(file, str(file))
    count = 0
    for article, doc in extractor.docs(source):
        name = str(file) if article.line is None else f"{file}:{article.line}"
        for explanation in explain(article, doc, collect(doc), wanted):
            count += 1
            place = f"{explanation.raw.start}–{explanation.raw.end}"
            click.echo(f"{name}, characters {place}, in: {article.title or 'no title'}")
            for kind, sentence in explanation.sentences.items():
                click.echo(f"  {kind:<13}{' '.join(sentence.split())}")
            for reading in explanation.found:
                click.echo(f"  + {reading.kind:<11}{reading.marked}  by {_by(reading)}")
            for reading in explanation.lost:
                click.echo(f"  - {reading.kind:<11}{reading.marked}  by {_by(reading)}: {reading.reason}")
    return count


def _by(reading: Reading) -> str:
    return ", ".join(reading.rules) or "no rule"
