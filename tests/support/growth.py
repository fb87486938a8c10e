"""Does the work grow in step with the text? Compared within one process, so that the speed of the machine drops out."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

_NOISE = 0.02
"""Seconds of processor time below which a difference says nothing."""


def growth(work: Callable[[str], object], piece: str, size: int, times: int = 4) -> float:
    """How many times as long a text `times` as long takes, over `times`: 1 is linear, `times` is quadratic.

    The processor time of the fastest of three tries, without garbage collection.
    """
    short, long = (piece * (length // len(piece) + 1) for length in (size, size * times))
    return _seconds(work, long) / _seconds(work, short) / times


def _seconds(work: Callable[[str], object], text: str) -> float:
    tries = []
    gc.disable()
    try:
        for _ in range(3):
            began = time.process_time()
            work(text)
            tries.append(time.process_time() - began)
    finally:
        gc.enable()
    return max(min(tries), _NOISE)
