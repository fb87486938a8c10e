"""Regions: the table of marked sentences, nesting, retired names, hostile text, and text without evidence."""

from __future__ import annotations

import pytest
from spacy.language import Language

from support.cases import sentences
from support.growth import growth
from zhibiao.components.lexicon import Lexicon
from zhibiao.components.regions import RegionFinder
from zhibiao.components.regions.gates import load_gates
from zhibiao.components.regions.gazetteer import Gazetteer
from zhibiao.errors import RuleError
from zhibiao.evidence import Evidence
from zhibiao.facts import collect
from zhibiao.model import Article, RegionMention, Rejected
from zhibiao.nlp import process
from zhibiao.notation import Mark, render, strip

CASES = sentences("regions")


@pytest.fixture(scope="module")
def finder() -> RegionFinder:
    return RegionFinder()


def find(finder: RegionFinder, text: str, *, year: int | None = 2024, evidence: bool = True) -> list[RegionMention]:
    """The mentions in text order."""
    found = finder.find(text, Evidence(text, enabled=evidence), year)
    return sorted((m for m in found if isinstance(m, RegionMention)), key=lambda m: m.start)


def marked(text: str, mentions: list[RegionMention]) -> str:
    """The sentence with the full names written in."""
    return render(text, [Mark(m.start, m.end, "/".join(m.region.path)) for m in mentions])


@pytest.mark.parametrize("sentence", CASES)
def test_a_sentence_of_the_table(finder: RegionFinder, sentence: str) -> None:
    text, _ = strip(sentence)
    assert marked(text, find(finder, text)) == sentence


def test_half_of_the_table_are_traps() -> None:
    traps = [sentence for sentence in CASES if not strip(sentence)[1]]
    assert len(CASES) >= 120
    assert len(traps) >= 50


@pytest.mark.parametrize(
    "sentence",
    [
        "[贵州省](贵州省)[遵义市](贵州省/遵义市)[播州区](贵州省/遵义市/播州区)新增企业300家。",
        "加强国际合作，维护世界和平。",
        "城乡教育均衡水平不断提高。",
        "[粤](广东省)[苏](江苏省)[鲁](山东省)三省外贸规模较大。",
        "[京津冀](京津冀)协同发展。",
    ],
)
def test_the_rules_alone_find_the_same(finder: RegionFinder, sentence: str) -> None:
    text, _ = strip(sentence)
    assert marked(text, find(finder, text, evidence=False)) == sentence


# -- retired names, same names --------------------------------------------------------------------------------------


def test_a_retired_name_reads_as_it_stood_and_names_its_successor(finder: RegionFinder) -> None:
    (mention,) = find(finder, "宣武区的老字号重新开张。", year=2005)
    assert mention.region.path == ("北京市", "宣武区")
    assert mention.region.adcode == "110104"
    assert mention.as_of == 2005
    assert mention.alternatives[0].path == ("北京市", "西城区")


def test_a_retired_name_in_a_later_article_is_read_for_its_last_year(finder: RegionFinder) -> None:
    (mention,) = find(finder, "莱芜市的钢铁产能压减。", year=2024)
    assert (mention.region.adcode, mention.as_of) == ("371200", 2019)
    assert mention.alternatives[0].path == ("山东省", "济南市", "莱芜区")


def test_a_division_raised_as_a_whole_has_its_name_of_today(finder: RegionFinder) -> None:
    (mention,) = find(finder, "安顺地区的蜡染远近闻名。", year=1998)
    assert (mention.region.path, mention.region.adcode, mention.as_of) == (("贵州省", "安顺市"), "520400", None)


def test_other_readings_of_the_same_name_are_kept(finder: RegionFinder) -> None:
    mention = find(finder, "在江苏南京，鼓楼区改造老旧小区。")[-1]
    assert mention.region.path == ("江苏省", "南京市", "鼓楼区")
    assert ("福建省", "福州市", "鼓楼区") in [other.path for other in mention.alternatives]


