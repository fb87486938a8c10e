"""Charts: what is offered, what is drawn, and pictures without missing glyphs."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import regex

from support.shell import complaints, zhibiao
from support.tables import growth, money, shard, written
from zhibiao.charts import NothingToDraw, Series, bars_svg, choose, map_svg, offers, series_of
from zhibiao.charts.raster import find_font, fonts
from zhibiao.charts.tiles import TILES
from zhibiao.errors import OutputError
from zhibiao.rulebook.divisions import load_divisions, stem
from zhibiao.tables import Row, table_rows

FACTS = [
    growth("5%", 5, "山东省", comparator=">=", id="q-a"),
    growth("4.5%—5%", 4.5, "贵州省", value_max=5, id="q-b"),
    growth("6%", 6, "四川省", comparator="~", id="q-c"),
    growth("3%", 3, "北京市", direction="down", comparator="<=", id="q-d"),
    growth("5.5%", 5.5, "四川省", id="q-e", confidence=0.5),
    money("10万亿元", 10**13, status="actual", year=2025),
]
XML = "{http://www.w3.org/2000/svg}"


def rows(*facts: dict[str, Any]) -> list[Row]:
    return list(table_rows("figures", [shard("一.txt", *(facts or FACTS))]))


def drawn(*facts: dict[str, Any]) -> Series:
    found = rows(*facts)
    return series_of(found, choose(found))


def points(svg: str) -> dict[str, ElementTree.Element]:
    """The groups of the regions by code."""
    root = ElementTree.fromstring(svg)
    return {group.attrib["data-region"]: group for group in root.iter(f"{XML}g")}


def words(element: ElementTree.Element) -> list[str]:
    return [str(text.text) for text in element.iter(f"{XML}text")]


def test_offers_come_with_the_most_regions_first() -> None:
    first, second = offers(rows(), least=1)
    assert (first.indicator, first.year, first.status, first.measure, first.unit, first.change, first.regions) == (
        *("地区生产总值", 2026, "target", "growth", "%", "delta"),
        4,
    )
    assert (second.measure, second.unit, second.regions) == ("level", "CNY", 1)
    assert offers(rows()) == [first]


def test_choice() -> None:
    assert choose(rows(), year=2025).measure == "level"
    assert choose(rows(), unit="元").unit == "CNY"
    with pytest.raises(NothingToDraw, match=r"there is 地区生产总值 2026 target growth % \(4\)"):
        choose(rows(), year=1999)
    with pytest.raises(NothingToDraw, match="there is none"):
        choose([])


def test_points_are_sorted_and_keep_what_else_was_found() -> None:
    series = drawn()
    assert series.title == "地区生产总值增长率目标，2026年（%）"
    assert [(point.name, point.label, point.others) for point in series.points] == [
        ("四川省", "~ 6", ("5.5",)),
        ("山东省", "≥ 5", ()),
        ("贵州省", "4.5–5", ()),
        ("北京市", "≤ -3", ()),
    ]
    assert series.points[0].ids == ("q-c", "q-e")
    assert (series.points[2].low, series.points[2].high) == (Decimal("4.5"), Decimal(5))


def test_bars_show_comparators() -> None:
    found = points(bars_svg(drawn()))
    assert set(found) == {"510000", "370000", "520000", "110000"}
    classes = {code: [part.attrib.get("class") for part in group] for code, group in found.items()}
    assert classes["370000"].count("zb-open") == 3  # fades out
    assert "zb-mark-line" in classes["510000"]
    assert classes["110000"].count("zb-paper-line") == 3  # notched
    line, bar = [part for part in found["520000"] if part.tag == f"{XML}rect"]
    assert float(line.attrib["x"]) + float(line.attrib["width"]) == pytest.approx(float(bar.attrib["x"]), abs=0.1)
    assert found["510000"].attrib["data-ids"] == "q-c q-e"
    assert words(found["510000"]) == ["四川省", "~ 6  （另有 5.5）"]


def test_a_bar_is_as_long_as_its_value() -> None:
    wide = {
        code: float(next(part for part in group if part.attrib.get("class") == "zb-bar").attrib["width"])
        for code, group in points(bars_svg(drawn(growth("6%", 6, "四川省"), growth("3%", 3, "山东省")))).items()
    }
    assert wide["510000"] == pytest.approx(2 * wide["370000"], rel=1e-4)


@pytest.mark.parametrize("value", [0.0, 1e-9, 1e23, -5.0])
def test_any_value_can_be_drawn(value: float) -> None:
    svg = bars_svg(drawn(growth("某", value, "四川省"), growth("某", value * 2, "山东省")))
    assert len(points(svg)) == 2
    assert "nan" not in svg
    assert "inf" not in regex.sub(r"<style>.*?</style>", "", svg)


def test_text_from_a_source_stays_text() -> None:
    evil = "<script>alert(1)</script>\x00&amp;\ud800".encode("utf-8", "ignore").decode()
    svg = bars_svg(drawn(growth("5%", 5, "山东省", sentence=evil)))
    assert "<script" not in svg
    ElementTree.fromstring(svg)


def test_the_map_has_every_province_once() -> None:
    provinces = {code: d for code, d in load_divisions().current.items() if d.level == "province"}
    assert set(TILES) == set(provinces)
    assert all(stem(provinces[code].name).startswith(name) for code, (name, _, _) in TILES.items())
    assert len({(column, line) for _, column, line in TILES.values()}) == len(TILES)


def test_tiles_are_darker_for_more_and_empty_without_a_value() -> None:
    found = points(map_svg(drawn()))
    assert set(found) == set(TILES)
    fill = {code: str(group[1].attrib["fill"]) for code, group in found.items()}
    assert fill["510000"] != fill["110000"]
    assert found["650000"][1].attrib["class"] == "zb-empty"
    assert words(found["370000"]) == ["山东", "≥ 5"]


def test_no_map_without_a_province() -> None:
    with pytest.raises(NothingToDraw, match="draw bars instead"):
        map_svg(drawn(growth("5%", 5, "山东省/济宁市")))


def test_several_pictures_on_a_page_do_not_clash() -> None:
    assert " id=" not in bars_svg(drawn())
    assert bars_svg(drawn()) == bars_svg(drawn())
    assert not bars_svg(drawn()).startswith("<?xml")


# -- the command ----------------------------------------------------------------------------------------------------


def test_command(tmp_path: Path) -> None:
    out = written(tmp_path / "out", [shard("一.txt", *FACTS)])
    result = zhibiao("chart", out, "--indicator", "GDP", "--year", "2026", "-o", tmp_path / "图.svg")
    assert (result.exit_code, complaints(result)) == (
        0,
        [f"zhibiao: 地区生产总值增长率目标，2026年（%）: 4 regions → {tmp_path / '图.svg'}"],
    )
    assert (tmp_path / "图.svg").read_text(encoding="utf-8") == bars_svg(drawn())
    assert zhibiao("chart", out, "--indicator", "GDP", "--map", "-o", tmp_path / "图.svg").exit_code == 0
    assert (tmp_path / "图.svg").read_text(encoding="utf-8") == map_svg(drawn())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--indicator", "GDP", "-o", "图.jpg"), "end it with .svg or .png"),
        (("--indicator", "森林覆盖率", "-o", "图.svg"), "no figure is what was asked for"),
        (("--indicator", "GDP", "--status", "other", "-o", "图.svg"), "there is 地区生产总值 2026 target growth"),
    ],
)
def test_a_wrong_call(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = zhibiao("chart", written(tmp_path / "out", [shard("一.txt", *FACTS)]), *arguments)
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr
    assert not list(tmp_path.glob("图.*"))


# -- fonts ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not fonts(), reason="no font with Chinese characters is installed")
@pytest.mark.parametrize("mapped", [False, True])
def test_png(mapped: bool, tmp_path: Path) -> None:
    out = written(tmp_path / "out", [shard("一.txt", *FACTS)])
    extra = ["--map"] if mapped else []
    assert zhibiao("chart", out, "--indicator", "GDP", *extra, "-o", tmp_path / "图.png").exit_code == 0
    data = (tmp_path / "图.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(data[16:20]) > 1000  # pixels across
    assert len(data) > 20_000  # a picture without letters is smaller


@pytest.mark.skipif(not fonts(), reason="no font with Chinese characters is installed")
def test_a_font_without_a_character_is_not_taken() -> None:
    assert find_font(frozenset("地区"), fonts()) in fonts()
    with pytest.raises(OutputError, match="has no \U0010ffff"):
        find_font(frozenset("\U0010ffff"), fonts()[:1])


def test_without_a_font_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhibiao.charts.raster._folders", list)
    out = written(tmp_path / "out", [shard("一.txt", *FACTS)])
    result = zhibiao("chart", out, "--indicator", "GDP", "-o", tmp_path / "图.png")
    assert result.exit_code == 2
    assert "apt install fonts-noto-cjk" in result.stderr
    (tmp_path / "字.ttf").write_bytes(b"no font")
    result = zhibiao("chart", out, "--indicator", "GDP", "--font", tmp_path / "字.ttf", "-o", tmp_path / "图.png")
    assert (result.exit_code, "no font that can be read" in result.stderr) == (2, True)


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    out = written(tmp_path / "out", [shard("一.txt", *FACTS)])
    result = zhibiao("chart", out, "--indicator", "GDP", "-o", tmp_path / "图.png")
    assert (result.exit_code, "pip install 'zhibiao[charts]'" in result.stderr) == (2, True)
