"""Facts: what the mentions of an article mean together."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from zhibiao.model.frozen import value
from zhibiao.model.mentions import PersonMention, Quantity, Region, RegionMention, Rejected
from zhibiao.model.offsets import Stretch

Change = Literal["level", "delta", "gap"]
Direction = Literal["up", "down"]
Status = Literal["target", "actual", "other"]
Commitment = Literal["binding", "expected", "strive", "propose"]
Link = Literal["clause", "sentence", "paragraph", "section", "article"]
AttributionKind = Literal["person", "document", "organisation", "outlet"]


@value
class Person:
    """A person mention as a fact: `same_as` is the first mention of the same person, None for the first itself."""

    mention: PersonMention
    same_as: PersonMention | None = None


@value
class Indicator:
    """What is measured, as written: one stretch, or several where a list shares a head."""

    stretches: tuple[Stretch, ...]
    text: str


@value
class TargetRegion:
    """The region for which a value holds and how far its evidence lies; `name` 全国 for the nation."""

    region: Region
    link: Link
    evidence: Stretch | None = None


@value
class TargetYear:
    """`year` with the words it comes from, or how it was inferred (`inferred`: title, carried, reference …)."""

    year: int
    evidence: Stretch | None = None
    inferred: str | None = None


@value
class Attribution:
    """Who states it: a person mention, or a document, an organisation, an outlet by its words."""

    kind: AttributionKind
    text: str
    start: int | None = None
    end: int | None = None
    person: PersonMention | None = None


@value
class Target:
    """A quantity with what it measures, where, when, and who says so."""

    quantity: Quantity
    indicator: Indicator | None = None
    indicator_id: str | None = None
    indicator_full: str | None = None
    action: str | None = None
    change: Change = "level"
    direction: Direction | None = None
    baseline: str | None = None
    status: Status = "actual"
    commitment: Commitment | None = None
    year: TargetYear | None = None
    region: TargetRegion | None = None
    attribution: Attribution | None = None
    same_as: Quantity | None = None
    sentence: Stretch = field(default_factory=lambda: Stretch(0, 0))
    rules: tuple[str, ...] = ()
    confidence: float = 0.8


@value
class Facts:
    """All facts of one article, each tuple in text order."""

    regions: tuple[RegionMention, ...] = ()
    people: tuple[Person, ...] = ()
    targets: tuple[Target, ...] = ()
    rejected: tuple[Rejected, ...] = ()