def test_the_article_decides_between_same_names(finder: RegionFinder) -> None:
    text = "福建福州、厦门、泉州的外贸增长。福州招商会签约50个项目，鼓楼区引进12家企业。"
    assert find(finder, text)[-1].region.path == ("福建省", "福州市", "鼓楼区")


def test_a_group_has_members(finder: RegionFinder) -> None:
    (mention,) = find(finder, "京津冀协同发展。")
    assert mention.region.members == ("110000", "120000", "130000")
    assert mention.region.adcode is None


def test_traditional_characters_are_found_at_their_own_places(nlp: Language) -> None:
    text = "遼寧省瀋陽市與廣東省深圳市、臺灣省臺北市開展合作。"
    facts = collect(process(nlp, Article.of(text, language="zh-Hant")))
    assert [(text[m.start : m.end], m.region.name) for m in facts.regions] == [
        ("遼寧省", "辽宁省"),
        ("瀋陽市", "沈阳市"),
        ("廣東省", "广东省"),
        ("深圳市", "深圳市"),
        ("臺灣省", "台湾省"),
        ("臺北市", "台北市"),
    ]


# -- nesting --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "inside"),
    [
        ("达州至广元高铁今天开通。", "达州", "达州至广元高铁"),
        ("达州至广元高铁今天开通。", "广元", "达州至广元高铁"),
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


# -- gates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "gate"), [("合作", "word"), ("和平", "word"), ("来宾", "word"), ("济宁", "open"), ("桑植", "place")]
)
def test_what_running_text_taught_about_short_names(name: str, gate: str) -> None:
    assert load_gates().seen[name] == gate


def test_a_name_that_words_often_cross_needs_a_frame_where_no_words_are_known() -> None:
    gates = load_gates()
    assert (gates.seen["小金"], gates.blind["小金"]) == ("place", "frame")
    assert all(gates.blind[name] != "open" for name, gate in gates.seen.items() if gate in {"frame", "word"})


def test_a_reading_that_lost_says_why(finder: RegionFinder) -> None:
    text = "城乡教育均衡水平不断提高。"
    lost = [one for one in finder.find(text, Evidence(text)) if isinstance(one, Rejected)]
    assert ("衡水", "part of 均衡水平") in [(text[one.start : one.end], one.reason) for one in lost]


# -- rules and speed ------------------------------------------------------------------------------------------------


def test_a_users_alias_needs_a_division(tmp_path: object) -> None:
    file = f"{tmp_path}/regions.toml"
    with open(file, "w", encoding="utf-8") as out:
        out.write('[[entry]]\nkind = "alias"\nname = "星城"\npath = ["湖南省", "长砂市"]\n')
    with pytest.raises(RuleError, match="长砂市 is no current division"):
        RegionFinder(str(tmp_path)).gazetteer.phrases  # noqa: B018  built when first asked for


def test_a_users_alias_is_found(tmp_path: object) -> None:
    with open(f"{tmp_path}/regions.toml", "w", encoding="utf-8") as out:
        out.write('[[entry]]\nkind = "alias"\nname = "星城"\npath = ["湖南省", "长沙市"]\n')
    (mention,) = find(RegionFinder(str(tmp_path)), "星城的夜经济持续升温。")
    assert mention.region.path == ("湖南省", "长沙市")
    assert mention.rules == ("regions:星城",)


@pytest.mark.parametrize("piece", ["京", "山西", "、粤", "市", "至"])
def test_hostile_text_takes_linear_time(finder: RegionFinder, piece: str) -> None:
    assert growth(lambda text: find(finder, text), piece, 20_000) < 2


def test_the_lexicon_finds_the_longest_and_every_phrase() -> None:
    lexicon = Lexicon({"衡水": 1, "衡水市": 2})
    assert list(lexicon.longest("在衡水市")) == [(1, 4, 2)]
    assert list(lexicon.every("在衡水市")) == [(1, 3, 1), (1, 4, 2)]


def test_no_form_is_a_single_character() -> None:
    assert min(map(len, Gazetteer.load().phrases)) > 1
