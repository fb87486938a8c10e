"""Sources of values against the table, and values stated twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from spacy.language import Language

from support.cases import sentences
from support.linked import answers
from zhibiao.facts import attributions
from zhibiao.facts.context import Context
from zhibiao.facts.repeats import mark
from zhibiao.model import Article, Attribution, Indicator, Quantity, Stretch, Target
from zhibiao.nlp import process


def _label(said: Attribution | None) -> str:
    return f"{said.kind} {said.text}" if said else "-"


@pytest.mark.parametrize("case", sentences("attributions"))
def test_who_states_each_value(nlp: Language, case: str) -> None:
    assert answers(nlp, case, attributions.bind, _label) == case


def test_a_persons_attribution_holds_the_mention(nlp: Language) -> None:
    context = Context.of(process(nlp, Article.of("省财政厅厅长李建国表示，全省减税90亿元。")))
    (said,) = attributions.bind(context)
    assert said is not None
    assert said.person == context.people[0]


def test_the_outlet_where_nobody_else_speaks(nlp: Language) -> None:
    article = Article.of("来源：青山日报\n全省减税90亿元。", outlet="青山日报")
    (said,) = attributions.bind(Context.of(process(nlp, article)))
    assert said == Attribution("outlet", "青山日报", 3, 7)


def _target(at: int, name: str, value: int = 5) -> Target:
    quantity = Quantity(at, at + 2, Decimal(value), None, "%", "=")
    return Target(quantity, Indicator((Stretch(at - 4, at),), name))


def test_a_value_stated_again_is_the_same_fact() -> None:
    first, again = mark([_target(10, "经济总量"), _target(50, "湾区经济总量")])
    assert first.same_as is None
    assert again.same_as == first.quantity


@pytest.mark.parametrize(
    "other",
    [
        _target(50, "财政收入"),
        _target(50, "经济总量", 6),
        replace(_target(50, "经济总量"), change="delta"),
        replace(_target(50, "经济总量"), indicator=None),
    ],
)
def test_another_fact_is_not_a_repeat(other: Target) -> None:
    assert [target.same_as for target in mark([_target(10, "经济总量"), other])] == [None, None]
