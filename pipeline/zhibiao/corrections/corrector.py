"""The corrections of one source laid over its records, document by document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError

from zhibiao.corrections.line import Correction, Key
from zhibiao.corrections.meanings import Meanings
from zhibiao.corrections.moving import place_in
from zhibiao.corrections.patch import Row, Unfit, blank, patched
from zhibiao.corrections.references import dropped, renamed
from zhibiao.records import Record, check_places, parse, to_line
from zhibiao.records.build import identify

State = Literal["applied", "agreed", "unfit", "waiting", "gone"]
RANK: dict[State, int] = {"applied": 0, "agreed": 1, "unfit": 2, "waiting": 3, "gone": 4}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction.

    `applied`: a record was changed, added or removed. `agreed`: the records say so already. `unfit`: its fields do not
    fit. `waiting`: the source has changed and its text is not at hand. `gone`: its place is nowhere in the source now.
    `moved` says that the place was found again in a source that has changed.
    """

    correction: Correction
    state: State
    why: str = ""
    moved: bool = False

    def __str__(self) -> str:
        one = self.correction
        place = f"{one.source}, characters {one.start}–{one.end}, {one.kind} {one.text!r} ({one.decision})"
        return f"{place}: {self.why or self.state}"


class Corrector:
    """Applies what was decided about a source: give it each document's rows, then ask for the outcomes.

    `many` says that the source holds documents with offsets of their own (JSONL).
    """

    def __init__(
        self,
        corrections: Iterable[Correction],
        path: str,
        sha256: str,
        *,
        many: bool = False,
        meanings: Meanings | None = None,
    ) -> None:
        self._corrections = [one for one in corrections if one.sha256 == sha256 or one.source == path]
        self._sha256 = sha256
        self._many = many
        self._meanings = meanings or Meanings()
        self._outcomes: dict[Key, Outcome] = {}

    def __bool__(self) -> bool:
        """Whether anything was decided about this source."""
        return bool(self._corrections)

    def records(self, records: Sequence[Record], raw: str | None) -> list[Record]:
        """The records of one document, each article followed by its facts, corrected; `raw` is the document's text."""
        if not self._corrections:
            return list(records)
        rows = [json.loads(to_line(record)) for record in records]
        return [parse(_line(row)) for row in self.rows(rows, raw)]

    def rows(self, rows: list[Row], raw: str | None) -> list[Row]:
        """The same for plain rows; `raw` is None where the text is not at hand: then only an unchanged source is corrected."""
        articles = {row["id"]: row for row in rows if row["record"] == "article"}
        for one in self._corrections:
            known = one.article in articles
            placed = place_in(raw, one, same_source=one.sha256 == self._sha256, known_article=known, many=self._many)
            if placed is None:
                continue
            article = articles.get(one.article) or _around(articles.values(), placed.start)
            if article is None:
                continue  # between two articles, or in another document
            moved = placed.start != one.start or one.sha256 != self._sha256
            try:
                changed = self._corrected(rows, placed, article, raw)
            except Unfit as error:
                self._note(Outcome(one, "unfit", str(error), moved))
                continue
            self._note(Outcome(one, "agreed" if changed is rows else "applied", moved=moved))
            rows = changed
        return rows

    def outcomes(self) -> list[Outcome]:
        """What became of each correction of this source; ask when all its documents were given."""
        return [self._outcomes.get(one.key) or self._lost(one) for one in self._corrections]

    def _lost(self, one: Correction) -> Outcome:
        why = "its words stand nowhere in the source now, between the same neighbours; review the source again"
        return Outcome(one, "gone", why)

    def _note(self, outcome: Outcome) -> None:
        key = outcome.correction.key
        old = self._outcomes.get(key)
        if old is None or RANK[outcome.state] < RANK[old.state]:
            self._outcomes[key] = outcome

    # -- one correction ---------------------------------------------------------------------------------------------

    def _corrected(self, rows: list[Row], one: Correction, article: Row, raw: str | None) -> list[Row]:
        """The rows with this correction; the same object where they say so already. Raises `Unfit`."""
        exact = [row for row in rows if row["record"] == one.kind and spans_of(row) == one.spans]
        if one.decision == "reject":
            return dropped(rows, [row["id"] for row in exact]) if exact else rows
        if exact:
            new = self._checked(patched(exact[0], one, raw, self._meanings), raw)
            return rows if new is exact[0] else [new if row is exact[0] else row for row in rows]
        near = [row for row in rows if row["record"] == one.kind and _overlap(spans_of(row), one.spans)]
        return self._placed(rows, near, one, article, raw)

    def _placed(self, rows: list[Row], near: list[Row], one: Correction, article: Row, raw: str | None) -> list[Row]:
        """A fact that stands where the extractor finds none, or another stretch: it takes the place of those."""
        where = (one.start - article["start"], one.end - article["start"])
        place: Row = {
            "id": f"{one.kind[0]}-{identify(article['id'], one.kind, 'added', *where)}",
            **{"article": article["id"], "start": one.start, "end": one.end, "text": one.text, "rules": []},
        }
        if one.pieces:
            place["pieces"] = [piece.model_dump() for piece in one.pieces]
        base = {name: value for name, value in near[0].items() if name != "pieces"} if near else blank(one)
        new = patched({**base, **place}, one, raw, self._meanings)
        new = self._checked(
            {**new, "rules": [f"corrections:{one.decision}"], "confidence": 1.0, "corrected": True}, raw
        )
        if not near:
            return _inserted(rows, new)
        rest = renamed(dropped(rows, [row["id"] for row in near[1:]]), near[0]["id"], new["id"])
        return [new if row["id"] == near[0]["id"] else row for row in rest]

    def _checked(self, row: Row, raw: str | None) -> Row:
        """The row, where it keeps the contract. Raises `Unfit`."""
        try:
            record = parse(_line(row))
        except ValidationError as error:
            fault = error.errors(include_input=False, include_url=False)[0]
            raise Unfit(f"{'.'.join(map(str, fault['loc'][1:]))}: {fault['msg']}") from None
        for field, why in check_places(record, raw) if raw is not None else ():
            raise Unfit(f"{field}: {why}")
        return row


def spans_of(row: Row) -> list[tuple[int, int]]:
    """Where a fact's characters stand, in reading order."""
    pieces = row.get("pieces")
    return [(piece["start"], piece["end"]) for piece in pieces] if pieces else [(row["start"], row["end"])]


def _overlap(some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for start, end in some for other_start, other_end in others)


def _around(articles: Iterable[Row], place: int) -> Row | None:
    """The article that a place lies in."""
    return next((row for row in articles if row["start"] <= place < row["end"]), None)


def _inserted(rows: list[Row], new: Row) -> list[Row]:
    """The rows with a fact set in where its article's facts pass its place."""
    at = next(index for index, row in enumerate(rows) if row["id"] == new["article"]) + 1
    while at < len(rows) and rows[at].get("article") == new["article"] and rows[at]["start"] <= new["start"]:
        at += 1
    return [*rows[:at], new, *rows[at:]]


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False)
