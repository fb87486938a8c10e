"""The network that tags names, for training (PyTorch), and the same written as ONNX: what goes in is `tagger.features`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from zhibiao.evidence.tag_paths import TAGS
from zhibiao.evidence.tagger import GAP, PARTS

CHARACTER, PAIR, WORD, WIDTH = 48, 24, 24, 80
DILATIONS = (1, 2, 4, 1)
"""Each layer looks so far to both sides."""
BLANK, UNKNOWN, FIRST = 0, 1, 2
"""The numbers of the blank between sentences, of a rare character, of the most frequent character."""
INPUTS = ("characters", "pairs", "before", "words")
assert sum(DILATIONS) <= GAP


class Network(nn.Module):
    """Embeddings, one dense layer, convolutions with a way around each, one dense layer."""

    def __init__(self, characters: Tensor, pairs: Tensor) -> None:
        super().__init__()
        self.characters = nn.Embedding.from_pretrained(characters, freeze=False)
        self.pairs = nn.Embedding.from_pretrained(pairs, freeze=False)
        self.words = nn.Embedding(4 * len(PARTS), WORD)
        nn.init.normal_(self.words.weight, 0, 0.3)
        self.enter = nn.Linear(CHARACTER + 2 * PAIR + WORD, WIDTH)
        self.layers = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, dilation=d, padding=d) for d in DILATIONS)
        self.leave = nn.Linear(WIDTH, TAGS)

    def forward(self, characters: Tensor, pairs: Tensor, before: Tensor, words: Tensor, dropped: float = 0.0) -> Tensor:
        """Scores of the tags, `(windows, characters, TAGS)`, from rows of numbers, `(windows, characters)`."""
        seen = [self.characters(characters), self.pairs(pairs), self.pairs(before), self.words(words)]
        inputs = functional.dropout(torch.cat(seen, -1), dropped, self.training)
        state = functional.relu(self.enter(inputs)).transpose(1, 2)
        for layer in self.layers:
            state = state + functional.relu(layer(state))
        scores: Tensor = self.leave(functional.dropout(state, dropped, self.training).transpose(1, 2))
        return scores


def written(weights: Mapping[str, Tensor], numbers: npt.NDArray[np.int32]) -> bytes:
    """The network as ONNX, from codes of characters to logarithms of the tags' chances; `numbers` has each code's number."""
    return _Graph({name: tensor.numpy() for name, tensor in weights.items()}, numbers).bytes()


class _Graph:
    """Nodes and constants; weights are stored in 16 bits and widened when the file is loaded."""

    def __init__(self, weights: Mapping[str, npt.NDArray[np.float32]], numbers: npt.NDArray[np.int32]) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants = [numpy_helper.from_array(numbers, "numbers"), numpy_helper.from_array(np.array([0]), "first")]
        self._weights = weights
        self._then("Gather", ["numbers", "characters"], "number")
        seen = [
            self._then("Gather", [self._weight(f"{table}.weight"), row], f"{row} seen")
            for table, row in (("characters", "number"), ("pairs", "pairs"), ("pairs", "before"), ("words", "words"))
        ]
        self._then("Concat", seen, "inputs", axis=1)
        self._dense("inputs", "enter", "entered")
        self._then("Relu", ["entered"], "begun")
        self._then("Transpose", ["begun"], "turned", perm=[1, 0])
        state = self._then("Unsqueeze", ["turned", "first"], "state 0")
        for number, distance in enumerate(DILATIONS):
            state = self._layer(state, number, distance)
        self._then("Squeeze", [state, "first"], "single")
        self._then("Transpose", ["single"], "left", perm=[1, 0])
        self._dense("left", "leave", "tags")
        self._then("LogSoftmax", ["tags"], "scores", axis=1)

    def bytes(self) -> bytes:
        """The file."""
        rows = [helper.make_tensor_value_info(name, TensorProto.INT32, ["length"]) for name in INPUTS]
        scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["length", TAGS])
        graph = helper.make_graph(self._nodes, "names", rows, [scores], self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
        model.ir_version = 8
        onnx.checker.check_model(model)
        data: bytes = model.SerializeToString()
        return data

    def _layer(self, state: str, number: int, distance: int) -> str:
        names = [state, self._weight(f"layers.{number}.weight"), self._weight(f"layers.{number}.bias")]
        ways = {"dilations": [distance], "pads": [distance, distance], "kernel_shape": [3]}
        self._then("Conv", names, f"layer {number}", **ways)
        self._then("Relu", [f"layer {number}"], f"lit {number}")
        return self._then("Add", [state, f"lit {number}"], f"state {number + 1}")

    def _dense(self, source: str, layer: str, target: str) -> None:
        self._then("Gemm", [source, self._weight(f"{layer}.weight"), self._weight(f"{layer}.bias")], target, transB=1)

    def _weight(self, name: str) -> str:
        if not any(name in node.output for node in self._nodes):
            self._constants.append(numpy_helper.from_array(self._weights[name].astype(np.float16), f"{name} short"))
            self._then("Cast", [f"{name} short"], name, to=TensorProto.FLOAT)
        return name

    def _then(self, kind: str, sources: Sequence[str], target: str, **settings: object) -> str:
        self._nodes.append(helper.make_node(kind, list(sources), [target], **settings))
        return target
