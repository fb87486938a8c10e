"""PDF: columns in reading order, headlines over them, running heads and folios apart, the box of each article."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from support.growth import growth
from support.pdfs import Sheet, Story, pdf
from support.shell import complaints, rows, zhibiao
from zhibiao.errors import UnreadableSource
from zhibiao.extractor import Extractor
from zhibiao.sources import Document, articles_of, decode_source
from zhibiao.sources.pdf.columns import ordered
from zhibiao.sources.pdf.rows import Segment

pytest.importorskip("pypdfium2")
pytest.importorskip("reportlab")

FIRST = (
    "2024年，青川市将推动数字经济实现质的突破，数字经济占比达到45%以上，规模突破3000亿元，智算芯片达到20万张，为全省产业升级提供有力支撑。",
    "青川市政协委员、青川移动公司党委书记张丽表示，要加快建设算力网络，推动各类企业上云用数，全年新增规模以上工业企业300家，实现工业投资246.79亿元，同比增长15.3%。",
    "市统计局局长李百春介绍，前三季度，全市地区生产总值同比增长6.2%，居民人均可支配收入增长7.1%，城镇新增就业12.6万人，主要经济指标好于预期。",
)
SECOND = (
    "本报讯 到2025年底，清溪县计划建成高标准农田35万亩，粮食总产量稳定在8亿斤以上，农村自来水普及率达到98%。",
    "清溪县县长王小明说，全县将投入资金5亿元，改造农村公路420公里，新建乡镇卫生院12所，让群众得到更多实惠。",
)
HEAD = "青川日报 2024年10月22日 星期二 第3版"
CAPTION = "图为工人在生产线上作业。 本报记者 赵强 摄"


def document(data: bytes) -> Document:
    (found,) = decode_source(data, "a.pdf", form="pdf").documents
    assert isinstance(found, Document)
    return found


def lines(data: bytes) -> list[str]:
    return document(data).text.split("\n")


def page(columns: int, **more: object) -> bytes:
    stories = (Story("青川市加快发展数字经济", FIRST, columns), Story("清溪县建设高标准农田", SECOND, 2, 16))
    return pdf(Sheet(stories, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("columns", [1, 2, 3, 4])
def test_columns_are_read_one_after_the_other(columns: int) -> None:
    expected = [HEAD, "青川市加快发展数字经济", *FIRST, "清溪县建设高标准农田", *SECOND, "3", "", ""]
    found = lines(page(columns, head=HEAD, folio="3", captions=[CAPTION]))
    assert [line for line in found if line != CAPTION] == expected[:-1]
    assert CAPTION in found


@pytest.mark.parametrize("columns", [2, 3])
def test_articles_of_a_page(columns: int) -> None:
    articles = list(articles_of(document(page(columns, head=HEAD, folio="3"))))
    stories = [article for article in articles if article.kind != "boilerplate"]
    assert [article.title for article in stories] == ["青川市加快发展数字经济", "清溪县建设高标准农田"]
    assert all(str(article.published) == "2024-10-22" for article in stories)
    first, second = (article.boxes for article in stories)
    assert len(first) == 1 + columns  # its headline, then each column
    assert {box.page for box in first} == {1}
    assert max(box.bottom for box in first) < min(box.top for box in second)
    assert [round(box.left) for box in first[1:]] == sorted(round(box.left) for box in first[1:])


def test_two_articles_side_by_side() -> None:
    stories = [Story("甲县建设学校", FIRST, 2), Story("乙县建设农田", SECOND, 2)]
    found = lines(pdf(Sheet(stories, side_by_side=True)))
    assert [line for line in found if line] == ["甲县建设学校", *FIRST, "乙县建设农田", *SECOND]


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    cut = FIRST[1].index("推动各类")
    head = "青川市政府工作报告"
    sheets = [
        Sheet([Story("", [FIRST[0], FIRST[1][:cut]])], head=head, folio="— 1 —"),
        Sheet([Story("", [FIRST[1][cut:], FIRST[2]], indent=False)], head=head, folio="— 2 —"),
        Sheet([Story("", SECOND)], head=head, folio="— 3 —"),
    ]
    articles = list(articles_of(document(pdf(*sheets))))
    story = max(articles, key=lambda article: len(article.text))
    assert FIRST[1] in story.text
    assert {box.page for box in story.boxes} == {1, 2}


def test_a_table_is_read_row_by_row() -> None:
    cells = [("地区生产总值", "3000", "6.2"), ("工业增加值", "1200", "7.5"), ("固定资产投资", "900", "3.1")]
    found = lines(pdf(Sheet([], table=cells)))
    assert [line.split() for line in found if line] == [list(row) for row in cells]


def test_records_and_validation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/page.pdf").write_bytes(page(3, head=HEAD, folio="3"))
    assert zhibiao("extract", "in", "-o", "out", "--no-evidence", "--quiet").exit_code == 0
    assert zhibiao("validate", "out", "--sources", "in").stdout == ""
    head, *others = rows(Path("out/page.pdf.jsonl"))
    assert (head["format"], head["encoding"]) == ("pdf", "pdf")
    assert others[0]["boxes"][0]["page"] == 1
    text = zhibiao("text", "in/page.pdf").stdout
    quantities = [row for row in others if row["record"] == "quantity"]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in quantities if "pieces" not in row)
    assert {"45%", "3000亿元", "246.79亿元", "35万亩"} <= {row["text"] for row in quantities}


def test_the_same_pdf_gives_the_same_records() -> None:
    data = page(2)
    one, other = (list(Extractor(evidence=False).records(decode_source(data, "a.pdf", form="pdf"))) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no pdf", "is no sound PDF"),
        (b"%PDF-1.7\n%%EOF", "is no sound PDF"),
        (pdf(Sheet([])), "holds no text, only pictures of it; read it with OCR first"),
        (pdf(Sheet([Story("", FIRST)]))[:800], "is no sound PDF"),
    ],
)
def test_what_is_no_text(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableSource, match=why):
        document(data)


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.pdf").write_bytes(page(1))
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    result = zhibiao("text", "a.pdf")
    assert result.exit_code == 1
    assert complaints(result) == ["zhibiao: a.pdf: to read PDF install the extra: pip install 'zhibiao[pdf]'"]


def test_radicals_are_read_as_the_characters_that_they_look_like() -> None:
    from zhibiao.sources.pdf.glyphs import _plain

    found: Sequence[str] = [_plain(character) for character in "⼯业⼀A"]
    assert "".join(found) == "工业一A"


def test_the_work_grows_in_step_with_the_segments() -> None:
    def order(text: str) -> object:
        lines = range(len(text) // 2)
        return list(
            ordered([Segment("字字", x, y * 12.0, x + 40.0, y * 12.0 + 10, 10.0) for y in lines for x in (0.0, 60.0)])
        )

    assert growth(order, "字", 8_000) < 2
