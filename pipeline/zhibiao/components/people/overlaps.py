"""Of readings that overlap, the surest stays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from zhibiao.components.people.names import Reading

_SHORTEST = 2


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


def settled(readings: Sequence[Reading], text: str) -> list[Reading]:
    """Readings in text order with the border between two names where names elsewhere have it: 蔡奇|丁薛祥, not 蔡奇丁|薛祥."""
    done = list(readings)
    written = {text[reading.start : reading.end] for reading in done}
    for index, (first, second) in enumerate(pairwise(readings)):
        border = first.end - 1
        if first.end != second.start or border - first.start < _SHORTEST:
            continue
        if text[first.start : border] in written and text[border : second.end] in written:
            done[index] = replace(first, end=border)
            done[index + 1] = replace(second, start=border)
    return done
