"""Facts as tables: rows of shards, selected, folded, compared across sources, turned, and written to a file.

`rows` (records to rows by `schema`) → `selection` → `reprints` → `conflicts`, `pivot` → `writers` (CSV, Markdown), `workbook` (XLSX),
`columnar` (Parquet, DuckDB).
"""

from zhibiao.tables.rows import Shard, figure_rows, table_rows
from zhibiao.tables.schema import TABLES, WHATS, Column, Row, What
from zhibiao.tables.selection import Selection, select

__all__ = ["TABLES", "WHATS", "Column", "Row", "Selection", "Shard", "What", "figure_rows", "select", "table_rows"]
