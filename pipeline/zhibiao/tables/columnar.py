"""Tables to Parquet and to a DuckDB file, by DuckDB; numbers are exact decimals."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhibiao.errors import MissingExtra
from zhibiao.tables.rows import cell_text

if TYPE_CHECKING:
    from zhibiao.tables.schema import Cell, Type
    from zhibiao.tables.writers import Table

NUMBER = "DECIMAL(38, 12)"
"""Numbers as they stand in the text: up to 26 digits before the point and twelve behind it."""
_WHOLE = Decimal(10) ** 26
_TYPES: dict[Type, str] = {"text": "VARCHAR", "integer": "BIGINT", "number": NUMBER, "boolean": "BOOLEAN"}
_LONGEST_LINE = 64 * 1024 * 1024


def write_parquet(tables: Sequence[Table], file: Path) -> None:
    """The first table. Raises `MissingExtra` without DuckDB."""
    with _connected(":memory:", "a .parquet file") as base:
        _load(base, tables[0])
        base.execute(f"COPY {_quoted(tables[0].name)} TO {_literal(file)} (FORMAT parquet, COMPRESSION zstd)")


def write_duckdb(tables: Sequence[Table], file: Path) -> None:
    """A table each, with what its columns mean as comments. Raises `MissingExtra` without DuckDB."""
    with _connected(str(file), "a .duckdb file") as base:
        for table in tables:
            _load(base, table)
            for column in table.columns:
                where = f"{_quoted(table.name)}.{_quoted(column.name)}"
                base.execute(f"COMMENT ON COLUMN {where} IS {_literal(column.about)}")


@contextmanager
def _connected(file: str, what: str) -> Iterator[Any]:
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("duckdb", "tables", f"{what} cannot be written") from None
    base = duckdb.connect(file)
    try:
        base.execute("SET threads = 1")  # the rows keep their order
        yield base
    finally:
        base.close()


def _load(base: Any, table: Table) -> None:
    """Through a CSV file: a hundred times as fast as row by row."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "rows.csv")
        with file.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow([column.name for column in table.columns])
            for row in table.rows:
                writer.writerow([_field(row[column.name]) for column in table.columns])
        types = ", ".join(f"{_literal(column.name)}: {_literal(_TYPES[column.type])}" for column in table.columns)
        base.execute(
            f"CREATE TABLE {_quoted(table.name)} AS SELECT * FROM read_csv({_literal(file)}, header = true, auto_detect = false,"
            f" delim = ',', quote = '\"', escape = '\"', parallel = false,"
            f" max_line_size = {_LONGEST_LINE}, columns = {{{types}}})"
        )


def _field(cell: Cell) -> str:
    """Empty for nothing; a number that the type cannot hold is nothing as well, its text stands beside it."""
    if isinstance(cell, Decimal):
        return f"{cell:.12f}" if abs(cell) < _WHOLE else ""
    return cell_text(cell)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"
