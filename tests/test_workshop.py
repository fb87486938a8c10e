"""The rules workshop: rules listed, tried, begun, counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.shell import complaints, zhibiao
from zhibiao.cli.rules import KINDS
from zhibiao.errors import ZhibiaoError
from zhibiao.extractor import Extractor
from zhibiao.workshop import coverage
from zhibiao.workshop.families import all_families
from zhibiao.workshop.writing import RECIPES, write_rule

CARS = "全年发运煤炭3.5万车皮"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of rules with one unit of its own."""
    write_rule(tmp_path / "my-rules", "unit", "车皮", ["全年发运煤炭[3.5万车皮]"], ["车皮生锈了"])
    return tmp_path / "my-rules"


def test_the_kinds_of_the_command_are_those_that_can_be_written():
    assert set(KINDS) == set(RECIPES)
    assert {recipe.family for recipe in RECIPES.values()} <= set(all_families())


def test_rules_are_listed_with_their_words(folder):
    result = zhibiao("rules", "list", "units", "--rules", folder)
    lines = result.stdout.splitlines()
    assert "*units:车皮  1  车皮" in lines
    assert any(line.startswith(" units:长度  ") and "公里" in line for line in lines)
    assert complaints(result) == [f"zhibiao: * is a rule of {folder}"]


def test_an_unknown_family_is_named():
    result = zhibiao("rules", "list", "nothing")
    assert result.exit_code == 2
    assert "no family 'nothing'; the families are actions," in result.output


def test_a_new_rule_is_written_and_used(tmp_path):
    folder = tmp_path / "my-rules"
    result = zhibiao("rules", "new", "unit", "车皮", "--example", CARS, "--reject", "车皮生锈了", "--to", folder)
    assert result.exit_code == 0, result.output
    assert 'examples = ["全年发运煤炭[3.5万车皮]"]' in result.stdout
    found = [row for row in Extractor(rules=str(folder)).extract(CARS) if row.record == "quantity"]
    assert [(row.text, row.unit) for row in found] == [("3.5万车皮", "车皮")]


def test_a_second_rule_stands_under_the_first(folder):
    write_rule(folder, "unit", "网箱", ["新建[300网箱]"])
    assert (folder / "units.toml").read_text(encoding="utf-8").count("[[entry]]") == 2
    assert zhibiao("rules", "check", folder).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("unit", "车皮", ["[3车皮]"]), "units:车皮 exists already"),
        (("unit", "网箱", ["新建网箱"]), "finds nothing in '新建网箱'; put the wanted part in [square brackets]"),
        (("unit", "网箱", ["新建[三百]网箱"]), "does not find [三百]"),
        (("unit", "网箱", ["新建[300网箱]"], ["养鱼300网箱"]), "finds [300网箱] in its counter-example"),
        (("unit", "网箱", ["新建[300网箱]"], (), ["dimension"]), "'dimension': write --set FIELD=VALUE"),
        (("unit", "网箱", ["新建[300网箱]"], (), ["colour=red"]), "unknown field 'colour'"),
    ],
)
def test_what_does_not_hold_is_not_written(arguments, why, folder):
    before = (folder / "units.toml").read_bytes()
    with pytest.raises(ZhibiaoError) as error:
        write_rule(folder, *arguments)
    assert why in str(error.value)
    assert (folder / "units.toml").read_bytes() == before


def test_a_word_that_is_known_already_is_said(tmp_path):
    result = zhibiao("rules", "new", "unit", "公里", "--example", "新建公里", "--to", tmp_path / "none")
    assert result.exit_code == 1
    assert complaints(result)[1] == "zhibiao: 公里 is known already, to units:长度"
    assert not (tmp_path / "none").exists()


def test_examples_of_ones_own_rules_are_tried(folder):
    result = zhibiao("rules", "test", "--rules", folder)
    assert result.stdout.splitlines() == ["ok  units:车皮  全年发运煤炭[3.5万车皮]", "ok  units:车皮  车皮生锈了"]
    (folder / "units.toml").write_text(
        (folder / "units.toml").read_text(encoding="utf-8").replace("车皮生锈了", "3车皮"), encoding="utf-8"
    )
    result = zhibiao("rules", "test", "units:车皮", "--rules", folder)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[1] == "FAULT  units:车皮  3车皮  finds [3车皮] in its counter-example '3车皮'"


def test_a_rule_that_is_not_there_is_named():
    result = zhibiao("rules", "test", "units:无此")
    assert result.exit_code == 1
    assert complaints(result) == ["zhibiao: units:无此: no such rule, or it has no example"]
    assert zhibiao("rules", "test").exit_code == 2


def test_coverage_counts_what_fired_and_names_what_did_not(tmp_path, folder):
    source = tmp_path / "甲.txt"
    source.write_text("贵州省全年发运煤炭3.5万车皮，新建公路80公里。\n", encoding="utf-8")
    zhibiao("extract", source, "-o", tmp_path / "out", "--rules", folder, "-q")
    found = coverage.coverage(tmp_path / "out", str(folder))
    assert found.fired["units:车皮"] == 1
    assert found.fired["units:长度"] == 1
    assert "units:车皮" not in found.never
    assert "units:面积" in found.never
    assert "bounds" in found.silent
    result = zhibiao("rules", "coverage", tmp_path / "out", "--rules", folder, "--sources", source, "--top", "500")
    assert "       1  units:车皮" in result.stdout.splitlines()
    assert "compete (times, winner, loser, a place)" in result.stdout


def test_a_broken_shard_does_not_end_the_count(tmp_path):
    (tmp_path / "甲.txt.jsonl").write_text("{", encoding="utf-8")
    result = zhibiao("rules", "coverage", tmp_path)
    assert result.exit_code == 1
    assert "line 1 is no record" in complaints(result)[0]


def test_readings_that_lost_are_set_against_those_that_won(tmp_path):
    source = tmp_path / "甲.txt"
    source.write_text("据统计，三季度新建“三农”项目30个。\n", encoding="utf-8")
    zhibiao("extract", source, "-o", tmp_path / "out", "-q")
    extractor, found = Extractor(), coverage.coverage(tmp_path / "out")
    coverage.add_rivals(found, extractor.read(source.read_bytes(), "甲.txt"), extractor)
    for (winner, loser), times in found.rivals.items():
        assert times > 0
        assert winner in found.fired
        assert loser
        assert "[" in found.places[winner, loser]
