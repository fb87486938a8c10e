"""`zhibiao table`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

import click

from zhibiao.cli import complain
from zhibiao.cli.common_options import RULES

_STATUSES = ("target", "actual", "other")
_F = TypeVar("_F", bound=Callable[..., Any])


class Years(click.ParamType[tuple[int, int]]):
    """`2026`, or `2021-2025`."""

    name = "year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """First and last year."""
        first, _, last = str(value).replace("—", "-").replace("–", "-").partition("-")
        try:
            years = int(first), int(last or first)
        except ValueError:
            self.fail(f"{value!r} is no year; write 2026, or 2021-2025", param, ctx)
        if years[0] > years[1]:
            self.fail(f"{value!r} ends before it begins; write the earlier year first", param, ctx)
        return years


def selecting(command: _F) -> _F:
    """The options that select figures; `zhibiao chart` has them too."""
    for option in reversed(
        (
            click.option(
                "--region", "regions", multiple=True, metavar="NAME", help="Only this region and what lies in it: 山东."
            ),
            click.option(
                "--min-confidence",
                type=click.FloatRange(0, 1),
                metavar="X",
                help="Only facts at least this sure, 0 to 1.",
            ),
            click.option(
                "--boilerplate", is_flag=True, help="With the facts of mastheads, advertisements and contacts."
            ),
            click.option("--no-fold", is_flag=True, help="Keep the rows of reprinted articles apart."),
            RULES,
        )
    ):
        command = option(command)
    return command


@click.command("table")
@click.argument("outputs", metavar="OUTPUTS", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--what",
    type=click.Choice(("targets", "figures", "people", "regions")),
    default="targets",
    show_default=True,
    help="Targets, all figures, people with titles, or region mentions.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ends with .csv, .xlsx, .parquet, .duckdb or .md.",
)
@click.option("--status", "statuses", multiple=True, type=click.Choice(_STATUSES), help="Only this status.")
@click.option(
    "--indicator", "indicators", multiple=True, metavar="NAME", help="Only this indicator, by any of its names: GDP."
)
@click.option(
    "--year", "years", multiple=True, type=Years(), metavar="YEAR", help="Only this year, or these: 2021-2025."
)
@selecting
@click.option(
    "--pivot", "keys", metavar="KEYS", help="A pivot table by these keys, the last one across: region,indicator,year."
)
@click.option(
    "--conflicts",
    "apart",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The conflicts to this file.",
)
@click.option(
    "--sources",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the sources lie: the links of a workbook lead there.",
)
def command(outputs: Path, what: str, output: Path, keys: str | None, apart: Path | None, **options: Any) -> None:
    """Write the facts of OUTPUTS, a folder of shards or one shard, as a table.

    \b
    zhibiao table outputs -o targets.xlsx
    zhibiao table outputs --indicator GDP --year 2026 --pivot region,indicator,year -o gdp.md

    Boilerplate is left out, and equal rows of reprinted articles are folded into one that names them. Figures of different
    places that cannot both be true are listed as conflicts: in a sheet or section of their own, or in the file of --conflicts.
    docs/tables.md describes every column. Exit status 1 where a shard could not be read.
    """
    from zhibiao.tables.build import read_outputs, rows_of, tables_of
    from zhibiao.tables.schema import What
    from zhibiao.tables.writers import holds_one, write_tables

    kind = cast(What, what)
    assert kind in get_args(What)
    figures = what in {"targets", "figures"}
    if not figures and (keys or apart or any(options[name] for name in ("statuses", "indicators", "years"))):
        raise click.UsageError(
            f"--what {what} has no status, indicator, year, pivot or conflicts; these belong to figures"
        )
    one = holds_one(output)
    wanted = selection(options)
    read = read_outputs(outputs)
    rows = rows_of(read, kind, wanted, folded=not options["no_fold"])
    by = [key.strip() for key in keys.split(",")] if keys else []
    tables = [
        replace(table, shards=outputs if outputs.is_dir() else outputs.parent, sources=options["sources"])
        for table in tables_of(
            kind, rows, by, plain=output.suffix.lower() not in {".md", ".markdown"}, full=not _brief(output)
        )
    ]
    clashes = next((table for table in tables if table.name == "conflicts"), None)
    write_tables([table for table in tables if apart is None or table is not clashes], output)
    if apart is not None and clashes is not None:
        write_tables([clashes], apart)
    for line in (*read.faults, *read.notes):
        complain(line)
    found = len(clashes.rows) if clashes else 0
    complain(f"{len(rows)} rows, {tables[0].name} → {output}" + _about(found, apart, one))
    sys.exit(1 if read.faults else 0)


def selection(options: dict[str, Any]) -> Any:
    """What the options ask for."""
    from zhibiao.tables import Selection

    least = options["min_confidence"]
    return Selection(
        statuses=tuple(options.get("statuses", ())),
        regions=tuple(options["regions"]),
        indicators=tuple(options.get("indicators", ())),
        years=tuple(options.get("years", ())),
        min_confidence=None if least is None else Decimal(str(least)),
        boilerplate=options["boilerplate"],
        rules=options["rules"],
    )


def _brief(output: Path) -> bool:
    """A page to be read shows the pivot without the rows behind it."""
    return output.suffix.lower() in {".md", ".markdown"}


def _about(found: int, apart: Path | None, one: bool) -> str:
    if not found:
        return ""
    if apart is not None:
        return f"; {found} conflicts → {apart}"
    return f"; {found} conflicts, not in this format: name a file with --conflicts" if one else f"; {found} conflicts"
