"""Longer names: the table of marked sentences, the rules alone, and spans that never overlap."""

from __future__ import annotations

import pytest
from spacy.language import Language

from support.cases import sentences
from zhibiao.components import groups
from zhibiao.model import Article, Organisation
from zhibiao.nlp import load, process
from zhibiao.notation import Mark, organisation, render, strip

CASES = sentences("organisations")


@pytest.fixture(scope="module")
def blind() -> Language:
    """The rules alone."""
    return load(evidence=False)


def organisations(nlp: Language, text: str) -> list[Organisation]:
    return groups.organisations(process(nlp, Article.of(text)))


def marked(nlp: Language, text: str) -> str:
    """The sentence with what was found written in."""
    return render(text, [Mark(one.start, one.end, organisation(one)) for one in organisations(nlp, text)])


@pytest.mark.parametrize("sentence", CASES)
def test_a_sentence_of_the_table(nlp: Language, sentence: str) -> None:
    text, _ = strip(sentence)
    assert marked(nlp, text) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "[浙江省人民政府](body)发布公告。",
        "[贵州省政府工作报告](document)提出，要加快转型。",
        "根据[《陕西省数据条例》](document)规定，数据要依法流通。",
        "在[山东省第十二届人民代表大会第三次会议](event)上",
        "各级政府要过紧日子。",
        "推进重大工程建设。",
        "新开工项目98个。",
    ],
)
def test_the_rules_alone(blind: Language, sentence: str) -> None:
    text, _ = strip(sentence)
    assert marked(blind, text) == sentence


@pytest.mark.parametrize("verb", ["会见", "看望", "支持", "听取", "走访"])
def test_a_name_never_reaches_over_a_verb(nlp: Language, verb: str) -> None:
    found = organisations(nlp, f"代表团{verb}浙江省财政厅有关负责人。")
    assert [one.end - one.start for one in found] == [len("浙江省财政厅")]


def test_the_longest_name_wins_and_none_overlap(nlp: Language) -> None:
    text = "重庆市渝北区人民政府办公室和四川省成都市武侯区人民检察院联合印发《川渝合作条例》。"
    found = organisations(nlp, text)
    assert [text[one.start : one.end] for one in found] == [
        "重庆市渝北区人民政府办公室",
        "四川省成都市武侯区人民检察院",
        "《川渝合作条例》",
    ]
    assert all(one.rules for one in found)
