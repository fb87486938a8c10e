"""Numerals: a table of values and their writings, and any number written out reads back."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cases import sentences
from support.growth import growth
from support.writing import grouped, han, mixed
from zhibiao.notation import number
from zhibiao.numerals import Numeral, find_numerals, parse, plain
from zhibiao.numerals.scan import matches

CASES = [
    (value, written)
    for row in sentences("numerals")
    for value, _, all_ in [row.partition(": ")]
    for written in all_.split("\u3000")
]


def _written(numeral: Numeral) -> str:
    value = number(numeral.low)
    if numeral.shape == "doubling":
        return f"{value}x"
    if numeral.over is not None:
        return f"{value}/{number(numeral.over)}"
    if numeral.high is not None:
        return f"{value}..{number(numeral.high)}"
    return f"{value}+" if numeral.open else value


@pytest.mark.parametrize(("value", "written"), CASES, ids=[f"{written}={value}" for value, written in CASES])
def test_a_writing_has_its_value(value: str, written: str) -> None:
    if value == "-":
        assert parse(written) is None
        return
    found = list(find_numerals(written)) or [Numeral(0, len(written), parse(written) or Decimal(-1))]
    assert _written(found[0]) == value
    assert found[0].start == 0
    assert written[found[0].end :] in {"", "公里", "元", "个", "年"}


WHOLE = st.integers(min_value=0, max_value=10**16 - 1).map(Decimal)
PART = st.integers(min_value=0, max_value=6).flatmap(
    lambda places: st.decimals(min_value=0, max_value=Decimal(10) ** 16 - 1, places=places)
)
NUMBER = st.one_of(WHOLE, PART)


@given(NUMBER)
def test_any_number_reads_back(value: Decimal) -> None:
    assert parse(han(value)) == value
    assert parse(mixed(value)) == value
    assert parse(grouped(value)) == value
    assert parse(f"{value:f}") == value


@given(NUMBER)
def test_a_negative_number_reads_back(value: Decimal) -> None:
    assert parse(f"负{han(value)}") == -value
    assert parse(f"-{grouped(value)}") == -value


@given(NUMBER, st.sampled_from([han, mixed, grouped, lambda value: f"{value:f}"]))
def test_every_writing_is_found_whole(value: Decimal, written: Callable[[Decimal], str]) -> None:
    text = f"总产值达到{written(value)}元。"
    [found] = find_numerals(text)
    assert (text[found.start : found.end], found.low) == (written(value), value)


@given(WHOLE.filter(lambda value: value > 1))
def test_a_number_is_found_whole(value: Decimal) -> None:
    text = f"总产值达到{mixed(value)}元。"
    [found] = find_numerals(text)
    assert (text[found.start : found.end], found.low) == (mixed(value), value)


@given(st.text("0123456789,.万亿千百十一二两三余多几分之/—至 ", max_size=60))
def test_numerals_stand_in_order_and_apart(text: str) -> None:
    found = list(find_numerals(text))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.start < two.start for one, two in itertools.pairwise(found))


@pytest.mark.parametrize(
    "piece",
    ["1", "一", "万", "1 ", "1,", "1.", "1,111", "一分之", "几", "1万", "翻", "1/", "百分之一至", "１", "1 111 "],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    assert growth(lambda text: list(find_numerals(text)), piece, 15_000) < 2


@pytest.mark.parametrize("piece", ["1,", "1", "万", "1.", "1亿", "1-", "±1", "1%", "1 ", "1、", "1，", "万1"])
def test_a_page_of_digits_and_signs_is_passed_over_at_once(piece: str) -> None:
    assert len(list(matches(piece * 500_000))) == 1
    assert list(find_numerals(piece * 500_000)) == []


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("二十五千克", "千克"),
        ("十千米", "千米"),
        ("百分之七十百分位", "百分位"),
        ("三万两", "两"),
        ("八百一千", "千"),
        ("五十打造", "打造"),
        ("4K", ""),
        ("12345打个电话", "打个电话"),
        ("三又二分之一倍", "倍"),
    ],
)
def test_a_numeral_ends_where_its_multipliers_rise(text: str, rest: str) -> None:
    first = next(iter(find_numerals(text)))
    assert text[first.end :] == rest


@pytest.mark.parametrize("text", ["一切", "一些", "一样", "一起", "一定"])
def test_words_that_begin_with_one_are_no_numerals(text: str) -> None:
    assert list(find_numerals(text)) == []


def test_plain_keeps_every_offset() -> None:
    text = "糧食產量達１．２萬噸，較上年增長３％"
    assert len(plain(text)) == len(text)
    assert plain(text)[5:10] == "1.2万吨"
