"""A table to a file, by its ending: .csv .md .xlsx .parquet .duckdb; written whole or not at all."""

from __future__ import annotations

import contextlib
import csv
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhibiao.errors import OutputError
from zhibiao.shards import TEMPORARY
from zhibiao.tables.columnar import write_duckdb, write_parquet
from zhibiao.tables.rows import cell_text
from zhibiao.tables.schema import Column, Row
from zhibiao.tables.workbook import write_workbook


@dataclass(frozen=True, slots=True)
class Table:
    """A name, columns and rows. `folder` is where the shards lie and `sources` where their sources do, for links."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    shards: Path | None = None
    sources: Path | None = None


def write_tables(tables: Sequence[Table], file: Path) -> None:
    """Write the tables to a file of the kind that its ending tells.

    CSV and Parquet hold one table, so they take the first only. Raises `OutputError` for an ending that is not known and for a file
    that cannot be written, `MissingExtra` where a package is missing.
    """
    writer = _writer(file)
    with _whole(file) as draft:
        writer(tables, draft)


def write_bytes(data: bytes, file: Path) -> None:
    """Write a finished file. Raises `OutputError`."""
    with _whole(file) as draft:
        draft.write_bytes(data)


def holds_one(file: Path) -> bool:
    """Whether a file of this kind has room for one table only."""
    return _writer(file) in {write_csv, write_parquet}


def write_csv(tables: Sequence[Table], file: Path) -> None:
    """UTF-8 with a byte order mark, so that a spreadsheet shows Chinese; numbers in all their digits."""
    table = tables[0]
    with file.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        for row in table.rows:
            writer.writerow([cell_text(row[column.name]) for column in table.columns])


def write_markdown(tables: Sequence[Table], file: Path) -> None:
    """A section a table, with the columns that are to be read."""
    parts = [f"## {table.name}\n\n" + markdown(table) for table in tables]
    file.write_text("\n".join(parts), encoding="utf-8")


def markdown(table: Table) -> str:
    """The brief columns as a Markdown table; columns without any value are left out."""
    if not table.rows:
        return "none\n"
    columns = [c for c in table.columns if c.brief and any(row[c.name] is not None for row in table.rows)]
    lines = [
        "| " + " | ".join(_escaped(column.name) for column in columns) + " |",
        "| " + " | ".join("--:" if column.type in {"number", "integer"} else "---" for column in columns) + " |",
        *("| " + " | ".join(_escaped(cell_text(row[c.name])) for c in columns) + " |" for row in table.rows),
    ]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    for mark in "\\|`*_<[":
        text = text.replace(mark, "\\" + mark)
    return " ".join(text.split())


_WRITERS: dict[str, Callable[[Sequence[Table], Path], None]] = {
    ".csv": write_csv,
    ".md": write_markdown,
    ".markdown": write_markdown,
    ".xlsx": write_workbook,
    ".parquet": write_parquet,
    ".duckdb": write_duckdb,
}
ENDINGS = tuple(_WRITERS)


def _writer(file: Path) -> Callable[[Sequence[Table], Path], None]:
    try:
        return _WRITERS[file.suffix.lower()]
    except KeyError:
        raise OutputError(f"{file}: the ending tells the format; end it with one of {', '.join(ENDINGS)}") from None


@contextlib.contextmanager
def _whole(file: Path) -> Iterator[Path]:
    """A draft beside the file that takes its place once it is written."""
    draft = file.with_name(f".{secrets.token_hex(8)}{TEMPORARY}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        draft.replace(file)
    except OSError as error:
        raise OutputError(f"{file}: cannot be written: {error.strerror or error}; choose another --output") from None
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
