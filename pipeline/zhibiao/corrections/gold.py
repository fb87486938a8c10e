"""Reviewed facts as annotated documents, in the format that `zhibiao eval` reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from zhibiao.corrections.corrector import spans_of
from zhibiao.corrections.line import Correction
from zhibiao.corrections.moving import place_in
from zhibiao.corrections.patch import Row
from zhibiao.corrections.shard import Texts, documents, no_texts
from zhibiao.shards import read_rows, shards

_PARTS = {"region": "regions", "person": "people", "quantity": "quantities"}
_PLACE = ("start", "end", "text", "pieces")


def gold_documents(
    output: Path, corrections: Sequence[Correction], texts: Texts = no_texts
) -> Iterator[dict[str, Any]]:
    """One document for each source that was reviewed (of a JSONL source, each line), with the facts that are true.

    A document is whole where every fact of its shard was decided. Another one is `partial`, and lists what was rejected:
    finds in it that nobody has decided count neither way. Facts come from the shards, so apply the corrections first.
    `texts` lets what was decided before a source changed be found again. Raises `UnreadableSource`.
    """
    for shard in shards(output):
        source, *rows = read_rows(shard)
        mine = [one for one in corrections if source["sha256"] == one.sha256 or source["path"] == one.source]
        if not mine:
            continue
        known, stem = texts(source), PurePosixPath(source["path"]).stem
        for line, document in documents(rows):
            articles = {row["id"] for row in document if row["record"] == "article"}
            placed = [
                place_in(
                    known.get(line),
                    one,
                    same_source=one.sha256 == source["sha256"],
                    known_article=one.article in articles,
                    many=line is not None,
                )
                for one in mine
            ]
            decided = [one for one in placed if one is not None]
            if decided:
                yield _document(stem if line is None else f"{stem}:{line}", document, decided)


def _document(name: str, rows: Sequence[Row], corrections: Sequence[Correction]) -> dict[str, Any]:
    true = {(one.kind, *one.spans) for one in corrections if one.asserts}
    facts = [row for row in rows if row["record"] in _PARTS and (row["record"] != "quantity" or row["unit"])]
    reviewed = [row for row in facts if (row["record"], *spans_of(row)) in true]
    document: dict[str, Any] = {"doc": name, "regions": [], "people": [], "quantities": []}
    for row in sorted(reviewed, key=lambda row: (row["start"], row["end"])):
        document[_PARTS[row["record"]]].append(_GOLD[row["record"]](row))
    if len(reviewed) < len(facts):
        false = [one for one in corrections if one.decision == "reject"]
        document["partial"] = True
        document["rejected"] = [{name: getattr(one, name) for name in _REJECTED} for one in false]
    return document


_REJECTED = ("kind", "start", "end", "text")


def _place(row: Row) -> Row:
    return {name: row[name] for name in _PLACE if name in row}


def _region(row: Row) -> Row:
    return {**_place(row), "name": "/".join(row["path"]), "nested": row["nested"]}


def _person(row: Row) -> Row:
    titles = [{**_place(title), **{name: title[name] for name in ("org", "role", "former")}} for title in row["titles"]]
    return {**_place(row), "name": row["name"], "titles": titles}


def _quantity(row: Row) -> Row:
    indicator, region = row["indicator"], row["region"]
    return {
        **_place(row),
        **{name: row[name] for name in ("value", "value_max", "comparator", "unit")},
        "indicator": _place(indicator) if indicator else None,
        **{name: row[name] for name in ("change", "status", "year")},
        "region": "/".join(region["path"]) if region else None,
    }


_GOLD = {"region": _region, "person": _person, "quantity": _quantity}
