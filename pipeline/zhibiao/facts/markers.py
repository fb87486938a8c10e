"""The words that tell a target from a fact, and the passages they open: 工作回顾, 主要预期目标是, 力争, 已, 同比."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import regex

from zhibiao.facts.phrases import Phrases
from zhibiao.model import Commitment, Status, Stretch
from zhibiao.rulebook import Entry, Family

if TYPE_CHECKING:
    from zhibiao.facts.context import Context


class StatusEntry(Entry):
    """Words that tell a target from a fact, and how far they reach."""

    status: Status
    scope: Literal["heading", "passage", "sentence", "clause", "opening", "none"]
    weight: int
    commitment: Commitment | None = None
    words: tuple[str, ...]


STATUSES: Family[StatusEntry] = Family("statuses", StatusEntry)


_FIRST_WORDS = 8
"""A word that looks back opens a passage only at the head of its sentence."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker in running text."""

    start: int
    end: int
    entry: StatusEntry


# 目标任务圆满完成 opens no passage of targets.
_DONE = regex.compile(r"完成|实现|达成|兑现|超额|圆满|如期|好于|达到")


class Markers:
    """The words of the rules, in three automata: headings, passages, and what holds within a sentence."""

    def __init__(self, rules: str | None) -> None:
        entries = STATUSES.load(rules)
        self._heading = {word: e for e in entries if e.scope == "heading" for word in e.words}
        self._passage = {word: e for e in entries if e.scope == "passage" for word in e.words}
        self._inside = {word: e for e in entries if e.scope not in {"heading", "passage"} for word in e.words}
        self._in_heading = Phrases(self._heading)
        self._in_passage = Phrases(self._passage)
        self._in_sentence = Phrases(self._inside)

    def heading(self, text: str) -> StatusEntry | None:
        """What a heading says: the last of its words that the rules know."""
        found = [self._heading[text[a:b]] for a, b in self._in_heading.find(text, 0, len(text), None)]
        return found[-1] if found else None

    def passages(self, context: Context, sentence: Stretch, headed: bool) -> Iterator[Marker]:
        """The words that open a passage: 过去一年, 主要预期目标是; under a heading that says what follows, only the plainest do."""
        text = context.text
        for start, end in self._in_passage.find(text, sentence.start, sentence.end, None):
            entry = self._passage[text[start:end]]
            clause = context.clause(start)
            if entry.status == "actual":
                opens = not headed and start - sentence.start <= _FIRST_WORDS
            else:
                opens = _DONE.search(text, clause.start, min(clause.end, end + 40)) is None
                opens = opens and (not headed or text[end - 1] == "是" or text.startswith(("：", "是"), end))
            if opens:
                yield Marker(start, end, entry)

    def inside(self, context: Context, sentence: Stretch) -> list[Marker]:
        """The markers within a sentence, in text order."""
        words = context.evidence.tagged(sentence.start, sentence.end)
        borders = {border for word in words for border in (word.start, word.end)} or None
        text = context.text
        found = [
            Marker(start, end, self._inside[text[start:end]])
            for start, end in self._in_sentence.find(text, sentence.start, sentence.end, borders)
        ]
        return [m for m in found if m.entry.scope != "none" and (m.entry.scope != "opening" or m.start == sentence.start)]


@lru_cache(maxsize=4)
def markers(rules: str | None = None) -> Markers:
    """The built-in markers with the user's laid over them. Raises `RuleError`."""
    return Markers(rules)


def moods(context: Context, known: Markers) -> Iterator[tuple[Stretch, StatusEntry | None]]:
    """Each sentence with the passage it stands in: under 工作回顾, after 主要预期目标是.

    Headings hold to the next one that says something; in the news a passage of targets ends where facts are reported again.
    """
    headed: StatusEntry | None = None
    opened: StatusEntry | None = None
    official = context.article.kind in {"report", "plan", "notice"}
    for sentence in context.sentences:
        block = context.block(sentence.start)
        if block is not None and block.kind in {"heading", "title"}:
            said = known.heading(context.text[sentence.start : sentence.end])
            if said is not None:
                headed, opened = (said if said.weight else None), None
            yield sentence, opened or headed
            continue
        found = list(known.passages(context, sentence, official and headed is not None))
        if found:
            opened = found[-1].entry
        elif opened is not None and not official and opened.status == "target" and _reports(known.inside(context, sentence)):
            opened = None
        yield sentence, opened or headed


def _reports(found: list[Marker]) -> bool:
    """Whether a sentence reports facts and no targets."""
    return any(m.entry.status == "actual" and m.entry.weight > 2 for m in found) and not any(
        m.entry.status == "target" and m.entry.weight > 1 for m in found
    )
