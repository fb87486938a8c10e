"""`zhibiao review`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zhibiao.cli import complain
from zhibiao.cli.common_options import RULES

MOST_PICTURES = 12


@click.command("review")
@click.argument("outputs", metavar="OUTPUTS", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    default="review.html",
    show_default=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The page to write.",
)
@click.option(
    "--sources",
    metavar="PATH",
    type=click.Path(exists=True, path_type=Path),
    help="The folder (or the file) that was extracted: the page shows the texts. Without it, the sentences of the records.",
)
@click.option(
    "--explain", is_flag=True, help="Also show the readings that lost (takes as long as extracting; needs --sources)."
)
@RULES
def command(outputs: Path, output: Path, sources: Path | None, explain: bool, rules: str | None) -> None:
    """Make one HTML page of OUTPUTS (a folder of shards, or one) in which to read, check and correct what was found.

    The page needs no network and no server. Its decisions are exported as corrections.jsonl, for `zhibiao apply`.
    """
    if explain and sources is None:
        raise click.UsageError("--explain needs --sources: the readings that lost are in no shard")
    from zhibiao.extractor import Extractor
    from zhibiao.review import gather, render

    found = gather(outputs, sources, Extractor(rules=rules) if explain else None)
    for why in found.failed:
        complain(why)
    count = len(found.content["articles"])
    if not count:
        complain(f"{outputs}: holds no article; extract something first")
        sys.exit(1)
    if found.without_text:
        advice = "they are not in --sources, or have changed" if sources else "give --sources to show the texts"
        complain(f"{found.without_text} source(s) shown by the sentences of their records: {advice}")
    page = render(found.content, title=outputs.name, pictures=_pictures(outputs))
    try:
        output.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        complain(f"{output}: cannot be written: {error.strerror}; choose another --output")
        sys.exit(2)
    click.echo(f"{output}: {count} articles, {len(found.content['facts'])} facts, {output.stat().st_size / 1e6:.1f} MB")
    sys.exit(1 if found.failed else 0)


def _pictures(outputs: Path) -> list[str]:
    """Charts of the indicators that several regions have, those of most regions first."""
    from zhibiao.charts import bars_svg, offers, series_of
    from zhibiao.errors import SourceError
    from zhibiao.shards import read_rows, shards
    from zhibiao.tables import figure_rows

    try:
        rows = list(figure_rows(read_rows(shard) for shard in shards(outputs)))
    except SourceError:
        return []  # named already
    return [bars_svg(series_of(rows, offer)) for offer in offers(rows)[:MOST_PICTURES]]
