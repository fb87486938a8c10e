"""Texts that nobody writes: nothing breaks, and the work grows in step with the length."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.growth import growth
from support.shell import PAGE, complaints, rows, shards, zhibiao
from zhibiao.extractor import Extractor
from zhibiao.inputs import find_inputs
from zhibiao.jobs import Recipe
from zhibiao.run import extract_all

PIECES = {
    "digit": "1",
    "numeral": "十",
    "hundred million": "亿",
    "comma": "1,",
    "percent": "5%",
    "range": "1—",
    "bracket": "（",
    "nested brackets": "（“《【",
    "closed brackets": "（）",
    "quotation marks": "“”",
    "line feeds": "\n",
    "short lines": "省\n",
    "spaces": " ",
    "full-width spaces": "\u3000",
    "right to left": "\u202e省\u202c",
    "zero width": "\u200b",
    "private use": "\ue000",
    "beyond the basic plane": "\U000f0000",
    "NUL": "\0",
    "combining": "e\u0301",
    "province": "贵州省",
    "province in rows": "贵州",
    "year": "2024年",
    "people": "张三丰、",
    "titles": "书记、",
    "hashes": "#",
    "bars": "|",
    "tags": "<b>",
    "list marks": "一、",
}


@pytest.fixture(scope="module")
def rules_alone() -> Extractor:
    extractor = Extractor(evidence=False)
    list(extractor.extract(PAGE))
    return extractor


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_work_grows_in_step(piece: str, rules_alone: Extractor) -> None:
    # The extractor itself compares every record with the raw text.
    assert growth(lambda text: list(rules_alone.extract(text)), piece, 1500) < 1.8


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("贵州省\u202e数字经济占比达45%以上", "45%"),
        ("（" * 500 + "贵州省数字经济占比达45%。", "45%"),
        ("“【" * 300 + "】”" * 300 + "\n遵义市建成5G基站2万个。", "2万个"),
        ("\ufeff\ufeff2024年，全省新增就业3.5万人。", "3.5万人"),
        ("\ue000\ue001全省新增就业3.5万人\U000f0000。", "3.5万人"),
        ("\u200b全省新增就业3.5万人\u200b。", "3.5万人"),
    ],
)
def test_what_stands_among_it_is_still_found(text: str, found: str, rules_alone: Extractor) -> None:
    records = list(rules_alone.extract(text))
    assert found in [record.text for record in records if record.record == "quantity"]


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/好.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path / "texts"


@pytest.mark.parametrize("piece", ["1", "\n"])
def test_a_million_of_one_character(piece: str, texts: Path) -> None:
    (texts / "百万.txt").write_text(piece * 1_000_000, encoding="utf-8")
    report = extract_all(find_inputs(["texts"]), Path("outputs"), Recipe(evidence=False))
    assert (sorted(report.done), report.failed) == (["好.txt", "百万.txt"], [])
    assert rows(Path("outputs/百万.txt.jsonl"))[0]["chars"] == 1_000_000


@pytest.mark.usefixtures("one_pipeline")
def test_two_hundred_megabytes_are_refused_unread(texts: Path) -> None:
    with (texts / "大.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    for command in ("extract", "update"):
        result = zhibiao(command, "texts", "-q")
        assert result.exit_code == 1
        why = "more than the limit of 67108864 bytes; split it or raise --max-bytes"
        assert complaints(result) == [f"zhibiao: texts/大.txt: {why}"]
    assert shards(Path("outputs")) == ["好.txt.jsonl"]


def test_half_a_pair_and_nul_in_a_file(texts: Path) -> None:
    (texts / "半.txt").write_bytes("贵州省".encode() + b"\xed\xa0\x80" + "数字经济占比达45%".encode())
    (texts / "零.txt").write_bytes("贵州省\0数字经济占比达45%".encode())
    report = extract_all(find_inputs(["texts"]), Path("outputs"), Recipe(evidence=False))
    assert "好.txt" in report.done
    assert {failure.path for failure in report.failed} <= {"texts/半.txt", "texts/零.txt"}
    assert "texts/半.txt" in {failure.path for failure in report.failed}
