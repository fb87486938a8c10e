"""`zhibiao corrections`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhibiao.cli import complain, plain

if TYPE_CHECKING:
    from zhibiao.corrections.line import Correction

_SOURCES = click.option(
    "--sources",
    metavar="PATH",
    type=click.Path(exists=True, path_type=Path),
    help="The folder (or the file) that was extracted: places are found again where the text has moved.",
)
_OUTPUTS = click.argument("outputs", metavar="OUTPUTS", type=click.Path(exists=True, file_okay=False, path_type=Path))


@click.group("corrections")
def command() -> None:
    """List the decisions that are stored beside the shards, or turn them into annotated texts."""


@command.command("list")
@_OUTPUTS
@click.option("--decision", type=click.Choice(["accept", "reject", "edit", "add"]), help="Only these.")
def list_(outputs: Path, decision: str | None) -> None:
    """List what was decided: source, place, decision, the words, and what was said of them."""
    from zhibiao.corrections.store import read_corrections

    corrections = [one for one in read_corrections(outputs) if decision in {None, one.decision}]
    for one in corrections:
        click.echo(plain(_brief(one)))
    complain(f"{len(corrections)} correction(s)")


@command.command("to-gold")
@_OUTPUTS
@_SOURCES
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE.")
def to_gold(outputs: Path, sources: Path | None, output: Path | None) -> None:
    """Write the facts that were accepted, edited or added as annotated texts, one source a line, for `zhibiao eval`.

    A source of which some facts were not decided gives a `partial` document, in which only what was decided is scored.
    """
    from zhibiao.corrections.gold import gold_documents
    from zhibiao.corrections.store import read_corrections
    from zhibiao.corrections.texts import texts_in

    documents = list(gold_documents(outputs, read_corrections(outputs), texts_in(sources)))
    lines = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    if output is None:
        click.echo(lines, nl=False)
    else:
        try:
            output.write_text(lines, encoding="utf-8", newline="\n")
        except OSError as error:
            complain(f"{output}: cannot be written: {error.strerror}; choose another --output")
            sys.exit(2)
    partial = [document["doc"] for document in documents if document.get("partial")]
    complain(f"{len(documents)} document(s), {len(partial)} of them partial")


def _brief(one: Correction) -> str:
    """`报告.txt:162–165 edit quantity 45%  year=2025  (李, 2026-01-05)`."""
    said = (
        "".join(f"  {name}={_value(value)}" for name, value in one.fields.items()) if one.decision != "accept" else ""
    )
    who = ", ".join(part for part in (one.by, one.at) if part)
    return f"{one.source}:{one.start}–{one.end} {one.decision} {one.kind} {one.text}{said}" + (
        f"  ({who})" if who else ""
    )


def _value(value: object) -> str:
    if isinstance(value, dict) and "text" in value:
        return str(value["text"])
    if isinstance(value, list):
        return "；".join(_value(one) for one in value)
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
