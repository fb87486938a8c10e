"""The texts that shards were made of, where their sources are at hand."""

from __future__ import annotations

from pathlib import Path

from zhibiao.corrections.patch import Row
from zhibiao.corrections.shard import Texts
from zhibiao.errors import SourceError
from zhibiao.model import LineFault
from zhibiao.sources import Source, read_source


def open_source(sources: Path, row: Row) -> Source | None:
    """The source of a source record, in a folder or as the file itself; None where it is not there, or has changed since."""
    file = sources / row["path"] if sources.is_dir() else sources
    try:
        source = read_source(file, row["path"], limit=None)
    except SourceError:
        return None
    return source if source.sha256 == row["sha256"] else None


def texts_in(sources: Path | None) -> Texts:
    """Looks up the texts of a source by line; none for a source that is not there or has changed since it was extracted."""

    def texts(row: Row) -> dict[int | None, str]:
        source = open_source(sources, row) if sources is not None else None
        if source is None:
            return {}
        try:
            return {one.line: one.text for one in source.documents if not isinstance(one, LineFault)}
        except SourceError:
            return {}

    return texts
