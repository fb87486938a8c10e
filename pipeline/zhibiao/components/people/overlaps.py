"""Of readings that overlap, the surest stays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from zhibiao.components.people.names import Reading


def apart(readings: Sequence[Reading]) -> list[Reading]:
    """The surest readings that do not overlap, in text order."""
    kept: list[Reading] = []
    starts: list[int] = []
    for reading in sorted(readings, key=lambda r: (-r.score, r.start, -r.end)):
        index = bisect_left(starts, reading.start)
        if index < len(kept) and kept[index].start < reading.end:
            continue
        if index and kept[index - 1].end > reading.start:
            continue
        kept.insert(index, reading)
        starts.insert(index, reading.start)
    return kept
