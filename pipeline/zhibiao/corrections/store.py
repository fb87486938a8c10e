"""The corrections of an output folder: `corrections.jsonl` beside the shards."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zhibiao.corrections.line import Correction, Key, parse_lines
from zhibiao.errors import CorrectionError, OutputError, UnreadableSource
from zhibiao.shards import CORRECTIONS, TEMPORARY


@dataclass(frozen=True, slots=True)
class Merged:
    """The stored corrections after new ones came in, and what became of those.

    `anew` are the sources of which an earlier decision was taken back or changed: their records have to be made again.
    """

    corrections: list[Correction]
    added: int
    replaced: int
    withdrawn: int
    anew: frozenset[str]


def read_file(file: Path) -> tuple[list[Correction], list[CorrectionError]]:
    """The corrections of a file, and the lines that are none. Raises `UnreadableSource`."""
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        raise UnreadableSource(str(file), f"cannot be read: {error.strerror}") from None
    found = list(parse_lines(str(file), lines))
    return (
        [one for one in found if isinstance(one, Correction)],
        [one for one in found if isinstance(one, CorrectionError)],
    )


def read_corrections(output: Path) -> list[Correction]:
    """What is stored in an output folder; empty where nothing is. Raises `CorrectionError` for a damaged file."""
    file = output / CORRECTIONS
    if not file.exists():
        return []
    corrections, errors = read_file(file)
    if errors:
        raise errors[0]
    return corrections


def merge(known: Iterable[Correction], new: Iterable[Correction]) -> Merged:
    """The newer decision about a fact takes the place of the older one; `withdraw` removes it."""
    kept: dict[Key, Correction] = {one.key: one for one in known}
    replaced: list[Correction] = []
    withdrawn: list[Correction] = []
    added = 0
    for one in new:
        old = kept.get(one.key)
        if one.decision == "withdraw":
            if old is not None:
                withdrawn.append(kept.pop(one.key))
        elif old is None:
            added += 1
            kept[one.key] = one
        elif old != one:
            replaced.append(old)
            kept[one.key] = one
    anew = frozenset(one.source for one in (*replaced, *withdrawn))
    return Merged(list(kept.values()), added, len(replaced), len(withdrawn), anew)


def store(output: Path, corrections: Iterable[Correction]) -> None:
    """Write the corrections of an output folder in one go. Raises `OutputError`."""
    file = output / CORRECTIONS
    temporary = output / f".{secrets.token_hex(8)}{TEMPORARY}"
    try:
        temporary.write_text("".join(f"{one.line()}\n" for one in corrections), encoding="utf-8", newline="\n")
        temporary.replace(file)
    except OSError as error:
        raise OutputError(f"{file}: cannot be written: {error.strerror}; check the folder") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
