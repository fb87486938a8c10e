"""Which characters a fact rests on, and what each of them says: number, indicator, region, year, speaker, title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]
Spans = list[list[int]]
Role = tuple[str, Spans]


def spans(place: Row) -> Spans:
    """The stretches of a place, in reading order: two or more where a repaired break cuts it."""
    pieces = place.get("pieces")
    return [[piece["start"], piece["end"]] for piece in pieces] if pieces else [[place["start"], place["end"]]]


def roles(row: Row, people: dict[str, Row]) -> Iterator[Role]:
    """The roles of a fact with their stretches, what it is about first; `people` are the persons of its article by id."""
    if row["record"] == "region":
        yield "region", spans(row)
    elif row["record"] == "person":
        yield "person", spans(row)
        for title in row["titles"]:
            yield "title", spans(title)
    else:
        yield "number", spans(row)
        for name, part in (("indicator", row["indicator"]), ("region", row["region"]), ("year", row["period"])):
            if part is not None and part.get("start") is not None:
                yield name, spans(part)
        yield from _speaker(row["attribution"], people)


def _speaker(said: Row | None, people: dict[str, Row]) -> Iterator[Role]:
    if said is not None and said["id"] in people:
        yield "speaker", spans(people[said["id"]])
    elif said is not None and said["start"] is not None:
        yield "speaker", spans(said)
