"""Records against hand-annotated texts: precision, recall and F1 of every layer.

A gold file is JSONL, one document a line: `doc` (the stem of the source's path), `regions` (start, end, text, name),
`people` (start, end, text, titles with org, role, former), `quantities` (start, end, text, value, value_max, unit,
comparator, indicator, change, status, year, region). Layers, each micro-averaged over documents:

- region: same span; region-code: same span and path. person: same span. title: same person, org, role and `former`.
- quantity: spans that overlap, same value, value_max, unit, comparator (records without a unit are not scored).
- target: a quantity whose indicator overlaps by Dice ≥ 0.6 (or both have none), with the same status and change;
  target-linked: also the same year and region.

A document that is `partial` was not annotated to the end: it lists what was `rejected` (kind, start, end), and finds that
touch nothing annotated and nothing rejected count neither way. Articles of a JSONL source are documents of their own, named
`stem:line`.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zhibiao.errors import ZhibiaoError
from zhibiao.shards import read_rows, shards

Row = dict[str, Any]
Same = Callable[[Row, Row], bool]

LAYERS = ("region", "region-code", "person", "title", "quantity", "target", "target-linked")
DICE = 0.6
ROUNDING = 0.006
"""A third is 33.33 % in the gold."""


@dataclass(slots=True)
class Score:
    """One layer: what agreed, what was missed, what was found and is not there."""

    hits: int = 0
    missed: list[tuple[str, Row]] = field(default_factory=list)
    spurious: list[tuple[str, Row]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of what was found, the part that is right; 0 where nothing was found."""
        found = self.hits + len(self.spurious)
        return self.hits / found if found else 0.0

    @property
    def recall(self) -> float:
        """Of what is there, the part that was found."""
        there = self.hits + len(self.missed)
        return self.hits / there if there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def evaluate(gold: Iterable[Row], records: dict[str, list[Row]]) -> dict[str, Score]:
    """Scores by layer; `records` holds each document's records by the stem of its source's path."""
    scores = {layer: Score() for layer in LAYERS}
    for document in gold:
        name = document["doc"]
        for layer, annotated, found, same in _layers(document, records.get(name, [])):
            score = scores[layer]
            hits, missed, spurious = _match(annotated, found, same)
            if document.get("partial"):
                spurious = [row for row in spurious if _decided(row, annotated, document["rejected"], layer)]
            score.hits += hits
            score.missed += [(name, row) for row in missed]
            score.spurious += [(name, row) for row in spurious]
    return scores


def read_gold(file: Path) -> list[Row]:
    """The documents of a gold file. Raises `ZhibiaoError` naming the line that cannot be read."""
    documents = []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ZhibiaoError(f"{file}: cannot be read: {error}") from None
    for number, line in enumerate(lines, 1):
        try:
            document = json.loads(line)
            _ = document["doc"], document["regions"], document["people"], document["quantities"]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise ZhibiaoError(f"{file}:{number}: not a gold document: {error}") from None
        documents.append(document)
    return documents


def read_records(paths: Sequence[Path]) -> dict[str, list[Row]]:
    """The facts of shards (files or folders of them) by the stem of their source's path.

    Raises `UnreadableSource` for a broken shard, and `ZhibiaoError` for a path that leads to none.
    """
    documents: dict[str, list[Row]] = defaultdict(list)
    for path in paths:
        found = list(shards(path))
        if not found:
            raise ZhibiaoError(
                f"{path}: {'holds no shard' if path.is_dir() else 'no such file or folder'}; check the path"
            )
        for shard in found:
            source, *rows = read_rows(shard)
            stem = name = Path(source["path"]).stem
            for row in rows:
                if row["record"] == "article" and row.get("line") is not None:
                    name = f"{stem}:{row['line']}"
                documents[name].append(row)
    return documents


_KIND = {"region": "region", "region-code": "region", "person": "person", "title": "person"}


