"""The signs on a quantity with what it measures."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from zhibiao.facts.confidence.steps import step
from zhibiao.facts.confidence.weights import BASE
from zhibiao.facts.context import Context
from zhibiao.model import BY_START, Stretch, Target, TargetRegion, value

_GRAMMAR = re.compile("[将为了着和等的分把被]")
_PLANNED = re.compile("计划|预计|有望|预期|[将拟]|力争|目标|安排")
_DONE = re.compile("去年|上年|同比|完成|实现|已|了")


@value
class _Sentence:
    """What the quantities of one sentence share: its `signs`, and whether it has words of plans and of the past."""

    place: Stretch
    signs: tuple[str, ...]
    periods: str
    planned: bool
    done: bool
    opens_with_body: bool


class QuantitySigns:
    """The signs on the quantities of one article, asked for in text order; a sentence is looked at once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._article = f"article {context.article.kind}" + ("" if context.article.year_known else ", year not known")
        self._last: _Sentence | None = None

    def of(self, target: Target) -> list[str]:
        """The signs on a quantity with what it measures."""
        context, quantity = self._context, target.quantity
        sentence = self._sentence(target.sentence)
        signs = [
            BASE,
            *[f"rule {rule}" for rule in target.rules],
            f"quantity {quantity.confidence}",
            f"dimension {quantity.dimension}",
            f"comparator {quantity.comparator}",
            f"change {target.change}",
            f"status {target.status} {target.commitment}" if target.commitment else f"status {target.status}",
            self._article,
            *sentence.signs,
            *_indicator_signs(context, target),
            *_year_signs(context, target, sentence),
            *_region_signs(context, target.region),
            *_status_signs(context, target, sentence),
            f"attribution {target.attribution.kind if target.attribution else 'none'}",
        ]
        body = sentence.opens_with_body or context.organisation_at(max(target.sentence.start, quantity.start - 8))
        signs.append(f"organisation near {bool(body)}, region {target.region is not None}")
        if (block := context.block(quantity.start)) is not None:
            signs.append(f"block {block.kind}")
        return signs

    def _sentence(self, place: Stretch) -> _Sentence:
        if self._last is None or self._last.place.start != place.start:
            self._last = _look_at(self._context, place)
        return self._last


def target_signs(context: Context, target: Target) -> list[str]:
    """The signs on one quantity with what it measures."""
    return QuantitySigns(context).of(target)


_PAIRS = (("indicator of ", "rule "), ("region is a ", "region linked "))
"""A long indicator is usual for one rule and odd for another; a country links an article otherwise than a county does."""
_PAIRED = tuple(beginning for pair in _PAIRS for beginning in pair)


def together(signs: Sequence[str]) -> list[str]:
    """The signs of a quantity, and the pairs of them that say more than each alone."""
    found = list(signs)
    paired = [sign for sign in signs if sign.startswith(_PAIRED)]
    for one, other in _PAIRS:
        seconds = [sign for sign in paired if sign.startswith(other) and "statuses" not in sign]
        found += [f"{first} & {second}" for first in paired if first.startswith(one) for second in seconds]
    return found


def _look_at(context: Context, place: Stretch) -> _Sentence:
    """A sentence's own signs."""
    words = context.text[place.start : place.end]
    named, nested = context.region_counts(place.start, place.end)
    return _Sentence(
        place,
        (
            f"{step(len(context.quantities_in(place.start, place.end)))} numbers in the sentence",
            f"sentence of {step(place.end - place.start)} characters",
            f"{step(named)} regions in the sentence",
            f"{step(nested)} nested regions in the sentence",
        ),
        f"{step(len(context.periods_in(place.start, place.end)))} periods in the sentence",
        _PLANNED.search(words) is not None,
        _DONE.search(words) is not None,
        context.organisation_at(place.start) is not None,
    )


def _indicator_signs(context: Context, target: Target) -> Iterable[str]:
    indicator = target.indicator
    if indicator is None:
        return ("no indicator",)
    first, last = indicator.stretches[0].start, indicator.stretches[-1].end
    person = bisect_left(context.people, first, key=BY_START)
    return (
        f"indicator of {step(len(indicator.text))} characters",
        f"indicator {step(abs(target.quantity.start - last))} away",
        "indicator in parts" if len(indicator.stretches) > 1 else "indicator in one piece",
        f"ellipsis {target.indicator_full is not None}",
        f"canonical {target.indicator_id is not None}",
        f"indicator holds a person {person < len(context.people) and context.people[person].start < last}",
        f"indicator holds a region {any(context.region_counts(first, last))}",
        f"indicator holds a word of grammar {_GRAMMAR.search(indicator.text) is not None}",
    )


def _status_signs(context: Context, target: Target, sentence: _Sentence) -> Iterable[str]:
    """Words of plans beside a fact, words of what is done beside a target."""
    clause = context.clause(target.quantity.start)
    near = _PLANNED.search(context.text, clause.start, clause.end) is not None
    return (
        f"{target.status} with words of plans {sentence.planned}",
        f"{target.status} with words of the past {sentence.done}",
        f"{target.status} with words of plans in the clause {near}",
    )


def _year_signs(context: Context, target: Target, sentence: _Sentence) -> Iterable[str]:
    year = target.year
    if year is None:
        return (f"no year, {context.article.kind}",)
    if year.evidence is None:
        return (f"year inferred {year.inferred}", sentence.periods)
    distance = _distance(context, year.evidence.start, target)
    return (f"year inferred {year.inferred}", f"year in the {distance}", sentence.periods)


def _region_signs(context: Context, region: TargetRegion | None) -> Iterable[str]:
    if region is None:
        return (f"no region, {context.article.kind}",)
    return (
        f"region linked by {region.link}, {context.article.kind}",
        f"region is a {region.region.level}",
        f"region evidence {region.evidence is not None}",
    )


def _distance(context: Context, evidence: int, target: Target) -> str:
    if evidence >= context.clause(target.quantity.start).start:
        return "clause"
    if evidence >= target.sentence.start:
        return "sentence"
    block = context.block(target.quantity.start)
    return "paragraph" if block is not None and evidence >= block.start else "article"
