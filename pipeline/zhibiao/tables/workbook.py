"""Tables to an Excel workbook by XlsxWriter: a sheet a table, frozen header, filters, widths, links to the sources."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhibiao.errors import MissingExtra, OutputError
from zhibiao.tables.rows import cell_text

if TYPE_CHECKING:
    from zhibiao.tables.schema import Cell, Column, Row
    from zhibiao.tables.writers import Table

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""
_MOST_LETTERS = 32_767
_MOST_LINKS = 60_000
_LONGEST_LINK = 2_000
_EXACT = 10**15
"""Excel keeps fifteen digits."""


def write_workbook(tables: Sequence[Table], file: Path) -> None:
    """A sheet a table, and one that says what the columns mean.

    Raises `MissingExtra` without XlsxWriter, `OutputError` for more rows than a sheet holds.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtra("XlsxWriter", "tables", "an .xlsx file cannot be written") from None
    for table in tables:
        if len(table.rows) > MOST_ROWS:
            raise OutputError(
                f"{len(table.rows)} rows, but a sheet holds {MOST_ROWS}; write .parquet or .duckdb, or filter"
            )
    # A text that begins with = is no formula, and one like an address no link.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with file.open("wb") as handle, xlsxwriter.Workbook(handle, options) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})  # the same rows give the same bytes
        styles = {
            "head": book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "top"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
            "cell": book.add_format({"valign": "top"}),
            "link": book.add_format({"valign": "top", "font_color": "#1155CC", "underline": 1}),
        }
        for table in tables:
            _sheet(book.add_worksheet(table.name[:31]), table, styles, file.parent)
        _legend(book.add_worksheet("columns"), tables, styles)


def _sheet(sheet: Any, table: Table, styles: dict[str, Any], folder: Path) -> None:
    links = 0
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.name, styles["head"])
    for line, row in enumerate(table.rows, 1):
        for place, column in enumerate(table.columns):
            target = _link(table, row, column, folder) if links < _MOST_LINKS else None
            if target is not None:
                links += 1
                sheet.write_url(line, place, target, styles["link"], _text(row[column.name]))
            else:
                _cell(sheet, line, place, row[column.name], styles["wrap" if column.width >= 50 else "cell"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), max(0, len(table.columns) - 1))


def _cell(sheet: Any, line: int, place: int, cell: Cell, style: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(line, place, cell, style)
    elif isinstance(cell, int | Decimal) and -_EXACT < cell < _EXACT:
        sheet.write_number(line, place, float(cell), style)
    else:
        sheet.write_string(line, place, _text(cell), style)


def _text(cell: Cell) -> str:
    text = cell_text(cell)
    return text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 1] + "…"


def _link(table: Table, row: Row, column: Column, folder: Path) -> str | None:
    """Where a source's cell leads: the article's address, else the source itself, else the shard."""
    if not column.name.startswith("source") or row[column.name] is None:
        return None
    url, shard = row.get("url"), row.get("shard")
    if isinstance(url, str) and url.startswith(("http://", "https://")) and len(url) <= _LONGEST_LINK:
        return url
    if table.sources is not None:
        return _local(table.sources / str(row[column.name]), folder)
    if table.shards is not None and shard is not None:
        return _local(table.shards / str(shard), folder)
    return None


def _local(path: Path, folder: Path) -> str | None:
    """Relative to the workbook, so that both may be moved together."""
    try:
        link = "external:" + os.path.relpath(path, folder)
    except ValueError:  # another drive
        link = "external:" + os.path.abspath(path)
    return link if len(link) <= _LONGEST_LINK and "#" not in link else None


def _legend(sheet: Any, tables: Sequence[Table], styles: dict[str, Any]) -> None:
    for place, (name, width) in enumerate((("table", 12), ("column", 22), ("type", 10), ("meaning", 90))):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, styles["head"])
    lines = ((table.name, column) for table in tables for column in table.columns)
    for line, (name, column) in enumerate(lines, 1):
        for place, text in enumerate((name, column.name, column.type, column.about)):
            sheet.write_string(line, place, text, styles["cell"])
    sheet.freeze_panes(1, 0)
