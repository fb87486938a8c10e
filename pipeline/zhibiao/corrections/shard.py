"""The stored corrections laid over the shards of an output folder."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zhibiao.corrections.corrector import RANK, Corrector, Outcome
from zhibiao.corrections.line import Correction, Key
from zhibiao.corrections.meanings import Meanings
from zhibiao.corrections.patch import Row
from zhibiao.errors import UnreadableSource
from zhibiao.records import parse
from zhibiao.shards import read_rows, shards, write_shard

Texts = Callable[[Row], dict[int | None, str]]
"""The texts of a source, given its record, by the line that they stand in (None where the source is one text)."""


Stamp = Callable[[str, str], str]
"""A source's path and the fingerprint of its shard to the fingerprint that the shard has with its corrections."""


def no_texts(_source: Row) -> dict[int | None, str]:
    """Where the sources are not at hand."""
    return {}


def keep_stamp(_path: str, fingerprint: str) -> str:
    """Where it is not known what the shards were made with: the next update makes them anew."""
    return fingerprint


@dataclass(frozen=True, slots=True)
class Means:
    """What applying needs beside the corrections: the texts, the stamps, and what units and regions mean."""

    texts: Texts = no_texts
    stamp: Stamp = keep_stamp
    meanings: Meanings = field(default_factory=Meanings)


def apply(output: Path, corrections: Sequence[Correction], means: Means | None = None) -> list[Outcome]:
    """Rewrite the shards that the corrections concern; what became of each correction, in their order.

    A shard that says already what the reviewers say keeps its bytes. Raises `OutputError` and `UnreadableSource`.
    """
    means = means or Means()
    paths, hashes = {one.source for one in corrections}, {one.sha256 for one in corrections}
    best: dict[Key, Outcome] = {}
    for shard in shards(output):
        head = _head(shard)
        if head["path"] not in paths and head["sha256"] not in hashes:
            continue
        for outcome in _apply_to(shard, corrections, means):
            known = best.get(outcome.correction.key)
            if known is None or RANK[outcome.state] < RANK[known.state]:
                best[outcome.correction.key] = outcome
    gone = "its source has no shard here; extract it"
    return [best.get(one.key) or Outcome(one, "gone", gone) for one in corrections]


def _apply_to(shard: Path, corrections: Sequence[Correction], means: Means) -> list[Outcome]:
    source, *rows = read_rows(shard)
    known = means.texts(source)
    many = source.get("format") == "jsonl"
    corrector = Corrector(corrections, source["path"], source["sha256"], many=many, meanings=means.meanings)
    changed: list[Row] = []
    for line, document in documents(rows):
        changed += corrector.rows(document, known.get(line))
    outcomes = corrector.outcomes()
    counts = Counter(row["record"] for row in changed)
    head = {**source, "counts": {kind: counts[kind] for kind in source["counts"]}}
    if all(one.state in {"applied", "agreed"} for one in outcomes):
        head["fingerprint"] = means.stamp(source["path"], source["fingerprint"])
    if changed != rows or head != source:
        first = parse(json.dumps(head, ensure_ascii=False))
        write_shard(shard, (parse(json.dumps(row, ensure_ascii=False)) for row in changed), lambda: first)
    return outcomes if known else [_waiting(one, source) for one in outcomes]


def _waiting(outcome: Outcome, source: Row) -> Outcome:
    """Without its text, what is not found in a source that has changed may still be there."""
    if outcome.state != "gone" or outcome.correction.sha256 == source["sha256"]:
        return outcome
    why = "its source has changed since; give --sources, or extract again, and its place is looked for"
    return Outcome(outcome.correction, "waiting", why)


def documents(rows: list[Row]) -> Iterator[tuple[int | None, list[Row]]]:
    """The rows after the source's, by document: the line of the source that its articles stand in, and their rows."""
    held: list[Row] = []
    line: int | None = None
    for row in rows:
        if row["record"] == "article" and held and row.get("line") != line:
            yield line, held
            held = []
        if row["record"] == "article":
            line = row.get("line")
        held.append(row)
    if held:
        yield line, held


def _head(shard: Path) -> Row:
    """The source record of a shard. Raises `UnreadableSource`."""
    try:
        with shard.open("rb") as file:
            head: Row = json.loads(file.readline())
        _ = head["path"], head["sha256"], head["counts"]
    except (OSError, ValueError, KeyError, TypeError):
        raise UnreadableSource(
            str(shard), "no shard: it does not begin with a source record; extract its source again"
        ) from None
    return head
