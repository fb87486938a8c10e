"""The table of growth targets: one row a report, figures only."""

from __future__ import annotations

from pathlib import Path

from support.scripts import script
from zhibiao.extractor import Extractor

REPORT = """2026年{place}政府工作报告
一、2025年工作回顾
过去一年，地区生产总值增长4.9%。
二、2026年工作安排
今年主要预期目标是：地区生产总值增长{target}，城镇新增就业30万人。
"""


def test_a_row_for_each_report_that_sets_one(tmp_path: Path) -> None:
    growth = script("growth_targets")
    for place, target in (("湖北省", "5.5%左右"), ("四川省", "5%—5.5%"), ("甘肃省", "保持合理区间")):
        text = REPORT.format(place=place, target=target).replace("增长保持", "保持")
        (tmp_path / f"{place}.txt").write_text(text, encoding="utf-8")
    found = {row.region: row.value for row in growth.rows(Extractor(), tmp_path, 2026, "地区生产总值")}
    assert found == {"湖北省": "≈ 5.5 %", "四川省": "5–5.5 %"}
