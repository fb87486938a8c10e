"""The words of rules/roles.toml, compiled: what stands before a place name, and what a number may only bound."""

from __future__ import annotations

from typing import Literal

import regex

from zhibiao.model import value
from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.remembering import remembered
from zhibiao.rulebook.words import kinds


class RoleEntry(Entry):
    """Words that tell the role of the place name behind them (高于|全国) or before them (德国|企业), or the classes that numbers bound."""

    kind: Literal["compared", "towards", "within", "class", "rank", "ranked", "first", "origin", "opening"]
    words: tuple[str, ...]


ROLES: Family[RoleEntry] = Family("roles", RoleEntry)


@value
class RoleWords:
    """`compared`, `towards` and `within` end the words before a place, `opening` are all of them.

    `rank` (在全国|占比), `ranked` (全国|首位), `first` (北方|首个) and `origin` (德国|企业) begin the words behind it; `kinds` are
    classes of things, as alternatives of a pattern.
    """

    compared: regex.Pattern[str]
    towards: regex.Pattern[str]
    within: regex.Pattern[str]
    opening: regex.Pattern[str]
    rank: regex.Pattern[str]
    ranked: regex.Pattern[str]
    first: regex.Pattern[str]
    origin: regex.Pattern[str]
    kinds: str


_ORDINAL = r"第[一二三四五六七八九十\d]"


@remembered
def role_words(rules: str | None = None) -> RoleWords:
    """The patterns, compiled once for each state of the rules. Raises `RuleError`."""
    one = kinds(ROLES.load(rules))
    return RoleWords(
        compared=regex.compile(rf"(?:{one['compared']}|相当于[^，。；]{{0,6}}?)\Z"),
        towards=regex.compile(rf"(?:{one['towards']})\Z"),
        within=regex.compile(rf"(?:{one['within']})\Z"),
        opening=regex.compile(
            rf"(?:[“‘（(]|{one['opening']}|[一二三四五六七八九十]是|[—–\-－]{{1,2}}|[一二三四五六七八九十\d]{{1,3}}[、.．)）]"
            r"|[（(][一二三四五六七八九十\d]{1,2}[)）]|\s|、|作为[^，]{0,20})*+\Z"
        ),
        rank=regex.compile(rf"[^，。；]{{0,6}}?(?:{one['rank']}|{_ORDINAL})"),
        ranked=regex.compile(rf"[^，。；、]{{0,8}}?(?:{one['ranked']}|{_ORDINAL})"),
        first=regex.compile(rf"(?:地区)?(?:{one['first']}|{_ORDINAL})"),
        origin=regex.compile(one["origin"]),
        kinds=one["class"],
    )
