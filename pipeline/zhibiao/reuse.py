"""Unchanged articles of a changed JSONL source, out of the shard of the run before."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from zhibiao.errors import UnreadableSource
from zhibiao.shards import read_head

if TYPE_CHECKING:
    from zhibiao.records import ArticleRecord, FactRecord
    from zhibiao.sources import Document

_ARTICLE = b'{"record":"article"'


class Earlier:
    """The articles of a shard by what they were made of, if the shard has this fingerprint; only their places are held.

    Called with a document it gives the rows of an equal one, or None. `reused` counts how often it could.
    """

    def __init__(self, shard: Path, fingerprint: str) -> None:
        self._shard = shard
        self._places: dict[str, tuple[int, int]] = {}
        self.reused = 0
        with contextlib.suppress(OSError, UnreadableSource):
            if read_head(shard).fingerprint == fingerprint:
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    self._places = dict(_places(shard))
        self._file = shard.open("rb") if self._places else None

    def __call__(self, document: Document) -> list[ArticleRecord | FactRecord] | None:
        """The rows that an equal document had."""
        place = self._places.get(document.digest) if self._file else None
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


def _places(shard: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each document's digest with the bytes of its rows, `[start, end)`; one line may have given several articles."""
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
