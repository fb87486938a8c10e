"""Level, delta or gap: the case table."""

from __future__ import annotations

import pytest
from spacy.language import Language

from support.facts import cases, rendered, targets
from zhibiao.model import Target


def changed(target: Target) -> str:
    """`delta up 同比`."""
    return " ".join(part for part in (target.change, target.direction, target.baseline) if part)


@pytest.mark.parametrize(("section", "marked"), cases("changes"))
def test_case(nlp: Language, section: str, marked: str) -> None:
    assert rendered(nlp, marked, changed) == marked


def test_the_rule_that_decided_is_named(nlp: Language) -> None:
    (target,) = targets(nlp, "餐饮收入增长9.4%。")
    assert "changes:增长" in target.rules


def test_a_level_has_neither_direction_nor_baseline(nlp: Language) -> None:
    for target in targets(nlp, "森林覆盖率由38%提高到41%，茶叶产量4万吨。"):
        assert (target.change, target.direction, target.baseline) == ("level", None, None)
