"""Tables: rows, selection, reprints, conflicts, pivots, and every format read back."""

from __future__ import annotations

import csv
import io
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
import openpyxl
import pytest
import regex

from support.shell import PAGE, complaints, zhibiao
from support.tables import figure, growth, money, shard, written
from zhibiao.errors import MissingExtra, OutputError, ZhibiaoError
from zhibiao.tables import TABLES, Row, Selection, Shard, select, table_rows
from zhibiao.tables.comparing import short
from zhibiao.tables.conflicts import conflicts
from zhibiao.tables.pivot import pivot
from zhibiao.tables.reprints import find_reprints, fold
from zhibiao.tables.schema import CONFLICTS, FIGURES, PEOPLE, REGIONS
from zhibiao.tables.writers import Table, markdown, write_tables

DOCS = Path(__file__).parents[1] / "docs" / "tables.md"


def figures(*shards: Shard) -> list[Row]:
    return list(table_rows("figures", shards))


def read_csv(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


def row(**record: Any) -> Row:
    return figures(shard("一.txt", figure(**record)))[0]


# -- rows -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("one_pipeline")
def test_every_row_of_a_real_page_has_every_column(tmp_path: Path) -> None:
    (tmp_path / "页.txt").write_text(PAGE + "贵州省政协委员张丽说，智算芯片达到20万张。\n", encoding="utf-8")
    assert zhibiao("extract", tmp_path / "页.txt", "-o", tmp_path / "out", "-q").exit_code == 0
    for what, columns in TABLES.items():
        assert zhibiao("table", tmp_path / "out", "--what", what, "-o", tmp_path / f"{what}.csv").exit_code == 0
        rows = read_csv(tmp_path / f"{what}.csv")
        assert rows, what
        assert list(rows[0]) == [column.name for column in columns]
    people = read_csv(tmp_path / "people.csv")
    assert ("张丽", "贵州省政协", "委员") in [(one["name"], one["org"], one["role"]) for one in people]


@pytest.mark.parametrize(
    ("number", "cell"),
    [(5670000000000.0, "5670000000000"), (5.4, "5.4"), (0.1, "0.1"), (1e-9, "0.000000001"), (45, "45")],
)
def test_numbers_are_exact(number: float, cell: str) -> None:
    assert f"{row(text='某', value=number, unit='元', indicator='某额')['value']:f}" == cell


@pytest.mark.parametrize(
    ("sentence", "change", "measure"),
    [
        ("地区生产总值增长5%。", "delta", "growth"),
        ("地区生产总值年均增长5%。", "delta", "average growth"),
        ("五年累计增长5%。", "delta", "cumulative growth"),
        ("投资年均增长3%，地区生产总值增长5%。", "delta", "growth"),
        ("森林覆盖率达到5%。", "level", "level"),
        ("高于全国5%。", "gap", "gap"),
    ],
)
def test_measures(sentence: str, change: str, measure: str) -> None:
    assert row(text="5%", value=5, unit="%", indicator="指数", change=change, sentence=sentence)["measure"] == measure


def test_a_year_in_the_name_is_no_average() -> None:
    record = {"sentence": "PM2.5年均浓度下降5%。", "change": "delta"}
    assert row(text="5%", value=5, unit="%", indicator="PM2.5年均浓度", **record)["measure"] == "growth"


def test_the_second_of_two_equal_numbers_is_read_at_its_own_place() -> None:
    sentence = "投资增长5%，消费年均增长5%。"
    parts = [
        figure("5%", 5, "%", name, start=at, change="delta", sentence=sentence)
        for name, at in (("投资", 4), ("消费", 13))
    ]
    assert [one["measure"] for one in figures(shard("一.txt", *parts))] == ["growth", "average growth"]


# -- selection ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Selection(), ["1", "2", "3"]),
        (Selection(statuses=("target",)), ["1", "3"]),
        (Selection(regions=("山东",)), ["1", "2"]),
        (Selection(regions=("济宁市",)), ["2"]),
        (Selection(regions=("山东省/济宁市",)), ["2"]),
        (Selection(indicators=("GDP",)), ["1"]),
        (Selection(indicators=("GDP", "云雾茶产量")), ["1", "3"]),
        (Selection(years=((2025, 2026),)), ["1", "2"]),
        (Selection(min_confidence=Decimal("0.8")), ["1", "3"]),
        (Selection(boilerplate=True), ["1", "2", "3", "4"]),
    ],
)
def test_selection(wanted: Selection, found: list[str]) -> None:
    facts = (
        figure("1", 1, "%", "地区生产总值", indicator_id="地区生产总值"),
        figure("2", 2, "家", "企业", region="山东省/济宁市", status="actual", year=2025, confidence=0.5),
        figure("3", 3, "吨", "云雾茶产量", region="贵州省", year=2030),
    )
    advert = figure("4", 4, "万", "用户")
    rows = figures(shard("一.txt", *facts), shard("二.txt", advert, kind="boilerplate"))
    assert [one["text"] for one in select(rows, wanted)] == found


