"""Marked sentences: `[45%](≥ 45 %)` is a mention in square brackets with its reading in round ones.

The test cases, the examples in the rules' guide and `zhibiao explain` all speak it.

>>> strip("数字经济占比达[45%](≥ 45 %)以上")
('数字经济占比达45%以上', [Mark(start=7, end=10, label='≥ 45 %')])
>>> render("数字经济占比达45%以上", [Mark(7, 10, "≥ 45 %")])
'数字经济占比达[45%](≥ 45 %)以上'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import regex

from zhibiao.model import Organisation, Period, PersonMention, Quantity, RegionMention, Target

_MARK = regex.compile(r"\[([^\[\]]++)\]\(([^()\[\]]*+)\)")
_SIGNS = {"=": "=", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "~"}


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A marked stretch and its reading."""

    start: int
    end: int
    label: str


def strip(marked: str) -> tuple[str, list[Mark]]:
    """The plain sentence and its marks."""
    text, marks, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        marks.append(Mark(len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return text + marked[at:], marks


def render(text: str, marks: Iterable[Mark]) -> str:
    """The sentence with its marks written in; of two that overlap, the second is put behind the sentence."""
    written, at, behind = "", 0, ""
    for mark in sorted(marks):
        one = f"[{text[mark.start : mark.end]}]({mark.label})"
        if mark.start < at:
            behind += " " + one
            continue
        written += text[at : mark.start] + one
        at = mark.end
    return written + text[at:] + behind


def number(value: Decimal) -> str:
    """A Decimal in plain digits, without trailing zeros: `1000000000000`, `0.5`."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def quantity(mention: Quantity) -> str:
    """`≥ 45 %`, `= 5..6 %`, `= 116700` (no unit)."""
    value = number(mention.value)
    if mention.value_max is not None:
        value += f"..{number(mention.value_max)}"
    return " ".join([_SIGNS[mention.comparator], value, *([mention.unit] if mention.unit else [])])


def region(mention: RegionMention, text: str) -> str:
    """`山东省/济宁市`; with what it is nested in behind `⊂`: `贵州省 ⊂ 贵州省政府`."""
    path = "/".join(mention.region.path)
    if not mention.nested:
        return path
    return f"{path} ⊂ {text[mention.inside.start : mention.inside.end]}" if mention.inside else f"{path} ⊂"


def person(mention: PersonMention) -> str:
    """Titles as `org|role`, joined by `；`; `-` for no organisation; `|原` and `|代` for former and acting."""
    return "；".join(
        f"{title.org or '-'}|{title.role}" + ("|原" if title.former else "") + ("|代" if title.acting else "")
        for title in mention.titles
    )


def period(mention: Period) -> str:
    """`year 2024`, `plan 2021-2025`, `duration`."""
    if mention.first is None and mention.last is None:
        return mention.kind
    if mention.first == mention.last:
        return f"{mention.kind} {mention.first}"
    return f"{mention.kind} {mention.first or ''}-{mention.last or ''}"


def organisation(mention: Organisation) -> str:
    """Its kind: `body`, `document` …."""
    return mention.kind


def target(fact: Target) -> str:
    """`数字经济占比 | level | target | 2024 | 贵州省`, `-` for what is not known."""
    return " | ".join(
        [
            fact.indicator.text if fact.indicator else "-",
            fact.change,
            fact.status,
            str(fact.year.year) if fact.year else "-",
            "/".join(fact.region.region.path) if fact.region else "-",
        ]
    )
