"""People, places and organisations of a sentence, by the shipped network: 省能源局副局长〈段玉林〉介绍.

A convolutional network over characters, pairs of neighbours, and rjieba's words with their parts of speech; it gives each
character its chances to begin a name, to go on with it, to end it. Some hundreds of thousands of characters a second on one
thread. `scripts/train_names.py` makes it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from zhibiao.evidence.tag_paths import names_between
from zhibiao.shipped import MODELS

if TYPE_CHECKING:
    from zhibiao.evidence.tag_paths import Found

PARTS = (
    *("", "x", "n", "nr", "v", "i", "l", "ns", "m", "nz", "nrt", "zg", "nt", "a", "vn", "z", "d", "t", "j", "b", "g"),
    *(
        "r",
        "s",
        "c",
        "nrfg",
        "f",
        "ng",
        "o",
        "q",
        "vg",
        "p",
        "ad",
        "mq",
        "y",
        "ag",
        "an",
        "e",
        "u",
        "tg",
        "k",
        "vq",
        "vi",
    ),
    *("rr", "vd", "dg", "mg", "h", "df", "ul", "rg", "uv", "ud", "uj", "uz", "ug", "rz", "eng"),
)
"""rjieba's parts of speech in the order that the network counts them in; another is read as x."""
PAIR_BITS = 15
"""Pairs of characters are hashed into `2 ** PAIR_BITS` rows."""
GAP = 8
"""The network looks so many characters to both sides, so sentences stand so far apart when they are read together."""
LAST_CODE = 0xFFFF
"""Characters from here on are read as one."""
LEAST, STEP = 256, 16
"""So many places are read at least, and always a multiple of these: else sums would be rounded otherwise in other company."""
BLOCK = 2048
"""About so many characters go through the network at once."""

_OTHER = PARTS.index("x")
_IDS = {part: number for number, part in enumerate(PARTS)}
_MIXES = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(0x2C1B3C6D)
_HALF, _DOWN = np.uint32(15), np.uint32(32 - PAIR_BITS)
_WIDE_FIRST, _WIDE_LAST, _WIDE_STEP = 0xFF01, 0xFF5E, 0xFEE0

Row = npt.NDArray[np.int32]
Sentence = tuple[str, Sequence[tuple[int, str]]]
"""A sentence and its words: how long each is, and its part of speech."""


def features(sentences: Sequence[Sentence]) -> dict[str, Row]:
    """What the network reads: for each character its code, the hash of it with the next and with the last one, and its word.

    Before and between the sentences stand `GAP` blank places, behind them at least as many.
    """
    gap = "\0" * GAP
    text = gap + "".join(text + gap for text, _ in sentences)
    blank = max(LEAST - len(text), -len(text) % STEP)
    row = codes(text + "\0" * blank)
    pairs = pairs_of(row)
    before = np.zeros_like(pairs)
    before[1:] = pairs[:-1]
    words = [(GAP, ""), *chain.from_iterable([*words, (GAP, "")] for _, words in sentences), (blank, "")]
    return {"characters": row, "pairs": pairs, "before": before, "words": _words(words)}


def codes(text: str) -> Row:
    """Code points; full-width letters and digits are read as the plain ones."""
    row = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.int32)
    wide = (row >= _WIDE_FIRST) & (row <= _WIDE_LAST)
    return np.minimum(np.where(wide, row - _WIDE_STEP, row), LAST_CODE).astype(np.int32)


def pairs_of(row: Row) -> Row:
    """For each code the hash of it and the next one, 0 beside a blank."""
    mixed = np.zeros(len(row), dtype=np.uint32)
    left, right = row[:-1].astype(np.uint32), row[1:].astype(np.uint32)
    pair = (left * _MIXES[0]) ^ (right * _MIXES[1])
    pair ^= pair >> _HALF
    pair *= _MIXES[2]
    mixed[:-1] = np.where((left > 0) & (right > 0), pair >> _DOWN, 0)
    return mixed.astype(np.int32)


def _words(words: Sequence[tuple[int, str]]) -> Row:
    """Four numbers to a part of speech: its word's first character, one between, the last one, the only one."""
    lengths = np.array([length for length, _ in words])
    parts = np.array([_IDS.get(part, _OTHER) for _, part in words], dtype=np.int32)
    ends = np.cumsum(lengths)
    row = np.repeat(4 * parts + 1, lengths)
    row[(ends - lengths)[lengths > 0]] -= 1
    row[ends[lengths > 1] - 1] += 1
    row[ends[lengths == 1] - 1] += 3
    row[np.repeat(parts == 0, lengths)] = 0
    return row.astype(np.int32)


class Tagger:
    """The network, read from its file."""

    def __init__(self, file: Path) -> None:
        self._session = _session(file)

    def read(self, sentences: Sequence[Sentence]) -> list[list[Found]]:
        """The names of each sentence, by offsets into it. What stands in one does not depend on the others."""
        read: list[list[Found]] = []
        for block in _blocks(sentences):
            (scores,) = self._session.run(None, features(block))
            sizes = [len(text) for text, _ in block]
            starts = accumulate((size + GAP for size in sizes), initial=GAP)
            read += names_between(scores, [(start, start + size) for start, size in zip(starts, sizes, strict=False)])
        return read


def _blocks(sentences: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    """The sentences by the block."""
    first, size = 0, 0
    for number, (text, _) in enumerate(sentences):
        if size and size + len(text) > BLOCK:
            yield sentences[first:number]
            first, size = number, 0
        size += len(text) + GAP
    if size:
        yield sentences[first:]


@cache
def tagger() -> Tagger:
    """The shipped network, loaded when it is first asked for."""
    return Tagger(MODELS / "names" / "tagger.onnx")


def _session(file: Path) -> Any:
    # else it sends reports and keeps an identifier in the home folder
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(file.read_bytes(), options, providers=["CPUExecutionProvider"])
