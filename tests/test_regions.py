"""Regions: the table of marked sentences, nesting, retired names, hostile text, and text without evidence."""

from __future__ import annotations

import pytest
from spacy.language import Language

from support.cases import CASES as TABLES
from support.cases import sentences
from support.growth import growth
from zhibiao.components.lexicon import Lexicon
from zhibiao.components.regions import RegionFinder
from zhibiao.components.regions.gates import load_gates
from zhibiao.components.regions.gazetteer import Gazetteer
from zhibiao.components.regions.rules import Group
from zhibiao.errors import RuleError
from zhibiao.evidence import Evidence
from zhibiao.facts import collect
from zhibiao.model import Article, RegionMention, Rejected
from zhibiao.nlp import process
from zhibiao.notation import Mark, render, strip
from zhibiao.rulebook.divisions import load_divisions

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
    """A trap holds a look-alike that is no mention, or that reads otherwise than it looks; its section says so."""
    sections = (TABLES / "regions.md").read_text(encoding="utf-8").split("\n## ")
    traps = sum(section.count("\n- ") for section in sections if section.startswith("陷阱"))
    assert len(CASES) >= 240
    assert traps >= len(CASES) / 2


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


# -- groups ---------------------------------------------------------------------------------------------------------


def test_members_of_groups_are_current_divisions_named_once() -> None:
    groups = [entry for entry in Gazetteer.load().entries if isinstance(entry, Group)]
    assert len(groups) > 120
    for group in groups:
        assert len(set(group.members)) == len(group.members), group.name
        assert set(group.members) <= set(load_divisions().current), group.name


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("京津冀", 3), ("长三角", 4), ("粤港澳大湾区", 11), ("长江经济带", 11), ("黄河流域", 9), ("东北", 3), ("中部", 6),
        ("西部", 12), ("东部", 10), ("中西部", 18), ("环渤海", 7), ("珠江三角洲", 9), ("苏南", 5), ("苏中", 3), ("苏北", 5),
        ("鲁南", 4), ("胶东", 5), ("关中", 5), ("陕北", 2), ("皖北", 6), ("闽南", 3), ("海西", 20 - 8), ("北部湾城市群", 15),
    ],
)  # fmt: skip
def test_groups_in_current_use_have_their_members(name: str, size: int) -> None:
    assert len(Gazetteer.load().phrases[name].readings[0].region.members) == size


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


@pytest.mark.parametrize("piece", ["京", "山西", "、粤", "市", "至", "中国", "、清江", "临涣镇", "“中国", "中国建设"])
def test_hostile_text_takes_linear_time(finder: RegionFinder, piece: str) -> None:
    assert growth(lambda text: find(finder, text), piece, 20_000) < 2


def test_the_lexicon_finds_the_longest_and_every_phrase() -> None:
    lexicon = Lexicon({"衡水": 1, "衡水市": 2})
    assert list(lexicon.longest("在衡水市")) == [(1, 4, 2)]
    assert list(lexicon.every("在衡水市")) == [(1, 3, 1), (1, 4, 2)]


def test_no_form_is_a_single_character() -> None:
    assert min(map(len, Gazetteer.load().phrases)) > 1