# -- reprints -------------------------------------------------------------------------------------------------------

STORY = [
    figure(
        f"{n}家",
        n,
        "家",
        f"第{n}类企业",
        start=n * 50,
        sentence=f"到年底，全市第{n}类企业要在去年的基础上达到{n}家左右，比上年多一些。",
    )
    for n in range(1, 13)
]


def test_equal_rows_of_a_reprint_are_folded_and_named() -> None:
    other = [*STORY[:-1], {**STORY[-1], "value": 99, "text": "99家"}]
    shards = [
        shard("晚报.txt", *other, article="a-2", published="2026-01-02"),
        shard("日报.txt", *STORY, published="2026-01-01"),
    ]
    reprints = find_reprints(shards)
    assert reprints.first == {("晚报.txt", "a-2"): ("日报.txt", "a-1")}
    kept = fold(figures(*shards), reprints, "quantity")
    assert [(one["source"], one["text"], one["reprints"]) for one in kept if one["reprints"] is None] == [
        ("晚报.txt", "99家", None),  # what the first does not say stays
        ("日报.txt", "12家", None),
    ]
    assert {one["reprints"] for one in kept if one["reprints"]} == {"晚报.txt#a-2"}
    assert len(kept) == 13


def test_an_article_of_its_own_is_no_reprint() -> None:
    mine = [{**fact, "sentence": fact["sentence"][::-1] + "本市"} for fact in STORY]
    assert not find_reprints([shard("一.txt", *STORY), shard("二.txt", *mine, article="a-2")])


def test_without_the_library_only_equal_articles_are_folded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "datasketch", None)
    shards = [
        shard("一.txt", *STORY),
        shard("二.txt", *STORY, article="a-2"),
        shard("三.txt", *STORY[:-1], article="a-3"),
    ]
    with pytest.raises(MissingExtra, match=r"pip install 'zhibiao\[tables\]'"):
        find_reprints(shards)
    result = zhibiao("table", written(tmp_path / "out", shards), "-o", tmp_path / "表.csv")
    assert result.exit_code == 0
    assert "wholly equal are folded" in complaints(result)[0]
    assert len(read_csv(tmp_path / "表.csv")) == 12 + 11
    assert zhibiao("table", tmp_path / "out", "--no-fold", "-o", tmp_path / "表.csv").exit_code == 0
    assert len(read_csv(tmp_path / "表.csv")) == 12 + 12 + 11


# -- conflicts ------------------------------------------------------------------------------------------------------


def clashes(one: dict[str, Any], other: dict[str, Any]) -> list[Row]:
    return conflicts(figures(shard("一.txt", one), shard("二.txt", other, article="a-2")))


def test_a_conflict_cites_both_places() -> None:
    (found,) = clashes(growth("5%", 5, "山东省"), growth("6%", 6, "山东省", start=200, comparator=">="))
    assert [found[name] for name in ("region", "indicator", "year", "status", "measure", "scope")] == [
        *("山东省", "地区生产总值", 2026, "target", "growth", "sources"),
    ]
    assert [(found[f"text_{n}"], found[f"source_{n}"], found[f"start_{n}"]) for n in (1, 2)] == [
        ("5%", "一.txt", 100),
        ("≥ 6%", "二.txt", 200),
    ]
    assert list(found) == [column.name for column in CONFLICTS] or set(found) == {column.name for column in CONFLICTS}


