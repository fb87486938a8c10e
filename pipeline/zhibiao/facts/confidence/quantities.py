"""The signs on a quantity with what it measures."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from zhibiao.facts.confidence.steps import step
from zhibiao.facts.confidence.weights import BASE
from zhibiao.facts.context import Context
from zhibiao.model import Target

_GRAMMAR = re.compile("[将为了着和等的分把被]")
_PLANNED = re.compile("计划|预计|有望|预期|[将拟]|力争|目标|安排")
_DONE = re.compile("去年|上年|同比|完成|实现|已|了")


def target_signs(context: Context, target: Target) -> Iterator[str]:
    """The signs on a quantity with what it measures."""
    quantity = target.quantity
    yield BASE
    yield from (f"rule {rule}" for rule in target.rules)
    yield f"quantity {quantity.confidence}"
    yield f"dimension {quantity.dimension}"
    yield f"comparator {quantity.comparator}"
    yield f"change {target.change}"
    yield f"status {target.status} {target.commitment or ''}".rstrip()
    yield f"article {context.article.kind}" + ("" if context.article.year_known else ", year not known")
    yield from _indicator_signs(context, target)
    yield from _year_signs(context, target)
    yield from _region_signs(context, target)
    yield from _status_signs(context, target)
    sentence = target.sentence
    yield f"{step(len(context.quantities_in(sentence.start, sentence.end)))} numbers in the sentence"
    yield f"sentence of {step(sentence.end - sentence.start)} characters"
    yield f"attribution {target.attribution.kind if target.attribution else 'none'}"
    if (block := context.block(quantity.start)) is not None:
        yield f"block {block.kind}"


_PAIRS = (("indicator of ", "rule "), ("region is a ", "region linked "))
"""A long indicator is usual for one rule and odd for another; a country links an article otherwise than a county does."""


def together(signs: Iterable[str]) -> Iterator[str]:
    """The signs of a quantity, and the pairs of them that say more than each alone."""
    found = list(signs)
    yield from found
    for one, other in _PAIRS:
        for first in found:
            if first.startswith(one):
                yield from (
                    f"{first} & {second}" for second in found if second.startswith(other) and "statuses" not in second
                )


def _indicator_signs(context: Context, target: Target) -> Iterator[str]:
    quantity, indicator = target.quantity, target.indicator
    if indicator is None:
        yield "no indicator"
        return
    first, last = indicator.stretches[0], indicator.stretches[-1]
    yield f"indicator of {step(len(indicator.text))} characters"
    yield f"indicator {step(abs(quantity.start - last.end))} away"
    yield "indicator in parts" if len(indicator.stretches) > 1 else "indicator in one piece"
    yield f"ellipsis {target.indicator_full is not None}"
    yield f"canonical {target.indicator_id is not None}"
    person = bisect_left(context.people, first.start, key=lambda one: one.start)
    yield f"indicator holds a person {person < len(context.people) and context.people[person].start < last.end}"
    yield f"indicator holds a region {any(context.region_counts(first.start, last.end))}"
    yield f"indicator holds a word of grammar {_GRAMMAR.search(indicator.text) is not None}"


def _status_signs(context: Context, target: Target) -> Iterator[str]:
    """Words of plans beside a fact, words of what is done beside a target."""
    sentence = context.text[target.sentence.start : target.sentence.end]
    clause = context.clause(target.quantity.start)
    near = context.text[clause.start : clause.end]
    yield f"{target.status} with words of plans {_PLANNED.search(sentence) is not None}"
    yield f"{target.status} with words of the past {_DONE.search(sentence) is not None}"
    yield f"{target.status} with words of plans in the clause {_PLANNED.search(near) is not None}"


def _year_signs(context: Context, target: Target) -> Iterator[str]:
    year, start = target.year, target.quantity.start
    if year is None:
        yield f"no year, {context.article.kind}"
        return
    yield f"year inferred {year.inferred}"
    if year.evidence is not None:
        yield f"year in the {_distance(context, year.evidence.start, start)}"
    here = context.sentence(start)
    yield f"{step(len(context.periods_in(here.start, here.end)))} periods in the sentence"


def _region_signs(context: Context, target: Target) -> Iterator[str]:
    region, sentence = target.region, target.sentence
    named, nested = context.region_counts(sentence.start, sentence.end)
    yield f"{step(named)} regions in the sentence"
    yield f"{step(nested)} nested regions in the sentence"
    if region is None:
        yield f"no region, {context.article.kind}"
    else:
        yield f"region linked by {region.link}, {context.article.kind}"
        yield f"region is a {region.region.level}"
        yield f"region evidence {region.evidence is not None}"
    body = any(context.organisation_at(at) for at in (sentence.start, max(sentence.start, target.quantity.start - 8)))
    yield f"organisation near {body}, region {region is not None}"


def _distance(context: Context, evidence: int, at: int) -> str:
    if evidence >= context.clause(at).start:
        return "clause"
    if evidence >= context.sentence(at).start:
        return "sentence"
    block = context.block(at)
    return "paragraph" if block is not None and evidence >= block.start else "article"
