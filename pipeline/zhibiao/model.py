"""The values that flow between the steps: frozen, slotted, without spaCy.

`Source → Article → (spaCy Doc with span groups) → mentions → facts → records`. Offsets here are code points into an
article's *clean* text (`Article.text`), half-open, unless a name says `raw`. `Article.offsets` leads back to the raw text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

Comparator = Literal["=", ">=", ">", "<=", "<", "~"]
Change = Literal["level", "delta", "gap"]
Direction = Literal["up", "down"]
Status = Literal["target", "actual", "other"]
Commitment = Literal["binding", "expected", "strive", "propose"]
RegionLevel = Literal["country", "province", "prefecture", "county", "township", "zone", "group"]
ArticleKind = Literal["news", "report", "statistics", "plan", "notice", "boilerplate"]
BlockKind = Literal["title", "subtitle", "byline", "dateline", "heading", "paragraph", "boilerplate"]
Link = Literal["clause", "sentence", "paragraph", "section", "article"]
AttributionKind = Literal["person", "document", "organisation", "outlet"]


# -- text ---------------------------------------------------------------------------------------------------------


BY_START, BY_END = attrgetter("start"), attrgetter("end")
"""The keys by which mentions are sorted and looked up."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text, `[start, end)`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, start: int, end: int) -> bool:
        """Whether `[start, end)` lies within."""
        return self.start <= start and end <= self.end

    def overlaps(self, start: int, end: int) -> bool:
        """Whether `[start, end)` shares a character."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Swap(Stretch):
    """A raw stretch that is read as other characters, `text`: &ldquo; as “. An empty one stands for a space between two tags."""

    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """`length` characters that are the same in clean and raw text, at `clean` and at `raw`.

    Where they are written otherwise in the raw text (&ldquo; for “), `width` is how many raw characters write them; 0 for
    a space that no raw character of a mention's text stands for (&nbsp;, a tag between two cells).
    """

    clean: int
    raw: int
    length: int
    width: int | None = None

    @property
    def raw_end(self) -> int:
        """Where it ends in the raw text."""
        return self.raw + (self.length if self.width is None else self.width)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Clean offsets to raw ones.

    `pieces` are sorted by `clean` and cover the clean text without gaps; they need not be sorted by `raw`, for repair
    moves paragraphs.
    """

    pieces: tuple[Piece, ...]

    def to_raw(self, start: int, end: int) -> tuple[Stretch, ...]:
        """The raw stretches of the clean interval `[start, end)`, in reading order, neighbours merged.

        >>> OffsetMap((Piece(0, 10, 3), Piece(3, 20, 5))).to_raw(1, 5)
        (Stretch(start=11, end=13), Stretch(start=20, end=22))
        """
        return tuple(self._to_raw(start, end))

    def _to_raw(self, start: int, end: int) -> Iterator[Stretch]:
        held: Stretch | None = None
        for index in range(self._find(start), len(self.pieces)):
            piece = self.pieces[index]
            if piece.clean >= end:
                break
            if piece.width is None:
                low = max(start, piece.clean) - piece.clean + piece.raw
                high = min(end, piece.clean + piece.length) - piece.clean + piece.raw
            else:  # half of &ldquo; says nothing
                low, high = piece.raw, piece.raw_end if start < piece.clean + piece.length else piece.raw
            if low >= high:
                continue
            if held is not None and held.end == low:
                held = Stretch(held.start, high)
                continue
            if held is not None:
                yield held
            held = Stretch(low, high)
        if held is not None:
            yield held

    def _find(self, clean: int) -> int:
        low, high = 0, len(self.pieces)
        while low < high:
            middle = (low + high) // 2
            if self.pieces[middle].clean <= clean:
                low = middle + 1
            else:
                high = middle
        return max(0, low - 1)


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line of a JSONL source, or a field of it, that cannot be used; `line` counts from 1."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Box:
    """Where a stretch of text stands on a page of a PDF: points from the top left corner; `page` counts from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a byline, a paragraph …, `[start, end)` in the clean text; `level` for headings (1 = title), else 0."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, `[start, end)` in the clean text, the heading included."""

    heading: str
    start: int
    end: int
    level: int = 2