@pytest.mark.parametrize(
    "other",
    [
        growth("5.0%", 5.0, "山东省"),
        growth("6%", 6, "贵州省"),
        growth("6%", 6, "山东省", year=2027),
        growth("6%", 6, "山东省", status="actual"),
        growth("6%", 6, "山东省", indicator="固定资产投资"),
        growth("6%", 6, "山东省", sentence="地区生产总值年均增长6%。"),
        growth("4.5%—5%", 4.5, "山东省", value_max=5),
        money("10万亿元", 10**13),
    ],
)
def test_what_is_no_conflict(other: dict[str, Any]) -> None:
    assert clashes(growth("5%", 5, "山东省"), other) == []


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        (money("1.2万亿元", 1.2e12, status="actual"), False),  # rounded
        (money("1.3万亿元", 1.3e12, status="actual"), True),
        (money("1万亿元", 1e12, status="actual", comparator=">"), False),  # 超过 leaves room
        (money("1.3万亿元", 1.3e12, status="actual", comparator="<"), False),
        (money("1.3万亿元", 1.3e12, status="actual", comparator=">"), True),
    ],
)
def test_rounding_and_open_ends(other: dict[str, Any], clash: bool) -> None:
    assert bool(clashes(money("12034亿元", 1.2034e12, status="actual"), other)) is clash


def test_different_units_are_compared_in_the_standard_one() -> None:
    def grain(text: str, value: float, unit: str, kilograms: float) -> dict[str, Any]:
        normal = {"value": kilograms, "value_max": None, "unit": "kg"}
        return figure(text, value, unit, "粮食产量", indicator_id="粮食总产量", dimension="mass", normal=normal)

    assert clashes(grain("100亿斤", 10**10, "斤", 5 * 10**9), grain("500万吨", 5 * 10**6, "吨", 5 * 10**9)) == []
    assert len(clashes(grain("100亿斤", 10**10, "斤", 5 * 10**9), grain("600万吨", 6 * 10**6, "吨", 6 * 10**9))) == 1


def test_parts_of_one_sentence_are_no_conflict() -> None:
    sentence = "地区生产总值、工业分别增长5%、6%。"
    parts = [growth(f"{n}%", n, "山东省", sentence=sentence, start=n) for n in (5, 6)]
    assert conflicts(figures(shard("一.txt", *parts))) == []
    apart = [growth(f"{n}%", n, "山东省", start=n) for n in (5, 6)]
    assert [one["scope"] for one in conflicts(figures(shard("一.txt", *apart)))] == ["within"]


# -- pivot ----------------------------------------------------------------------------------------------------------

GROWTHS = [
    growth("7%", 7, "四川省", year=2025, comparator=">="),
    growth("5%", 5, "山东省"),
    growth("6%", 6, "山东省", start=300),
    growth("4.5%—5%", 4.5, "四川省", value_max=5, comparator="~"),
]


def test_the_last_key_goes_across() -> None:
    columns, rows = pivot(figures(shard("一.txt", *GROWTHS)), ["region", "indicator", "year"])
    assert [column.name for column in columns] == ["region", "indicator", "unit", "2025", "2026"]
    assert [list(one.values()) for one in rows] == [
        ["山东省", "地区生产总值", "%", None, "5 | 6"],
        ["四川省", "地区生产总值", "%", "≥ 7", "~ 4.5–5"],
    ]


def test_a_cell_never_mixes_statuses_measures_or_units() -> None:
    facts = [*GROWTHS, money("10万亿元", 10**13), growth("3%", 3, "山东省", status="actual")]
    columns, rows = pivot(figures(shard("一.txt", *facts)), ["region", "year"], plain=False)
    assert [column.name for column in columns][:4] == ["region", "status", "measure", "unit"]
    assert [one["2026"] for one in rows if one["region"] == "山东省"] == ["3", "5 | 6", "10万亿"]


@pytest.mark.parametrize("keys", [["region"], ["region", "region"], ["region", "value"], []])
def test_keys_that_make_no_pivot(keys: list[str]) -> None:
    with pytest.raises(ZhibiaoError, match="two or more different keys"):
        pivot([], keys)


@pytest.mark.parametrize(
    ("value", "text"), [("12000", "1.2万"), ("123456789", "1.23456789亿"), ("-1e12", "-1万亿"), ("0.5", "0.5")]
)
def test_short_numbers_round_nothing(value: str, text: str) -> None:
    assert short(Decimal(value)) == text


# -- formats --------------------------------------------------------------------------------------------------------

