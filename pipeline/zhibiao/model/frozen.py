"""How the values are declared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A slotted dataclass that is never changed: the type checker refuses it.

    One that refuses at run time too takes three times as long to make, and a text is read into a great many.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
