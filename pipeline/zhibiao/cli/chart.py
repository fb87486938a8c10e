"""`zhibiao chart`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from zhibiao.cli import complain
from zhibiao.cli.table import selecting, selection

_MEASURES = ("level", "growth", "average growth", "cumulative growth", "change", "gap")


@click.command("chart")
@click.argument("outputs", metavar="OUTPUTS", type=click.Path(exists=True, path_type=Path))
@click.option("--indicator", required=True, metavar="NAME", help="The indicator, by any of its names: GDP.")
@click.option("--year", type=int, metavar="YEAR", help="The year; else the one with the most regions.")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ends with .svg or .png.",
)
@click.option("--map", "mapped", is_flag=True, help="A tile map of the provinces instead of bars.")
@click.option(
    "--status",
    type=click.Choice(("target", "actual", "other")),
    help="Targets or facts; else what has the most regions.",
)
@click.option("--measure", type=click.Choice(_MEASURES), help="Level, growth …; else what has the most regions.")
@click.option("--unit", metavar="UNIT", help="The unit, where an indicator comes in several: 元.")
@click.option(
    "--font",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The font of a .png; else one is looked for.",
)
@selecting
def command(
    outputs: Path, indicator: str, year: int | None, output: Path, mapped: bool, font: Path | None, **options: Any
) -> None:
    """Draw an indicator of OUTPUTS, a folder of shards or one shard, over the regions.

    \b
    zhibiao chart outputs --indicator 地区生产总值 --year 2026 -o gdp.svg
    zhibiao chart outputs --indicator 地区生产总值 --year 2026 --map -o gdp-map.png

    A bar is open at its end for ≥ and ≤, marked for ~, an interval for a range. An .svg has real text and needs no font here;
    a .png needs a font with Chinese characters. Exit status 1 where a shard could not be read.
    """
    from zhibiao.charts import bars_svg, choose, map_svg, series_of
    from zhibiao.charts.raster import png
    from zhibiao.errors import OutputError
    from zhibiao.tables.build import read_outputs, rows_of
    from zhibiao.tables.writers import write_bytes

    ending = output.suffix.lower()
    if ending not in {".svg", ".png"}:
        raise OutputError(f"{output}: the ending tells the format; end it with .svg or .png")
    read = read_outputs(outputs)
    wanted = selection({**options, "indicators": (indicator,)})
    rows = rows_of(read, "figures", wanted, folded=not options["no_fold"])
    offer = choose(rows, year=year, status=options["status"], measure=options["measure"], unit=options["unit"])
    series = series_of(rows, offer)
    svg = (map_svg if mapped else bars_svg)(series)
    write_bytes(svg.encode() if ending == ".svg" else png(svg, font), output)
    for line in (*read.faults, *read.notes):
        complain(line)
    complain(f"{series.title}: {len(series.points)} regions → {output}")
    sys.exit(1 if read.faults else 0)