HOSTILE = '=HYPERLINK("http://x")，“引”|`号`\n换行'
MADE = shard(
    "报告/一.txt",
    money("5.67万亿元", 5.67e12, status="actual"),
    figure("45%", 45, "%", "占比", sentence=HOSTILE, start=200, comparator=">="),
    figure("0.5件", 0.5, "件", "专利", start=300, region=""),
    url="https://example.org/a",
)


def made(tmp_path: Path) -> Path:
    return written(tmp_path / "out", [MADE])


def test_csv_shows_chinese_in_a_spreadsheet(tmp_path: Path) -> None:
    assert zhibiao("table", made(tmp_path), "--what", "figures", "-o", tmp_path / "表.csv").exit_code == 0
    data = (tmp_path / "表.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [one["value"] for one in rows] == ["5670000000000", "45", "0.5"]
    assert rows[1]["sentence"] == HOSTILE
    assert rows[2]["region"] == ""


def test_workbook(tmp_path: Path) -> None:
    (tmp_path / "原文" / "报告").mkdir(parents=True)
    arguments = ("--what", "figures", "--sources", tmp_path / "原文", "-o", tmp_path / "表.xlsx")
    assert zhibiao("table", made(tmp_path), *arguments).exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    assert book.sheetnames == ["figures", "conflicts", "columns"]
    sheet = book["figures"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None
    names = [cell.value for cell in sheet[1]]
    assert names == [column.name for column in FIGURES]
    assert sheet.column_dimensions["A"].width > 15
    cell = {name: sheet.cell(row=2, column=place) for place, name in enumerate(names, 1)}
    assert cell["value"].value == 5_670_000_000_000
    assert cell["source"].hyperlink.target == "https://example.org/a"
    text = sheet.cell(row=3, column=names.index("sentence") + 1)
    assert (text.value, text.data_type) == (HOSTILE, "s")
    assert book["columns"].cell(row=2, column=2).value == "region"
    first = (tmp_path / "表.xlsx").read_bytes()
    assert zhibiao("table", tmp_path / "out", *arguments).exit_code == 0
    assert (tmp_path / "表.xlsx").read_bytes() == first


def test_a_source_without_an_address_is_linked_where_it_lies(tmp_path: Path) -> None:
    plain = shard("一.txt", figure("1家", 1, "家", "企业"))
    for table, target in (
        (Table("t", FIGURES, figures(plain), tmp_path / "out"), "out/一.txt.jsonl"),
        (Table("t", FIGURES, figures(plain), tmp_path / "out", tmp_path / "原文"), "原文/一.txt"),
    ):
        write_tables([table], tmp_path / "表.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "表.xlsx")["t"]
        place = [column.name for column in FIGURES].index("source") + 1
        link = unquote(sheet.cell(row=2, column=place).hyperlink.target)
        assert link.replace("\\", "/") == target


def test_duckdb_and_parquet_are_exact(tmp_path: Path) -> None:
    out = made(tmp_path)
    for file in ("表.duckdb", "表.parquet"):
        assert zhibiao("table", out, "--what", "figures", "-o", tmp_path / file).exit_code == 0
    base = duckdb.connect(str(tmp_path / "表.duckdb"), read_only=True)
    query = "SELECT value, comparator, year, corrected, sentence, region FROM {} ORDER BY start"
    rows = base.sql(query.format("figures")).fetchall()
    assert rows == duckdb.sql(query.format(f"'{tmp_path / '表.parquet'}'")).fetchall()
    assert rows[0][:4] == (Decimal("5670000000000"), "=", 2026, False)
    assert rows[1][4] == HOSTILE
    assert rows[2][5] is None
    assert base.sql("SELECT count(*) FROM conflicts").fetchall() == [(0,)]
    comments = dict(
        base.sql("SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'figures'").fetchall()
    )
    assert comments == {column.name: column.about for column in FIGURES}
    base.close()


def test_markdown_is_to_be_read() -> None:
    text = markdown(Table("t", FIGURES, figures(MADE)))
    head, _, first, second, _ = text.splitlines()
    assert head.startswith("| region | indicator | measure | comparator | value | unit |")
    assert "value\\_max" not in head  # empty throughout
    assert first.startswith("| 山东省 | 地区生产总值 | level | = | 5670000000000 | 元 |")
    assert "\\>=" in second or ">=" in second
    assert markdown(Table("t", FIGURES, [])) == "none\n"


def test_a_pipe_does_not_break_a_markdown_table() -> None:
    rows = figures(shard("甲|乙`.txt", figure("1家", 1, "家", "企业\n数")))
    assert "甲\\|乙\\`.txt" in markdown(Table("t", FIGURES, rows))
    assert "企业 数" in markdown(Table("t", FIGURES, rows))


def test_conflicts_go_to_their_own_file(tmp_path: Path) -> None:
    out = written(
        tmp_path / "out",
        [shard("一.txt", growth("5%", 5, "山东省")), shard("二.txt", growth("6%", 6, "山东省"), article="a-2")],
    )
    result = zhibiao("table", out, "-o", tmp_path / "表.csv")
    assert "1 conflicts, not in this format: name a file with --conflicts" in result.stderr
    result = zhibiao("table", out, "-o", tmp_path / "表.csv", "--conflicts", tmp_path / "冲突.csv")
    assert result.exit_code == 0
    (found,) = read_csv(tmp_path / "冲突.csv")
    assert (found["source_1"], found["source_2"]) == ("一.txt", "二.txt")
    assert zhibiao("table", out, "--pivot", "region,year", "-o", tmp_path / "表.md").exit_code == 0
    page = (tmp_path / "表.md").read_text(encoding="utf-8")
    assert page.startswith("## pivot\n\n| region | unit | 2026 |\n")
    assert "## conflicts" in page
    assert "| 5 \\| 6 |" in page


# -- what can go wrong ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("-o", "表.txt"), 2, "end it with one of .csv, .md"),
        (("-o", "无/表.csv", "--what", "people", "--status", "target"), 2, "has no status"),
        (("-o", "表.csv", "--pivot", "region"), 2, "two or more different keys"),
        (("-o", "表.csv", "--year", "明年"), 2, "is no year"),
        (("-o", "表.csv", "--year", "2030-2020"), 2, "ends before it begins"),
    ],
)
def test_a_wrong_call(
    arguments: tuple[str, ...], status: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = zhibiao("table", made(tmp_path), *arguments)
    assert (result.exit_code, message in result.stderr) == (status, True), result.stderr
    assert not list(tmp_path.glob("表.*"))


def test_a_broken_shard_is_named_and_the_rest_is_done(tmp_path: Path) -> None:
    out = made(tmp_path)
    (out / "坏.txt.jsonl").write_text("{", encoding="utf-8")
    result = zhibiao("table", out, "-o", tmp_path / "表.csv")
    assert result.exit_code == 1
    assert "坏.txt.jsonl" in complaints(result)[0]
    assert (tmp_path / "表.csv").read_text(encoding="utf-8-sig").count("报告/一.txt") >= 1


def test_a_folder_without_shards(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    result = zhibiao("table", tmp_path / "空", "-o", tmp_path / "表.csv")
    assert result.exit_code == 2
    assert "holds no shard; run zhibiao extract first" in result.stderr


@pytest.mark.parametrize(
    ("module", "file"), [("xlsxwriter", "表.xlsx"), ("duckdb", "表.parquet"), ("duckdb", "表.duckdb")]
)
def test_a_missing_package_is_named(module: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    result = zhibiao("table", made(tmp_path), "-o", tmp_path / file)
    assert result.exit_code == 2
    assert "pip install 'zhibiao[tables]'" in result.stderr
    assert not list(tmp_path.glob("*表*"))
    assert zhibiao("table", tmp_path / "out", "-o", tmp_path / "表.md").exit_code == 0


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "表.csv").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write_tables([Table("t", FIGURES, [])], tmp_path / "表.csv")
    assert [file.name for file in tmp_path.iterdir()] == ["表.csv"]


# -- the documents --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "columns"),
    [("targets and figures", FIGURES), ("people", PEOPLE), ("regions", REGIONS), ("conflicts", CONFLICTS)],
)
def test_the_schema_is_documented(heading: str, columns: tuple[Any, ...]) -> None:
    section = DOCS.read_text(encoding="utf-8").partition(f"\n### {heading}\n")[2].partition("\n### ")[0]
    told = regex.findall(r"^\| `(\w+)` \| (\w+) \| (.*) \|$", section, regex.MULTILINE)
    assert told == [(column.name, column.type, column.about) for column in columns]
