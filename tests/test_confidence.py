"""How sure is a fact: between 0 and 1, lower where signs of error stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from spacy.language import Language

from support.scripts import script
from zhibiao import extract
from zhibiao.errors import RuleError
from zhibiao.evaluate.reliability import least_sure, reliability
from zhibiao.facts import people
from zhibiao.facts.confidence import Surroundings, name_signs, title_signs, together, weights
from zhibiao.facts.context import Context
from zhibiao.model import Article
from zhibiao.nlp import load, process


def sure(text: str, kind: str = "quantity") -> list[float]:
    return [row.confidence for row in extract(text) if row.record == kind]


def test_every_fact_has_a_confidence_that_is_a_probability():
    page = "2024年，贵州省生产总值增长5.5%，投资达到200亿元。省长张丽表示，还要新建基站3000个。"
    found = sure(page) + sure(page, "person")
    assert len(found) == 4
    assert all(0 < one < 1 for one in found)


def test_a_value_that_cannot_be_lowers_it():
    plausible, odd = sure("2024年，贵州省生产总值增长5.5%。"), sure("2024年，贵州省生产总值增长550%。")
    assert odd[0] < plausible[0] - 0.2


def test_a_number_without_indicator_year_and_region_is_less_sure():
    assert sure("会上说到30%。")[0] < sure("2024年，贵州省生产总值增长5.5%。")[0]


def test_a_foreign_name_without_a_title_is_less_sure_than_a_governor():
    (foreign,), (governor,) = sure("伊万诺夫斯说，产量下降。", "person"), sure("贵州省省长张丽说，产量下降。", "person")
    assert foreign < governor


def test_reliability_by_bands():
    assert list(reliability("name", [0.99, 1.0, 0.55, 0.5], [True, True, True, False]))[2:] == [
        "| 0.50–0.70 | 2 | 0.53 | 0.50 |",
        "| 0.98–1.00 | 2 | 0.99 | 1.00 |",
    ]


def test_errors_among_the_least_sure():
    right = [number not in {0, 3, 9} for number in range(20)]
    assert least_sure([number / 20 for number in range(20)], right) == 2


def signs(nlp: Language, text: str) -> list[tuple[set[str], set[str]]]:
    context = Context.of(process(nlp, Article.of(text)))
    found = list(people.link(context))
    around = Surroundings(context, found)
    return [(set(name_signs(around, person)), set(title_signs(around, person))) for person in found]


def test_signs_on_people(nlp: Language):
    (first, titles), (second, untitled) = signs(nlp, "贵州省省长张丽、副省长王军出席。张丽说，产量下降。")[::2]
    assert {"titled here True, anywhere True", "mark before Han", "mark behind 、", "mentions 2"} <= first
    assert {"titled here False, anywhere True", "mark before 。", "says True", "mentions 2"} <= second
    assert {"1 titles", "title before, touching True", "organisation of 3-4 characters, before"} <= titles
    assert {"0 titles", "seen before True"} <= untitled


def test_a_length_is_judged_together_with_the_rule():
    found = ["rule bounds:前", "rule statuses:将", "indicator of 3-4 characters", "region is a county"]
    assert list(together(found)) == [*found, "indicator of 3-4 characters & rule bounds:前"]


def test_the_signs_of_the_rules_alone_weigh_by_themselves():
    ((name, titles),) = signs(load(evidence=False), "贵州省省长张丽说，产量下降。")
    assert {sign for sign in name | titles if not sign.startswith("rules alone, ")} == {weights.BASE}


@pytest.mark.parametrize("line", ["quantity\t*", "quantity\t*\tmuch", "person\t*\t1"])
def test_a_damaged_table_is_named(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    table = tmp_path / "confidence.tsv"
    table.write_text(f"kind\tsign\tweight\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(weights, "TABLE", table)
    with pytest.raises(RuleError, match="the table is damaged"):
        weights._weights.__wrapped__()


@pytest.fixture(scope="module")
def calibrate():
    pytest.importorskip("sklearn")
    return script("calibrate_confidence")


def test_what_goes_with_errors_is_learned(calibrate):
    seen = [
        calibrate.Seen(
            str(document), "quantity", [weights.BASE, "clear" if right else "unclear", f"w{number % 3}"], right
        )
        for document in range(12)
        for number in range(20)
        for right in [number % 5 != 0 or (document + number) % 9 == 0]
    ]
    chances = calibrate.held_out(seen, 1.0)
    right = [chance for chance, fact in zip(chances, seen, strict=True) if fact.right]
    wrong = [chance for chance, fact in zip(chances, seen, strict=True) if not fact.right]
    assert min(right) > max(wrong)
    lines = calibrate.report("quantity", seen, chances)
    assert lines[-1].startswith(
        f"Of the {len(wrong)} wrong among {len(seen)} quantity records, the least confident fifth holds"
    )


def test_facts_of_which_nothing_tells_whether_they_are_right_are_judged_and_not_learned_from(calibrate):
    seen = [
        calibrate.Seen(str(n // 2 % 5), "titles", [weights.BASE, f"w{n % 2}"], None if n < 20 else bool(n % 2))
        for n in range(60)
    ]
    chances, lines = calibrate.weigh("titles", seen)
    assert all(chances[n] > 0.7 > 0.3 > chances[n - 1] for n in range(1, 20, 2))
    assert {line.split("\t")[1] for line in lines} - {weights.BASE} == {"w0", "w1"}


def test_labelled_sentences(calibrate, tmp_path: Path, extractor):
    def span(text: str, part: str, label: str) -> dict[str, object]:
        start = text.index(part)
        return {"start": start, "end": start + len(part), "text": part, "label": label}

    governor, bracket = "贵州省省长张丽说，产量下降。", "会计师王建国（Wang）说，产量下降。"
    rows = [
        {
            "id": "1",
            "text": governor,
            "spans": [span(governor, "省长", "position"), span(governor, "张丽", "name")],
            "derived_pairs": [{"name": "张丽", "titles": ["省长"]}],
        },
        {"id": "2", "text": bracket, "spans": [span(bracket, "王建国（Wang）", "name")]},
        {"id": "3", "text": governor, "spans": []},
        {"id": "4", "text": governor, "spans": []},
    ]
    file = tmp_path / "labels.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    verdicts = tmp_path / "verdicts.jsonl"
    verdicts.write_text('{"id": "4", "name": "张丽", "right": true}\n', encoding="utf-8")
    seen = list(calibrate.labelled("news", file, extractor, calibrate.verdicts(verdicts)))
    assert [fact.right for fact in seen if fact.kind == "name"] == [True, True, False, True]
    # 会计师 and the last 省长 have no label of their own; the titles of a wrong name are not asked.
    assert [fact.right for fact in seen if fact.kind == "titles"] == [True, False, None, False]


def test_tables_are_put_into_the_page(calibrate, tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("# 甲\n\n<!-- names -->\n旧\n<!-- end -->\n\n<!-- people -->\n<!-- end -->\n乙\n", encoding="utf-8")
    calibrate.put(page, {"people": ["丁"], "names": ["丙"]})
    wanted = "# 甲\n\n<!-- names -->\n\n丙\n\n<!-- end -->\n\n<!-- people -->\n\n丁\n\n<!-- end -->\n乙\n"
    assert page.read_text(encoding="utf-8") == wanted
