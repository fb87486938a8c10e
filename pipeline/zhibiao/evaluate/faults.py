"""What is wrong, by kind, and what changed between two runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zhibiao.evaluate.scores import DICE, ROUNDING, Row, Score, close, dice, norm, same_path, same_span


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: `kind` is `missed`, `false find`, or the fields that differ, joined by +."""

    layer: str
    kind: str
    document: str
    gold: Row | None
    found: Row | None


def faults(scores: dict[str, Score]) -> Iterator[Fault]:
    """What is wrong, each thing once: regions, people and titles, and quantities down to year and region."""
    for layer in ("region-code", "person", "title", "target-linked"):
        left = list(scores[layer].spurious)
        for document, gold in scores[layer].missed:
            pair = next((one for one in left if one[0] == document and _touch(gold, one[1], layer)), None)
            if pair is not None:
                left.remove(pair)
            found = pair[1] if pair else None
            yield Fault(layer, _differing(layer, gold, found) if found else "missed", document, gold, found)
        yield from (Fault(layer, "false find", document, None, row) for document, row in left)


def _touch(gold: Row, found: Row, layer: str) -> bool:
    if layer == "title":
        return bool(gold["person"] == found["person"])
    return bool(gold["start"] < found["end"] and found["start"] < gold["end"])


def _differing(layer: str, g: Row, s: Row) -> str:
    slack = ROUNDING if layer == "target-linked" and norm(g["unit"]) == "%" else 0.0
    tests: dict[str, dict[str, Callable[[], bool]]] = {
        "region-code": {"span": lambda: same_span(g, s), "name": lambda: same_path(g["name"], s)},
        "person": {"span": lambda: same_span(g, s)},
        "title": {
            "organisation": lambda: norm(g["org"]) == norm(s["org"]),
            "role": lambda: norm(g["role"]) == norm(s["role"]),
            "former": lambda: bool(g["former"]) == bool(s["former"]),
        },
        "target-linked": {
            "value": lambda: all(close(g[name], s[name], slack) for name in ("value", "value_max")),
            "unit": lambda: norm(g["unit"]) == norm(s["unit"]),
            "comparator": lambda: bool(g["comparator"] == s["comparator"]),
            "indicator": lambda: dice(g["indicator"], s["indicator"]) >= DICE,
            "status": lambda: bool(g["status"] == s["status"]),
            "change": lambda: bool(g["change"] == s["change"]),
            "year": lambda: bool(g["year"] == s["year"]),
            "region": lambda: same_path(g["region"], s["region"]),
        },
    }
    return "+".join(name for name, same in tests[layer].items() if not same()) or "matched twice"


@dataclass(frozen=True, slots=True)
class Difference:
    """One layer of two runs: what only the later one got right, and what only the earlier one did."""

    gained: list[tuple[str, Row]]
    lost: list[tuple[str, Row]]
    new_false: list[tuple[str, Row]]
    old_false: list[tuple[str, Row]]


def compare(now: dict[str, Score], before: dict[str, Score]) -> dict[str, Difference]:
    """Each layer of a run against an earlier one over the same gold."""
    return {
        layer: Difference(
            gained=_only(before[layer].missed, now[layer].missed),
            lost=_only(now[layer].missed, before[layer].missed),
            new_false=_only(now[layer].spurious, before[layer].spurious),
            old_false=_only(before[layer].spurious, now[layer].spurious),
        )
        for layer in now
    }


_MADE = {"id", "article", "rules", "confidence", "same_as", "corrected"}
"""What says how a fact was made, and not what it is."""


def _only(some: list[tuple[str, Row]], others: list[tuple[str, Row]]) -> list[tuple[str, Row]]:
    def key(one: tuple[str, Row]) -> str:
        return json.dumps(
            [one[0], {name: value for name, value in one[1].items() if name not in _MADE}], sort_keys=True
        )

    known = Counter(map(key, others))
    found = []
    for one in some:
        if known[key(one)] > 0:
            known[key(one)] -= 1
        else:
            found.append(one)
    return found
