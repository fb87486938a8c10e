"""Words that point at a region without naming it: 全省, 我市, 全国, 当地."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import regex

from zhibiao.facts.scanning import Scanner
from zhibiao.model import value
from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.remembering import remembered
from zhibiao.rulebook.words import alternatives

Reach = Literal["country", "province", "prefecture", "county", "district", "same"]


@value
class Deictic:
    """全省 reaches to a province, 全区 to an autonomous region or a district (`district`), 当地 to the region just named."""

    start: int
    end: int
    reach: Reach


class DeicticEntry(Entry):
    """Words that point at a region of a level, or (`name`) with which names and ranks go on behind 全国."""

    kind: Reach | Literal["name"]
    words: tuple[str, ...]


DEICTICS: Family[DeicticEntry] = Family("deictics", DeicticEntry)


@value
class _Words:
    """The reach of each word, a pattern for all of them, and what makes a name of 全国."""

    reaches: dict[str, Reach]
    pattern: Scanner[regex.Match[str]]
    name: regex.Pattern[str]


@remembered
def deictic_words(rules: str | None = None) -> _Words:
    """The words of rules/deictics.toml, compiled once for each state of the rules. Raises `RuleError`."""
    entries = DEICTICS.load(rules)
    reaches = {word: entry.kind for entry in entries if entry.kind != "name" for word in entry.words}
    names = alternatives(word for entry in entries if entry.kind == "name" for word in entry.words)
    return _Words(
        reaches,
        Scanner(regex.compile(rf"(?<![\p{{Han}}]安)(?:{alternatives(reaches)})(?![长委办县]长)(?!性)"), reaches),
        # 全国第三, 全国最大, 全国前10: ranks.
        regex.compile(rf"{names}|第[一二三四五六七八九十\d]|最\p{{Han}}|前[\d一二三四五六七八九十]"),
    )


def find_deictics(text: str, rules: str | None = None) -> Iterator[Deictic]:
    """The deictics of a text in order. Raises `RuleError`.

    >>> [d.reach for d in find_deictics("全省粮食产量高于全国水平，全国重点实验室有三家。")]
    ['province', 'country']
    """
    known = deictic_words(rules)
    for match in known.pattern.finditer(text):
        reach = known.reaches[match[0]]
        if reach == "country" and known.name.match(text, match.end()):
            continue
        yield Deictic(match.start(), match.end(), reach)
