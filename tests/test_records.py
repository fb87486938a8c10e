"""Facts to records: places, ids, JSON; the contract as a schema."""

from __future__ import annotations

import json
from decimal import Decimal

import jsonschema
import pytest

from support import made
from support.shell import PAGE, zhibiao
from zhibiao.errors import RecordError, UndecodableSource
from zhibiao.extractor import Extractor
from zhibiao.model import (
    Article,
    Attribution,
    Facts,
    Indicator,
    OffsetMap,
    Person,
    PersonMention,
    Piece,
    Quantity,
    Region,
    RegionMention,
    Repair,
    Section,
    Stretch,
    Target,
    TargetRegion,
    TargetYear,
    Title,
)
from zhibiao.records import (
    QuantityRecord,
    check_offsets,
    check_places,
    json_schema,
    parse,
    records_of,
    to_line,
)
from zhibiao.records.build import json_number
from zhibiao.sources import Document

RAW = "贵州省数字经济占比\n——广告——\n达45%，省长张丽说。"
CLEAN = "贵州省数字经济占比达45%，省长张丽说。"
CUT = CLEAN.index("达")
GUIZHOU = Region(("贵州省",), "province", "520000")


def repaired(raw: str = RAW) -> Article:
    """CLEAN, whose sentence is cut by an advertisement in RAW."""
    behind = RAW.index("达")
    pieces = (Piece(0, 0, CUT), Piece(CUT, behind, len(CLEAN) - CUT))
    return Article(
        CLEAN,
        OffsetMap(pieces),
        repairs=(Repair("join", CUT, behind, "word:占比达"),),
        sections=(Section("数字经济", 3, len(CLEAN)),),
    )


def facts() -> Facts:
    """All that CLEAN says, with every field filled in."""
    at = CLEAN.index("45%")
    name = CLEAN.index("张丽")
    person = PersonMention(name, name + 2, "张丽", (Title(name - 2, name, "省长"),), True, ("people:title",))
    number = Quantity(at, at + 3, Decimal("45"), None, "%", "=", "ratio", normal=(Decimal("0.45"), None, "1"))
    target = Target(
        quantity=number,
        indicator=Indicator((Stretch(3, CUT + 1),), "数字经济占比达"),
        year=TargetYear(2024, Stretch(0, 3)),
        region=TargetRegion(GUIZHOU, "clause"),
        attribution=Attribution("person", "张丽", name, name + 2, person),
        sentence=Stretch(0, len(CLEAN)),
        rules=("targets:reach",),
    )
    return Facts((RegionMention(0, 3, GUIZHOU, alternatives=(GUIZHOU,)),), (Person(person),), (target,))


def test_lines() -> None:
    article, region, quantity, person = [
        json.loads(to_line(row)) for row in records_of(repaired(), "a-1", facts(), RAW)
    ]
    assert list(article)[:3] == ["record", "id", "index"]
    assert list(region)[:7] == ["record", "id", "article", "start", "end", "text", "rules"]
    assert (region["text"], region["path"], region["alternatives"][0]["adcode"]) == ("贵州省", ["贵州省"], "520000")
    assert (quantity["value"], quantity["normal"]["value"], quantity["year"]) == (45, 0.45, 2024)
    assert quantity["attribution"]["id"] == person["id"]
    assert person["titles"][0] == {
        **{"start": 22, "end": 24, "text": "省长", "org": None, "role": "省长"},
        **{"former": False, "acting": False, "region": None},
    }


def test_a_mention_over_a_break_has_pieces() -> None:
    quantity = next(row for row in records_of(repaired(), "a-1", facts(), RAW) if isinstance(row, QuantityRecord))
    indicator = json.loads(to_line(quantity))["indicator"]
    assert indicator == {
        **{"start": 3, "end": 18, "text": "数字经济占比达"},
        "pieces": [{"start": 3, "end": 9}, {"start": 17, "end": 18}],
    }
    assert "".join(RAW[piece["start"] : piece["end"]] for piece in indicator["pieces"]) == indicator["text"]


def test_every_record_points_at_its_words() -> None:
    assert not [fault for row in records_of(repaired(), "a-1", facts(), RAW) for fault in check_places(row, RAW)]
    moved = RAW.replace("贵州省", "云南省").replace("达", "到").replace("省长", "县长")
    found = {field for row in records_of(repaired(), "a-1", facts(), RAW) for field, _ in check_places(row, moved)}
    assert found == {"text", "indicator.text", "titles[0].text"}
    found = {field for row in records_of(repaired(), "a-1", facts(), RAW) for field, _ in check_places(row, "")}
    assert found == {
        *("end", "text", "titles[0].text", "sections[0].start", "sections[0].end", "repairs[0].start"),
        *("repairs[0].end", "indicator.text", "period.end", "attribution.start", "attribution.end"),
    }


@pytest.mark.parametrize(
    ("pieces", "why"),
    [
        ((Piece(0, 1, 3),), "'贵州省' is not what stands at 1: '州省长'"),
        ((Piece(0, 0, 2),), "3 characters, but the map covers 2"),
        ((Piece(0, 0, 2), Piece(1, 1, 2)), "'州省' is not what stands at 1: '州省'"),
        ((Piece(0, 0, 2), Piece(2, 9, 1)), "'省' is not what stands at 9: ''"),
    ],
)
def test_a_map_that_leads_astray(pieces: tuple[Piece, ...], why: str) -> None:
    assert ("offsets", why) in list(check_offsets(Article("贵州省", OffsetMap(pieces)), "贵州省长张丽"))


