"""The rules of regions.toml: groups, zones, aliases, letters, countries, and the words that only look like places."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhibiao.model import RegionLevel
from zhibiao.rulebook import Entry, Family

Path = Annotated[tuple[str, ...], Field(min_length=1)]


class Group(Entry):
    """京津冀: several regions under one name; a compass group's forms go without 地区."""

    kind: Literal["group"]
    forms: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class Compass(Entry):
    """鲁南, 苏北: every letter with every direction."""

    kind: Literal["compass"]
    parts: str
    compass: tuple[str, ...]
    except_: Annotated[tuple[str, ...], Field(alias="except")] = ()


class Zone(Entry):
    """雄安新区: a part with a path of its own that is no division of the table."""

    kind: Literal["zone"]
    path: Path
    forms: tuple[str, ...] = ()
    level: RegionLevel = "zone"


class Places(Entry):
    """The cities and counties of Taiwan, which have no code: full names, and those that also stand without suffix."""

    kind: Literal["places"]
    parent: Path
    level: RegionLevel
    names: tuple[str, ...]
    bare: tuple[str, ...] = ()


class Alias(Entry):
    """沪上 for 上海市."""

    kind: Literal["alias"]
    path: Path
    forms: tuple[str, ...] = ()


class Letters(Entry):
    """粤: the names of one character; `clear` ones stand for a province almost always, `vague` ones need a frame.

    `runs` are rows of vague ones that are safe (京津), `fused` words in which letters stand for regions (苏超: 苏).
    """

    kind: Literal["letters"]
    clear: dict[str, str]
    vague: dict[str, str]
    runs: tuple[str, ...] = ()
    fused: dict[str, str] = {}


class Countries(Entry):
    """荷兰: countries by their usual names."""

    kind: Literal["countries"]
    names: tuple[str, ...]


class Forms(Entry):
    """印尼 for 印度尼西亚."""

    kind: Literal["forms"]
    forms: dict[str, str]


class Home(Entry):
    """中国, where it stands alone."""

    kind: Literal["home"]


class Former(Entry):
    """热河省: provinces that were dissolved before the table begins, with the year."""

    kind: Literal["former"]
    names: dict[str, int]
    bare: tuple[str, ...] = ()


class Trap(Entry):
    """朝鲜族: words that hold the name of a place and are none."""

    kind: Literal["trap"]
    words: tuple[str, ...]


RegionEntry = Annotated[
    Group | Compass | Zone | Places | Alias | Letters | Countries | Forms | Home | Former | Trap,
    Field(discriminator="kind"),
]

REGIONS: Family[Entry] = Family("regions", RegionEntry, "regions")
