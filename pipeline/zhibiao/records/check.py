"""Do records point at what they say? Compared with the raw text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zhibiao.records.schema import Record


def check_places(record: Record, raw: str) -> Iterator[tuple[str, str]]:
    """The faults of one record against its source's text, as (field, why); none where all is well."""
    yield from _walk(record.model_dump(mode="python"), raw, "")


def _walk(row: Any, raw: str, field: str) -> Iterator[tuple[str, str]]:
    if isinstance(row, list):
        for index, part in enumerate(row):
            yield from _walk(part, raw, f"{field}[{index}]")
        return
    if not isinstance(row, dict):
        return
    if isinstance(row.get("end"), int) and isinstance(row.get("start"), int):
        yield from _place(row, raw, field)
    for key, part in row.items():
        if key != "pieces":
            yield from _walk(part, raw, f"{field}.{key}" if field else key)


def _place(row: dict[str, Any], raw: str, field: str) -> Iterator[tuple[str, str]]:
    start, end = row["start"], row["end"]
    prefix = f"{field}." if field else ""
    if end > len(raw):
        yield f"{prefix}end", f"{end} lies behind the source's {len(raw)} characters"
        return
    if "pieces" not in row:  # a section, a repair, a period: its words may be repaired, its edges are all there is
        return
    pieces = row["pieces"] or [{"start": start, "end": end}]
    found = "".join(raw[piece["start"] : piece["end"]] for piece in pieces)
    if found != row["text"]:
        yield f"{prefix}text", f"{row['text']!r} is not what stands at {start}–{end}: {found!r}"
