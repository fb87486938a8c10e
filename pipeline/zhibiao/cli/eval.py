"""`zhibiao eval`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhibiao.cli import complain
from zhibiao.errors import ZhibiaoError

if TYPE_CHECKING:
    from zhibiao.evaluate import Difference, Score

    Scores = dict[str, Score]


@click.command("eval")
@click.argument("gold", metavar="GOLD")
@click.argument("outputs", nargs=-1, required=True, metavar="OUTPUTS...")
@click.option(
    "--errors",
    type=click.IntRange(min=0),
    metavar="N",
    help="Count the errors by kind, and show up to N of each kind; - is what should be there, + what was found.",
)
@click.option(
    "--against",
    metavar="DIR",
    type=click.Path(exists=True, path_type=Path),
    help="Shards of an earlier run: what was gained and what was lost since.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(gold: str, outputs: tuple[str, ...], errors: int | None, against: Path | None, as_json: bool) -> None:
    """Score shards (files or folders) against GOLD, a JSONL file of annotated documents.

    Documents and sources are matched by the stem of the source's path. `zhibiao corrections to-gold` writes such a file.
    """
    from zhibiao.evaluate import compare, evaluate, read_gold, read_records

    try:
        annotated = read_gold(Path(gold))
        scores = evaluate(annotated, read_records([Path(path) for path in outputs]))
        before = evaluate(annotated, read_records([against])) if against else None
    except ZhibiaoError as error:
        complain(str(error))
        sys.exit(1)
    if as_json:
        click.echo(json.dumps({layer: _figures(score) for layer, score in scores.items()}))
        return
    _print_scores(scores, before)
    if before:
        _print_differences(compare(scores, before), errors or 0)
    if errors is not None:
        _print_errors(scores, errors)


def _figures(score: Score) -> dict[str, float]:
    return {"p": round(score.precision, 4), "r": round(score.recall, 4), "f1": round(score.f1, 4)}


def _print_scores(scores: Scores, before: Scores | None) -> None:
    click.echo(
        f"{'layer':14} {'P':>7} {'R':>7} {'F1':>7} {'gold':>6} {'found':>6}"
        + (f" {'before':>7} {'±':>7}" if before else "")
    )
    for layer, score in scores.items():
        there, found = score.hits + len(score.missed), score.hits + len(score.spurious)
        line = f"{layer:14} {score.precision:7.3f} {score.recall:7.3f} {score.f1:7.3f} {there:6} {found:6}"
        if before:
            line += f" {before[layer].f1:7.3f} {score.f1 - before[layer].f1:+7.3f}"
        click.echo(line)


def _print_differences(differences: dict[str, Difference], limit: int) -> None:
    click.echo(f"\n{'since then':14} {'gained':>7} {'lost':>7} {'new false':>10} {'false gone':>11}")
    for layer, one in differences.items():
        click.echo(f"{layer:14} {len(one.gained):7} {len(one.lost):7} {len(one.new_false):10} {len(one.old_false):11}")
    for layer, one in differences.items():
        _print_rows(f"{layer} gained", one.gained[:limit])
        _print_rows(f"{layer} lost", one.lost[:limit])


def _print_errors(scores: Scores, limit: int) -> None:
    from zhibiao.evaluate import faults

    found = list(faults(scores))
    counts = Counter((fault.layer, fault.kind) for fault in found)
    click.echo(f"\n{'layer':14} {'error':28} {'count':>6}")
    for (layer, kind), count in sorted(counts.items(), key=lambda row: (list(scores).index(row[0][0]), -row[1])):
        click.echo(f"{layer:14} {kind:28} {count:6}")
        for fault in [one for one in found if (one.layer, one.kind) == (layer, kind)][:limit]:
            _print_rows("  -", [(fault.document, fault.gold)] if fault.gold else [])
            _print_rows("  +", [(fault.document, fault.found)] if fault.found else [])


def _print_rows(sign: str, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    for document, row in rows:
        click.echo(f"{sign} {document} {json.dumps(_brief(row), ensure_ascii=False)}")


_KEYS = (
    *("start", "end", "text", "name", "org", "role", "former", "value", "value_max", "comparator", "unit"),
    *("indicator", "status", "change", "year", "region"),
)


def _brief(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in _KEYS if key in row}
