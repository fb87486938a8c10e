"""Sources of every kind become documents: JSONL line by line, gzip, folders with all of them; what is broken is named."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from support.shell import complaints, rows, zhibiao
from zhibiao.errors import OversizedSource, SourceError, UndecodableSource, UnreadableSource
from zhibiao.extractor import Extractor, Tally
from zhibiao.inputs import Input, find_inputs
from zhibiao.model import LineFault
from zhibiao.records import ArticleRecord
from zhibiao.sources import Document, Source, format_of, read_source
from zhibiao.sources.fields import day_of

FIRST = {
    "text": "2024年，青川市新建学校12所。\n贵州省投资3亿元。",
    "title": "学校建设",
    "published": "2024-03-05",
    "id": 7,
}
SECOND = {"text": "今年，云南省新增就业5万人。", "url": "https://news.example.cn/202303/t20230307_1.html"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(evidence=False)


def write(name: str, *rows: object) -> Path:
    """A JSONL file; a string is a line as it is."""
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    data = ("\n".join(lines) + "\n").encode()
    file.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    return file


def found(file: Path, limit: int | None = None) -> list[Document | LineFault]:
    return list(read_source(file, file.name, limit).documents)


# -- JSONL ------------------------------------------------------------------------------------------------------------


def test_a_line_is_an_article() -> None:
    first, second = found(write("a.jsonl", FIRST, "", SECOND))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.line, first.title, first.published, first.id) == (1, "学校建设", date(2024, 3, 5), "7")
    assert (second.line, second.url, second.published, second.text) == (3, SECOND["url"], None, SECOND["text"])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{'text': 1}", "is no JSON: Expecting property name enclosed in double quotes at character 1"),
        ('{"text": "到202', "is no JSON: Unterminated string starting at at character 9"),
        ('["text"]', 'must be an object: {"text": "…"}'),
        ("{}", "text: missing; it holds the article"),
        ('{"text": 5}', "text: must be a string"),
        ('{"text": "贵\\ud800"}', "text: character 1 is half of a surrogate pair; decode the text anew"),
        ("[" * 100_000, "is no JSON that can be read: too deep, or a number too long"),
        ('{"n": ' + "9" * 5000 + "}", "is no JSON that can be read: too deep, or a number too long"),
    ],
)
def test_a_broken_line_costs_itself_only(line: str, why: str) -> None:
    fault, document = found(write("a.jsonl", line, SECOND))
    assert fault == LineFault(1, why)
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"published": "昨天"}, "published: '昨天' is no date; write it as 2024-01-31"),
        ({"title": 5}, "title: must be a string; the article is read without it"),
        ({"url": ["a"]}, "url: must be a string; the article is read without it"),
        ({"id": [1]}, "id: must be a string or a whole number; the article is read without it"),
    ],
)
def test_a_broken_field_is_left_out(fields: dict[str, object], why: str) -> None:
    fault, document = found(write("a.jsonl", {"text": "全县新建学校3所。", **fields}))
    assert fault == LineFault(1, why)
    assert document == Document("全县新建学校3所。", line=1, whole=True)


def test_bytes_that_are_no_text() -> None:
    Path("a.jsonl").write_bytes(b'{"text": "\xff\xfe"}\n' + json.dumps(SECOND, ensure_ascii=False).encode())
    fault, document = found(Path("a.jsonl"))
    assert fault == LineFault(1, "byte 10 (0xff) is not utf-8; save it as UTF-8")
    assert isinstance(document, Document)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_encodings_of_jsonl(encoding: str) -> None:
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in (FIRST, SECOND))
    Path("a.jsonl").write_bytes(text.encode(encoding))
    assert [one.text for one in found(Path("a.jsonl")) if isinstance(one, Document)] == [FIRST["text"], SECOND["text"]]
    assert read_source(Path("a.jsonl"), "a").encoding == encoding


def test_utf16_jsonl_is_refused() -> None:
    Path("a.jsonl").write_bytes(json.dumps(FIRST).encode("utf-16"))
    with pytest.raises(UndecodableSource, match="save it as UTF-8"):
        read_source(Path("a.jsonl"), "a")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        *(("2024-01-31", date(2024, 1, 31)), ("2024-01-31T23:59:00+08:00", date(2024, 1, 31))),
        *(("2024年1月5日 09:30", date(2024, 1, 5)), ("2024/1/5", date(2024, 1, 5)), ("20240105", date(2024, 1, 5))),
        *((1706630400, date(2024, 1, 31)), (1706630400000, date(2024, 1, 31)), ("1706630400", date(2024, 1, 31))),
        *((True, None), (0, None), (float("inf"), None), (None, None), ("2024-13-01", None), ("9" * 400, None), ({}, None)),
    ],
)  # fmt: skip
def test_days(value: object, day: date | None) -> None:
    assert day_of(value) == day


def test_records_of_jsonl(extractor: Extractor) -> None:
    file = write("a.jsonl", FIRST, "{", SECOND, FIRST)
    head, *rows = extractor.records(read_source(file, "a.jsonl"))
    articles = [row for row in rows if isinstance(row, ArticleRecord)]
    assert [(row.index, row.line, row.source_id, row.published_from) for row in articles] == [
        *((0, 1, "7", "metadata"), (1, 3, None, "text"), (2, 4, "7", "metadata")),
    ]
    assert head.record == "source"
    assert (head.format, head.broken, head.chars) == (
        "jsonl",
        1,
        2 * len(str(FIRST["text"])) + len(str(SECOND["text"])),
    )
    assert head.faults
    assert head.faults[0].line == 2
    assert len({row.id for row in rows if row.record != "source"}) == len(rows)  # the same article twice: two ids
    assert articles[0].digest == articles[2].digest != articles[1].digest
    regions = [(row.text, row.start) for row in rows if row.record == "region"]
    assert ("贵州省", str(FIRST["text"]).index("贵州省")) in regions  # counted in the line's text
    assert ("云南省", 3) in regions


def test_a_text_with_several_leads_is_one_article_all_the_same(extractor: Extractor) -> None:
    text = "# 甲\n\n本报讯 全县新建学校3所，改造医院2家。\n\n# 乙\n\n本报讯 全县新建公路40公里，改造桥梁6座。"
    rows = extractor.records(read_source(write("a.jsonl", {"text": text}), "a.jsonl"))
    assert sum(row.record == "article" for row in rows) == 1


def test_rows_of_unchanged_lines_are_used_again(extractor: Extractor) -> None:
    before = list(extractor.rows(read_source(write("a.jsonl", FIRST, SECOND, FIRST), "a.jsonl"), Tally()))
    old: dict[str, list[object]] = {}
    digest = ""
    for row in before:
        if isinstance(row, ArticleRecord) and row.line == 3:
            break
        digest = str(row.digest) if isinstance(row, ArticleRecord) else digest
        old.setdefault(digest, []).append(row)
    third = {"text": "全县新建学校3所。"}
    file = write("a.jsonl", third, SECOND, FIRST, FIRST)
    fresh = list(extractor.rows(read_source(file, "a.jsonl"), Tally()))
    asked: list[int | None] = []

    def reuse(document: Document) -> list[object] | None:
        asked.append(document.line)
        return old.get(document.digest)

    again = list(extractor.rows(read_source(file, "a.jsonl"), Tally(), reuse))  # type: ignore[arg-type]
    assert [row.model_dump() for row in again] == [row.model_dump() for row in fresh]
    assert asked == [1, 2, 3, 4]


def test_a_source_that_changes_while_it_is_read() -> None:
    file = write("a.jsonl", FIRST, SECOND)
    source = read_source(file, "a.jsonl")
    write("a.jsonl", FIRST, SECOND, SECOND)
    with pytest.raises(UnreadableSource, match="changed while it was read"):
        list(source.documents)
    file.unlink()
    with pytest.raises(UnreadableSource, match="cannot be read: No such file"):
        list(source.documents)


def test_a_large_file_is_read_in_little_memory() -> None:
    row = json.dumps({"text": "全县新建学校3所，改造医院2家。" * 500}, ensure_ascii=False) + "\n"
    with Path("big.jsonl").open("w", encoding="utf-8") as handle:
        handle.writelines([row] * 1000)
    size = Path("big.jsonl").stat().st_size
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_source(Path("big.jsonl"), "big.jsonl").documents)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 1000
    assert peak < 4_000_000 < size / 5


def test_the_limit_bounds_a_line_and_not_the_file() -> None:
    file = write("a.jsonl", SECOND, {"text": "县" * 1000}, SECOND)
    one, fault, other = found(file, 500)
    assert fault == LineFault(2, "more than the limit of 500 bytes; split it or raise --max-bytes")
    assert isinstance(one, Document)
    assert isinstance(other, Document)
    assert other.line == 3


# -- gzip ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt.gz", "a.md.GZ", "a.html.gz"])
def test_packed_text(name: str) -> None:
    Path(name).write_bytes(gzip.compress("<p>全县新建学校3所。".encode(), mtime=0))
    (document,) = found(Path(name))
    assert isinstance(document, Document)
    assert document.text == "<p>全县新建学校3所。"


def test_packed_jsonl() -> None:
    plain, packed = found(write("a.jsonl", FIRST, SECOND)), found(write("a.jsonl.gz", FIRST, SECOND))
    assert plain == packed


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.html.gz", "bomb.jsonl.gz"])
def test_a_bomb_is_refused(name: str) -> None:
    line = b"\n" * 1024 if "jsonl" in name else b"a" * 1024
    with gzip.open(name, "wb") as handle:
        for _ in range(20_000):
            handle.write(line)
    tracemalloc.start()
    try:
        with pytest.raises(OversizedSource, match="split it or raise --max-bytes"):
            found(Path(name), 100_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz"])
@pytest.mark.parametrize("data", [b"", b"no gzip", gzip.compress(b'{"text": "' + b"a" * 5000 + b'"}', mtime=0)[:-9]])
def test_what_is_no_gzip(name: str, data: bytes) -> None:
    Path(name).write_bytes(data)
    if not data:
        return
    with pytest.raises(UnreadableSource, match="no whole gzip file"):
        found(Path(name))


# -- names, folders, commands ----------------------------------------------------------------------------------------------


def test_formats() -> None:
    names = ("a.HTML", "a.htm.gz", "a.jsonl", "a.ndjson.gz", "a.pdf", "a.txt", "a.gz", "a", "html", "a.html.txt")
    assert [format_of(name) for name in names] == [
        *("html", "html", "jsonl", "jsonl", "pdf", "text", "text", "text", "text", "text"),
    ]


def test_a_folder_with_all_kinds_and_its_own_outputs() -> None:
    for name in ("a.txt", "b.md.gz", "c.html", "d.HTM", "e.jsonl.gz", "f.pdf", "g.docx", "h.gz", ".i.jsonl"):
        Path(name).write_bytes(b"x")
    write("k.jsonl", SECOND)
    write("outputs/k.jsonl.jsonl", {"record": "source", "path": "k.jsonl"})
    write("outputs/runs.jsonl", {"record": "run"})
    inputs = [one.path for one in find_inputs(["."]) if isinstance(one, Input)]
    assert inputs == ["a.txt", "b.md.gz", "c.html", "d.HTM", "e.jsonl.gz", "f.pdf", "k.jsonl"]
    (refused,) = find_inputs(["outputs/k.jsonl.jsonl"])
    assert not isinstance(refused, Input)
    assert refused.why == "was written by zhibiao itself; give the source that it was made of"


def test_extract_and_validate_all_kinds() -> None:
    write("texts/a.jsonl", FIRST, "{", SECOND)
    write("texts/b.jsonl.gz", SECOND)
    page = "<html><title>学校建设</title><body><p>到2025年，贵州省新建学校<b>45</b>&nbsp;所，改造医院2家。</p></body></html>"
    Path("texts/c.html").write_text(page, encoding="utf-8")
    Path("texts/d.html.gz").write_bytes(gzip.compress(page.encode(), mtime=0))
    Path("texts/e.txt.gz").write_bytes(gzip.compress("贵州省新建学校3所。".encode(), mtime=0))
    result = zhibiao("extract", "texts", "-o", "out", "--no-evidence", "--quiet")
    assert result.exit_code == 1
    assert any("a.jsonl:2: is no JSON" in line for line in complaints(result))
    assert len(list(Path("out").rglob("*.jsonl"))) == 6
    checked = zhibiao("validate", "out", "--sources", "texts")
    assert (checked.exit_code, checked.stdout) == (0, "")
    words = [row["text"] for row in rows(Path("out/c.html.jsonl")) if row["record"] == "quantity"]
    assert words == ["45所", "2家"]


def test_validate_finds_a_line_that_is_no_longer_there() -> None:
    write("a.jsonl", FIRST, SECOND)
    assert zhibiao("extract", "a.jsonl", "-o", "out", "--no-evidence", "--quiet").exit_code == 0
    shard = Path("out/a.jsonl.jsonl")
    shard.write_text(shard.read_text(encoding="utf-8").replace('"line":2', '"line":9'), encoding="utf-8")
    result = zhibiao("validate", "out", "--sources", ".")
    assert result.exit_code == 1
    assert "line: 9, but no article stands there" in result.stdout


def test_text_prints_what_offsets_count() -> None:
    write("a.jsonl", FIRST, "{", SECOND)
    assert zhibiao("text", "a.jsonl", "--line", 3).stdout == SECOND["text"]
    assert zhibiao("text", "a.jsonl", "--line", 2).exit_code == 1
    assert zhibiao("text", "a.jsonl", "--line", 9).exit_code == 1
    assert zhibiao("text", "a.jsonl").stdout.startswith(f"{FIRST['text']}\n{SECOND['text']}\n")
    Path("b.html").write_text("<p>全县新建学校3所，改造医院2家&amp;。\n</p>", encoding="utf-8")
    assert zhibiao("text", "b.html").stdout == "<p>全县新建学校3所，改造医院2家&amp;。\n</p>"
    assert zhibiao("text", "b.html", "--articles").stdout == "全县新建学校3所，改造医院2家&。"


def test_explain_and_audit_read_every_kind() -> None:
    write("a.jsonl", FIRST, "{", SECOND)
    explained = zhibiao("explain", "a.jsonl", "--find", "云南省", "--no-evidence")
    assert "a.jsonl:3, characters 3–6" in explained.stdout
    audited = zhibiao("audit", "regions", "a.jsonl", "--no-evidence")
    assert "云南省" in audited.stdout
    assert audited.exit_code == 1
    assert (
        "zhibiao: a.jsonl:2: is no JSON: Expecting property name enclosed in double quotes at character 1"
        in complaints(audited)
    )


def test_sources_that_are_one_text() -> None:
    (document,) = Source.of("贵州省长").documents
    assert document == Document("贵州省长")
    with pytest.raises(SourceError):
        read_source(Path("none.jsonl"), "none.jsonl")
