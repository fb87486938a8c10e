"""People: the table of marked sentences, who speaks, the region of a post, one person's mentions, changed pages, hostile text."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import zhibiao.nlp
from support.cases import sentences
from support.growth import growth
from zhibiao.components import groups
from zhibiao.errors import RuleError
from zhibiao.facts import collect
from zhibiao.model import Article, PersonMention
from zhibiao.nlp import load, process
from zhibiao.notation import Mark, person, render, strip

CASES = sentences("people")
FAILING = {
    "任和平": "neither the tagger nor the words see the name: 任|和平",
    "赖特": "美国能源|部长: the words see 美国能源部",
    "田野": "a common word that is a name here; neither witness takes it for one",
}


@pytest.fixture(scope="module")
def blind() -> Language:
    """The rules alone."""
    return load(evidence=False)


def run(nlp: Language, text: str) -> Doc:
    return process(nlp, Article.of(text))


def people(nlp: Language, text: str) -> list[PersonMention]:
    return groups.people(run(nlp, text))


def marked(nlp: Language, text: str) -> str:
    """The sentence with what was found written in."""
    return render(text, [Mark(one.start, one.end, person(one)) for one in people(nlp, text)])


def cases() -> list[object]:
    rows: list[object] = []
    for sentence in CASES:
        reason = next((why for name, why in FAILING.items() if f"[{name}]" in sentence), None)
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        rows.append(pytest.param(sentence, marks=marks))
    return rows


@pytest.mark.parametrize("sentence", cases())
def test_a_sentence_of_the_table(nlp: Language, sentence: str) -> None:
    text, _ = strip(sentence)
    assert marked(nlp, text) == sentence


def test_the_table_is_large_and_half_of_it_are_traps() -> None:
    traps = [sentence for sentence in CASES if not strip(sentence)[1]]
    assert len(CASES) >= 120
    assert len(traps) >= 60


@pytest.mark.parametrize(
    "sentence",
    [
        "山东省省长[周远达](山东省|省长)",
        "贵州省政协委员，中国移动贵州公司党委书记、董事长[张丽](贵州省政协|委员；中国移动贵州公司|党委书记；中国移动贵州公司|董事长)说。",
        "阿里云原中国区总裁[黄海清](阿里云|中国区总裁|原)认为，算力是基础。",
        "塞尔维亚总统[武契奇](塞尔维亚|总统)当天表示，将继续深化合作。",
        "本报记者 [齐旭](本报|记者)",
        "[李强](-|总理)总理主持召开座谈会。",
        "王部长强调，要抓紧落实。",
        "记者从交通运输部获悉，春运即将开始。",
        "全国人大代表认真审议政府工作报告。",
    ],
)
def test_the_rules_alone(blind: Language, sentence: str) -> None:
    text, _ = strip(sentence)
    assert marked(blind, text) == sentence


# -- who speaks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("省统计局局长林学文表示，收入平稳增长。", True),
        ("省统计局局长林学文在发布会上介绍，收入平稳增长。", True),
        ("“收入平稳增长。”省统计局局长林学文说道。", True),
        ("省统计局局长林学文：收入平稳增长。", True),
        ("省统计局局长林学文出席会议。", False),
        ("省统计局局长林学文参观了工厂。", False),
        ("会议由省统计局局长林学文主持。", False),
    ],
)
def test_a_mention_that_introduces_a_statement(nlp: Language, text: str, says: bool) -> None:
    assert [one.says for one in people(nlp, text)] == [says]


# -- posts --------------------------------------------------------------------------------------------------------


def test_the_span_of_a_title_takes_the_organisation_along_where_it_stands_there(nlp: Language) -> None:
    text = "中国移动贵州公司党委书记、董事长张丽"
    titles = people(nlp, text)[0].titles
    assert [text[title.start : title.end] for title in titles] == ["中国移动贵州公司党委书记", "董事长"]


def test_the_region_of_a_post_is_that_of_its_organisation(nlp: Language) -> None:
    titles = people(nlp, "贵州省政协委员，中国移动贵州公司党委书记、董事长张丽；省长李文")[0].titles
    assert [title.region for title in titles] == [("贵州省",)] * 3
    assert people(nlp, "省长李文清")[0].titles[0].region is None
    assert people(nlp, "济宁市市长李文清")[0].titles[0].region == ("山东省", "济宁市")


def test_two_names_after_one_title_both_have_it(nlp: Language) -> None:
    first, second = people(nlp, "新华社电（记者李文博、刘云非）")
    assert first.titles == second.titles != ()


def test_a_name_holds_no_space(nlp: Language) -> None:
    (one,) = people(nlp, "院长韦 韬")
    assert (one.name, one.end - one.start) == ("韦韬", 3)


def test_every_mention_says_which_rules_found_it(nlp: Language) -> None:
    (one,) = people(nlp, "易通科技有限公司首席数字官杨赫说道，数据要用起来。")
    assert {"titles:企业职务", "titles:修饰", "titles:领域", "surnames:单姓", "names:言说"} <= set(one.rules)
    assert 0.5 < one.confidence <= 1


# -- one person's mentions ----------------------------------------------------------------------------------------


def test_later_mentions_lead_to_the_first(nlp: Language) -> None:
    doc = run(nlp, "省统计局局长林学文介绍，收入增长。林学文还说，就业稳定。\n省长李文清表示赞同。林学文最后总结。")
    facts = collect(doc).people
    assert [one.mention.name for one in facts] == ["林学文", "林学文", "李文清", "林学文"]
    first = facts[0].mention.start
    assert [one.same_as and one.same_as.start for one in facts] == [None, first, None, first]


def test_a_part_of_a_foreign_name_is_the_same_person(nlp: Language) -> None:
    doc = run(nlp, "农民吐尔逊·买买提种下了果树。如今，吐尔逊·买买提的果园挂满了果。")
    facts = collect(doc).people
    assert facts[1].same_as is not None
    assert facts[1].same_as.start == facts[0].mention.start


def test_a_surname_with_a_title_is_no_mention_of_its_own(nlp: Language) -> None:
    assert [one.name for one in people(nlp, "水利部部长林学文到会。林部长强调，要抓紧落实。")] == ["林学文"]


# -- a page made to be different ----------------------------------------------------------------------------------


SURNAMES = ["张", "欧阳", "覃", "司马", "傅"]
GIVEN = ["丽", "百川", "志远", "晓红"]


@pytest.mark.parametrize("surname", SURNAMES)
@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("verb", ["建议", "说道", "认为"])
def test_any_name_ends_before_the_verb_of_saying(nlp: Language, surname: str, given: str, verb: str) -> None:
    name = surname + given
    text = f"云南省政协委员，中国电信云南公司党委书记、总经理{name}{verb}，要加快布局。"
    (one,) = people(nlp, text)
    assert one.name == name
    assert [(title.org, title.role) for title in one.titles] == [
        ("云南省政协", "委员"),
        ("中国电信云南公司", "党委书记"),
        ("中国电信云南公司", "总经理"),
    ]


# -- what lost, broken rules, hostile text ------------------------------------------------------------------------


def test_a_reading_that_lost_is_kept_with_its_reason(nlp: Language) -> None:
    doc = run(nlp, "本报记者安排采访。")
    assert groups.people(doc) == []
    assert all(one.reason for one in doc._.rejected)


def test_a_user_may_add_a_role(tmp_path: Path) -> None:
    rule = '[[entry]]\nname = "河湖"\npart = "head"\nwords = ["河湖长"]\n'
    (tmp_path / "titles.toml").write_text(rule, encoding="utf-8")
    assert marked(
        load(rules=str(tmp_path)), "县级河湖长[李文清](-|县级河湖长)".replace("[李文清](-|县级河湖长)", "李文清巡河。")
    )


def test_a_broken_rule_gives_its_line_and_advice(tmp_path: Path) -> None:
    (tmp_path / "titles.toml").write_text('[[entry]]\nname = "河湖"\npart = "tail"\nwords = []\n', encoding="utf-8")
    with pytest.raises(RuleError, match="part: Input should be 'head'"):
        zhibiao.nlp.load(rules=str(tmp_path))


@pytest.mark.parametrize(
    "unit",
    [
        "张",
        "王·",
        "省长",
        "记者张",
        "书记、",
        "（",
        "董事长、总经理",
        "中国",
        "李四说",
        "局长 ",
        "原",
        "A·",
        "“张”",
        "编剧Ab",
        "Ab ",
        "乾隆",
        "张三张",
    ],
)
def test_hostile_text_takes_linear_time(blind: Language, unit: str) -> None:
    assert growth(lambda text: run(blind, text), unit, 10_000) < 2.5
