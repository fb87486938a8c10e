"""The words of rules/anchors.toml, compiled: what says now, what says no one year, what compares, names documents, opens clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from zhibiao.facts.scanning import Scanner
from zhibiao.model import value
from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.remembering import remembered
from zhibiao.rulebook.words import alternatives, kinds

AnchorKind = Literal[
    "now",
    "stock",
    "since",
    "none",
    "compared",
    "compares",
    "aim",
    "approved",
    "report",
    "shows",
    "in_force",
    "document",
    "opening",
    "reaching",
]


class AnchorEntry(Entry):
    """Words about time; they do not count behind one of `not_after` (项|目前) or before one of `not_before` (今天|的)."""

    kind: AnchorKind
    words: tuple[str, ...]
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


ANCHORS: Family[AnchorEntry] = Family("anchors", AnchorEntry)


@value
class AnchorWords:
    """One pattern a question about a time expression, or about the words before (`…\\Z`) and behind it."""

    now: Scanner[re.Match[str]]
    none: re.Pattern[str]
    compared: re.Pattern[str]
    compares: re.Pattern[str]
    attribute: re.Pattern[str]
    reported: re.Pattern[str]
    in_force: re.Pattern[str]
    document: re.Pattern[str]
    time_only: re.Pattern[str]
    reaching: re.Pattern[str]


@remembered
def anchor_words(rules: str | None = None) -> AnchorWords:
    """The patterns, compiled once for each state of the rules. Raises `RuleError`."""
    entries = ANCHORS.load(rules)
    one = kinds(entries)
    now = _bounded(entry for entry in entries if entry.kind == "now")
    since = _bounded(entry for entry in entries if entry.kind == "since")
    said = [word for entry in entries if entry.kind in {"now", "stock", "since"} for word in entry.words]
    return AnchorWords(
        now=Scanner(
            re.compile(rf"(?:截至)?(?:{now}|(?:{one['stock']})(?=[^，。；]{{0,20}}?\d))(?:为止)?|{since}"),
            ["截至", *said],
        ),
        none=re.compile(rf"{one['none']}|[一二三四五六七八九十百\d]{{1,4}}(?:多|余)?年来"),
        compared=re.compile(rf"(?:{one['compared']})[^，。；：、比较]{{0,2}}+\Z"),
        compares=re.compile(rf"(?:同期|全年|年?末|年?底|水平|时|的水平){{0,2}}+(?:{one['compares']})"),
        # 2035年远景目标, “十四五”批复的基地 and “十三五”时期的2.2倍 tell no year of the value.
        attribute=re.compile(rf"{one['aim']}|前?后?与?同步|(?:{one['approved']})的"),
        reported=re.compile(rf"(?:{one['report']})(?:数据)?(?:{one['shows']})"),
        # 自2024年8月1日起施行，有效期3年.
        in_force=re.compile(rf"起?(?:正式)?(?:{one['in_force']}|实施(?=[，。；]))"),
        document=re.compile(rf"《|(?:的)?[^，。；：、“”《》]{{0,10}}?(?:{one['document']})"),
        time_only=re.compile(
            rf"(?:“|‘|{one['opening']}|据[^，]{{0,14}}|按照[^，]{{0,10}}|根据[^，]{{0,10}}|[一二三四五六七八九]是|——|—"
            r"|[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）]|\s)*+\Z"
        ),
        reaching=re.compile(rf"(?:{one['reaching']})\Z"),
    )


def _bounded(entries: Iterable[AnchorEntry]) -> str:
    """The words of the entries as alternatives, each entry with what must not stand around it."""
    return "|".join(map(_within, entries)) or "(?!)"


def _within(entry: AnchorEntry) -> str:
    before = "".join(f"(?<!{re.escape(word)})" for word in entry.not_after)
    after = f"(?!{alternatives(entry.not_before)})" if entry.not_before else ""
    return f"{before}(?:{alternatives(entry.words)}){after}"
