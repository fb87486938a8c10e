"""The rules of regions.toml: groups, zones, aliases, letters, countries, and the words that only look like places."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Literal

import regex
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

    `verbs` stand before a clear letter (驻沪), `vague_verbs` before a vague one (在京), `cargo` behind a letter (陇电入鲁).
    `lines` make a row the name of a line (黔桂铁路), also one of the `groups` that are written by letters (成渝|中线|高铁).
    `pairs` are cities in a row with the code of each (广佛), `runs` rows of vague letters that are safe (京津), `fused`
    words with letters in them (苏超: 苏).
    """

    kind: Literal["letters"]
    clear: dict[str, str]
    vague: dict[str, str]
    verbs: str = ""
    vague_verbs: dict[str, str] = Field(default_factory=dict)
    cargo: str = ""
    lines: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    pairs: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    runs: tuple[str, ...] = ()
    fused: dict[str, str] = Field(default_factory=dict)


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


RuledGate = Literal["frame", "word"]


class Noun(Entry):
    """太湖: words that are also names of counties and count as such only in a frame; `gate` says in which.

    `word` wants the parent right before it or a list of its neighbours, `frame` is content with the suffix elsewhere in the
    article or with the article's own region.
    """

    kind: Literal["noun"]
    words: tuple[str, ...]
    gate: RuledGate = "word"


class Inside(Entry):
    """What makes a country's name a part of a longer one: 法国|前|总理, 中国|移动, 挪威|克朗.

    `head` ends a name some way behind it (中国家用电器|协会), `title` a heading or a title in 《》 that begins with it, and
    no name holds a `verb`.
    """

    kind: Literal["inside"]
    role: Literal["post", "body", "firm", "head", "title", "verb", "money"]
    words: tuple[str, ...]
    before: tuple[str, ...] = ()


class Township(Entry):
    """濉溪县临涣镇: what a township's name looks like; `direct` are prefectures that have no counties between."""

    kind: Literal["township"]
    suffixes: tuple[str, ...]
    never: str
    never_alone: str
    nouns: tuple[str, ...] = ()
    direct: tuple[str, ...] = ()


class Opens(Entry):
    """What a region's name opens: 湖北|代表团, 五常|大米; `between` wants another region before it (达州至广元|高铁).

    `reach` is how many characters may stand between, `not_before` what may not follow.
    """

    kind: Literal["opens"]
    words: tuple[str, ...]
    reach: int = 0
    between: bool = False
    not_before: str = ""

    @property
    def pattern(self) -> str:
        """As a regex of Python's own `re`, which is three times as fast here, to be matched behind a region's name."""
        words = "|".join(map(regex.escape, sorted(self.words, key=len, reverse=True)))
        after = f"(?![{regex.escape(self.not_before)}])" if self.not_before else ""
        return rf"(?:(?![的等应与和在是将到对把为由从以及不])[\u3400-\u9fff]){{0,{self.reach}}}?(?:{words}){after}"


RegionEntry = Annotated[
    Group
    | Compass
    | Zone
    | Places
    | Alias
    | Letters
    | Countries
    | Forms
    | Home
    | Former
    | Trap
    | Noun
    | Inside
    | Township
    | Opens,
    Field(discriminator="kind"),
]

REGIONS: Family[Entry] = Family("regions", RegionEntry, "regions")


def load_regions(rules: str | None = None) -> tuple[Entry, ...]:
    """The entries, the user's laid over them; a file is read again only when it was changed. Raises `RuleError`."""
    return _read(rules, tuple((str(file), file.stat().st_mtime_ns) for file in REGIONS.files(rules)))


@lru_cache(maxsize=4)
def _read(rules: str | None, _state: tuple[tuple[str, int], ...]) -> tuple[Entry, ...]:
    return REGIONS.load(rules)