def _decided(row: Row, annotated: list[Row], rejected: list[Row], layer: str) -> bool:
    """Whether a find of a partial document touches something that was decided."""
    kind = _KIND.get(layer, "quantity")
    near = [*annotated, *(one for one in rejected if one["kind"] == kind)]
    start, end = row.get("person", (row["start"], row["end"]))
    return any(start < other_end and other_start < end for other_start, other_end in map(_edges, near))


def _edges(row: Row) -> tuple[int, int]:
    start, end = row.get("person", (row["start"], row["end"]))
    return start, end


def _layers(document: Row, records: list[Row]) -> Iterator[tuple[str, list[Row], list[Row], Same]]:
    regions = _of_kind(records, "region")
    people = _of_kind(records, "person")
    quantities = [row for row in _of_kind(records, "quantity") if row.get("unit")]
    yield "region", document["regions"], regions, same_span
    yield "region-code", document["regions"], regions, lambda g, s: same_span(g, s) and same_path(g["name"], s)
    yield "person", document["people"], people, same_span
    yield "title", _titles(document["people"]), _titles(people), _same_title
    yield "quantity", document["quantities"], quantities, _same_quantity
    yield "target", document["quantities"], quantities, _same_target
    yield "target-linked", document["quantities"], quantities, _same_linked


def _of_kind(records: list[Row], kind: str) -> list[Row]:
    return sorted((row for row in records if row["record"] == kind), key=lambda row: (row["start"], row["end"]))


def _match(gold: list[Row], system: list[Row], same: Same) -> tuple[int, list[Row], list[Row]]:
    """One to one, greedily in text order."""
    free, missed, hits = list(system), [], 0
    for wanted in gold:
        found = next((row for row in free if same(wanted, row)), None)
        if found is None:
            missed.append(wanted)
        else:
            free.remove(found)
            hits += 1
    return hits, missed, free


def norm(text: str | None) -> str:
    """NFKC, without white space."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def same_span(g: Row, s: Row) -> bool:
    """Whether both stand at one place."""
    return bool(g["start"] == s["start"] and g["end"] == s["end"])


def _path(region: Row | str | None) -> str:
    if region is None:
        return ""
    return norm(region if isinstance(region, str) else "/".join(region["path"]))


def same_path(g: Row | str | None, s: Row | str | None) -> bool:
    """Whether both are one region; a path is written with slashes in gold, as a list in records."""
    return _path(g) == _path(s)


def _titles(people: list[Row]) -> list[Row]:
    return [{**title, "person": (row["start"], row["end"])} for row in people for title in row["titles"]]


def _same_title(g: Row, s: Row) -> bool:
    def key(title: Row) -> tuple[Any, ...]:
        return title["person"], norm(title["org"]), norm(title["role"]), bool(title["former"])

    return key(g) == key(s)


def close(a: float | None, b: float | None, slack: float) -> bool:
    """Whether two numbers are equal up to `slack`."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= slack + 1e-9 * max(1.0, abs(a), abs(b))


def _same_quantity(g: Row, s: Row) -> bool:
    slack = ROUNDING if norm(g["unit"]) == "%" else 0.0
    return (
        g["start"] < s["end"]
        and s["start"] < g["end"]
        and close(g["value"], s["value"], slack)
        and close(g["value_max"], s["value_max"], slack)
        and norm(g["unit"]) == norm(s["unit"])
        and g["comparator"] == s["comparator"]
    )


def dice(a: Row | None, b: Row | None) -> float:
    """How many characters two indicators share: 1 for equal ones, or none on both sides."""
    if not a or not b:
        return 1.0 if a is b else 0.0
    x, y = Counter(norm(a["text"])), Counter(norm(b["text"]))
    return 2 * (x & y).total() / (x.total() + y.total())


def _same_target(g: Row, s: Row) -> bool:
    same = _same_quantity(g, s) and (g["status"], g["change"]) == (s["status"], s["change"])
    return same and dice(g["indicator"], s["indicator"]) >= DICE


def _same_linked(g: Row, s: Row) -> bool:
    return _same_target(g, s) and g["year"] == s["year"] and same_path(g["region"], s["region"])
