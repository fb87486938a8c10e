"""Segments to reading order: white space cuts a page into strips and columns, again and again.

Strips that share their gutters are one group: three columns of text are read from the first to the last line of each column. A
headline over the columns, or a line that crosses a gutter, ends the group above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
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
    least = _least(found)
    covered = _covered([(one.left, one.right) for one in found])
    return [(left[1], right[0]) for left, right in pairwise(covered) if right[0] - left[1] >= least]


def _least(found: Sequence[Segment]) -> float:
    """How wide a gutter is at least."""
    return _GUTTER * median(one.size for one in found)


def _covered(bands: Sequence[Band]) -> list[Band]:
    """The same bands, those that overlap joined."""
    joined: list[Band] = []
    for start, end in sorted(bands):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _count(covered: Sequence[Band], least: float) -> int:
    """How many gutters there are between the bands."""
    return sum(1 for left, right in pairwise(covered) if right[0] - left[1] >= least)


def _split(found: Sequence[Segment], gutters: Sequence[Band]) -> Iterator[list[Segment]]:
    edges = [(start + end) / 2 for start, end in gutters]
    columns: list[list[Segment]] = [[] for _ in range(len(edges) + 1)]
    for one in found:
        columns[sum(1 for edge in edges if one.left > edge)].append(one)
    yield from columns


def _groups(found: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Strips from top to bottom, joined as long as they have their gutters in common."""
    body = median(one.size for one in found for _ in one.text[:80])
    least = _least(found)
    held: list[Segment] = []
    covered: list[Band] = []
    alone = False
    for strip in _strips(found):
        own, lone = _covered([(one.left, one.right) for one in strip]), _lone(strip, body)
        both = _covered([*covered, *own])
        fewer = _count(both, least) < max(_count(own, least), _count(covered, least))
        if held and (lone != alone or (not lone and fewer)):
            yield held
            held, both = [], own
        held += strip
        covered, alone = both, lone
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
