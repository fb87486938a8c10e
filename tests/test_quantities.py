"""Quantities: the table of sentences, the set phrases, conversions against pint, and what holds for any text."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from support.cases import sentences
from support.growth import growth
from support.scripts import script
from support.writing import grouped, han, mixed
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
        ("零件加工", "零件", "零 as the beginning of a word"),
        ("省委九次全会", "九次", "an ordinal: a session"),
        ("第八、第九两条", "两条", "a count of what was named before"),
        ("首台20兆瓦风机", "20兆瓦", "a grade or a size"),
        ("投运30万千瓦机组", "30万千瓦", "a grade"),
        ("来到三台县", "三", "a part of a place name"),
        ("位于北纬30度", "30度", "a coordinate"),
        ("三七开", "三七", "a number word without a unit or a measure word"),
        ("用好两个市场", "两", "a set phrase"),
        ("第四十五届展会", "四十五", "a number word without a unit or a measure word"),
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


# What pint calls a unit, and every way in which the rules write it.
PINT = {
    "meter": "米 延米 延长米 公尺 m", "kilometer": "公里 千米 km KM Km ㎞", "centimeter": "厘米 公分 cm CM ㎝",
    "millimeter": "毫米 公厘 mm ㎜", "micrometer": "微米", "nanometer": "纳米 nm", "decimeter": "分米", "nautical_mile": "海里",
    "mile": "英里", "foot": "英尺", "light_year": "光年",
    "meter**2": "平方米 平米 平方 平方公尺 ㎡ m² m2", "kilometer**2": "平方公里 平方千米 km² km2 ㎢", "decimeter**2": "平方分米",
    "centimeter**2": "平方厘米 cm²", "millimeter**2": "平方毫米", "hectare": "公顷 hm² 垧", "are": "公亩", "mile**2": "平方英里",
    "nautical_mile**2": "平方海里",
    "meter**3": "立方米 立方 立方公尺 标准立方米 标方 m³ m3 方", "kilometer**3": "立方千米 立方公里", "liter": "升 公升 L 立方分米",
    "milliliter": "毫升 mL ml 立方厘米", "gallon": "加仑", "oil_barrel": "桶",
    "metric_ton": "吨 公吨 载重吨 总吨 吨位 t", "kilometric_ton": "千吨", "kilogram": "公斤 千克 kg Kg KG ㎏", "gram": "克 g",
    "milligram": "毫克 mg", "microgram": "微克", "nanogram": "纳克", "pound": "磅", "ounce": "盎司", "carat": "克拉",
    "kilowatt_hour": "千瓦时 千瓦·时 千瓦小时 度电 kWh KWh kwh KWH kW·h", "watt_hour": "瓦时 Wh",
    "megawatt_hour": "兆瓦时 MWh Mwh MW·h", "gigawatt_hour": "吉瓦时 GWh Gwh GW·h", "terawatt_hour": "太瓦时 TWh",
    "joule": "焦耳", "kilojoule": "千焦 千焦耳 kJ", "megajoule": "兆焦 兆焦耳 MJ", "gigajoule": "吉焦 吉焦耳 GJ", "terajoule": "太焦",
    "calorie": "卡路里", "kilocalorie": "千卡 大卡", "Btu": "英热",
    "watt": "瓦 瓦特 W", "kilowatt": "千瓦 kW KW kw Kw", "megawatt": "兆瓦 MW", "gigawatt": "吉瓦 GW GWp", "terawatt": "太瓦 TW",
    "metric_horsepower": "马力 匹马力", "volt_ampere": "伏安", "kilovolt_ampere": "千伏安 kVA", "megavolt_ampere": "兆伏安 MVA",
    "byte": "字节", "kilobyte": "KB 千字节", "megabyte": "MB 兆字节", "gigabyte": "GB", "terabyte": "TB 太字节", "petabyte": "PB",
    "exabyte": "EB 艾字节", "zettabyte": "ZB 泽字节", "yottabyte": "YB", "bit": "比特", "kilobit": "千比特", "megabit": "兆比特",
    "bit/second": "bps", "kilobit/second": "Kbps", "megabit/second": "Mbps Mb/s", "gigabit/second": "Gbps Gb/s",
    "terabit/second": "Tbps Tb/s", "terabyte/second": "TB/s",
    "second": "秒 秒钟 s", "millisecond": "毫秒 ms", "microsecond": "微秒", "minute": "分钟", "hour": "小时 个小时 钟头 个钟头",
    "day": "天 日 个工作日 工作日", "week": "周 星期 个星期", "year": "年 周年 个年头 年期 春秋 个春秋", "century": "世纪 个世纪",
    "hertz": "赫兹 Hz", "kilohertz": "千赫", "megahertz": "兆赫 兆赫兹 MHz", "gigahertz": "吉赫 吉赫兹 GHz",
}  # fmt: skip
# Of Chinese law and custom, or parts of a year of their own length; and what pint does not know.
OWN = {
    *(
        "里",
        "华里",
        "市里",
        "丈",
        "尺",
        "亩",
        "市亩",
        "亩次",
        "顷",
        "斤",
        "市斤",
        "两",
        "钱",
        "担",
        "市担",
        "公担",
        "石",
    ),
    *("月", "个月", "季度", "个季度", "学时", "课时"),
}
CANONICAL = {
    "m": "meter", "m²": "meter**2", "m³": "meter**3", "kg": "kilogram", "kWh": "kilowatt_hour", "kW": "kilowatt", "kVA": "kilovolt_ampere",
    "B": "byte",
    "bit/s": "bit/second",
    "s": "second", "Hz": "hertz",
}  # fmt: skip


def test_conversions_agree_with_pint() -> None:
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry()
    units = Units()
    for expression, words in PINT.items():
        for word in words.split():
            found = units.find(word, 0)
            assert found is not None, word
            assert found[0].size is not None, word
            assert found[0].canonical is not None, word
            wanted = registry.Quantity(1, expression).to(CANONICAL[found[0].canonical]).magnitude
            assert float(found[0].size) == pytest.approx(wanted, rel=1e-6), word


def test_every_physical_unit_is_checked() -> None:
    checked = OWN | {word for words in PINT.values() for word in words.split()}
    missing = [
        word for entry in UNITS.load() if entry.canonical in CANONICAL for word in entry.sizes if word not in checked
    ]
    assert missing == []


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
        "±",
        "零下",
        "二、三百",
        "二十五",
        "两",
        "今天",
        "上半年",
        "9时",
        "分之",
        "又",
        "千",
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
    [
        *[
            "5",
            "五",
            "万",
            "5个",
            "5、",
            "5—",
            "“5",
            "《三",
            "约",
            "5%、",
            "5至",
            "不超过",
            "元/",
            "$",
            "一",
            "2024年5",
        ],
        *[
            "±5米",
            "零下5至",
            "二、三百人",
            "两两",
            "个 百 分 ",
            "5k个百分点",
            "三又二分之一",
            "超5亿、",
            "人次达5亿，",
            ".5吨",
        ],
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    assert growth(_found, piece, 8_000) < 2


NUMBER = st.integers(min_value=11, max_value=10**16 - 1).map(Decimal)
WRITINGS = st.sampled_from([han, mixed, grouped, lambda value: f"{value:f}"])


@given(NUMBER, WRITINGS, st.sampled_from(["元", "吨", "公里", "人", "%", "千瓦时", "标箱"]))
def test_any_amount_is_read_exactly(value: Decimal, written: Callable[[Decimal], str], unit: str) -> None:
    [found] = _quantities(f"总数达到{written(value)}{unit}。")
    assert (found.value, found.unit, found.comparator) == (value, unit, "=")


@pytest.mark.parametrize("piece", ["1,", "1", "万", "1%", "±1", "1 "])
def test_a_page_of_digits_and_signs_holds_no_quantity(piece: str) -> None:
    assert all(isinstance(one, Rejected) for one in _found(piece * 300_000))


def test_phrases_whose_number_never_changes_are_candidates() -> None:
    learn = script("learn_phrases")
    texts = {f"{year}.txt": f"落实四项服务承诺。实施{year % 7 + 3}项惠民政策。" for year in range(2000, 2006)}
    found = learn.candidates(texts, least=4)
    assert [(one.phrase, one.documents, one.counter) for one in found] == [("四项服务承诺", 6, None)]
