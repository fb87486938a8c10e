"""Rows that lose one of theirs: what refers to it is mended."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

Row = dict[str, Any]


def dropped(rows: list[Row], ids: Collection[str]) -> list[Row]:
    """The rows without those ids: the next of the same fact becomes the first, and nobody said what a lost person says."""
    heirs: dict[str, str] = {}
    kept: list[Row] = []
    for row in rows:
        if row.get("id") in ids:
            continue
        first = row.get("same_as")
        if first is not None and first in ids:
            row = {**row, "same_as": heirs.get(first)}
            heirs.setdefault(first, row["id"])
        kept.append(_without_speaker(row, ids))
    return kept


def renamed(rows: list[Row], old: str, new: str) -> list[Row]:
    """The rows with every reference to one id leading to another."""
    return [_renamed(row, old, new) for row in rows]


def _without_speaker(row: Row, ids: Collection[str]) -> Row:
    said = row.get("attribution")
    return {**row, "attribution": {**said, "id": None}} if said and said["id"] in ids else row


def _renamed(row: Row, old: str, new: str) -> Row:
    if row.get("same_as") == old:
        row = {**row, "same_as": new}
    said = row.get("attribution")
    return {**row, "attribution": {**said, "id": new}} if said and said["id"] == old else row