@dataclass(frozen=True, slots=True)
class Repair:
    """One layout break that was joined: the sentence broke off at raw `start` and goes on at raw `end`.

    `kind` is `join` (only white space or running heads stood between), `move` (a whole paragraph stood between) or
    `unwrap` (a line was cut at a fixed width). `reason` names the evidence.
    """

    kind: Literal["join", "move", "unwrap"]
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article, its layout repaired: blocks are separated by a line feed in `text`.

    `reference_year` is the year that 今年 means; `year_known` says that a date or plain words tell it, and no guess.
    `line`, `digest` and `source_id` are those of its line in a JSONL source, `boxes` where it stands in a PDF.
    """

    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    repairs: tuple[Repair, ...] = ()
    kind: ArticleKind = "news"
    title: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    published: date | None = None
    published_from: Literal["metadata", "text"] | None = None
    reference_year: int | None = None
    year_known: bool = False
    url: str | None = None
    outlet: str | None = None
    language: Literal["zh-Hans", "zh-Hant"] = "zh-Hans"
    index: int = 0
    line: int | None = None
    digest: str | None = None
    source_id: str | None = None
    boxes: tuple[Box, ...] = ()

    @classmethod
    def of(cls, text: str, **fields: object) -> Article:
        """An article of clean text: nothing repaired, one paragraph a line.

        >>> Article.of("贵州省长").offsets.to_raw(0, 3)
        (Stretch(start=0, end=3),)
        """
        blocks, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                blocks.append(Block("paragraph", at, at + len(line)))
            at += len(line) + 1
        offsets = OffsetMap((Piece(0, 0, len(text)),) if text else ())
        return cls(text, offsets, tuple(blocks), **fields)  # type: ignore[arg-type]


# -- mentions: what the components find -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Region:
    """What a mention means: `path` from the top (`("山东省", "济宁市")`), the name as GUIDE-like official full name."""

    path: tuple[str, ...]
    level: RegionLevel
    adcode: str | None = None
    members: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class RegionMention:
    """贵州 in 贵州省政府: `nested`, `inside` 贵州省政府 (a stretch of the clean text)."""

    start: int
    end: int
    region: Region
    nested: bool = False
    inside: Stretch | None = None
    as_of: int | None = None
    alternatives: tuple[Region, ...] = ()
    rules: tuple[str, ...] = ()
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body or another longer name: 贵州省政府, 北京理工大学, 贵州省政府工作报告, “山东算网”.

    `kind` tells which: a name that may hold a post (`body`) or another that only holds places (`document`, `event`,
    `facility`, `project`, `newspaper`).
    """

    start: int
    end: int
    kind: Literal["body", "document", "event", "facility", "project", "newspaper"] = "body"
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A post: 中国移动贵州公司党委书记 has `org` 中国移动贵州公司 and `role` 党委书记."""

    start: int
    end: int
    role: str
    org: str | None = None
    former: bool = False
    acting: bool = False
    region: tuple[str, ...] | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A named individual; `name` is without inner spaces, the stretch is as written."""

    start: int
    end: int
    name: str
    titles: tuple[Title, ...] = ()
    says: bool = False
    rules: tuple[str, ...] = ()
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that measures something: 45%以上 → value 45, unit %, comparator >=, `[start, end)` holds 45%.

    `cue` is the whole expression with its comparator words (达45%以上 → 45%以上, 近一半), for the facts that look at
    what stands before and after. `normal` is (value, value_max, unit) in the canonical unit of the dimension.
    """

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    comparator: Comparator
    dimension: str = "count"
    cue: Stretch | None = None
    normal: tuple[Decimal, Decimal | None, str] | None = None
    rules: tuple[str, ...] = ()
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression: 2024年, 去年, 到2025年底, “十四五”, 2024—2026年, 上半年, 5年 (a duration).

    `first` and `last` are the years it covers (equal for one year), None where the text does not tell. `kind`:
    `year` (2024年), `range` (2021—2025年), `relative` (去年), `plan` (十四五时期), `date` (4月11日, 2024年3月), `part` (上半年,
    一季度), `duration` (5年, 三年), `deadline` (到2025年, 2030年前), `since` (2015年以来), `clock` (15时, 今天: no year is to be
    learned from it).
    """

    start: int
    end: int
    kind: Literal["year", "range", "relative", "plan", "date", "part", "duration", "deadline", "since", "clock"]
    first: int | None = None
    last: int | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A reading that lost, for `explain`: what it was, by which rules, and why it lost."""

    start: int
    end: int
    kind: Literal["region", "organisation", "person", "title", "quantity", "period", "target", "repair"]
    rules: tuple[str, ...]
    reason: str


# -- facts: what the mentions mean together -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """A person mention as a fact: `same_as` is the first mention of the same person, None for the first itself."""

    mention: PersonMention
    same_as: PersonMention | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, as written: one stretch, or several where a list shares a head."""

    stretches: tuple[Stretch, ...]
    text: str


@dataclass(frozen=True, slots=True)
class TargetRegion:
    """The region for which a value holds and how far its evidence lies; `name` 全国 for the nation."""

    region: Region
    link: Link
    evidence: Stretch | None = None


@dataclass(frozen=True, slots=True)
class TargetYear:
    """`year` with the words it comes from, or how it was inferred (`inferred`: title, carried, reference …)."""

    year: int
    evidence: Stretch | None = None
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who states it: a person mention, or a document, an organisation, an outlet by its words."""

    kind: AttributionKind
    text: str
    start: int | None = None
    end: int | None = None
    person: PersonMention | None = None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one article, each tuple in text order."""

    regions: tuple[RegionMention, ...] = ()
    people: tuple[Person, ...] = ()
    targets: tuple[Target, ...] = ()
    rejected: tuple[Rejected, ...] = ()
