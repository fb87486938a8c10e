"""The table of divisions: complete, consistent, dated; names shortened as people shorten them."""

from __future__ import annotations

import pytest

from zhibiao.rulebook.divisions import load_divisions, short_names, stem

DIVISIONS = load_divisions()


def test_every_current_division_is_there() -> None:
    levels = [row.level for row in DIVISIONS.current.values()]
    assert (levels.count("province"), levels.count("prefecture")) == (34, 333)
    assert len(levels) == 3214


@pytest.mark.parametrize("code", ["710000", "653132", "659013", "500157"])
def test_the_corrections_are_in(code: str) -> None:
    assert DIVISIONS.current[code].current


@pytest.mark.parametrize("code", ["500105", "500112", "110103", "371200"])
def test_retired_divisions_are_not_current_and_have_a_successor(code: str) -> None:
    row = DIVISIONS.named(code)
    assert row is not None
    assert not row.current
    assert row.successor in DIVISIONS.current


def test_parents_lead_to_a_province() -> None:
    for row in DIVISIONS.current.values():
        path = DIVISIONS.path(row)
        assert len(path) == {"province": 1, "prefecture": 2}.get(row.level, len(path))
        assert path[-1] == row.name
        assert DIVISIONS.current[f"{row.code[:2]}0000"].name == path[0]


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("520304", ("贵州省", "遵义市", "播州区")),
        ("110108", ("北京市", "海淀区")),
        ("429004", ("湖北省", "仙桃市")),
        ("500240", ("重庆市", "石柱土家族自治县")),
        ("659001", ("新疆维吾尔自治区", "石河子市")),
    ],
)
def test_paths(code: str, path: tuple[str, ...]) -> None:
    assert DIVISIONS.path(DIVISIONS.current[code]) == path


def test_a_code_is_named_as_it_was_in_a_year() -> None:
    then, now = DIVISIONS.named("420600", 2005), DIVISIONS.named("420600")
    assert then is not None
    assert now is not None
    assert (then.name, now.name) == ("襄樊市", "襄阳市")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("济宁市", ["济宁"]),
        ("恩施土家族苗族自治州", ["恩施州", "恩施自治州", "恩施"]),
        ("内蒙古自治区", ["内蒙古"]),
        ("广西壮族自治区", ["广西自治区", "广西"]),
        ("东乡族自治县", ["东乡县", "东乡自治县", "东乡"]),
        ("鄂温克族自治旗", ["鄂温克旗", "鄂温克自治旗", "鄂温克"]),
        ("土默特左旗", []),
        ("叶县", []),
        ("万柏林区", ["万柏林"]),
        ("神农架林区", ["神农架"]),
        ("香港特别行政区", ["香港"]),
    ],
)
def test_short_names(name: str, short: list[str]) -> None:
    assert short_names(name) == short


def test_the_stem_keeps_at_least_a_character() -> None:
    assert all(stem(row.name) for row in DIVISIONS.rows)
