"""From the chances of each character to names: the best path through the tags that lie open.

A character's tags are O (no name) and, for a person, a place and an organisation each, B I E S: the name's first character,
one between, the last one, the only one. B I E and nothing else may follow one another, so the best path needs only the best
way to have closed every name up to a place, and the best way to have one of each kind open there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

KINDS = ("PER", "LOC", "ORG")
TAGS = 1 + 4 * len(KINDS)
SURE = math.log(0.98)
"""Where no name is as likely as this, none is looked for."""

Scores = npt.NDArray[np.float32]
Found = tuple[int, int, str, float]
"""Start, end, kind, and the chance of its tags (the geometric mean)."""

_NEVER = -1e9
_FIRSTS = frozenset({0, *(4 * kind + n for kind in range(len(KINDS)) for n in (1, 4))})
_GOES_ON = {4 * kind + n: frozenset({4 * kind + 2, 4 * kind + 3}) for kind in range(len(KINDS)) for n in (1, 2)}
_NEXT = tuple(_GOES_ON.get(tag, _FIRSTS) for tag in range(TAGS))


def names_of(scores: Scores) -> list[Found]:
    """The names of a sentence; `scores` are the logarithms of the tags' chances, `(characters, TAGS)`."""
    (names,) = names_between(scores, [(0, len(scores))])
    return names


def names_between(scores: Scores, places: Sequence[tuple[int, int]]) -> Iterator[list[Found]]:
    """The names of sentences that stand at `places` in one array of scores, by offsets into each."""
    tags, best = scores.argmax(1).tolist(), scores.max(1).tolist()
    for start, end in places:
        yield _names(tags[start:end], best[start:end], scores[start:end])


def _names(tags: list[int], best: list[float], scores: Scores) -> list[Found]:
    """The names of a sentence, of which the best tag of each character and its chance are known."""
    if not any(tags):
        return []
    if (found := _plain(tags, best)) is not None:
        return found
    found = []
    likely = np.flatnonzero(scores[:, 0] < SURE)
    for run in np.split(likely, np.flatnonzero(np.diff(likely) > 1) + 1):
        low, high = int(run[0]), int(run[-1]) + 1
        if (names := _plain(tags[low:high], best[low:high])) is None:
            names = _best(scores[low:high].tolist())
        found += [(low + start, low + end, kind, chance) for start, end, kind, chance in names]
    return found


def _plain(tags: Sequence[int], best: Sequence[float]) -> list[Found] | None:
    """The names of each character's best tag, where these may follow one another: no path can be better. Else None."""
    found, start, allowed = list[Found](), 0, _FIRSTS
    for at, tag in enumerate(tags):
        if tag not in allowed:
            return None
        allowed = _NEXT[tag]
        if tag and allowed is not _FIRSTS and tag % 4 == 1:
            start = at
        elif tag and allowed is _FIRSTS:
            start = at if tag % 4 == 0 else start
            chance = math.exp(sum(best[start : at + 1]) / (at + 1 - start))
            found.append((start, at + 1, KINDS[(tag - 1) // 4], chance))
    return found if allowed is _FIRSTS else None


def _best(rows: list[list[float]]) -> list[Found]:
    """The best path through neighbouring characters, as the names on it."""
    closed, came = [0.0], [(0, -1)]
    open_ = [(_NEVER, 0)] * len(KINDS)
    for at, row in enumerate(rows):
        so_far = closed[at]
        best, way = so_far + row[0], (at, -1)
        held = []
        for kind, (score, start) in enumerate(open_):
            begin, inside, end, single = row[1 + 4 * kind : 5 + 4 * kind]
            if score + end > best:
                best, way = score + end, (start, kind)
            if so_far + single > best:
                best, way = so_far + single, (at, kind)
            held.append((so_far + begin, at) if so_far + begin >= score + inside else (score + inside, start))
        open_ = held
        closed.append(best)
        came.append(way)
    return list(_walked(closed, came))[::-1]


def _walked(closed: list[float], came: list[tuple[int, int]]) -> Iterator[Found]:
    """The names of the best path, the last one first."""
    end = len(closed) - 1
    while end:
        start, kind = came[end]
        if kind >= 0:
            yield start, end, KINDS[kind], math.exp((closed[end] - closed[start]) / (end - start))
        end = start
