"""What a reviewer decided changes the shards, holds in later runs, and is never lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.reviewed import PAGE, decided, extracted, fact, write_lines
from support.shell import complaints, rows, zhibiao
from zhibiao.corrections.anchor import Squeezed, find_again
from zhibiao.corrections.finish import load
from zhibiao.corrections.line import Correction
from zhibiao.corrections.store import merge, read_corrections
from zhibiao.errors import CorrectionError
from zhibiao.extractor import Extractor
from zhibiao.records import Record, to_line
from zhibiao.sources import Document, Source, read_source

SHARD = Path("outputs/a.txt.jsonl")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extractor: Extractor) -> None:
    """The current folder, with one source and its shard."""
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    Path("texts/a.txt").write_text(PAGE, encoding="utf-8")
    extracted(extractor, Path("texts"), Path("outputs"))


def say(text: str, decision: str, kind: str = "quantity", **fields: Any) -> dict[str, Any]:
    return decided(SHARD, fact(SHARD, text, kind), PAGE, decision, **fields)


def added(text: str, kind: str, **fields: Any) -> dict[str, Any]:
    start = PAGE.index(text)
    row = {"record": kind, "article": rows(SHARD)[1]["id"], "start": start, "end": start + len(text), "text": text}
    return decided(SHARD, row, PAGE, "add", **fields)


def applied(*lines: dict[str, Any], status: int = 0, sources: bool = False) -> list[str]:
    """Apply lines; the complaints."""
    write_lines(Path("corrections.jsonl"), *lines)
    arguments = ["--sources", "texts"] if sources else []
    result = zhibiao("apply", "corrections.jsonl", "outputs", *arguments)
    assert result.exit_code == status, result.output
    return complaints(result)


def again(extractor: Extractor, page: str) -> tuple[list[Record], list[str]]:
    """What a later run makes of a page, and what it reports."""
    Path("texts/a.txt").write_text(page, encoding="utf-8")
    finish = load(Path("outputs"))
    assert finish is not None
    source = read_source(Path("texts/a.txt"), "a.txt")
    (document,) = source.documents
    assert isinstance(document, Document)
    _, *found = extractor.records(source)
    return finish(source, document, found), finish.lost(source)


# -- what a decision does to its shard ------------------------------------------------------------------------------


def test_a_rejected_fact_leaves_its_shard_and_the_counts_say_so() -> None:
    before = rows(SHARD)[0]["counts"]["quantity"]
    applied(say("2万个", "reject"))
    assert "2万个" not in [row.get("text") for row in rows(SHARD)]
    assert rows(SHARD)[0]["counts"]["quantity"] == before - 1
    assert zhibiao("validate", "outputs", "--sources", "texts").exit_code == 0


def test_an_accepted_fact_stays_as_it_is() -> None:
    row = fact(SHARD, "45%")
    applied(say("45%", "accept", value=45, unit="%", comparator=">=", status=row["status"]))
    assert fact(SHARD, "45%") == row


def test_an_edited_fact_says_what_the_reviewer_says_and_what_follows_from_it() -> None:
    edit = {"year": 2023, "status": "target", "region": "贵州省/遵义市", "value": 46, "unit": "亩"}
    applied(say("45%", "edit", **edit))
    row = fact(SHARD, "45%")
    assert (row["year"], row["status"], row["value"]) == (2023, "target", 46)
    assert row["period"] == {"text": None, "start": None, "end": None, "inferred": "correction"}
    assert row["region"] == {"path": ["贵州省", "遵义市"], "name": "遵义市", "adcode": "520300", "link": "article"}
    assert (row["dimension"], row["normal"]["unit"]) == ("area", "m²")
    assert (row["corrected"], row["rules"][0], row["confidence"]) == (True, "corrections:edit", 1.0)
    assert zhibiao("validate", "outputs", "--sources", "texts").exit_code == 0


def test_an_indicator_is_found_by_its_words_where_the_source_is_at_hand() -> None:
    edit = say("2万个", "edit", indicator="基站")
    (line,) = applied(edit, status=1)
    assert "where '基站' stands is not known; give its start and end, or --sources" in line
    applied(edit, sources=True)
    start = PAGE.index("基站")
    assert fact(SHARD, "2万个")["indicator"] == {"start": start, "end": start + 2, "text": "基站"}


def test_an_indicator_can_be_taken_away() -> None:
    applied(say("2万个", "edit", indicator=None))
    assert (fact(SHARD, "2万个")["indicator"], fact(SHARD, "2万个")["indicator_id"]) == (None, None)


def test_a_region_gets_another_meaning() -> None:
    applied(say("遵义市", "edit", "region", path="山东省/济宁市", nested=True))
    row = fact(SHARD, "遵义市", "region")
    assert (row["path"], row["adcode"], row["nested"]) == (["山东省", "济宁市"], "370800", True)
    assert row["alternatives"][0]["path"] == ["贵州省", "遵义市"]


def test_a_title_is_mended() -> None:
    title = fact(SHARD, "张丽", "person")["titles"][0]
    wanted = {name: title[name] for name in ("start", "end", "text", "org")} | {"role": "常委", "former": True}
    applied(say("张丽", "edit", "person", titles=[wanted]))
    (found,) = fact(SHARD, "张丽", "person")["titles"]
    assert (found["role"], found["former"], found["org"], found["region"]) == (
        "常委",
        True,
        title["org"],
        title["region"],
    )


def test_a_fact_that_was_missed_is_added_in_its_place() -> None:
    applied(
        added("乌江镇", "region", path="贵州省/遵义市/播州区/乌江镇"),
        added("供水能力", "person", name="供水能力"),
        added("若干吨", "quantity", value=30, unit="吨", comparator=">", indicator="供水能力"),
        sources=True,
    )
    texts = [row["text"] for row in rows(SHARD)[2:]]
    assert texts[-4:] == ["乌江镇", "供水能力", "三十余吨", "若干吨"]
    row = fact(SHARD, "若干吨")
    assert (row["value"], row["unit"], row["dimension"], row["normal"]["value"]) == (30, "吨", "mass", 30000)
    assert row["rules"] == ["corrections:add"]
    assert zhibiao("validate", "outputs", "--sources", "texts").exit_code == 0


def test_what_referred_to_a_rejected_person_is_mended() -> None:
    speaker = fact(SHARD, "张丽", "person")["id"]
    said = [row["id"] for row in rows(SHARD)[2:] if (row.get("attribution") or {}).get("id") == speaker]
    assert said
    applied(say("张丽", "reject", "person"))
    assert all((row.get("attribution") or {}).get("id") != speaker for row in rows(SHARD)[2:])
    assert zhibiao("validate", "outputs").exit_code == 0


# -- the stored file -----------------------------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing() -> None:
    lines = [say("2万个", "reject"), say("45%", "edit", year=2023)]
    applied(*lines)
    before = SHARD.read_bytes(), Path("outputs/corrections.jsonl").read_bytes()
    applied(*lines)
    assert before == (SHARD.read_bytes(), Path("outputs/corrections.jsonl").read_bytes())


def test_the_newer_decision_wins_and_a_withdrawn_one_is_gone() -> None:
    edit, other = say("45%", "edit", year=2023), say("45%", "edit", year=2022)
    applied(edit)
    applied(other)
    assert [one.fields for one in read_corrections(Path("outputs"))] == [{"year": 2022}]
    assert fact(SHARD, "45%")["year"] == 2022
    applied({**{k: v for k, v in edit.items() if k != "fields"}, "decision": "withdraw"})
    assert read_corrections(Path("outputs")) == []


def test_lines_that_are_no_corrections_are_named_and_the_rest_goes_on() -> None:
    good = say("2万个", "reject")
    lines = applied(
        good,
        {**say("45%", "edit", status="goal")},
        {**good, "kind": "place"},
        {**good, "fields": {"year": 2023}},
        {**good, "sha256": "abc"},
        {"record": "run"},
        status=1,
    )
    assert [line.partition(": ")[2].partition(":")[0] for line in lines] == ["corrections.jsonl"] * 5
    for line, expected in zip(
        lines, ("2: status: ", "3: kind: ", "4: fields: ", "5: sha256: ", "6: record: "), strict=True
    ):
        assert f"corrections.jsonl:{expected}" in line
    assert "2万个" not in [row.get("text") for row in rows(SHARD)]


def test_a_file_that_is_not_json_or_not_there() -> None:
    Path("corrections.jsonl").write_text("拒绝\n", encoding="utf-8")
    assert "corrections.jsonl:1: Invalid JSON" in complaints(zhibiao("apply", "corrections.jsonl", "outputs"))[0]
    result = zhibiao("apply", "none.jsonl", "outputs")
    assert (result.exit_code, "none.jsonl: cannot be read" in result.stderr) == (1, True)


def test_a_damaged_store_is_named() -> None:
    Path("outputs/corrections.jsonl").write_text('{"source": 1}\n', encoding="utf-8")
    with pytest.raises(CorrectionError, match=r"corrections\.jsonl:1: no correction"):
        load(Path("outputs"))


def test_a_correction_that_breaks_the_contract_is_refused() -> None:
    (line,) = applied(say("45%", "edit", indicator={"start": 3, "end": 5, "text": "数字经济"}), status=1)
    assert "fields" in line or "indicator" in line
    assert "corrected" not in fact(SHARD, "45%")


def test_a_place_that_does_not_hold_its_words_is_refused() -> None:
    (line,) = applied(say("45%", "edit", indicator={"start": 0, "end": 2, "text": "数字"}), status=1, sources=True)
    assert "indicator.text: '数字' is not what stands at 0–2" in line


def test_a_source_without_a_shard_is_reported_and_the_decision_kept() -> None:
    line = {**say("45%", "accept"), "sha256": "0" * 64, "source": "other.txt"}
    assert "its source has no shard here; extract it" in applied(line, status=1)[0]
    assert len(read_corrections(Path("outputs"))) == 1


def test_list() -> None:
    applied(say("2万个", "reject"), {**say("45%", "edit", year=2023), "by": "李"})
    result = zhibiao("corrections", "list", "outputs")
    start = PAGE.index("45%")
    assert f"a.txt:{start}–{start + 3} edit quantity 45%  year=2023  (李, 2026-01-05T09:00:00.000Z)" in result.stdout
    assert len(zhibiao("corrections", "list", "outputs", "--decision", "reject").stdout.splitlines()) == 1


# -- later runs ------------------------------------------------------------------------------------------------------


def test_a_later_run_writes_what_apply_wrote(extractor: Extractor) -> None:
    applied(say("2万个", "reject"), say("45%", "edit", year=2023), say("60EFLOPS", "accept", year=2025), sources=True)
    found, lost = again(extractor, PAGE)
    assert lost == []
    assert [json.loads(to_line(row)) for row in found] == rows(SHARD)[1:]


def test_places_are_found_again_where_the_source_has_grown(extractor: Extractor) -> None:
    start = PAGE.index("5G基站")
    indicator = {"start": start + 2, "end": start + 4, "text": "基站"}
    applied(say("2万个", "edit", indicator=indicator, year=2023), say("45%", "reject"))
    page = PAGE.replace("2024年，", "省里的文件说，2024年，").replace("遵义市建成", "遵义市\n建成")
    found, lost = again(extractor, page)
    assert lost == []
    texts = {row.text: row for row in found if row.record == "quantity"}
    assert "45%" not in texts
    (at,) = [row for row in found if row.record == "quantity" and row.text == "2万个"]
    assert at.indicator is not None
    assert (at.year, at.indicator.text, at.indicator.start) == (2023, "基站", page.index("基站"))


def test_a_place_that_is_gone_is_reported_and_the_decision_kept(extractor: Extractor) -> None:
    applied(say("2万个", "reject"))
    _, lost = again(extractor, PAGE.replace("2万个", "3万个"))
    (message,) = lost
    assert message.startswith("a.txt, characters ")
    assert "quantity '2万个' (reject): its words stand nowhere in the source now" in message
    assert len(read_corrections(Path("outputs"))) == 1


def test_an_accepted_fact_that_the_rules_no_longer_find_is_written_all_the_same(extractor: Extractor) -> None:
    applied(say("45%", "accept", value=45, unit="%", comparator=">=", year=2024))
    source = read_source(Path("texts/a.txt"), "a.txt")
    (document,) = source.documents
    assert isinstance(document, Document)
    finish = load(Path("outputs"))
    assert finish is not None
    _, *found = extractor.records(source)
    kept = finish(source, document, [row for row in found if getattr(row, "text", "") != "45%"])
    (row,) = [row for row in kept if row.record == "quantity" and row.text == "45%"]
    assert (row.value, row.comparator, row.corrected, row.rules) == (45, ">=", True, ["corrections:accept"])
    bare = {**say("2万个", "accept")}
    applied(bare)
    finish = load(Path("outputs"))
    assert finish is not None
    finish(source, document, [row for row in found if getattr(row, "text", "") != "2万个"])
    assert "it is no longer found; to add it, fields.value is needed" in finish.lost(source)[0]


def test_another_stretch_at_the_place_makes_way(extractor: Extractor) -> None:
    text = "三十余吨"
    applied(added(text, "quantity", value=30, unit="吨", comparator=">"))
    narrow = {**added("十余吨", "quantity", value=10, unit="吨", comparator=">")}
    applied(narrow)
    found = [row["text"] for row in rows(SHARD) if row["record"] == "quantity" and "余吨" in row["text"]]
    assert found == ["十余吨"]


def test_a_run_without_corrections_has_nothing_to_do() -> None:
    assert load(Path("outputs")) is None


def test_digests_tell_which_sources_to_redo() -> None:
    applied(say("2万个", "reject"))
    first = load(Path("outputs"))
    assert first is not None
    assert (first.digest("b.txt"), first.digest("a.txt") != "") == ("", True)
    applied(say("45%", "edit", year=2023))
    second = load(Path("outputs"))
    assert second is not None
    assert first.digest("a.txt") != second.digest("a.txt")


def test_lines_of_jsonl_sources_have_offsets_of_their_own(extractor: Extractor) -> None:
    texts = ["2024年，贵州省发电量达到45亿千瓦时。", "2023年，山东省发电量达到45亿千瓦时。"]
    lines = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    Path("lines").mkdir()
    Path("lines/b.jsonl").write_text(lines, encoding="utf-8")
    extracted(extractor, Path("lines"), Path("many"))
    shard = Path("many/b.jsonl.jsonl")
    first, second = (row for row in rows(shard) if row["record"] == "quantity")
    assert first["start"] == second["start"]
    write_lines(Path("corrections.jsonl"), decided(shard, second, texts[1], "edit", year=2022))
    assert zhibiao("apply", "corrections.jsonl", "many", "--sources", "lines").exit_code == 0
    assert [row["year"] for row in rows(shard) if row["record"] == "quantity"] == [2024, 2022]


# -- parts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("前言。算力达到30%，增长", ((7, 10),)),
        ("算力 达到\n30 %，增长", ((6, 8), (9, 10))),
        ("算力达到30%，增长。算力达到30%，增长", None),
        ("算力达到31%，增长", None),
        ("", None),
    ],
)
def test_words_are_found_between_the_same_neighbours(raw: str, expected: object) -> None:
    assert find_again(Squeezed.of(raw), "30%", "算力达到", "，增长") == expected


def test_words_without_neighbours_are_not_looked_for() -> None:
    assert find_again(Squeezed.of("30%"), "30%", "", "") is None


def test_merging_counts() -> None:
    one = Correction.model_validate(say("45%", "accept"))
    other = Correction.model_validate(say("45%", "edit", year=2023))
    merged = merge([one], [one, other])
    assert (merged.added, merged.replaced, merged.withdrawn, merged.corrections) == (0, 1, 0, [other])
    assert merged.anew == {"a.txt"}


def test_a_line_comes_back_as_it_went_out() -> None:
    for line in (say("45%", "edit", indicator=None, year=None), say("45%", "reject"), say("张丽", "accept", "person")):
        correction = Correction.model_validate(line)
        assert Correction.model_validate_json(correction.line()) == correction
        assert json.loads(correction.line()) == line


def test_source_of_a_text() -> None:
    assert Source.of(PAGE).sha256 == rows(SHARD)[0]["sha256"]


# -- with update -----------------------------------------------------------------------------------------------------


def test_a_corrected_source_is_not_extracted_anew_until_a_decision_is_taken_back() -> None:
    zhibiao("extract", "texts", "-o", "outputs", "-q")
    reject = say("2万个", "reject")
    applied(reject, say("45%", "edit", year=2023))
    corrected = SHARD.stat()
    assert zhibiao("update", "texts", "-o", "outputs", "-q").exit_code == 0
    assert (SHARD.stat().st_ino, SHARD.stat().st_mtime_ns) == (corrected.st_ino, corrected.st_mtime_ns)
    applied({**reject, "decision": "withdraw"})
    assert zhibiao("update", "texts", "-o", "outputs", "-q").exit_code == 0
    assert (fact(SHARD, "2万个")["value"], fact(SHARD, "45%")["year"]) == (20000, 2023)


def test_an_update_reports_a_place_that_is_gone() -> None:
    applied(say("2万个", "reject"))
    Path("texts/a.txt").write_text(PAGE.replace("2万个", "3万个"), encoding="utf-8")
    result = zhibiao("update", "texts", "-o", "outputs", "-q")
    assert result.exit_code == 1
    (line,) = complaints(result)
    assert "quantity '2万个' (reject): its words stand nowhere in the source now" in line
    assert rows(Path("outputs/runs.jsonl"))[-1]["failed"]
    assert fact(SHARD, "3万个")["value"] == 30000


# -- gold ------------------------------------------------------------------------------------------------------------


def test_gold_of_a_source_that_was_reviewed_in_part() -> None:
    applied(say("2万个", "reject"), say("45%", "edit", year=2023), say("遵义市", "accept", "region"))
    assert zhibiao("corrections", "to-gold", "outputs", "-o", "gold.jsonl").exit_code == 0
    (gold,) = rows(Path("gold.jsonl"))
    assert (gold["doc"], gold["partial"], gold["people"]) == ("a", True, [])
    assert [(one["text"], one["name"], one["nested"]) for one in gold["regions"]] == [
        ("遵义市", "贵州省/遵义市", False)
    ]
    (quantity,) = gold["quantities"]
    assert (quantity["text"], quantity["year"], quantity["region"]) == ("45%", 2023, "贵州省")
    assert [(one["kind"], one["text"]) for one in gold["rejected"]] == [("quantity", "2万个")]


def test_gold_follows_places_that_moved(extractor: Extractor) -> None:
    applied(say("45%", "edit", year=2023))
    page = PAGE.replace("2024年，", "省里的文件说，2024年，")
    Path("texts/a.txt").write_text(page, encoding="utf-8")
    assert zhibiao("update", "texts", "-o", "outputs", "-q").exit_code == 0
    zhibiao("corrections", "to-gold", "outputs", "--sources", "texts", "-o", "gold.jsonl")
    (quantity,) = rows(Path("gold.jsonl"))[0]["quantities"]
    assert (quantity["start"], quantity["year"]) == (page.index("45%"), 2023)
