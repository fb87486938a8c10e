"""Where a person's name may begin, told from the characters around: 〈局长〉段玉林〈介绍〉, 〈说服〉安布罗斯〈签字〉.

A linear model over single characters, neighbours, and classes of characters (often a surname, often in a given name, used
to write foreign names), read for all places of a text at once: some millions of characters a second. It finds nearly all
names and many places that are none, so it says where the tagger is worth asking. `scripts/train_hints.py` makes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt

from zhibiao.shipped import MODELS

BITS = 18
"""Features are hashed into `2 ** BITS` weights."""
CHARACTERS = (
    *((-2,), (-1,), (0,), (1,), (2,), (3,), (-2, -1), (-1, 0), (0, 1), (1, 2), (2, 3), (3, 4)),
    *((-1, 2), (-1, 3), (-3, -2, -1)),
)
"""The characters looked at together, counted from the name's first: (-1, 0) is the one before and the first one."""
CLASSES = ((-1, 0, 1), (0, 1, 2), (1, 2, 3), (-1, 0, 1, 2), (0, 1, 2, 3), (0, 1, 2, 3, 4), (-1, 0, 1, 2, 3))
"""The same for classes of characters."""
SCALE = 16
"""Weights are stored as whole sixteenths."""
LEAST = -5.0
"""The lowest score that counts as a hint: a chance of 1 in 150."""
LEAST_NAMED = -8.0
"""The same for a word that rjieba takes for a name."""

_AROUND = 5
_NEWLINE = 10
_BETWEEN = "\n" * _AROUND
_BLOCK = 8192
"""So many characters are worked on at once: their features fit into the processor's cache."""
_MIX = np.uint32(0x9E3779B1)
_LAST = np.uint32(0x85EBCA6B)
_SEED = 0x27D4EB2F
_HALF, _DOWN = np.uint32(15), np.uint32(32 - BITS)

Table = npt.NDArray[np.uint8]
Places = npt.NDArray[np.uint32]
Scores = npt.NDArray[np.float32]


def features(text: str, classes: Table) -> list[Places]:
    """The weight of each template at each character: `len(CHARACTERS) + len(CLASSES)` rows as long as the text."""
    size = len(text)
    codes = np.full(size + 2 * _AROUND, _NEWLINE, dtype=np.uint32)
    codes[_AROUND : _AROUND + size] = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = classes[np.minimum(codes, len(classes) - 1)].astype(np.uint32)
    templates = [(codes, offsets) for offsets in CHARACTERS] + [(kinds, offsets) for offsets in CLASSES]
    rows = []
    for number, (row, offsets) in enumerate(templates, 1):
        mixed = np.full(size, number * _SEED & 0xFFFFFFFF, dtype=np.uint32)
        for offset in offsets:  # 32 bits, and what runs over is lost
            mixed *= _MIX
            mixed += row[_AROUND + offset : _AROUND + offset + size]
            mixed ^= mixed >> _HALF
        mixed *= _LAST
        mixed >>= _DOWN
        rows.append(mixed)
    return rows


class Hints:
    """The model: weights by hashed feature, in sixteenths, and the class of each character."""

    def __init__(self, file: Path) -> None:
        with np.load(file) as stored:
            self._weights: npt.NDArray[np.int16] = stored["weights"].astype(np.int16)
            self._classes: Table = stored["classes"]
            self._bias = float(stored["bias"])

    def scores(self, text: str) -> Scores:
        """For each character the logarithm of the odds that a person's name begins there."""
        total = np.zeros(len(text), dtype=np.int16)
        for start in range(0, len(text), _BLOCK):
            block, low = total[start : start + _BLOCK], max(0, start - _AROUND)
            rows = features(text[low : start + _BLOCK + _AROUND], self._classes)
            for row in rows:
                block += self._weights[row[start - low : start - low + len(block)]]
        return (total / SCALE + self._bias).astype(np.float32)

    def scores_of(self, texts: Sequence[str]) -> list[Scores]:
        """The scores of each of many texts, in a few great steps: a text's do not depend on the others."""
        scores = self.scores(_BETWEEN.join(texts))
        ends = accumulate(len(text) + _AROUND for text in texts)
        return [scores[end - _AROUND - len(text) : end - _AROUND] for text, end in zip(texts, ends, strict=True)]


@cache
def hints() -> Hints:
    """The shipped model."""
    return Hints(MODELS / "hints" / "weights.npz")
