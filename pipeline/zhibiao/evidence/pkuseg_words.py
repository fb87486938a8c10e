"""Words by spacy-pkuseg with the shipped model."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from zhibiao.shipped import MODELS


@cache
def cutter(folder: Path = MODELS / "words") -> Any:
    """spacy-pkuseg with a model; nothing is downloaded, for the folder is there."""
    import spacy_pkuseg

    return spacy_pkuseg.pkuseg(str(folder), user_dict=None)


def cut(sentence: str, folder: Path = MODELS / "words") -> Iterator[tuple[int, int]]:
    """The words as offsets into the sentence; white space between them belongs to none.

    >>> [(start, end) for start, end in cut("数字经济规模超过三万亿元。")]
    [(0, 2), (2, 4), (4, 6), (6, 8), (8, 12), (12, 13)]
    """
    at = 0
    for word in cutter(folder).cut(sentence):
        start = sentence.index(word, at)
        at = start + len(word)
        yield start, at
