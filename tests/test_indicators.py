"""What numbers measure: the case table, and what the table cannot show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language

import zhibiao.nlp
from support.facts import cases, rendered, targets
from support.growth import growth
from zhibiao.errors import RuleError
from zhibiao.evidence import Evidence
from zhibiao.facts import indicators
from zhibiao.facts.context import Context
from zhibiao.facts.tokens import tokens
from zhibiao.facts.wording import wording
from zhibiao.model import Article, Stretch, Target


def measured(target: Target) -> str:
    """`占比 = 电子信息占比`, `-` where nothing is named."""
    if target.indicator is None:
        return "-"
    return target.indicator.text + (f" = {target.indicator_full}" if target.indicator_full else "")


@pytest.mark.parametrize(("section", "marked"), cases("indicators"))
def test_case(nlp: Language, section: str, marked: str) -> None:
    assert rendered(nlp, marked, measured) == marked


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("新建充电桩3万个。", "新建"),
        ("智算芯片达到20万张。", "达到"),
        ("出台人才新政12项。", "出台"),
        ("森林覆盖率由38%提高到41%。", None),
        ("粮食产量720万吨。", None),
    ],
)
def test_the_governing_verb(nlp: Language, sentence: str, verb: str | None) -> None:
    assert targets(nlp, sentence)[0].action == verb


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        ("GDP增长5%。", "地区生产总值"),
        ("生产总值达到1.2万亿元。", "地区生产总值"),
        ("全社会研发投入增长11%。", "研发经费投入"),
        ("粮食产量达到720万吨。", "粮食总产量"),
        ("粮食产量增长3%。", "粮食总产量"),
        ("粮食产量达到80亿元。", None),  # not a unit of it
        ("云雾茶产量达到80吨。", None),
    ],
)
def test_one_name_for_an_indicator(nlp: Language, sentence: str, canonical: str | None) -> None:
    assert targets(nlp, sentence)[0].indicator_id == canonical


def test_a_shared_head_makes_an_indicator_of_two_stretches(nlp: Language) -> None:
    first, second = targets(nlp, "水稻、玉米产量分别达到190万吨、230万吨。")
    assert first.indicator is not None
    assert first.indicator.stretches == (Stretch(0, 2), Stretch(5, 7))
    assert second.indicator is not None
    assert second.indicator.stretches == (Stretch(3, 7),)


def test_every_stretch_stands_in_the_text(nlp: Language) -> None:
    sentence = "规模以上工业（以下均为同一统计口径的数据）增加值195亿元，其中轻工业（含食品）增长4%。"
    for target in targets(nlp, sentence):
        assert target.indicator is not None
        assert "".join(sentence[s.start : s.end] for s in target.indicator.stretches) == target.indicator.text
    assert targets(nlp, sentence)[0].indicator.text == "规模以上工业增加值"  # type: ignore[union-attr]


def test_the_rules_alone_read_plain_sentences() -> None:
    nlp = zhibiao.nlp.load(evidence=False)
    marked = "智算芯片达到[20万张](智算芯片)，新建充电桩[3万个](充电桩)，地区生产总值增长[5%](地区生产总值)。"
    assert rendered(nlp, marked, measured) == marked


def test_a_user_may_add_a_verb_and_an_alias(tmp_path: Path) -> None:
    (tmp_path / "actions.toml").write_text('[[entry]]\nname = "盘起"\nkind = "strict"\nwords = ["盘起"]\n', "utf-8")
    (tmp_path / "indicators.toml").write_text('[[entry]]\nname = "茶园面积"\naliases = ["云雾茶园"]\n', "utf-8")
    nlp = zhibiao.nlp.load(rules=str(tmp_path))
    (target,) = targets(nlp, "盘起云雾茶园3万亩。")
    assert target.action == "盘起"
    assert target.indicator is not None
    assert target.indicator.text == "云雾茶园"
    assert target.indicator_id == "茶园面积"


def test_a_broken_rule_of_the_user_gives_advice(tmp_path: Path) -> None:
    (tmp_path / "actions.toml").write_text('[[entry]]\nname = "盘起"\nkind = "强"\nwords = ["盘起"]\n', "utf-8")
    with pytest.raises(RuleError, match="kind"):
        wording(str(tmp_path))


def test_a_word_counts_only_where_it_stands_as_a_word() -> None:
    """达 in 达州 is no link."""
    text = "达州茶园达5万亩"
    context = Context(text, Article.of(text), Evidence(text))
    found = [(token.text, token.kind) for token in tokens(context, Stretch(0, len(text)), wording())]
    assert ("达", "link") in found
    assert found[0][0] == "达州"


@pytest.mark.parametrize("unit", ["的", "将", "（", "“", "产量、", "增长", "占"])
def test_hostile_text_takes_linear_time(nlp: Language, unit: str) -> None:
    def work(hostile: str) -> None:
        text = hostile + "5个"
        context = Context(text, Article.of(text), Evidence(text), quantities)
        shifted = replace(quantities[0], start=len(text) - 2, end=len(text), cue=None)
        indicators.bind(replace(context, quantities=(shifted,)))

    quantities = tuple(target.quantity for target in targets(nlp, "有5个站。"))
    assert growth(work, unit, 10_000) < 2
