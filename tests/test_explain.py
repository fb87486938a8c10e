"""`zhibiao explain`: what fired, what lost and why, at the place that was asked for."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from spacy.vocab import Vocab

from support.shell import PAGE, complaints, zhibiao
from zhibiao.components import groups
from zhibiao.components.characters import CharacterTokenizer
from zhibiao.explanation import Explanation, Reading, explain
from zhibiao.model import (
    Article,
    Facts,
    OffsetMap,
    Organisation,
    Period,
    Person,
    PersonMention,
    Piece,
    Quantity,
    Region,
    RegionMention,
    Rejected,
    Stretch,
    Target,
)

CLEAN = "去年，贵州省政府的张丽说，占比达45%。占比达45%。"


def explained(wanted: str) -> list[Explanation]:
    doc = CharacterTokenizer(Vocab())(CLEAN)
    groups.put(doc, "periods", [Period(0, 2, "relative", 2023, 2023, ("periods:去年",))])
    groups.put(doc, "organisations", [Organisation(3, 8, rules=("organisations:政府",))])
    person = PersonMention(9, 11, "张丽", rules=("people:说",))
    number = Quantity(16, 19, Decimal(45), None, "%", "=", rules=("units:%",))
    facts = Facts(
        regions=(RegionMention(3, 6, Region(("贵州省",), "province"), True, Stretch(3, 8), rules=("regions:520000",)),),
        people=(Person(person),),
        targets=(Target(number, rules=("targets:达",)),),
        rejected=(Rejected(4, 6, "region", ("regions:州省",), "inside a longer name"),),
    )
    pieces = (Piece(0, 5, 10), Piece(10, 20, len(CLEAN) - 10))
    return list(explain(Article(CLEAN, OffsetMap(pieces)), doc, facts, wanted))


def test_every_kind_is_shown_in_its_sentence() -> None:
    (one,) = explained("贵州省政府的张丽说，占比达45%")
    assert one.sentences == {
        "period": "[去年](relative 2023)，贵州省政府的张丽说，占比达45%。",
        "quantity": "去年，贵州省政府的张丽说，占比达[45%](= 45 %)。",
        "target": "去年，贵州省政府的张丽说，占比达[45%](- | level | actual | - | -)。",
        "region": "去年，[贵州省](贵州省 ⊂ 贵州省政府)的张丽说，占比达45%。".replace(")的", ")政府的"),
        "organisation": "去年，[贵州省政府](body)的张丽说，占比达45%。",
        "person": "去年，贵州省政府的[张丽]()说，占比达45%。",
    }
    assert [(reading.kind, reading.marked, reading.rules) for reading in one.found] == [
        ("organisation", "[贵州省政府](body)", ("organisations:政府",)),
        ("region", "[贵州省](贵州省 ⊂ 贵州省政府)", ("regions:520000",)),
        ("person", "[张丽]()", ("people:说",)),
        ("quantity", "[45%](= 45 %)", ("units:%",)),
        ("target", "[45%](- | level | actual | - | -)", ("targets:达",)),
    ]
    assert one.lost == (Reading("region", "[州省]", ("regions:州省",), "inside a longer name"),)


def test_raw_offsets() -> None:
    assert [one.raw for one in explained("张丽")] == [Stretch(14, 21)]


def test_each_place_is_explained() -> None:
    first, second = explained("45%")
    assert [reading.kind for reading in first.found] == ["quantity", "target"]
    assert (second.found, second.lost, second.sentences) == ((), (), {})


@pytest.mark.parametrize("wanted", ["", "云南"])
def test_nowhere(wanted: str) -> None:
    assert explained(wanted) == []


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


@pytest.mark.usefixtures("one_pipeline")
def test_command(page: Path) -> None:
    result = zhibiao("explain", page, "--find", "45%")
    assert result.exit_code == 0, result.stderr
    start = PAGE.index("45%")
    first, *lines = result.stdout.splitlines()
    assert first.startswith(f"{page}, characters {start}–{start + 3}, in: ")
    assert any(line.startswith("  quantity     ") and "[45%](≥ 45 %)" in line for line in lines)
    assert any(line.startswith("  + quantity   [45%](≥ 45 %)  by ") for line in lines)


@pytest.mark.usefixtures("one_pipeline")
def test_command_finds_nothing(page: Path) -> None:
    result = zhibiao("explain", page, "--find", "云\n南")
    assert (result.exit_code, result.stdout) == (1, "")
    assert complaints(result) == [f"zhibiao: {page}: '云\\n南' stands nowhere in it; copy the words from the file"]


@pytest.mark.usefixtures("one_pipeline")
@pytest.mark.parametrize(
    ("name", "why"), [("none.txt", "cannot be read: No such file or directory"), ("", "not a regular file; ")]
)
def test_command_cannot_read(name: str, why: str, tmp_path: Path) -> None:
    result = zhibiao("explain", tmp_path / name, "--find", "45%")
    (line,) = complaints(result)
    assert result.exit_code == 1
    assert line.startswith(f"zhibiao: {tmp_path / name}: {why}")


def test_command_with_broken_rules(page: Path, tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text("[[entry]]\nname：“标箱”\n", encoding="utf-8")
    result = zhibiao("explain", page, "--find", "45%", "--rules", tmp_path)
    assert result.exit_code == 2
    assert complaints(result) == [
        f"zhibiao: {tmp_path / 'units.toml'}:2: not valid TOML: full-width '：' in column 5; write '=' instead"
    ]
