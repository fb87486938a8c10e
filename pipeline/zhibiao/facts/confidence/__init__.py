"""How sure is a fact? The signs that go with right and wrong readings, weighed as annotated texts taught.

`models/confidence.tsv` holds a weight for each sign, learned by `scripts/calibrate_confidence.py`: of the facts at 0.9, nine in
ten are right. A sign is a short name for what is seen on the finished fact. Of a quantity (`quantities`): the rule that found the
indicator, how far the region's evidence lies, how many numbers share the sentence. Of a person (`people`): which witnesses saw
the name, what stands before and behind it, how its titles are made; a person is as sure as the name and the titles together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhibiao.facts.canonical import out_of_range
from zhibiao.facts.confidence.people import Surroundings, name_signs, title_signs
from zhibiao.facts.confidence.quantities import QuantitySigns, target_signs, together
from zhibiao.facts.confidence.weights import BASE, KINDS, TABLE, probability
from zhibiao.facts.context import Context
from zhibiao.model import Person, Target, changed

__all__ = [
    "BASE",
    "KINDS",
    "TABLE",
    "Surroundings",
    "judge_people",
    "judge_targets",
    "name_signs",
    "target_signs",
    "title_signs",
    "together",
]

_ODD = -3.0
"""A value outside of what its indicator may be is too rare in annotated texts to have a learned weight."""


def judge_targets(context: Context, targets: Iterable[Target]) -> Iterator[Target]:
    """The targets, each with how sure it is."""
    signs = QuantitySigns(context)
    for target in targets:
        bias = _ODD if out_of_range(target, context.rules) in {"below", "above"} else 0.0
        sure = probability("quantity", together(signs.of(target)), bias)
        yield changed(target, confidence=round(sure, 3))


def judge_people(context: Context, people: Iterable[Person]) -> Iterator[Person]:
    """The people, each with how sure its name and its titles are together."""
    found = list(people)
    around = Surroundings(context, found)
    for person in found:
        name, titles = name_signs(around, person), title_signs(around, person)
        sure = round(probability("name", name) * probability("titles", titles), 3)
        yield changed(person, mention=changed(person.mention, confidence=sure))
