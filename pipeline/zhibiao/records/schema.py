"""The records as pydantic models; field order is the order in the shard."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from zhibiao.model import (
    ArticleKind,
    AttributionKind,
    Change,
    Commitment,
    Comparator,
    Direction,
    Link,
    RegionLevel,
    Status,
)

SCHEMA: Final = "1"
"""The version of the contract: raised when a field changes its meaning."""

Offset = Annotated[int, Field(ge=0, description="code point in the source's text as decoded, BOM removed")]
Count = Annotated[int, Field(ge=0)]
Number = int | float
Confidence = Annotated[float, Field(ge=0, le=1)]
Adcode = Annotated[str, Field(pattern="^[0-9]{6}$", description="GB/T 2260")]
RegionPath = Annotated[list[str], Field(min_length=1, description="names from the top: 山东省, 济宁市")]


def _is_none(value: object) -> bool:
    return value is None


class Model(BaseModel):
    """Closed and frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Place(Model):
    """A raw stretch."""

    start: Offset
    end: Offset


class Located(Model):
    """Where something stands: `raw[start:end] == text`, or the concatenation of `pieces` where a break was repaired."""

    start: Offset
    end: Offset
    text: Annotated[str, Field(min_length=1)]
    pieces: Annotated[list[Place] | None, Field(exclude_if=_is_none)] = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.pieces is None:
            if self.end - self.start != len(self.text):
                raise ValueError(f"end - start is {self.end - self.start}, but text has {len(self.text)} characters")
        elif len(self.pieces) < 2 or any(p.start >= p.end for p in self.pieces):
            raise ValueError("pieces must be two or more, none of them empty")
        elif sum(p.end - p.start for p in self.pieces) != len(self.text):
            raise ValueError("pieces together must be as long as text")
        elif (self.start, self.end) != (self.pieces[0].start, self.pieces[-1].end):
            raise ValueError("start and end must be those of the first and the last piece")
        return self


class Owned(Model):
    """What belongs to an article."""

    record: str
    id: str
    article: str


class Fact(Located, Owned):  # in this order, for fields go into the shard from the last base to the first
    """What every fact has."""

    rules: list[str]
    confidence: Confidence
    corrected: Annotated[Literal[True] | None, Field(exclude_if=_is_none)] = None


class FaultRecord(Model):
    """A line of a JSONL source that could not be used."""

    line: Annotated[int, Field(ge=1)]
    why: str


class SourceRecord(Model):
    """One input; the first line of its shard.

    `format` is left out for plain text; `broken` counts the faulty lines of a JSONL source, `faults` names the first of them.
    """

    record: Literal["source"]
    path: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    encoding: str
    chars: Count
    articles: Count
    counts: dict[str, Count]
    fingerprint: str
    version: str
    schema_: Annotated[Literal["1"], Field(alias="schema")]  # pydantic's own models have a method of this name
    format: Annotated[Literal["html", "jsonl", "pdf"] | None, Field(exclude_if=_is_none)] = None
    broken: Annotated[int | None, Field(ge=1, exclude_if=_is_none)] = None
    faults: Annotated[list[FaultRecord] | None, Field(exclude_if=_is_none)] = None

    model_config = ConfigDict(validate_by_name=True)


class SectionRecord(Model):
    """A heading and what stands under it."""

    heading: str
    start: Offset
    end: Offset


class RepairRecord(Model):
    """A layout break: the sentence broke off at `start` and goes on at `end`."""

    kind: Literal["join", "move", "unwrap"]
    start: Offset
    end: Offset
    reason: str


class BoxRecord(Model):
    """Where a part of an article stands on a page of a PDF: points from the top left corner."""

    page: Annotated[int, Field(ge=1)]
    left: float
    top: float
    right: float
    bottom: float


class ArticleRecord(Model):
    """One article of a source.

    `line`, `digest` (of the line's text and fields) and `source_id` (its own `id`) stand in articles of a JSONL source, `boxes`
    in those of a PDF.
    """

    record: Literal["article"]
    id: str
    index: Count
    title: str | None
    subtitle: str | None
    byline: str | None
    published: date | None
    published_from: Literal["metadata", "text"] | None
    reference_year: int | None
    url: str | None
    kind: ArticleKind
    start: Offset
    end: Offset
    sections: list[SectionRecord]
    repairs: list[RepairRecord]
    language: Literal["zh-Hans", "zh-Hant"]
    line: Annotated[int | None, Field(ge=1, exclude_if=_is_none)] = None
    digest: Annotated[str | None, Field(exclude_if=_is_none)] = None
    source_id: Annotated[str | None, Field(exclude_if=_is_none)] = None
    boxes: Annotated[list[BoxRecord] | None, Field(exclude_if=_is_none)] = None


class RegionReading(Model):
    """One reading of an ambiguous name."""

    path: RegionPath
    name: str
    adcode: Adcode | None
    level: RegionLevel


class RegionRecord(Fact):
    """A region mention."""

    record: Literal["region"]
    path: RegionPath
    name: str
    adcode: Adcode | None
    level: RegionLevel
    members: list[Adcode]
    nested: bool
    inside: str | None
    as_of: int | None
    alternatives: list[RegionReading]


class TitleRecord(Located):
    """A post of a person."""

    org: str | None
    role: str
    former: bool
    acting: bool
    region: list[str] | None


class PersonRecord(Fact):
    """A mention of a named individual."""

    record: Literal["person"]
    name: str
    titles: list[TitleRecord]
    says: bool
    same_as: str | None


class Normal(Model):
    """The value in the canonical unit of its dimension."""

    value: Number
    value_max: Number | None
    unit: str


class PeriodRecord(Model):
    """Where the year comes from: the words with their offsets, or how it was inferred."""

    text: str | None
    start: Offset | None
    end: Offset | None
    inferred: str | None


class ValueRegion(Model):
    """The region for which a value holds, how far its evidence lies, and where that stands, if one place tells it."""

    path: RegionPath
    name: str
    adcode: Adcode | None
    link: Link
    start: Annotated[Offset | None, Field(exclude_if=_is_none)] = None
    end: Annotated[Offset | None, Field(exclude_if=_is_none)] = None


class AttributionRecord(Model):
    """Who states it."""

    kind: AttributionKind
    text: str
    start: Offset | None
    end: Offset | None
    id: str | None


class QuantityRecord(Fact):
    """A number that measures something, with what, where, when and who says so."""

    record: Literal["quantity"]
    value: Number
    value_max: Number | None
    comparator: Comparator
    unit: str | None
    normal: Normal | None
    dimension: str
    indicator: Located | None
    indicator_id: str | None
    indicator_full: str | None
    action: str | None
    change: Change
    direction: Direction | None
    baseline: str | None
    status: Status
    commitment: Commitment | None
    same_as: str | None
    year: int | None
    period: PeriodRecord | None
    region: ValueRegion | None
    attribution: AttributionRecord | None
    sentence: str


Record = SourceRecord | ArticleRecord | RegionRecord | PersonRecord | QuantityRecord
FactRecord = RegionRecord | PersonRecord | QuantityRecord

_ANY: TypeAdapter[Record] = TypeAdapter(Annotated[Record, Field(discriminator="record")])


def parse(line: str | bytes) -> Record:
    """The record of one line of a shard; no value is bent to its type. Raises pydantic's `ValidationError`."""
    return _ANY.validate_json(line, strict=True)


def to_line(record: Record) -> str:
    """The line of a shard, without its line feed: compact, Chinese as it is, `pieces` and `corrected` only where they say something."""
    return record.model_dump_json(by_alias=True)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of a shard."""
    schema = _ANY.json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "zhibiao record", **schema}
