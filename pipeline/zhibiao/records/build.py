"""Facts of one article to its records: ids, raw offsets, JSON numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

from zhibiao.errors import RecordError
from zhibiao.model import (
    Article,
    Attribution,
    Box,
    Facts,
    Person,
    PersonMention,
    Quantity,
    Region,
    RegionMention,
    Stretch,
    Target,
    TargetRegion,
    TargetYear,
    Title,
)
from zhibiao.records.schema import ArticleRecord, FactRecord, PersonRecord, QuantityRecord, RegionRecord

FactKind = Literal["region", "person", "quantity"]
_ORDER = {"region": 0, "person": 1, "quantity": 2}


def records_of(article: Article, article_id: str, facts: Facts, raw: str) -> Iterator[ArticleRecord | FactRecord]:
    """The article's record, then its facts in text order (of the repaired text). `raw` is the source's text."""
    builder = _Builder(article, article_id, raw)
    yield builder.article_record()
    rows: list[tuple[int, int, FactRecord]] = [
        *((m.start, m.end, builder.region(m)) for m in facts.regions),
        *((p.mention.start, p.mention.end, builder.person(p)) for p in facts.people),
        *((t.quantity.start, t.quantity.end, builder.quantity(t)) for t in facts.targets),
    ]
    rows.sort(key=lambda row: (row[0], row[1], _ORDER[row[2].record]))
    for _, _, record in rows:
        yield record


def identify(*parts: object) -> str:
    """Twelve hexadecimal digits that depend on nothing but the parts."""
    return hashlib.blake2b("\0".join(map(str, parts)).encode(), digest_size=6).hexdigest()


def json_number(value: Decimal) -> int | float:
    """An int where the value is whole, else the nearest float (equal to the Decimal up to 15 digits)."""
    return int(value) if value == value.to_integral_value() else float(value)


class _Builder:
    def __init__(self, article: Article, article_id: str, raw: str) -> None:
        self.article = article
        self.id = article_id
        self.raw = raw
        pieces = article.offsets.pieces
        self.origin = min((piece.raw for piece in pieces), default=0)
        self.limit = max((piece.raw_end for piece in pieces), default=0)

    # -- places -------------------------------------------------------------------------------------------------

    def located(self, *stretches: Stretch) -> dict[str, Any]:
        """`start`, `end`, `text` and, where there is more than one, `pieces`."""
        to_raw = self.article.offsets.to_raw
        places = [place for stretch in stretches for place in to_raw(stretch.start, stretch.end)]
        if len(places) == 1:
            start, end = places[0].start, places[0].end
            return {"start": start, "end": end, "text": self.raw[start:end]}
        if not places:
            raise RecordError(f"article {self.id}: a mention at {stretches} holds no character")
        return {
            "start": places[0].start,
            "end": places[-1].end,
            "text": "".join(self.raw[place.start : place.end] for place in places),
            "pieces": [{"start": place.start, "end": place.end} for place in places],
        }

    def edge(self, start: int, end: int) -> tuple[int, int]:
        places = self.article.offsets.to_raw(start, end)
        if len(places) == 1:
            return places[0].start, places[0].end
        if not places:
            return self.origin, self.origin
        return min(place.start for place in places), max(place.end for place in places)

    def fact_id(self, kind: FactKind, start: int, end: int) -> str:
        """Of the article's id, which holds its text, and the place in that text: what stands before it in the source is no part."""
        return f"{kind[0]}-{identify(self.id, kind, start, end)}"

    def fact(self, kind: FactKind, start: int, end: int, rules: tuple[str, ...], confidence: float) -> dict[str, Any]:
        return {
            "record": kind,
            "id": self.fact_id(kind, start, end),
            "article": self.id,
            **self.located(Stretch(start, end)),
            "rules": list(rules),
            "confidence": round(confidence, 3),
        }

    # -- records ------------------------------------------------------------------------------------------------

    def article_record(self) -> ArticleRecord:
        article = self.article
        sections = []
        for section in article.sections:
            start, end = self.edge(section.start, section.end)
            sections.append({"heading": section.heading, "start": start, "end": end})
        return ArticleRecord.model_validate(
            {
                "record": "article",
                "id": self.id,
                "index": article.index,
                "title": article.title,
                "subtitle": article.subtitle,
                "byline": article.byline,
                "published": article.published,
                "published_from": article.published_from,
                "reference_year": article.reference_year,
                "url": article.url,
                "kind": article.kind,
                "start": self.origin,
                "end": self.limit,
                "sections": sections,
                "repairs": [
                    {"kind": r.kind, "start": r.start, "end": r.end, "reason": r.reason} for r in article.repairs
                ],
                "language": article.language,
                "line": article.line,
                "digest": article.digest,
                "source_id": article.source_id,
                "boxes": [_box(box) for box in article.boxes] or None,
            }
        )

    def region(self, mention: RegionMention) -> RegionRecord:
        inside = mention.inside
        return RegionRecord.model_validate(
            {
                **self.fact("region", mention.start, mention.end, mention.rules, mention.confidence),
                **_reading(mention.region),
                "members": list(mention.region.members),
                "nested": mention.nested,
                "inside": self.article.text[inside.start : inside.end] if inside else None,
                "as_of": mention.as_of,
                "alternatives": [_reading(other) for other in mention.alternatives],
            }
        )

    def person(self, person: Person) -> PersonRecord:
        mention = person.mention
        return PersonRecord.model_validate(
            {
                **self.fact("person", mention.start, mention.end, mention.rules, mention.confidence),
                "name": mention.name,
                "titles": [self.title(title) for title in mention.titles],
                "says": mention.says,
                "same_as": self.person_id(person.same_as) if person.same_as else None,
            }
        )

    def title(self, title: Title) -> dict[str, Any]:
        return {
            **self.located(Stretch(title.start, title.end)),
            "org": title.org,
            "role": title.role,
            "former": title.former,
            "acting": title.acting,
            "region": list(title.region) if title.region else None,
        }

    def person_id(self, mention: PersonMention) -> str:
        return self.fact_id("person", mention.start, mention.end)

    def quantity(self, target: Target) -> QuantityRecord:
        mention = target.quantity
        indicator = target.indicator
        return QuantityRecord.model_validate(
            {
                **self.fact("quantity", mention.start, mention.end, (*target.rules, *mention.rules), target.confidence),
                "value": json_number(mention.value),
                "value_max": None if mention.value_max is None else json_number(mention.value_max),
                "comparator": mention.comparator,
                "unit": mention.unit,
                "normal": _normal(mention),
                "dimension": mention.dimension,
                "indicator": self.located(*indicator.stretches) if indicator else None,
                "indicator_id": target.indicator_id,
                "indicator_full": target.indicator_full,
                "action": target.action,
                "change": target.change,
                "direction": target.direction,
                "baseline": target.baseline,
                "status": target.status,
                "commitment": target.commitment,
                "same_as": self.fact_id("quantity", target.same_as.start, target.same_as.end)
                if target.same_as
                else None,
                "year": target.year.year if target.year else None,
                "period": self.period(target.year) if target.year else None,
                "region": self.value_region(target.region) if target.region else None,
                "attribution": self.attribution(target.attribution) if target.attribution else None,
                "sentence": self.article.text[target.sentence.start : target.sentence.end],
            }
        )

    def value_region(self, target: TargetRegion) -> dict[str, Any]:
        region, evidence = target.region, target.evidence
        row: dict[str, Any] = {
            "path": list(region.path),
            "name": region.name,
            "adcode": region.adcode,
            "link": target.link,
        }
        if evidence is not None:
            row["start"], row["end"] = self.edge(evidence.start, evidence.end)
        return row

    def period(self, year: TargetYear) -> dict[str, Any]:
        if year.evidence is None:
            return {"text": None, "start": None, "end": None, "inferred": year.inferred}
        start, end = self.edge(year.evidence.start, year.evidence.end)
        text = self.article.text[year.evidence.start : year.evidence.end]
        return {"text": text, "start": start, "end": end, "inferred": year.inferred}

    def attribution(self, said: Attribution) -> dict[str, Any]:
        place: tuple[int | None, int | None] = (None, None)
        if said.start is not None and said.end is not None:
            place = self.edge(said.start, said.end)
        return {
            "kind": said.kind,
            "text": said.text,
            "start": place[0],
            "end": place[1],
            "id": self.person_id(said.person) if said.person else None,
        }


def _box(box: Box) -> dict[str, Any]:
    return {"page": box.page, "left": box.left, "top": box.top, "right": box.right, "bottom": box.bottom}


def _reading(region: Region) -> dict[str, Any]:
    return {"path": list(region.path), "name": region.name, "adcode": region.adcode, "level": region.level}


def _normal(mention: Quantity) -> dict[str, Any] | None:
    if mention.normal is None:
        return None
    value, value_max, unit = mention.normal
    return {
        "value": json_number(value),
        "value_max": None if value_max is None else json_number(value_max),
        "unit": unit,
    }
