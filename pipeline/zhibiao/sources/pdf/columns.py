"""Segments to reading order: white space cuts a page into strips and columns, again and again.

Strips that share their gutters are one group: three columns of text are read from the first to the last line of each column. A
headline over the columns, or a line that crosses a gutter, ends the group above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import regex

from zhibiao.sources.pdf.rows import Segment

_GUTTER = 0.8
"""A gutter is at least so many characters wide."""
_HEADLINE = 1.25
_DEPTH = 12
_FOLIO = regex.compile(r"[-—–·\s]*+(?:第\s?)?[\dA-Za-z一二三四五六七八九十]{1,4}\s?[页版]?[-—–·\s]*+")
_NUMBERS = 0.5
"""With so many cells without a Chinese character it is a table and read row by row."""

Band = tuple[float, float]


def ordered(found: Sequence[Segment], depth: int = 0) -> Iterator[list[Segment]]:
    """The blocks of a page in reading order, each the segments of one column from top to bottom."""
    if not found:
        return
    if depth >= _DEPTH:
        yield _downwards(found)
        return
    gutters = _gutters(found)
    if gutters and not _table(found):
        for column in _split(found, gutters):
            yield from ordered(column, depth + 1)
        return
    groups = list(_groups(found))
    if len(groups) < 2:
        yield (
            [one for strip in _strips(found) for one in sorted(strip, key=lambda one: one.left)]
            if gutters
            else _downwards(found)
        )
        return
    for group in groups:
        yield from ordered(group, depth + 1)


def _downwards(found: Sequence[Segment]) -> list[Segment]:
    return sorted(found, key=lambda one: (one.top, one.left))


def _table(found: Sequence[Segment]) -> bool:
    bare = sum(1 for one in found if not any("\u4e00" <= character <= "\u9fff" for character in one.text))
    return bare >= _NUMBERS * len(found)


def _gutters(found: Sequence[Segment]) -> list[Band]:
    """The stretches of the page's width in which nothing stands, those at the edges left out."""
    wide = _GUTTER * median(one.size for one in found)
    return _gaps(sorted((one.left, one.right) for one in found), wide)


def _gaps(bands: Sequence[Band], least: float) -> list[Band]:
    gaps: list[Band] = []
    reached = bands[0][1]
    for start, end in bands[1:]:
        if start - reached >= least:
            gaps.append((reached, start))
        reached = max(reached, end)
    return gaps


def _split(found: Sequence[Segment], gutters: Sequence[Band]) -> Iterator[list[Segment]]:
    edges = [(start + end) / 2 for start, end in gutters]
    columns: list[list[Segment]] = [[] for _ in range(len(edges) + 1)]
    for one in found:
        columns[sum(1 for edge in edges if one.left > edge)].append(one)
    yield from columns


def _groups(found: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Strips from top to bottom, joined as long as they have their gutters in common."""
    body = median(one.size for one in found for _ in one.text)
    held: list[Segment] = []
    count = 0
    alone = False
    for strip in _strips(found):
        own, lone = len(_gutters(strip)), _lone(strip, body)
        both = len(_gutters([*held, *strip])) if held else own
        if held and (lone != alone or (not lone and both < max(own, count))):
            yield held
            held, both = [], own
        held = [*held, *strip]
        count, alone = both, lone
    if held:
        yield held


def _strips(found: Sequence[Segment]) -> Iterator[list[Segment]]:
    """What stands side by side: stretches of the page's height between which nothing stands."""
    held: list[Segment] = []
    reached = 0.0
    for one in sorted(found, key=lambda one: (one.top, one.left)):
        slack = 0.25 * one.size  # the boxes of two lines may touch
        if held and one.top >= reached - slack:
            yield held
            held, reached = [], 0.0
        held.append(one)
        reached = max(reached, one.bottom)
    if held:
        yield held


def _lone(strip: Sequence[Segment], body: float) -> bool:
    """Whether a strip belongs to no column: a headline, or the number of the page."""
    return all(one.size >= _HEADLINE * body for one in strip) or (
        len(strip) == 1 and _FOLIO.fullmatch(strip[0].text) is not None
    )
