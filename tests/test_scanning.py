"""A pattern for whole texts, looked for by the words that its matches begin with."""

from __future__ import annotations

import re

import pytest
import regex

from zhibiao.facts.anchor_words import anchor_words
from zhibiao.facts.deictics import deictic_words
from zhibiao.facts.holder_names import names
from zhibiao.facts.scanning import Scanner
from zhibiao.facts.sources import wording

TEXT = (
    "截至目前，全市现有床位五千张，项目前期已备。国家统计局国家统计局数据显示，财政部预计全国全省收入增长；"
    "记者从县里获悉，今年以来，十二部门联合提出，要求各地加快。她告诉本报记者：“当前我县、该县都好。”三部委明确，电影票房年电影票房"
)


def test_its_matches_are_those_of_the_pattern() -> None:
    known = names()
    scanners = (anchor_words().now, deictic_words().pattern, known.national, known.nationwide, wording().verb)
    for scanner in scanners:
        found = [match.span() for match in scanner.finditer(TEXT)]
        assert found
        assert found == [match.span() for match in scanner._pattern.finditer(TEXT)]


@pytest.mark.parametrize("engine", [re, regex])
def test_matches_do_not_overlap_and_a_lead_alone_is_none(engine: type[re]) -> None:
    scanner = Scanner(engine.compile("全市(?=收入)|全省全|全"), ["全市", "全省全", "全"])
    assert [match[0] for match in scanner.finditer("全市收入全省全市支出全国")] == ["全市", "全省全", "全"]


def test_without_beginnings_nothing_is_found() -> None:
    assert list(Scanner(re.compile("(?!)"), []).finditer("全市")) == []
