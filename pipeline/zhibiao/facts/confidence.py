"""How sure is a fact? The signs that go with right and wrong readings, weighed as annotated texts taught.

`models/confidence.tsv` holds a weight for each sign, learned by `scripts/calibrate_confidence.py`: of the facts at 0.9, nine in
ten are right. A sign is a short name for what is seen on the finished fact: the rule that found the indicator, how far the region's
evidence lies, whether the year was written or inferred, how many numbers share the sentence.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache

from zhibiao.errors import RuleError
from zhibiao.facts.canonical import out_of_range
from zhibiao.facts.context import Context
from zhibiao.model import Person, Target
from zhibiao.shipped import MODELS

TABLE = MODELS / "confidence.tsv"
BASE = "*"
"""The sign that every fact of a kind has."""
_STEPS = (0, 1, 2, 4, 8, 16, 32, 64, 128)
_MOST = 0.995
_GRAMMAR = re.compile("[将为了着和等的分把被]")
_PLANNED = re.compile("计划|预计|有望|预期|[将拟]|力争|目标|安排")
_DONE = re.compile("去年|上年|同比|完成|实现|已|了")
_ODD = -3.0
"""A value outside of what its indicator may be is too rare in annotated texts to have a learned weight."""


def judge_targets(context: Context, targets: Iterable[Target]) -> Iterator[Target]:
    """The targets, each with how sure it is."""
    weights = _weights()["quantity"]
    for target in targets:
        bias = _ODD if out_of_range(target, context.rules) in {"below", "above"} else 0.0
        yield replace(target, confidence=_probability(weights, target_signs(context, target), bias))


def judge_people(context: Context, people: Iterable[Person]) -> Iterator[Person]:
    """The people, each with how sure it is."""
    weights = _weights()["person"]
    for person in people:
        sure = _probability(weights, person_signs(context, person))
        yield replace(person, mention=replace(person.mention, confidence=sure))


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
    yield f"{_step(len(context.quantities_in(sentence.start, sentence.end)))} numbers in the sentence"
    yield f"sentence of {_step(sentence.end - sentence.start)} characters"
    yield f"attribution {target.attribution.kind if target.attribution else 'none'}"
    if (block := context.block(quantity.start)) is not None:
        yield f"block {block.kind}"


def _indicator_signs(context: Context, target: Target) -> Iterator[str]:
    quantity, indicator = target.quantity, target.indicator
    if indicator is None:
        yield "no indicator"
        return
    first, last = indicator.stretches[0], indicator.stretches[-1]
    yield f"indicator of {_step(len(indicator.text))} characters"
    yield f"indicator {_step(abs(quantity.start - last.end))} away"
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
    yield f"{_step(len(context.periods_in(here.start, here.end)))} periods in the sentence"


def _region_signs(context: Context, target: Target) -> Iterator[str]:
    region, sentence = target.region, target.sentence
    named, nested = context.region_counts(sentence.start, sentence.end)
    yield f"{_step(named)} regions in the sentence"
    yield f"{_step(nested)} nested regions in the sentence"
    if region is None:
        yield f"no region, {context.article.kind}"
    else:
        yield f"region linked by {region.link}, {context.article.kind}"
        yield f"region is a {region.region.level}"
        yield f"region evidence {region.evidence is not None}"
    body = any(context.organisation_at(at) for at in (sentence.start, max(sentence.start, target.quantity.start - 8)))
    yield f"organisation near {body}, region {region is not None}"


def person_signs(context: Context, person: Person) -> Iterator[str]:
    """The signs on a person with titles."""
    mention = person.mention
    yield BASE
    yield f"found with {mention.confidence:.1f}"
    yield from (f"rule {rule}" for rule in mention.rules if not rule.startswith("roles:"))
    yield f"{_step(len(mention.titles))} titles"
    yield f"name of {len(mention.name)} characters"
    yield f"says {mention.says}"
    yield f"seen before {person.same_as is not None}"
    for title in mention.titles:
        yield "title before" if title.start < mention.start else "title after"
        yield f"organisation of {_step(len(title.org or ''))} characters"
        yield f"role of {_step(len(title.role))} characters"
        yield f"former {title.former}"


def _distance(context: Context, evidence: int, at: int) -> str:
    if evidence >= context.clause(at).start:
        return "clause"
    if evidence >= context.sentence(at).start:
        return "sentence"
    block = context.block(at)
    return "paragraph" if block is not None and evidence >= block.start else "article"


@lru_cache(maxsize=1024)
def _step(number: int) -> str:
    """`3` and `4` are `3-4`: the steps double."""
    index = bisect_right(_STEPS, number - 1)
    low, high = (_STEPS[index - 1] + 1, _STEPS[index]) if index < len(_STEPS) else (_STEPS[-1] + 1, None)
    if index == 0:
        return "0"
    return f"{low}" if low == high else f"{low}-{high or ''}"


def _probability(weights: dict[str, float], signs: Iterable[str], bias: float = 0.0) -> float:
    total = bias + sum([weights[sign] for sign in set(signs) if sign in weights])
    return round(min(_MOST, 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))), 3)


@cache
def _weights() -> dict[str, dict[str, float]]:
    """The weight of each sign, by kind. Raises `RuleError` for a table that is damaged."""
    weights: dict[str, dict[str, float]] = {"quantity": {}, "person": {}}
    try:
        lines = TABLE.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RuleError(str(TABLE), 0, f"cannot be read: {error.strerror}; install zhibiao anew") from None
    for number, line in enumerate(lines[1:], 2):
        try:
            kind, sign, weight = line.split("\t")
            weights[kind][sign] = float(weight)
        except (KeyError, ValueError):
            raise RuleError(str(TABLE), number, "the table is damaged; install zhibiao anew") from None
    return weights
