"""Mentions: what the components find, each for itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from zhibiao.model.frozen import value
from zhibiao.model.offsets import Stretch

Comparator = Literal["=", ">=", ">", "<=", "<", "~"]
RegionLevel = Literal["country", "province", "prefecture", "county", "township", "zone", "group"]


@value
class Region:
    """What a mention means: `path` from the top (`("山东省", "济宁市")`), each name the official full one."""

    path: tuple[str, ...]
    level: RegionLevel
    adcode: str | None = None
    members: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.path[-1]


@value
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


@value
class Organisation:
    """A body or another longer name: 贵州省政府, 北京理工大学, 贵州省政府工作报告, “山东算网”.

    `kind` tells which: a name that may hold a post (`body`) or another that only holds places (`document`, `event`,
    `facility`, `project`, `newspaper`).
    """

    start: int
    end: int
    kind: Literal["body", "document", "event", "facility", "project", "newspaper"] = "body"
    rules: tuple[str, ...] = ()


@value
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


@value
class PersonMention:
    """A named individual; `name` is without inner spaces, the stretch is as written."""

    start: int
    end: int
    name: str
    titles: tuple[Title, ...] = ()
    says: bool = False
    rules: tuple[str, ...] = ()
    confidence: float = 0.9


@value
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


@value
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


@value
class Rejected:
    """A reading that lost, for `explain`: what it was, by which rules, and why it lost."""

    start: int
    end: int
    kind: Literal["region", "organisation", "person", "title", "quantity", "period", "target", "repair"]
    rules: tuple[str, ...]
    reason: str
