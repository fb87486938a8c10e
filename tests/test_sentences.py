"""Sentences and clauses."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibiao.text.sentences import clauses, sentences


@pytest.mark.parametrize(
    "marked",
    [
        "数字经济占比达45%以上。┃规模突破万亿元。",
        "他说：“好。”┃我们去。",
        "“这行吗？”┃他问。",
        "会议结束！┃（掌声）各位代表！",
        "要提高质量……还要扩大规模。",
        "真的吗？！┃是的。",
        "增长5.5%，达到1.2万亿元；其中工业占四成。",
        "（全文完。）┃下一篇。",
        "标题没有句号┃\n正文有句号。",
        "见《数据条例》。┃第二条。",
    ],
)
def test_sentences(marked: str) -> None:
    text = marked.replace("┃", "")
    assert "┃".join(text[one.start : one.end] for one in sentences(text)) == marked.replace("\n", "")


@pytest.mark.parametrize(
    "marked",
    [
        "数字经济占比达45%以上，┃规模突破万亿元。",
        "一是稳增长；┃二是调结构：┃工业、农业、服务业并重。",
        "他说：┃“增长5%。”",
    ],
)
def test_clauses(marked: str) -> None:
    text = marked.replace("┃", "")
    assert "┃".join(text[one.start : one.end] for one in clauses(text)) == marked


def test_clauses_of_a_stretch() -> None:
    text = "甲，乙，丙，丁"
    assert [text[one.start : one.end] for one in clauses(text, 2, 5)] == ["乙，", "丙"]


@given(st.text(st.sampled_from("增长5%。！？”“）\n ，；：.、"), max_size=80))
def test_nothing_is_lost(text: str) -> None:
    for split in (sentences, clauses):
        found = list(split(text))
        assert all(0 <= one.start < one.end <= len(text) for one in found)
        assert all(left.end <= right.start for left, right in pairwise(found))
        assert "".join("".join(text[one.start : one.end] for one in found).split()) == "".join(text.split())
