"""Regions of values against the table: each quantity's region is written back into its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from support.cases import sentences
from support.linked import answers
from zhibiao.facts import places
from zhibiao.facts.context import Context
from zhibiao.facts.deictics import find_deictics
from zhibiao.model import Article, TargetRegion
from zhibiao.nlp import process


def _label(place: TargetRegion | None) -> str:
    return "/".join(place.region.path) if place else "-"


@pytest.mark.parametrize("case", sentences("places"))
def test_the_region_of_each_value(nlp: Language, case: str) -> None:
    assert answers(nlp, case, places.bind, _label) == case


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("湖北新增企业30家。", "clause"),
        ("湖北发展很快，新增企业30家。", "sentence"),
        ("湖北发展很快。新增企业30家。", "paragraph"),
        ("2026年湖北省政府工作报告\n新增企业30家。", "article"),
    ],
)
def test_link_tells_how_far_the_evidence_lies(nlp: Language, text: str, link: str) -> None:
    from zhibiao.text.articles import articles

    (place,) = places.bind(Context.of(process(nlp, articles(text)[0])))
    assert place is not None
    assert place.link == link
    assert place.region.path == ("湖北省",)


def test_the_adcode_comes_with_the_region(nlp: Language) -> None:
    (place,) = places.bind(Context.of(process(nlp, Article.of("湖北新增企业30家。"))))
    assert place is not None
    assert place.region.adcode == "420000"


def test_deictics_are_no_parts_of_words() -> None:
    assert [d.reach for d in find_deictics("全省推进，市内外企业齐聚，全国性协会成立")] == ["province", "prefecture"]


def test_deictics_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "deictics.toml").write_text(
        '[[entry]]\nname = "全苏木"\nkind = "same"\nwords = ["全苏木"]\n\n'
        '[[entry]]\nname = "全国性的称号"\nkind = "name"\nwords = ["零碳", "文明"]\n',
        encoding="utf-8",
    )
    text = "全苏木养羊3万只，全国零碳园区2个，全国文明城市1座。"
    assert [(d.reach, text[d.end :][:2]) for d in find_deictics(text, str(tmp_path))] == [
        ("same", "养羊"),
    ]
    assert [text[d.end :][:2] for d in find_deictics(text)] == ["零碳"]


def test_many_regions_take_linear_time(nlp: Language) -> None:
    article = Article.of("湖北新增企业30家，" * 2000)
    assert len(places.bind(Context.of(process(nlp, article)))) == 2000
