"""The weight of each sign, and what the signs of a fact come to together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from zhibiao.errors import RuleError
from zhibiao.shipped import MODELS

TABLE = MODELS / "confidence.tsv"
KINDS = ("quantity", "name", "titles")
"""What is judged: a quantity with all it is tied to, a person's name, the titles of a person whose name is right."""
BASE = "*"
"""The sign that every fact of a kind has."""
_MOST = 0.995


def probability(kind: str, signs: Iterable[str], bias: float = 0.0) -> float:
    """How sure a fact with these signs is; `bias` is added to what they weigh. Raises `RuleError` for a damaged table."""
    weights = _weights()[kind]
    total = bias + math.fsum(map(weights.__getitem__, weights.keys() & signs))
    return min(_MOST, 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))))


@cache
def _weights() -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    try:
        lines = TABLE.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RuleError(str(TABLE), 0, f"cannot be read: {error.strerror}; install zhibiao anew") from None
    for number, line in enumerate(lines[1:], 2):
        try:
            kind, sign, weight = line.split("\t")
            weights[kind][sign] = float(weight)
        except (KeyError, ValueError):
            raise RuleError(str(TABLE), number, "the table is damaged; install zhibiao anew") from None
    return weights
