"""The shipped pkuseg model as tables of weights: of characters, of pairs of characters, of words, of pairs of words.

pkuseg names a feature by a string (`c-1c.数.字`, `ww.l.数字*经济`) and gives it a weight for each of its tags. Here strings
become numbers and the weights rows of tables, so that numpy looks up those of a whole text at once.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEAR = {"c": 0, "c-1": -1, "c1": 1, "c-2": -2, "c2": 2}
"""A feature of one character, and where that stands from the character it speaks about."""

PAIRS = {"cc1": 0, "c-1c": 1, "c-2c-1": 2}
"""A feature of two neighbours, and where the character it speaks about stands from the first of them."""

WORDS = ("w-1", "w1")
"""A word ends, or begins, with the character."""

JOINS = ("ww.r", "ww.l")
"""A word ends with the character and another begins behind it; a word ends before it and another begins with it."""

LENGTHS = range(2, 7)
"""Words of features have two to six characters."""


class Keyed:
    """Rows of weights by a number, row 0 for a number that has none; each kind of feature has its own columns."""

    def __init__(self, kinds: list[tuple[Ints, Rows]]) -> None:
        self._keys: Ints = np.unique(np.concatenate([np.array([-1]), *(keys for keys, _ in kinds)]))
        tags = kinds[0][1].shape[1]
        self.rows: Rows = np.zeros((len(self._keys), tags * len(kinds)), dtype=np.float32)
        for column, (keys, weights) in enumerate(kinds):
            self.rows[np.searchsorted(self._keys, keys), column * tags : (column + 1) * tags] = weights

    def find(self, keys: Ints) -> Ints:
        """The rows' indexes."""
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found: Ints = np.where(self._keys[at] == keys, at, 0)
        return found


class PkusegModel:
    """The tables. The number of a character, and of a word, is 0 where the model does not know it; so are its weights."""

    def __init__(self, extractor: Any, weights: npt.NDArray[np.float64]) -> None:
        tags = len(extractor.tag_to_idx)
        nodes = weights[: -tags * tags].reshape(-1, tags).astype(np.float32)
        names, rows = _by_kind(extractor.feature_to_idx, nodes)
        pairs = {kind: ".".join(names[kind]).split(".") for kind in PAIRS}
        characters = _numbers({c for kind in NEAR for c in names[kind]}.union(*pairs.values()))
        self.characters = _code_points(extractor, characters)
        """The number of a character by its code point."""
        self.always: Rows = nodes[0]
        """The weights that every place has."""
        self.near = {place: _table(characters, names[kind], rows[kind]) for kind, place in NEAR.items()}
        self.pairs = Keyed([(_keys(pairs[kind], characters), rows[kind]) for kind in PAIRS])
        classes = extractor.num | extractor.letter  # in features these stand as classes, so their words are never seen
        words = _numbers({word for word in extractor.unigram if len(word) in LENGTHS and not classes & set(word)})
        self.words = list(words)
        self.borders: Rows = np.hstack([_table(words, names[kind], rows[kind]) for kind in WORDS])
        self.joins = Keyed([(_keys("*".join(names[kind]).split("*"), words), rows[kind]) for kind in JOINS])
        self.moves: Rows = weights[-tags * tags :].reshape(tags, tags).T.astype(np.float32)
        """From a tag (row) to the next (column)."""
        self.begins: Flags = np.zeros(tags, dtype=np.bool_)
        """Which tags begin a word."""
        self.begins[[index for tag, index in extractor.tag_to_idx.items() if tag.startswith("B")]] = True
        self.plain: dict[int, str] = dict(extractor.keywords_translate_table)
        """Marks that the model takes for one."""


def read(folder: Path) -> PkusegModel:
    """The model from pkuseg's own two files, features.msgpack and weights.npz."""
    from spacy_pkuseg.feature_extractor import FeatureExtractor
    from spacy_pkuseg.model import Model

    return PkusegModel(FeatureExtractor.load(folder), Model.load(folder).w)


def key(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> Ints:
    """One number for two numbers of neighbours."""
    return first.astype(np.int64) << 32 | second.astype(np.int64)


def _by_kind(indexes: dict[str, int], nodes: Rows) -> tuple[dict[str, list[str]], dict[str, Rows]]:
    """What the features of each kind speak of, and their weights: `w1.数字` is of the kind w1 and speaks of 数字."""
    features = sorted(indexes)
    names: dict[str, list[str]] = {}
    rows: dict[str, Rows] = {}
    for kind in (*NEAR, *PAIRS, *WORDS, *JOINS):
        these = features[bisect_left(features, f"{kind}.") : bisect_left(features, f"{kind}/")]  # / follows . in order
        names[kind] = [feature[len(kind) + 1 :] for feature in these]
        rows[kind] = nodes[[indexes[feature] for feature in these]]
    return names, rows


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(names), 1)}


def _table(numbers: dict[str, int], names: list[str], rows: Rows) -> Rows:
    table = np.zeros((len(numbers) + 1, rows.shape[1]), dtype=np.float32)
    table[[numbers[name] for name in names]] = rows
    return table


def _keys(names: list[str], numbers: dict[str, int]) -> Ints:
    """One number for every two of the names."""
    both = np.array([numbers[name] for name in names if name], dtype=np.int64).reshape(-1, 2)
    return key(both[:, 0], both[:, 1])


def _code_points(extractor: Any, numbers: dict[str, int]) -> npt.NDArray[np.uint16]:
    table = np.zeros(sys.maxunicode + 1, dtype=np.uint16)
    for character, number in numbers.items():
        if len(character) == 1:
            table[ord(character)] = number
    for characters, name in ((extractor.num, "**Num"), (extractor.letter, "**Letter"), (extractor.keywords, "&")):
        for character in characters:
            table[ord(character)] = numbers.get(name, 0)
    return table
