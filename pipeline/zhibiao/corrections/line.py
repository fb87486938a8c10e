"""A line of corrections: which fact, what was decided, and what its fields are then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from zhibiao.errors import CorrectionError
from zhibiao.model import Change, Comparator, Status
from zhibiao.records.schema import Located, Number, Offset, Place

Kind = Literal["region", "person", "quantity"]
Decision = Literal["accept", "reject", "edit", "add", "withdraw"]
Key = tuple[str, str, str, int, int]
"""The source's hash, the article, the kind, start and end: two corrections with one key are about one fact."""


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


class QuantityFields(_Closed):
    """What can be said of a quantity; a field that is left out stays as it was found.

    `indicator` is a place with its words, or the words alone, which must then stand near the number. `region` is written
    as `山东省/济宁市`, or `全国`.
    """

    value: Number | None = None
    value_max: Number | None = None
    unit: str | None = None
    comparator: Comparator = "="
    indicator: Located | str | None = None
    change: Change = "level"
    status: Status = "actual"
    year: Annotated[int, Field(ge=1, le=9999)] | None = None
    region: Annotated[str, Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _has_value(self) -> Self:
        if "value" in self.model_fields_set and self.value is None:
            raise ValueError("value must be a number")
        return self


class RegionFields(_Closed):
    """What can be said of a region mention; `path` is written as `山东省/济宁市`."""

    path: Annotated[str, Field(min_length=1)] = ""
    nested: bool = False


class TitleFields(Located):
    """One post, with the place of its words: 贵州省政协委员 has the organisation 贵州省政协 and the role 委员."""

    org: str | None = None
    role: Annotated[str, Field(min_length=1)]
    former: bool = False
    acting: bool = False


class PersonFields(_Closed):
    """What can be said of a mention of a person."""

    name: Annotated[str, Field(min_length=1)] = ""
    titles: list[TitleFields] = Field(default_factory=list)


FIELDS: dict[str, type[_Closed]] = {"region": RegionFields, "person": PersonFields, "quantity": QuantityFields}


class Correction(_Closed):
    """One decision about one fact.

    `start`, `end`, `text` and `pieces` are those of the fact; `before` and `after` are the characters around it, by which
    it is found again in a source that has changed. `fields` of an accepted fact hold what was accepted, of an edited or
    added one what it is.
    """

    record: Literal["correction"]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    source: str
    article: str
    kind: Kind
    start: Offset
    end: Offset
    text: Annotated[str, Field(min_length=1)]
    pieces: list[Place] | None = None
    before: str = ""
    after: str = ""
    sentence: str | None = None
    decision: Decision
    fields: dict[str, Any] = Field(default_factory=dict)
    by: str | None = None
    at: str | None = None
    note: str | None = None

    @field_validator("end")
    @classmethod
    def _behind(cls, end: int, info: Any) -> int:
        if end <= info.data.get("start", -1) and "pieces" not in info.data:
            raise ValueError("must lie behind start")
        return end

    @model_validator(mode="after")
    def _checked_fields(self) -> Self:
        if self.decision in {"reject", "withdraw"} and self.fields:
            raise ValueError(f"fields: a fact that is {self.decision}ed has none; leave them out")
        if self.decision in {"edit", "add"} and not self.fields:
            raise ValueError(f"fields: say what to {self.decision}; accept needs none")
        FIELDS[self.kind].model_validate(self.fields)
        return self

    @property
    def key(self) -> Key:
        """Which fact it is about."""
        return self.sha256, self.article, self.kind, self.start, self.end

    @property
    def asserts(self) -> bool:
        """Whether the fact is one: accepted, edited or added."""
        return self.decision in {"accept", "edit", "add"}

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where its characters stand, in reading order."""
        return [(piece.start, piece.end) for piece in self.pieces] if self.pieces else [(self.start, self.end)]

    def line(self) -> str:
        """As one line of JSON, without its line feed; what is not said is left out."""
        return self.model_dump_json(exclude_defaults=True)


def parse_lines(name: str, lines: Iterable[str | bytes]) -> Iterator[Correction | CorrectionError]:
    """The corrections of a file, and for each line that is none the error that names it."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Correction.model_validate_json(line)
        except ValidationError as error:
            yield CorrectionError(name, number, _explained(error))


def _explained(error: ValidationError) -> str:
    """The first fault: `fields.status: Input should be 'target', 'actual' or 'other'`."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    why = first["msg"].removeprefix("Value error, ")
    return f"{place}: {why}" if place else why


def parse_strictly(name: str, lines: Iterable[str | bytes]) -> list[Correction]:
    """The corrections of a file. Raises `CorrectionError` at the first line that is none."""
    found: list[Correction] = []
    for one in parse_lines(name, lines):
        if isinstance(one, CorrectionError):
            raise one
        found.append(one)
    return found
