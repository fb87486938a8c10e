"""Numbers as signs: by steps that double."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

_STEPS = (0, 1, 2, 4, 8, 16, 32, 64, 128)


@lru_cache(maxsize=1024)
def step(number: int) -> str:
    """The step that a count stands on, as a word.

    >>> step(0), step(2), step(4), step(200)
    ('0', '2', '3-4', '129-')
    """
    index = bisect_right(_STEPS, number - 1)
    low, high = (_STEPS[index - 1] + 1, _STEPS[index]) if index < len(_STEPS) else (_STEPS[-1] + 1, None)
    if index == 0:
        return "0"
    return f"{low}" if low == high else f"{low}-{high or ''}"
