"""Regions inside longer names, and the regions that 全市 and 该县 stand for."""

from __future__ import annotations

import pytest
from spacy.language import Language

from zhibiao.facts import collect
from zhibiao.facts.context import Context
from zhibiao.facts.referents import find_referents
from zhibiao.model import Article
from zhibiao.nlp import process

# -- nesting --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "inside"),
    [
        ("达州至广元高铁今天开通。", "达州", "达州至广元高铁"),
        ("达州至广元高铁今天开通。", "广元", "达州至广元高铁"),
        ("江屏铁路（龙岩至云顶山段）今天开工。", "龙岩", "龙岩至云顶山段"),
        ("他参加湖北代表团审议。", "湖北", "湖北代表团"),
        ("西部大开发取得成效。", "西部", "西部大开发"),
        ("深圳市市长出席会议。", "深圳市", "深圳市市长"),
        ("积极申报中国（广西）自由贸易试验区。", "广西", "中国（广西）自由贸易试验区"),
        ("打好“三北”工程攻坚战。", "三北", "“三北”工程"),
        ("加快推进合川至安岳、东溪至观音桥等公路建设。", "安岳", "合川至安岳、东溪至观音桥等公路"),
    ],
)
def test_a_mention_in_a_longer_name_says_so(nlp: Language, text: str, name: str, inside: str) -> None:
    facts = collect(process(nlp, Article.of(text)))
    (mention,) = [m for m in facts.regions if text[m.start : m.end] == name]
    assert mention.nested
    assert mention.inside is not None
    assert text[mention.inside.start : mention.inside.end] == inside


@pytest.mark.parametrize(
    "text",
    [
        "支持洛阳建设豫西算力中心。",
        "支持武汉建设国际消费中心。",
        "宜宾不通高铁的历史结束了。",
        "大庆安排市政府投资项目30个。",
    ],
)
def test_a_region_before_a_verb_is_not_nested(nlp: Language, text: str) -> None:
    facts = collect(process(nlp, Article.of(text)))
    assert not facts.regions[0].nested


def test_a_part_of_a_persons_name_is_no_region(nlp: Language) -> None:
    facts = collect(process(nlp, Article.of("公司董事长龙海峰在长沙表示，今年订单增长一成。")))
    assert [region.region.name for region in facts.regions] == ["长沙市"]


def test_a_country_before_a_name_of_its_own_is_found(nlp: Language) -> None:
    text = "泰国“晨光”羽毛球队抵达，丹麦国家羽毛球队明天启程。"
    facts = collect(process(nlp, Article.of(text)))
    assert [text[region.start : region.end] for region in facts.regions] == ["泰国"]


def test_a_mention_that_stands_alone_is_not_nested(nlp: Language) -> None:
    facts = collect(process(nlp, Article.of("贵州的算力规模居全国前列。")))
    assert [(m.nested, m.inside) for m in facts.regions] == [(False, None)]


@pytest.mark.parametrize(
    ("text", "name", "inside"),
    [
        ("汶川特大地震灾后重建。", "汶川", "汶川特大地震"),
        ("办好上海世博会。", "上海", "上海世博会"),
        ("重庆果园港投用。", "重庆", "重庆果园港"),
        ("太原地铁开通。", "太原", "太原地铁"),
        ("喀什古城游人多。", "喀什", "喀什古城"),
        ("云南咖啡香飘海外。", "云南", "云南咖啡"),
        ("他说一口泉州话。", "泉州", "泉州话"),
        ("济南交警上路执勤。", "济南", "济南交警"),
        ("导弹驱逐舰“青岛”号远航。", "青岛", "“青岛”号"),
        ("“赣超”联赛开赛。", "赣", "赣超"),
    ],
)
def test_events_facilities_bodies_and_products_hold_regions(nlp: Language, text: str, name: str, inside: str) -> None:
    facts = collect(process(nlp, Article.of(text)))
    (mention,) = [m for m in facts.regions if text[m.start : m.end] == name]
    assert mention.inside is not None
    assert text[mention.inside.start : mention.inside.end] == inside


@pytest.mark.parametrize(
    "text",
    [
        "四川发生地震。",
        "毗邻港澳陆路口岸的市场开张。",
        "越南首都轻轨一期通车。",
        "广东、香港两地联动。",
        "深圳香港两地青年交流。",
        "湖南篇章由奋斗者书写。",
        "地址：北京市海淀区学院路66号大厦。",
    ],
)
def test_what_only_stands_before_such_words_is_not_nested(nlp: Language, text: str) -> None:
    facts = collect(process(nlp, Article.of(text)))
    assert facts.regions
    assert not any(mention.nested for mention in facts.regions)


# -- deictics -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "referents"),
    [
        (
            "2025年，山东省济宁市粮食增产。全市新建农田，全省第一，高于全国。",
            {"全市": "山东省/济宁市", "全省": "山东省", "全国": "全国"},
        ),
        ("湖北省老河口市出口增长，该市外贸企业增多。", {"该市": "湖北省/襄阳市/老河口市"}),
        (
            "浙江云和县旅游升温，该县接待游客30万人次，当地农民增收。",
            {"该县": "浙江省/丽水市/云和县", "当地": "浙江省/丽水市/云和县"},
        ),
        ("广西壮族自治区南宁市的港口繁忙，全区外贸增长。", {"全区": "广西壮族自治区"}),
        ("济南大学在青岛举办论坛，我市企业参加。", {"我市": "山东省/青岛市"}),
        ("全省上下一心。", {"全省": None}),
    ],
)
def test_which_region_a_deictic_stands_for(nlp: Language, text: str, referents: dict[str, str | None]) -> None:
    context = Context.of(process(nlp, Article.of(text)))
    found = {
        text[deictic.start : deictic.end]: "/".join(region.path) if region else None
        for deictic, region in find_referents(context)
    }
    assert found == referents
    assert not {m for m in context.regions if text[m.start : m.end] in referents}
