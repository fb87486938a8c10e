"""Years against the table: each quantity's year is written back into its sentence."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from support.cases import sentences
from support.linked import answers
from zhibiao.facts import years
from zhibiao.facts.anchors import find_anchors
from zhibiao.facts.context import Context
from zhibiao.facts.eras import find_eras
from zhibiao.model import Article, TargetYear
from zhibiao.nlp import process


def _label(year: TargetYear | None) -> str:
    return str(year.year) if year else "-"


@pytest.mark.parametrize("case", sentences("years"))
def test_the_year_of_each_value(nlp: Language, case: str) -> None:
    assert answers(nlp, case, years.bind, _label) == case


def test_a_month_late_in_the_year_before_is_meant_in_january(nlp: Language) -> None:
    article = Article.of("12月，进口货物3万吨。1月，进口货物2万吨。", published=date(2025, 1, 20), reference_year=2025)
    found = years.bind(Context.of(process(nlp, article)))
    assert [year and year.year for year in found] == [2024, 2025]


def test_evidence_is_the_words_that_say_it(nlp: Language) -> None:
    article = Article.of("2021年，产量3万吨。")
    (year,) = years.bind(Context.of(process(nlp, article)))
    assert year is not None
    assert year.evidence is not None
    assert article.text[year.evidence.start : year.evidence.end] == "2021年"
    assert year.inferred is None


def test_a_section_of_a_report_is_how_a_year_was_inferred(nlp: Language) -> None:
    article = Article.of("一年来，产量3万吨。", kind="report", reference_year=2026)
    (year,) = years.bind(Context.of(process(nlp, article)))
    assert year == TargetYear(2025, None, "opening")


def test_an_article_without_a_year_has_no_eras(nlp: Language) -> None:
    context = Context.of(process(nlp, Article.of("一年来，产量3万吨。\n今年产量4万吨。")))
    assert find_eras(context) == [None, None]


def test_brackets_end_an_anchors_power(nlp: Language) -> None:
    context = Context.of(process(nlp, Article.of("今天（2024年4月2日），甲厂投产。")))
    (bracketed,) = [a for a in find_anchors(context, strong=False) if a.year == 2024]
    assert bracketed.until == context.text.index("）")


def test_many_dates_take_linear_time(nlp: Language) -> None:
    article = Article.of("2021年，产量3万吨。" * 3000)
    assert len(years.bind(Context.of(process(nlp, article)))) == 3000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("项目前期完成3个", []),
        ("目前完成3个", ["目前"]),
        ("今天的长河有企业3家", []),
        ("截至今天，有企业3家", ["截至今天"]),
        ("现有人员很多", []),
        ("现有床位3张", ["现有"]),
        ("三十多年来建成水库3座", ["三十多年来"]),
        ("入汛以来降雨3场", ["入汛以来"]),
    ],
)
def test_words_for_now_and_for_no_year(nlp: Language, text: str, found: list[str]) -> None:
    anchors = find_anchors(Context.of(process(nlp, Article.of(text))), strong=False)
    assert [text[anchor.start : anchor.end] for anchor in anchors if anchor.use == "clearing"] == found
