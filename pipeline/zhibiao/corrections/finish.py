"""Corrections as a run applies them: which sources they concern, their digests, and each source's records corrected.

Imports neither pydantic nor spaCy, for every run asks it about every source before it begins.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhibiao.errors import CorrectionError
from zhibiao.shards import CORRECTIONS

if TYPE_CHECKING:
    from zhibiao.corrections.corrector import Corrector
    from zhibiao.records import Record
    from zhibiao.sources import Document, Source


def load(output: Path) -> Corrections | None:
    """The corrections of an output folder; None where there are none. Raises `CorrectionError` for a damaged file."""
    file = output / CORRECTIONS
    try:
        lines = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CorrectionError(str(file), 0, f"cannot be read: {error.strerror}") from None
    by_path: dict[str, list[bytes]] = {}
    by_hash: dict[str, list[bytes]] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _row(file, number, line)
            by_path.setdefault(row["source"], []).append(line)
            by_hash.setdefault(row["sha256"], []).append(line)
    return Corrections(str(file), by_path, by_hash) if by_path else None


def _row(file: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        row: dict[str, Any] = json.loads(line)
        _ = row["source"] + row["sha256"]
    except (ValueError, KeyError, TypeError):
        why = "no correction; mend the line, or take it out and apply your own file again"
        raise CorrectionError(str(file), number, why) from None
    return row


@dataclass(slots=True)
class Corrections:
    """The lines of a corrections file by the path and by the hash of their source."""

    file: str
    by_path: dict[str, list[bytes]]
    by_hash: dict[str, list[bytes]]
    _open: dict[tuple[str, str], Corrector] = field(default_factory=dict, repr=False)

    def digest(self, path: str) -> str:
        """A hash of what was decided about the source with this path; empty where nothing was."""
        lines = self.by_path.get(path, ())
        return hashlib.blake2b(b"\n".join(lines), digest_size=6).hexdigest() if lines else ""

    def concerns(self, path: str, sha256: str) -> bool:
        """Whether anything was decided about a source, by its path or by its hash."""
        return path in self.by_path or sha256 in self.by_hash

    def __call__(self, source: Source, document: Document, rows: list[Record]) -> list[Record]:
        """The records of one document, each article followed by its facts, corrected."""
        corrector = self._corrector(source)
        return rows if corrector is None else corrector.records(rows, document.text)

    def lost(self, source: Source) -> list[str]:
        """What could not be applied to a source, a message each; ask once, when all its documents were given."""
        corrector = self._corrector(source)
        self._open.pop((source.path, source.sha256), None)
        return [str(one) for one in corrector.outcomes() if one.state not in {"applied", "agreed"}] if corrector else []

    def _corrector(self, source: Source) -> Corrector | None:
        key = (source.path, source.sha256)
        lines = dict.fromkeys([*self.by_path.get(source.path, ()), *self.by_hash.get(source.sha256, ())])
        if not lines:
            return None
        from zhibiao.corrections.corrector import Corrector
        from zhibiao.corrections.line import parse_strictly

        if key not in self._open:
            self._open[key] = Corrector(parse_strictly(self.file, lines), *key, many=source.many)
        return self._open[key]
