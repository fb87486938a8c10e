"""`zhibiao apply`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhibiao.cli import complain
from zhibiao.cli.common_options import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhibiao.corrections.corrector import Outcome, State
    from zhibiao.corrections.store import Merged


@click.command("apply")
@click.argument("corrections", metavar="CORRECTIONS", type=click.Path(path_type=Path))
@click.argument("outputs", metavar="OUTPUTS", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--sources",
    metavar="PATH",
    type=click.Path(exists=True, path_type=Path),
    help="The folder (or the file) that was extracted: each place is compared with the text, and found again where it moved.",
)
@RULES
def command(corrections: Path, outputs: Path, sources: Path | None, rules: str | None) -> None:
    """Store the decisions of CORRECTIONS, a file that the review page exports, beside the shards, and apply them.

    A rejected fact leaves its shard, an edited or added one is written with `corrected`; later runs of extract and update
    do the same. To apply the same file again changes nothing. A decision that finds no place is named on standard error
    and kept, and the exit status is 1.
    """
    from zhibiao.corrections.finish import load
    from zhibiao.corrections.meanings import Meanings
    from zhibiao.corrections.shard import Means, apply
    from zhibiao.corrections.stamping import Restamp
    from zhibiao.corrections.store import merge, read_corrections, read_file, store
    from zhibiao.corrections.texts import texts_in
    from zhibiao.locking import locked

    new, errors = read_file(corrections)
    for error in errors:
        complain(str(error))
    with locked(outputs):
        before = load(outputs)
        merged = merge(read_corrections(outputs), new)
        store(outputs, merged.corrections)
        stamp = Restamp(before, load(outputs), merged.anew, rules)
        outcomes = apply(outputs, merged.corrections, Means(texts_in(sources), stamp, Meanings(rules)))
    _report(merged, outcomes)
    failed = errors or any(one.state not in {"applied", "agreed"} for one in outcomes)
    sys.exit(1 if failed else 0)


def _report(merged: Merged, outcomes: Sequence[Outcome]) -> None:
    for one in outcomes:
        if one.state not in {"applied", "agreed"}:
            complain(str(one))
    states = Counter(one.state for one in outcomes)
    moved = sum(1 for one in outcomes if one.moved and one.state in {"applied", "agreed"})
    click.echo(
        f"{len(outcomes)} correction(s) stored: {merged.added} new, {merged.replaced} changed, {merged.withdrawn} withdrawn"
    )
    click.echo(
        f"{states['applied']} changed a record, {states['agreed']} hold already"
        + (f", {moved} found again where their text moved" if moved else "")
        + "".join(f", {states[state]} {words}" for state, words in _LOST.items() if states[state])
    )
    if merged.anew:
        click.echo(f"decisions taken back or changed in {len(merged.anew)} source(s): update makes their records anew")


_LOST: dict[State, str] = {"unfit": "do not fit", "waiting": "wait for their source", "gone": "have no place any more"}
