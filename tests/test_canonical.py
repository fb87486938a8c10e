"""One name for an indicator that has many, and which of its values are plausible."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from spacy.language import Language

from support.facts import targets
from zhibiao.errors import RuleError
from zhibiao.facts.canonical import out_of_range
from zhibiao.rulebook.indicators import Figure, Flag, key, load_indicators


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("GDP", "地区生产总值"),
        ("全省生产总值", "地区生产总值"),
        ("GDP增速", "地区生产总值"),
        ("规上工业增加值", "规模以上工业增加值"),
        ("规模以上工业增加值增速", "规模以上工业增加值"),
        ("高新技术企业数量", "高新技术企业"),
        ("数字经济占GDP的比重", "数字经济占地区生产总值比重"),
        ("Ｒ＆Ｄ经费", "研发经费投入"),
        ("“专精特新”中小企业", "专精特新中小企业"),
        ("年末常住人口", "常住人口"),
        ("户籍人口城镇化率", "户籍人口城镇化率"),
        ("城镇登记失业率", "城镇登记失业率"),
        ("茶叶博物馆", None),
        ("数", None),
        ("", None),
    ],
)
def test_spellings(written: str, canonical: str | None) -> None:
    entry = load_indicators().find(written)
    assert (entry.name if entry else None) == canonical


def test_no_name_is_claimed_by_two_indicators() -> None:
    owners = defaultdict(set)
    for entry in load_indicators().entries:
        for name in (entry.name, *entry.aliases):
            owners[key(name)].add(entry.name)
    assert {name: names for name, names in owners.items() if len(names) > 1} == {}
    assert len(load_indicators().entries) > 300
    assert len(owners) > 1000


@pytest.mark.parametrize(
    ("sentence", "flag"),
    [
        ("地区生产总值增长5%。", None),
        ("地区生产总值增长550%。", "above"),
        ("地区生产总值下降55%。", "below"),
        ("地区生产总值达到1.2万亿元。", None),
        ("地区生产总值达到12元。", "below"),
        ("森林覆盖率达到45%。", None),
        ("森林覆盖率达到450%。", "above"),
        ("森林覆盖率超过99%。", None),
        ("粮食产量720万吨。", None),
        ("粮食产量达到720亿吨。", "above"),
        ("云雾茶产量达到720亿吨。", None),  # an indicator that is not known
    ],
)
def test_values_out_of_range(nlp: Language, sentence: str, flag: Flag | None) -> None:
    assert out_of_range(targets(nlp, sentence)[0]) == flag


def checked(value: str, unit: str, change: str = "level", **more: object) -> Figure:
    known = {"value_max": None, "comparator": "=", "normal": None, "normal_max": None, "normal_unit": None}
    parts = {"direction": None, "baseline": None, **known, **more}
    return Figure(value=Decimal(value), unit=unit, change=change, **parts)  # type: ignore[arg-type]


def test_a_level_in_percent_of_what_is_counted_is_odd() -> None:
    known = load_indicators()
    assert known.out_of_range("高新技术企业", "高新技术企业", checked("12", "%")) == "unit"
    assert known.out_of_range("地区生产总值", "GDP增速", checked("5.5", "%")) is None
    assert known.out_of_range("地区生产总值", "GDP增速", checked("95", "%")) == "above"


def test_an_open_end_and_a_far_year_are_not_odd() -> None:
    known = load_indicators()
    assert known.out_of_range("高新技术企业", "高新技术企业", checked("0.5", "家", comparator=">")) is None
    assert known.out_of_range("高新技术企业", "高新技术企业", checked("0.5", "家")) == "below"
    far = checked("150", "%", "delta", direction="up", baseline="比2012年")
    assert known.out_of_range("地区生产总值", "地区生产总值", far) is None
    assert known.out_of_range(None, "地区生产总值", far) is None


def test_a_user_adds_an_indicator_with_its_range(tmp_path: Path) -> None:
    file = tmp_path / "indicators.toml"
    file.write_text('[[entry]]\nname = "茶园面积"\naliases = ["云雾茶园"]\nunits = ["亩"]\nlevel = [10, 20]\n', "utf-8")
    known = load_indicators(str(tmp_path))
    assert known.id("云雾茶园", "亩") == "茶园面积"
    assert known.id("云雾茶园", "元") is None
    assert known.out_of_range("茶园面积", "云雾茶园", checked("30", "亩")) == "above"
    assert known.id("GDP", "元") == "地区生产总值"


def test_a_range_the_wrong_way_round_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "indicators.toml").write_text('[[entry]]\nname = "茶园面积"\nlevel = [20, 10]\n', "utf-8")
    with pytest.raises(RuleError, match=r"indicators.toml.*smaller one"):
        load_indicators(str(tmp_path))
