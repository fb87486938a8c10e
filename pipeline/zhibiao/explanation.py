"""Why this, and why not that: what was found on a stretch of text, by which rules, and which readings lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhibiao import notation
from zhibiao.components import groups
from zhibiao.model import Article, Facts, Rejected, Stretch
from zhibiao.notation import Mark
from zhibiao.text.sentences import sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: `kind`, the marked words, the rules, and for one that lost the reason."""

    kind: str
    marked: str
    rules: tuple[str, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One place where the text stands: the whole sentence in the notation of the test cases, a line a kind; the readings."""

    raw: Stretch
    sentences: dict[str, str]
    found: tuple[Reading, ...]
    lost: tuple[Reading, ...]


def explain(article: Article, doc: Doc, facts: Facts, wanted: str) -> Iterator[Explanation]:
    """An explanation for each place of the repaired text where `wanted` stands."""
    text = article.text
    lines = list(sentences(text))
    marks = _marks(doc, facts)
    at = text.find(wanted)
    while at >= 0 and wanted:
        place = Stretch(at, at + len(wanted))
        around = [line for line in lines if line.overlaps(place.start, place.end)] or [place]
        raw = article.offsets.to_raw(place.start, place.end)
        yield Explanation(
            raw=Stretch(raw[0].start, raw[-1].end),
            sentences=dict(_sentences(text, marks, Stretch(around[0].start, around[-1].end))),
            found=tuple(_found(text, marks, place)),
            lost=tuple(_lost(text, facts.rejected, place)),
        )
        at = text.find(wanted, at + len(wanted))


def _marks(doc: Doc, facts: Facts) -> list[tuple[str, Mark, tuple[str, ...]]]:
    text = groups.text(doc)
    rows: list[tuple[str, Mark, tuple[str, ...]]] = []
    for period in groups.periods(doc):
        rows.append(("period", Mark(period.start, period.end, notation.period(period)), period.rules))
    for body in groups.organisations(doc):
        rows.append(("organisation", Mark(body.start, body.end, notation.organisation(body)), body.rules))
    for region in facts.regions:
        rows.append(("region", Mark(region.start, region.end, notation.region(region, text)), region.rules))
    for person in facts.people:
        mention = person.mention
        rows.append(("person", Mark(mention.start, mention.end, notation.person(mention)), mention.rules))
    for target in facts.targets:
        number = target.quantity
        rows.append(("quantity", Mark(number.start, number.end, notation.quantity(number)), number.rules))
        rows.append(("target", Mark(number.start, number.end, notation.target(target)), target.rules))
    return rows


def _sentences(text: str, marks: list[tuple[str, Mark, tuple[str, ...]]], around: Stretch) -> Iterator[tuple[str, str]]:
    for kind in ("period", "quantity", "target", "region", "organisation", "person"):
        here = [
            Mark(mark.start - around.start, mark.end - around.start, mark.label)
            for which, mark, _ in marks
            if which == kind and around.covers(mark.start, mark.end)
        ]
        if here:
            yield kind, notation.render(text[around.start : around.end], here)


def _found(text: str, marks: list[tuple[str, Mark, tuple[str, ...]]], place: Stretch) -> Iterator[Reading]:
    for kind, mark, rules in marks:
        if place.overlaps(mark.start, mark.end):
            yield Reading(kind, f"[{text[mark.start : mark.end]}]({mark.label})", rules)


def _lost(text: str, rejected: tuple[Rejected, ...], place: Stretch) -> Iterator[Reading]:
    for one in rejected:
        if place.overlaps(one.start, one.end):
            yield Reading(one.kind, f"[{text[one.start : one.end]}]", one.rules, one.reason)