def test_a_map_may_swap_forms_of_one_character() -> None:
    swap = OffsetMap((Piece(0, 0, 5),))
    assert not list(check_offsets(Article("45%\n㎡", swap), "４5％\n㎡"))
    assert not list(
        check_offsets(Article("45%\n㎡", swap), "４5％<㎡")
    )  # the line feed between two blocks stands for any
    for raw in ("46％\n㎡", "45％\n米", "45‰\n㎡"):
        assert [field for field, _ in check_offsets(Article("45%\n㎡", swap), raw)] == ["offsets"]
    assert list(check_offsets(Article("45% ㎡", swap), "45%\n㎡"))  # but no other mark stands for a line feed


def test_the_writer_refuses_what_is_not_there(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Article("贵州省长张丽", OffsetMap((Piece(0, 1, 6),)))
    monkeypatch.setattr("zhibiao.extractor.articles_of", lambda _document, _rules: [broken])
    with pytest.raises(RecordError, match="'贵州省长张丽' is not what stands at 1: '贵州省长张'"):
        list(extractor.extract("　贵州省长张"))


def test_the_writer_refuses_what_breaks_the_contract(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Facts(regions=(RegionMention(0, 3, GUIZHOU, confidence=1.5),))
    monkeypatch.setattr("zhibiao.extractor.collect", lambda _doc: wrong)
    with pytest.raises(RecordError, match=r"^text: RegionRecord: confidence: Input should be less than or equal to 1$"):
        list(extractor.extract("贵州省长"))


def test_the_writer_refuses_an_empty_mention(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhibiao.extractor.collect", lambda _doc: Facts(regions=(RegionMention(2, 2, GUIZHOU),)))
    with pytest.raises(RecordError, match="holds no character"):
        list(extractor.extract("贵州省长"))


def test_half_a_surrogate_pair_is_no_text(extractor: Extractor) -> None:
    with pytest.raises(UndecodableSource, match="character 3 is half of a surrogate pair") as caught:
        list(extractor.extract("贵州省\ud800"))
    assert caught.value.offset == 3


def _ids(extractor: Extractor, text: str, path: str = "page.txt") -> list[str]:
    return [row.id for row in extractor.extract(text, path=path) if row.record not in {"source", "article"}]


def test_ids_do_not_depend_on_what_stands_before(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    def by_line(document: Document, _rules: str | None) -> list[Article]:
        found, at = [], 0
        for index, line in enumerate(document.text.split("\n")):
            found.append(Article(line, OffsetMap((Piece(0, at, len(line)),)), index=index))
            at += len(line) + 1
        return found

    monkeypatch.setattr("zhibiao.extractor.articles_of", by_line)
    monkeypatch.setattr(
        "zhibiao.extractor.collect", lambda _doc: Facts((RegionMention(0, 2, GUIZHOU), RegionMention(2, 4, GUIZHOU)))
    )
    alone, before = _ids(extractor, "贵州贵州"), _ids(extractor, "云南云南\n贵州贵州")
    assert len(set(before)) == 4
    assert before[2:] == alone
    twice = _ids(extractor, "贵州贵州\n贵州贵州")
    assert twice[:2] == alone
    assert len(set(twice)) == 4
    assert not set(alone) & set(_ids(extractor, "贵州贵州", path="other.txt"))


def test_json_numbers_are_exact_or_nearest() -> None:
    values = {Decimal("1E+12"): 10**12, Decimal("45.0"): 45, Decimal("0.1"): 0.1, Decimal("16.67"): 16.67}
    assert {value: json_number(value) for value in values} == values
    assert isinstance(json_number(Decimal("45.0")), int)


def test_schema_is_a_schema() -> None:
    schema = json.loads(zhibiao("schema").stdout)
    assert schema == json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_schema_and_parser_agree(extractor: Extractor) -> None:
    check = jsonschema.Draft202012Validator(json_schema())
    lines = [to_line(row) for row in records_of(repaired(), "a-1", facts(), RAW)]
    lines += [to_line(row) for row in extractor.extract(PAGE)]
    lines += [json.dumps(row) for row in made.shard()]
    assert {json.loads(line)["record"] for line in lines} == {"source", "article", "region", "person", "quantity"}
    for line in lines:
        check.validate(json.loads(line))
        assert json.loads(to_line(parse(line))) == json.loads(line)
    row = json.loads(lines[1])
    for broken in ({**row, "colour": 1}, {k: v for k, v in row.items() if k != "record"}, {**row, "start": "0"}):
        assert not check.is_valid(broken)
        with pytest.raises(ValueError, match=r"RegionRecord|Record|region"):
            parse(json.dumps(broken))


def test_lines_are_utf8_and_compact(extractor: Extractor) -> None:
    line = to_line(next(extractor.extract("贵州省", path="贵州.txt")))
    assert line.startswith('{"record":"source","path":"贵州.txt","sha256":"')
    assert "\n" not in to_line(next(extractor.extract("贵州省", path="a\nb.txt")))
