"""Rules read once for each state of their folder, so that a process that runs on sees the files that were edited since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Protocol, TypeVar

from zhibiao.rulebook.family import BUILT_IN

T = TypeVar("T")
Read = TypeVar("Read", covariant=True)


class Reader(Protocol[Read]):
    """What reads the built-in rules, with a user's folder laid over them where there is one. Raises `RuleError`."""

    def __call__(self, rules: str | None = None) -> Read: ...  # noqa: D102


_stamps: dict[str | None, bytes] = {}


def renew(rules: str | None) -> bytes:
    """Look at the rule files again, and say what state they are in: SHA-256 over names and bytes."""
    total = hashlib.sha256()
    for folder in [BUILT_IN] if rules is None else [BUILT_IN, Path(rules)]:
        for file in sorted(folder.glob("*.toml")):
            total.update(f"{file.name}\0".encode())
            total.update(file.read_bytes())
    _stamps[rules] = total.digest()
    return _stamps[rules]


def remembered(read: Callable[[str | None], T]) -> Reader[T]:
    """`read`, which is asked again only where `renew` found the folder changed."""
    kept: dict[str | None, tuple[bytes, T]] = {}

    @wraps(read)
    def reading(rules: str | None = None) -> T:
        stamp = _stamps.get(rules) or renew(rules)
        held = kept.get(rules)
        if held is None or held[0] != stamp:
            held = kept[rules] = (stamp, read(rules))
        return held[1]

    return reading
