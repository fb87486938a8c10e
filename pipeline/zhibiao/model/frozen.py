"""How the values are declared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A slotted dataclass that is never changed: the type checker refuses it.

    One that refuses at run time too takes three times as long to make, and a text is read into a great many.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


def changed(old: T, **fields: Any) -> T:
    """A value of several fields like `old` but for some of them, as by `dataclasses.replace`, which takes four times as long."""
    cls = type(old)
    new = cls(*_contents(cls.__match_args__)(old))  # type: ignore[attr-defined]
    for name, content in fields.items():
        setattr(new, name, content)
    return new


@cache
def _contents(names: tuple[str, ...]) -> Callable[[object], tuple[Any, ...]]:
    """What reads these fields of a value, in the order of its constructor."""
    return attrgetter(*names)
