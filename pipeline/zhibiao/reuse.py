"""Unchanged articles of a changed JSONL source, out of the shard of the run before."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from zhibiao.errors import UnreadableSource
from zhibiao.shards import read_head

if TYPE_CHECKING:
    from zhibiao.records import ArticleRecord, FactRecord
    from zhibiao.sources import Document

_ARTICLE = b'{"record":"article"'

Place: TypeAlias = tuple[int, int]
"""The bytes `[start, end)` of a shard in which the rows of a document stand."""


def earlier_places(shard: Path, fingerprint: str) -> dict[str, Place]:
    """Each document of a shard by its digest, if the shard has this fingerprint; none of one that is damaged."""
    with contextlib.suppress(OSError, UnreadableSource, ValueError, KeyError, TypeError):
        if read_head(shard).fingerprint == fingerprint:
            return dict(_places(shard))
    return {}


class Earlier:
    """The rows that documents had in a shard: called with a document it gives them, or None where it has no place.

    `reused` counts how often it could. No shard has no place for any.
    """

    def __init__(self, shard: Path | None, place: Callable[[Document], Place | None]) -> None:
        self._place = place
        self.reused = 0
        self._file = shard.open("rb") if shard else None

    @classmethod
    def of(cls, shard: Path, fingerprint: str) -> Earlier:
        """Those of documents that stayed the same, if the shard has this fingerprint; only their places are held."""
        places = earlier_places(shard, fingerprint)
        return cls(shard if places else None, lambda document: places.get(document.digest))

    def __call__(self, document: Document) -> list[ArticleRecord | FactRecord] | None:
        """The rows that an equal document had."""
        place = self._place(document) if self._file else None
        if place is None or self._file is None:
            return None
        from zhibiao.records import SourceRecord, parse

        start, end = place
        self._file.seek(start)
        try:
            rows = [parse(line) for line in self._file.read(end - start).split(b"\n") if line]
        except ValueError:  # the shard is damaged there
            return None
        self.reused += 1
        return [row for row in rows if not isinstance(row, SourceRecord)]

    def close(self) -> None:
        """Let go of the shard."""
        if self._file:
            self._file.close()


def _places(shard: Path) -> Iterator[tuple[str, Place]]:
    """Each document's digest with the bytes of its rows; one line may have given several articles."""
    held: tuple[str, int, int] | None = None  # digest, line, start
    at = 0
    with shard.open("rb") as file:
        for line in file:
            if line.startswith(_ARTICLE):
                row = json.loads(line)
                digest, number = row["digest"], row["line"]
                if held and held[1] != number:
                    yield held[0], (held[2], at)
                if not held or held[1] != number:
                    held = digest, number, at
            at += len(line)
    if held:
        yield held[0], (held[2], at)
