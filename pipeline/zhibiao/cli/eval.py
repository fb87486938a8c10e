"""`zhibiao eval`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhibiao.errors import ZhibiaoError

if TYPE_CHECKING:
    from zhibiao.evaluate import Score


@click.command("eval")
@click.argument("gold", metavar="GOLD")
@click.argument("outputs", nargs=-1, required=True, metavar="OUTPUTS...")
@click.option("--errors", default=0, metavar="N", help="Show up to N misses (-) and N false finds (+) a layer.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(gold: str, outputs: tuple[str, ...], errors: int, as_json: bool) -> None:
    """Score shards (files or folders) against GOLD, a JSONL file of annotated documents.

    Documents and sources are matched by the stem of the source's path.
    """
    from zhibiao.evaluate import evaluate, read_gold, read_records

    try:
        scores = evaluate(read_gold(Path(gold)), read_records([Path(path) for path in outputs]))
    except ZhibiaoError as error:
        click.echo(f"zhibiao: {error}", err=True)
        sys.exit(1)
    if as_json:
        figures = {layer: {"p": s.precision, "r": s.recall, "f1": s.f1} for layer, s in scores.items()}
        click.echo(json.dumps({layer: {k: round(v, 4) for k, v in row.items()} for layer, row in figures.items()}))
        return
    click.echo(f"{'layer':14} {'P':>7} {'R':>7} {'F1':>7} {'gold':>6} {'found':>6}")
    for layer, score in scores.items():
        there, found = score.hits + len(score.missed), score.hits + len(score.spurious)
        click.echo(f"{layer:14} {score.precision:7.3f} {score.recall:7.3f} {score.f1:7.3f} {there:6} {found:6}")
    for layer, score in scores.items():
        _print_errors(layer, score, errors)


def _print_errors(layer: str, score: Score, limit: int) -> None:
    for sign, rows in (("-", score.missed), ("+", score.spurious)):
        for document, row in rows[:limit]:
            click.echo(f"{layer} {sign} {document} {json.dumps(_brief(row), ensure_ascii=False)}")


_KEYS = (
    *("start", "end", "text", "name", "org", "role", "former", "value", "value_max", "comparator", "unit"),
    *("indicator", "status", "change", "year", "region"),
)


def _brief(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in _KEYS if key in row}
