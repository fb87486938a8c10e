"""Target, fact or neither: the case tables, and what headings and paragraphs decide."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

import zhibiao.nlp
from support.facts import cases, rendered, targets
from zhibiao.facts import collect
from zhibiao.model import Target
from zhibiao.nlp import process
from zhibiao.text.articles import articles


def judged(target: Target) -> str:
    """`target strive`."""
    return " ".join(part for part in (target.status, target.commitment) if part)


@pytest.mark.parametrize(("section", "marked"), cases("statuses"))
def test_case(nlp: Language, section: str, marked: str) -> None:
    assert rendered(nlp, marked, judged) == marked


REPORT = """青川市2026年政府工作报告

一、2025年工作回顾

一年来，主要做了以下工作：

新建社区食堂32个，改造老旧小区48个。主要目标任务圆满完成，城镇化率达到61%。

二、2026年工作安排

今年主要预期目标是：地区生产总值增长5.5%左右，城镇新增就业2.1万人。

培育规上企业60家。目前已有规上企业530家。
"""


def test_the_sections_of_a_report_decide(nlp: Language) -> None:
    (article,) = [article for article in articles(REPORT) if article.kind == "report"]
    found = collect(process(nlp, article)).targets
    said = {article.text[t.quantity.start : t.quantity.end]: judged(t) for t in found}
    assert said == {
        "32个": "actual",
        "48个": "actual",
        "61%": "actual",
        "5.5%": "target expected",
        "2.1万人": "target expected",
        "60家": "target",
        "530家": "actual",
    }


def test_a_notice_sets_targets_and_a_news_item_reports(nlp: Language) -> None:
    sentence = "建成标准化仓库12座。"
    assert targets(nlp, sentence, "plan")[0].status == "target"
    assert targets(nlp, sentence, "news")[0].status == "actual"


def test_a_user_may_add_a_marker(tmp_path: Path) -> None:
    rule = '[[entry]]\nname = "冲关"\nstatus = "target"\nscope = "sentence"\nweight = 3\ncommitment = "strive"\nwords = ["冲关"]\n'
    (tmp_path / "statuses.toml").write_text(rule, "utf-8")
    nlp = zhibiao.nlp.load(rules=str(tmp_path))
    (target,) = targets(nlp, "全年冲关仓库吞吐量500万吨。")
    assert (target.status, target.commitment) == ("target", "strive")
    assert "statuses:冲关" in target.rules
