"""Quantities: the table of sentences, the set phrases, conversions against pint, and what holds for any text."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from support.cases import sentences
from support.growth import growth
from zhibiao import notation
from zhibiao.components.periods import find_periods
from zhibiao.components.quantities.counterfeits import PHRASES
from zhibiao.components.quantities.finder import Grammar, find_quantities
from zhibiao.components.quantities.units import UNITS, Units
from zhibiao.model import Quantity, Rejected
from zhibiao.notation import Mark

GRAMMAR = Grammar()


def _found(text: str) -> list[Quantity | Rejected]:
    return list(find_quantities(text, list(find_periods(text, 2026)), GRAMMAR))


def _quantities(text: str) -> list[Quantity]:
    return [found for found in _found(text) if isinstance(found, Quantity)]


@pytest.mark.parametrize("marked", sentences("quantities"))
def test_sentence(marked: str) -> None:
    text, _ = notation.strip(marked)
    marks = [Mark(found.start, found.end, notation.quantity(found)) for found in _quantities(text)]
    assert notation.render(text, marks) == marked


PHRASE_EXAMPLES = [(entry, example) for entry in PHRASES.load() for example in entry.examples]
PHRASE_REJECTS = [(entry, reject) for entry in PHRASES.load() for reject in entry.rejects]


@pytest.mark.parametrize(("entry", "example"), PHRASE_EXAMPLES, ids=[example for _, example in PHRASE_EXAMPLES])
def test_a_set_phrase_holds_no_quantity(entry: object, example: str) -> None:
    wanted = regex.search(r"\[([^\]]+)\]", example)
    assert wanted is not None
    text = example.replace("[", "").replace("]", "")
    start, end = wanted.start(), wanted.start() + len(wanted[1])
    assert not [one for one in _quantities(text) if one.start < end and start < one.end]


@pytest.mark.parametrize(("entry", "reject"), PHRASE_REJECTS, ids=[reject for _, reject in PHRASE_REJECTS])
def test_what_is_like_a_set_phrase_is_a_quantity(entry: object, reject: str) -> None:
    assert _quantities(reject)


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("第3批名单", "3批", "an ordinal"),
        ("建成一个中心", "", ""),
        ("10万吨级码头", "10万吨", "a grade"),
        ("500千伏线路", "500千伏", "a grade or a size"),
        ("每万人拥有病床", "万人", "the base of a rate"),
        ("他今年65岁", "65岁", "an age"),
        ("位列第5位", "5位", "an ordinal"),
        ("排名前10位", "10位", "a rank"),
        ("这两家企业", "两家", "a count of what was named before"),
        ("金茂大厦18层", "18层", "a part of an address"),
        ("十四届全国人大四次会议", "四次", "an ordinal: a session"),
        ("抓好“三张清单”", "三张", "a part of a name"),
        ("购买C919架", "919架", "a code, a model or a version"),
        ("单位：亿元", "亿元", "亿 without a number is part of the unit"),
        ("总指数为103.5", "103.5", "a number without a unit or a measure word"),
    ],
)
def test_a_losing_reading_has_its_reason(text: str, words: str, reason: str) -> None:
    lost = [(text[one.start : one.end], one.reason) for one in _found(text) if isinstance(one, Rejected)]
    assert (words, reason) in lost if words else not lost


def test_cue_holds_the_comparator_words() -> None:
    text = "占比不到全国的5%，建成25个以上"
    assert [text[one.cue.start : one.cue.end] for one in _quantities(text) if one.cue] == ["不到全国的5%", "25个以上"]


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("治理120万亩", (Decimal(800000000), None, "m²")),
        ("发电3吉瓦时", (Decimal(3000000), None, "kWh")),
        ("算力达12EFLOPS", (Decimal("12000000000000000000"), None, "FLOPS")),
        ("价格为3000元/吨", (Decimal(3), None, "CNY/kg")),
        ("浓度为29微克/立方米", (Decimal("0.000000029"), None, "kg/m³")),
        ("增长5%—6%", (Decimal(5), Decimal(6), "%")),
        ("新建20个", None),
    ],
)
def test_normal(text: str, normal: object) -> None:
    assert [one.normal for one in _quantities(text)] == [normal]


PINT = {
    "公里": "kilometer", "厘米": "centimeter", "毫米": "millimeter", "微米": "micrometer", "海里": "nautical_mile", "英里": "mile",
    "英尺": "foot", "平方公里": "kilometer**2", "公顷": "hectare", "平方英里": "mile**2",
    "升": "liter", "毫升": "milliliter", "桶": "oil_barrel",
    "加仑": "gallon", "吨": "metric_ton", "毫克": "milligram", "微克": "microgram", "磅": "pound", "盎司": "ounce", "克拉": "carat",
    "千瓦时": "kilowatt_hour", "吉瓦时": "gigawatt_hour", "焦耳": "joule", "兆焦": "megajoule", "千卡": "kilocalorie", "英热": "Btu",
    "兆瓦": "megawatt", "吉瓦": "gigawatt", "马力": "metric_horsepower", "TB": "terabyte", "比特": "bit", "Gbps": "gigabit/second",
    "小时": "hour", "天": "day", "周": "week", "年": "year", "兆赫": "megahertz", "光年": "light_year",
}  # fmt: skip
CANONICAL = {
    "m": "meter", "m²": "meter**2", "m³": "meter**3", "kg": "kilogram", "kWh": "kilowatt_hour", "kW": "kilowatt", "B": "byte",
    "bit/s": "bit/second",
    "s": "second", "Hz": "hertz",
}  # fmt: skip


def test_conversions_agree_with_pint() -> None:
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry()
    units = Units()
    for word, expression in PINT.items():
        found = units.find(word, 0)
        assert found is not None
        assert found[0].size is not None
        assert found[0].canonical is not None
        wanted = registry(expression).to(CANONICAL[found[0].canonical]).magnitude
        assert float(found[0].size) == pytest.approx(wanted, rel=1e-6), word


def test_chinese_units_are_those_of_the_law() -> None:
    sizes = {word: found[0].size for word in ("亩", "斤", "里", "顷", "担", "丈") if (found := Units().find(word, 0))}
    assert sizes == {
        "亩": Fraction(2000, 3),
        "斤": Fraction(1, 2),
        "里": 500,
        "顷": Fraction(200000, 3),
        "担": 50,
        "丈": Fraction(10, 3),
    }


def test_no_unit_stands_in_two_classes() -> None:
    words = [word for entry in UNITS.load() for word in (*entry.sizes, *entry.words)]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


PIECES = st.sampled_from(
    [
        "5",
        "12.5",
        "三",
        "百",
        "万",
        "亿",
        "%",
        "个",
        "元",
        "吨",
        "年",
        "月",
        "日",
        "2024年",
        "至",
        "—",
        "、",
        "和",
        "约",
        "超",
        "以上",
        "第",
        "每",
        "“",
        "”",
        "，",
        "半",
        "多",
        "人",
        "次",
        "公里/小时",
        "达",
        "-",
        "/",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_quantity_overlaps_another_or_a_date(text: str) -> None:
    quantities = sorted(_quantities(text), key=lambda one: one.start)
    assert all(one.end <= two.start for one, two in itertools.pairwise(quantities))
    dates = [period for period in find_periods(text, 2026) if period.kind != "duration"]
    assert not [one for one in quantities for date in dates if one.start < date.end and date.start < one.end]
    for one in quantities:
        assert 0 <= one.start < one.end <= len(text)
        assert one.value_max is None or one.value < one.value_max


@pytest.mark.parametrize(
    "piece",
    ["5", "五", "万", "5个", "5、", "5—", "“5", "《三", "约", "5%、", "5至", "不超过", "元/", "$", "一", "2024年5"],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    assert growth(_found, piece, 8_000) < 2
