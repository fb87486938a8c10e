"""The words of the shipped pkuseg model, many sentences at once.

The model is spacy-pkuseg's, and these are the words that it gives. Its features are looked up here for all characters
together, not one by one, which is many times as fast.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, MatchKind

from zhibiao.evidence.pkuseg_model import LENGTHS, NEAR, PAIRS, Ints, PkusegModel, Rows, key, read
from zhibiao.evidence.versions import MODELS

_TOGETHER = 64
_BETWEEN = "\n\n"  # no feature reaches over two unknown characters

Flags = npt.NDArray[np.bool_]


class PkusegWords:
    """Cuts sentences into words."""

    def __init__(self, model: PkusegModel) -> None:
        self._model = model
        self._phrases = AhoCorasick(model.words, matchkind=MatchKind.Standard)
        self._lengths = np.array([len(word) for word in model.words], dtype=np.int64)

    def cut(self, sentences: Sequence[str]) -> list[list[tuple[int, int]]]:
        """The words of each sentence as offsets into it."""
        order = sorted(range(len(sentences)), key=lambda index: -len(sentences[index]))
        found: list[list[tuple[int, int]]] = [[] for _ in sentences]
        for at in range(0, len(order), _TOGETHER):
            indexes = [index for index in order[at : at + _TOGETHER] if sentences[index]]
            if indexes:
                for index, words in zip(indexes, self._cut([sentences[index] for index in indexes]), strict=True):
                    found[index] = words
        return found

    def _cut(self, batch: list[str]) -> Iterator[list[tuple[int, int]]]:
        """The words of a batch, the longest sentence first."""
        lengths = np.array([len(sentence) for sentence in batch], dtype=np.int64)
        starts = np.concatenate([[0], np.cumsum(lengths[:-1] + len(_BETWEEN))])
        scores = self._scores(_BETWEEN.join(batch))
        places = np.minimum(starts + np.arange(lengths[0])[:, None], len(scores) - 1)
        tags = _best_paths(scores[places], self._model.moves, lengths)
        begins = self._model.begins[tags]
        begins[0] = True
        for column, length in enumerate(lengths.tolist()):
            borders = [*np.flatnonzero(begins[:length, column]).tolist(), length]
            yield list(pairwise(borders))

    def _scores(self, text: str) -> Rows:
        """Each character's score for each tag."""
        model = self._model
        numbers = model.characters[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)]
        scores: Rows = np.tile(model.always, (len(text), 1))
        for place in NEAR.values():
            _add(scores, model.near[place][numbers], -place)
        rows = model.pairs.rows[model.pairs.find(key(numbers[:-1], numbers[1:]))]
        for place, columns in zip(PAIRS.values(), np.split(rows, len(PAIRS), axis=1), strict=True):
            _add(scores, columns, place)
        self._add_words(scores, text)
        return scores

    def _add_words(self, scores: Rows, text: str) -> None:
        """Add what the words of the model say that begin and end at a character, and two of them side by side."""
        model, tags = self._model, scores.shape[1]
        matches = self._phrases.find_matches_as_indexes(text.translate(model.plain), overlapping=True)
        found = np.array(matches, dtype=np.int64).reshape(-1, 3)
        numbers, starts, ends = found[:, 0] + 1, found[:, 1], found[:, 2]
        starting = {length: np.zeros(len(text) + 1, dtype=np.int64) for length in LENGTHS}
        ending = {length: np.zeros(len(text) + 1, dtype=np.int64) for length in LENGTHS}
        for length in LENGTHS:
            these = self._lengths[found[:, 0]] == length
            starting[length][starts[these]] = ending[length][ends[these]] = numbers[these]
            rows = model.borders[numbers[these]]
            scores[ends[these] - 1] += rows[:, :tags]
            scores[starts[these]] += rows[:, tags:]
        for left in ending.values():
            for right in starting.values():
                at = np.flatnonzero((left > 0) & (right > 0))
                rows = model.joins.rows[model.joins.find(key(left[at], right[at]))]
                scores[at - 1] += rows[:, :tags]
                scores[at] += rows[:, tags:]


def _add(scores: Rows, rows: Rows, shift: int) -> None:
    """Add each row to the scores so many places on; what falls outside is dropped."""
    part = rows[: max(0, len(scores) - shift)] if shift >= 0 else rows[-shift:]
    low = max(0, shift)
    scores[low : low + len(part)] += part


def _best_paths(scores: Rows, moves: Rows, lengths: Ints) -> Ints:
    """The best path of tags of each sentence; `scores` by place, sentence and tag, the longest sentence first."""
    reached = scores.copy()
    running = [int(np.count_nonzero(lengths > place)) for place in range(len(scores))]
    for place in range(1, len(scores)):
        on = running[place]
        reached[place, :on] += (reached[place - 1, :on, :, None] + moves).max(1)
    tags = np.zeros(scores.shape[:2], dtype=np.int64)
    later = 0  # how many sentences go on behind this place
    for place in range(len(scores) - 1, -1, -1):
        on = running[place]
        tags[place, later:on] = reached[place, later:on].argmax(1)
        if later:
            after = tags[place + 1, :later]
            tags[place, :later] = (reached[place, :later] + moves[:, after].T).argmax(1)
        later = on
    return tags


@cache
def pkuseg_words() -> PkusegWords:
    """The shipped model, read when it is first asked for."""
    return PkusegWords(read(MODELS / "words"))
