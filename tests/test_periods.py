"""Time expressions: the table of sentences, and hostile text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cases import sentences
from support.growth import growth
from zhibiao import notation
from zhibiao.components.periods import find_periods
from zhibiao.notation import Mark


@pytest.mark.parametrize("marked", sentences("periods"))
def test_sentence(marked: str) -> None:
    text, _ = notation.strip(marked)
    marks = [Mark(found.start, found.end, notation.period(found)) for found in find_periods(text, 2026)]
    assert notation.render(text, marks) == marked


def test_without_a_year_of_its_own_a_text_says_no_relative_year() -> None:
    assert [(found.first, found.last) for found in find_periods("去年和2024年")] == [(None, None), (2024, 2024)]


@given(st.text("0123456789一二三四五十〇年月日时点至—到“”今去上前后 以来", max_size=50))
def test_periods_stand_in_order_and_apart(text: str) -> None:
    found = list(find_periods(text, 2026))
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert all(one.first is None or one.last is None or one.first <= one.last for one in found if one.kind == "year")


@pytest.mark.parametrize(
    "piece", ["2", "二", "年", "2024", "2024年", "1 9 ", "十", "“十五", "前3", "3月", "2024、", "至", " "]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    assert growth(lambda text: list(find_periods(text, 2026)), piece, 15_000) < 2
