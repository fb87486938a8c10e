"""From LAC's scores to tags: what Viterbi finds, without walking through every character.

A path's score is the sum of its tags' scores and of the transitions between them. All of LAC's transitions lie within a
narrow range R. So where one tag leads by more than 2 R, no neighbour can make another tag better, and it is decided; only
the few characters between (in 3 of 100 places) are searched, and there only the tags within 2 R of the best.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Tags = npt.NDArray[np.intp]


class Decoder:
    """The best path of each sentence of a batch by the transitions between tags."""

    def __init__(self, transitions: Scores) -> None:
        self._transitions: list[list[float]] = transitions.tolist()
        self._reach = 2 * float(transitions.max() - transitions.min())

    def decode(self, scores: Scores, lengths: npt.NDArray[np.int32]) -> Tags:
        """Tags by sentence and character; `scores` by sentence, character and tag. Behind a sentence's end they mean nothing."""
        tags: Tags = scores.argmax(-1)
        near = scores >= scores.max(-1, keepdims=True) - self._reach
        for row, run in _runs(near.sum(-1) > 1, lengths):
            before = int(tags[row, run[0] - 1]) if run[0] else None
            after = int(tags[row, run[1]]) if run[1] < lengths[row] else None
            candidates = [
                [(tag, float(scores[row, at, tag])) for tag in np.flatnonzero(near[row, at]).tolist()]
                for at in range(*run)
            ]
            tags[row, run[0] : run[1]] = self._search(before, candidates, after)
        return tags

    def _search(self, before: int | None, candidates: list[list[tuple[int, float]]], after: int | None) -> list[int]:
        """The best path through the candidates of neighbouring characters, between two tags that are decided."""
        moves = self._transitions
        best = {tag: score + (moves[before][tag] if before is not None else 0) for tag, score in candidates[0]}
        steps: list[dict[int, int]] = []
        for column in candidates[1:]:
            last = best
            step = {tag: max(last, key=lambda old: last[old] + moves[old][tag]) for tag, _ in column}
            best = {tag: last[step[tag]] + moves[step[tag]][tag] + score for tag, score in column}
            steps.append(step)
        tag = max(best, key=lambda old: best[old] + (moves[old][after] if after is not None else 0))
        path = [tag]
        for step in reversed(steps):
            path.append(step[path[-1]])
        return path[::-1]


def _runs(open_: npt.NDArray[np.bool_], lengths: npt.NDArray[np.int32]) -> list[tuple[int, tuple[int, int]]]:
    """The runs of true values in each row, up to the row's length."""
    within = open_ & (np.arange(open_.shape[1]) < lengths[:, None])
    edges = np.diff(np.pad(within.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    starts, stops = np.argwhere(edges == 1), np.argwhere(edges == -1)
    return [(int(row), (int(start), int(stop))) for (row, start), (_, stop) in zip(starts, stops, strict=True)]
