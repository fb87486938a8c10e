"""Layout repair as a table: what was cut is joined, what only looks cut stays apart, and each repair says why."""

from __future__ import annotations

import pytest
import regex

from support.cases import sentences
from zhibiao.evidence.seams import Table
from zhibiao.text.articles import articles

BEFORE = (
    "三月的江州，春潮涌动。走进产业园区，车间里机器轰鸣，工人们正在赶制订单。",
    "市工业和信息化局负责人说，今年一季度，全市规上工业增加值同比增长7.2%，实现良好开局。",
    "从田间到车间，从老城到新区，处处都能感受到发展的热度。",
)
AFTER = ("夜幕降临，园区里依然灯火通明。", "大家相信，好日子还在后头。")


def raw_of(case: str) -> str:
    """The page that a case stands for."""
    text = case.replace("}｜{", "\n\n").replace("｜{", "\n\n").replace("}｜", "\n\n")
    text = text.replace("｜", "\n\n").replace("‖", "\n\n").replace("⏎", "\n")
    return "\n\n".join([*BEFORE, text, *AFTER]) + "\n"


def blocks_of(case: str) -> list[str]:
    """The paragraphs that should come out, in order; what stood between two halves comes behind them."""
    made = []
    for paragraph in case.split("‖"):
        between = regex.findall(r"(?<=\{)[^{}]*(?=\})", paragraph)
        whole = regex.sub(r"｜(?:\{[^{}]*\}｜)*|⏎", "", paragraph)
        made += [whole, *between]
    return made


def seams_of(case: str) -> int:
    return len(regex.findall(r"｜(?:\{[^{}]*\}｜)+|｜|⏎", case))


@pytest.mark.parametrize("case", sentences("repairs"))
def test_repairs(case: str) -> None:
    raw = raw_of(case)
    found = articles(raw)
    blocks = [article.text[block.start : block.end] for article in found for block in article.blocks]
    assert " ‖ ".join(blocks) == " ‖ ".join([*BEFORE, *blocks_of(case), *AFTER])
    repairs = [repair for article in found for repair in article.repairs]
    assert len(repairs) == seams_of(case)
    for repair in repairs:
        assert repair.reason
        assert repair.start < repair.end
        assert repair.kind == ("move" if raw[repair.start : repair.end].strip() else "join")


def test_the_seam_table_counts_what_follows_what() -> None:
    text = "^\t3\t企3\n^企\t2\t业2\n^^\t9\t业7 图2\n企\t9\t业7 图2\n"
    table = Table(text)
    assert table.after("企", "业") > table.after("企", "图") > table.after("企", "市") > 0
    assert table.first("企") > table.first("业")
    assert table.second("企", "业") > table.second("企", "图")
    assert table.after("府", "业") == pytest.approx(table.anywhere("业"))
