"""The words of rules/roles.toml, compiled: what stands before a place name, and what a number may only bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

from zhibiao.facts.reading import remembered
from zhibiao.rulebook import Entry, Family


class RoleEntry(Entry):
    """Words that tell the role of the place name behind them (高于|全国), or the classes that numbers bound."""

    kind: Literal["compared", "towards", "within", "class"]
    words: tuple[str, ...]


ROLES: Family[RoleEntry] = Family("roles", RoleEntry)


@dataclass(frozen=True, slots=True)
class RoleWords:
    """`compared`, `towards` and `within` end the words before a place; `kinds` are classes of things, as alternatives of a pattern."""

    compared: regex.Pattern[str]
    towards: regex.Pattern[str]
    within: regex.Pattern[str]
    kinds: str


@remembered
def role_words(rules: str | None = None) -> RoleWords:
    """The patterns, compiled once for each state of the rules. Raises `RuleError`."""
    some: dict[str, list[str]] = {}
    for entry in ROLES.load(rules):
        some.setdefault(entry.kind, []).extend(entry.words)
    one = {kind: "|".join(map(regex.escape, sorted(found, key=len, reverse=True))) for kind, found in some.items()}
    return RoleWords(
        compared=regex.compile(rf"(?:{one['compared']}|相当于[^，。；]{{0,6}}?)\Z"),
        towards=regex.compile(rf"(?:{one['towards']})\Z"),
        within=regex.compile(rf"(?:{one['within']})\Z"),
        kinds=one["class"],
    )
