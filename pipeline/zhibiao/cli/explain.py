"""`zhibiao explain`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zhibiao.errors import RuleError, SourceError


@click.command("explain")
@click.argument("file", metavar="FILE")
@click.option("--find", "wanted", required=True, metavar="TEXT", help="The stretch of text to explain.")
@click.option(
    "--rules", metavar="DIR", type=click.Path(exists=True, file_okay=False), help="Rules laid over the built-in ones."
)
@click.option("--no-evidence", is_flag=True, help="Run the rules alone, without word and name models.")
def command(file: str, wanted: str, rules: str | None, no_evidence: bool) -> None:
    """Show every rule that fired where TEXT stands in FILE, and every reading that lost, with the reason.

    Sentences are written as in the test cases: the mention in square brackets, its reading in round ones.
    Exit status 1 where TEXT stands nowhere.
    """
    try:
        found = _explain(Path(file), wanted, rules, evidence=not no_evidence)
    except RuleError as error:
        click.echo(f"zhibiao: {error}", err=True)
        sys.exit(2)
    except SourceError as error:
        click.echo(f"zhibiao: {error}", err=True)
        sys.exit(1)
    if not found:
        click.echo(f"zhibiao: {file}: {wanted!r} stands nowhere in it; copy the words from the file", err=True)
        sys.exit(1)


def _explain(file: Path, wanted: str, rules: str | None, *, evidence: bool) -> int:
    from zhibiao.explanation import explain
    from zhibiao.extractor import Extractor
    from zhibiao.facts import collect
    from zhibiao.nlp import process
    from zhibiao.run import read_bytes
    from zhibiao.text.articles import articles

    extractor = Extractor(rules=rules, evidence=evidence)
    source = extractor.read(read_bytes(file), file.name)
    count = 0
    for article in articles(source.text):
        if wanted not in article.text:
            continue
        doc = process(extractor.nlp, article)
        for explanation in explain(article, doc, collect(doc), wanted):
            count += 1
            click.echo(
                f"{file}, characters {explanation.raw.start}–{explanation.raw.end}, in: {article.title or 'no title'}"
            )
            for kind, sentence in explanation.sentences.items():
                click.echo(f"  {kind:<13}{' '.join(sentence.split())}")
            for reading in explanation.found:
                click.echo(f"  + {reading.kind:<11}{reading.marked}  by {', '.join(reading.rules) or 'no rule'}")
            for reading in explanation.lost:
                click.echo(
                    f"  - {reading.kind:<11}{reading.marked}  by {', '.join(reading.rules) or 'no rule'}: {reading.reason}"
                )
    return count
