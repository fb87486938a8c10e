"""The time that a stretch of an article speaks of: a report looks back, sets goals for five years, plans the year.

2026年政府工作报告 has under 一、2025年工作回顾 the values of 2025, under “十五五”时期主要目标 those of 2030, and under
2026年重点工作 those of 2026. Where headings are missing, the first words of paragraphs tell (一年来, 今年发展主要预期目标是),
and their verbs (累计, 增至; 推进, 确保).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from zhibiao.facts.context import Context
from zhibiao.model import Block, Period


@dataclass(frozen=True, slots=True)
class Era:
    """`year` is that of values without a time of their own, `base` that of the values a change started from."""

    year: int | None
    base: int | None = None
    why: str = "section"


_BACK = regex.compile(r"回顾|总结|成就|成绩|主要工作情况|完成情况|过去|发展情况|取得|新成效|新进展")
_AHEAD = regex.compile(
    r"目标|任务|安排|重点工作|工作部署|展望|主要考虑|建议|总体要求|战略举措|主要工作\Z|开好局|工作打算|民生实事"
)
_YEAR_AHEAD = regex.compile(
    r"(?:做好|完成|实现|围绕|落实)?(?:今年|本年|新的一年)(?:是|的?政府工作|的?工作|全省|全市|全区|经济|的?发展|要|的?主要|，?我们将|，?要|，?重点)"
    r"|(?:[^，。：]{0,30}(?:经济社会发展)?(?:的)?主要预期(?:目标|指标)(?:是|为|建议)?[：:])|(?:各位代表！)?(?:做好|新的一年)今年"
)
_YEAR_BACK = regex.compile(r"(?:各位代表[！，])?(?:过去的?一年|一年来|刚刚过去的|去年|回顾过去一年|回顾一年)")
_FIVE_BACK = regex.compile(
    r"(?:各位代表[！，])?(?:过去的?五年|五年来|这五年|五年间|本届政府|回顾(?:过去)?五年|经过五年|[^，。]{0,8}是[^，。]{0,20}的五年)"
)
_FIVE_AHEAD = regex.compile(r"(?:未来|今后)五年|(?:未来|今后)5年")
_VERBS_BACK = regex.compile(
    r"达到|增至|累计|完成|建成|实现[^，。]{0,10}跃升|提升至|提升到|提高到|增加到|位居|居全国|圆满|新增|获批|持续|不断|同比|比上年|增速|了"
)
_VERBS_AHEAD = regex.compile(
    r"(?<=[，。；\n])(?:加快|推进|实施|推动|力争|确保|支持|加强|完善|深化|开展|鼓励|培育|优化|健全|打造|落实|做好|统筹|深入|积极|大力|全面|新建|组织|持续)|左右|以上|力争|确保"
)


def find_eras(context: Context) -> list[Era | None]:
    """One era a block, None where the text leaves it open."""
    article = context.article
    if article.reference_year is None:
        return [None for _ in article.blocks]
    if article.kind == "report":
        return _report(context, article.reference_year)
    if article.kind == "statistics":
        era = Era(article.reference_year, article.reference_year - 1, "article")
        return [era for _ in article.blocks]
    return [None for _ in article.blocks]


def _report(context: Context, reference: int) -> list[Era | None]:
    """Block by block: headings set the era, openings of paragraphs change it, verbs guess it where neither has told."""
    eras: list[Era | None] = []
    era: Era | None = None
    told = False
    for block in context.article.blocks:
        text = context.text[block.start : block.end]
        if block.kind in {"title", "subtitle", "byline", "dateline", "boilerplate"}:
            eras.append(Era(reference, reference - 1, "title"))
            continue
        named = _named(context, block, text, reference)
        if named is not None:
            era, told = named, True
        elif not told and block.kind == "paragraph" and len(text) > 60:
            era = _guessed(text, reference, era) or era
        eras.append(era)
    return eras


def _named(context: Context, block: Block, text: str, reference: int) -> Era | None:
    head = text[:40]
    periods = context.periods_in(block.start, block.start + 40)
    if block.kind == "heading" or (len(text) <= 40 and not text.endswith("。")):
        return _heading(text, periods, reference)
    if _YEAR_AHEAD.match(head) or any(_YEAR_AHEAD.match(s) for s in regex.split("[。！]", head)[1:]):
        return Era(reference, reference - 1, "opening")
    if _FIVE_BACK.match(head):
        return Era(reference - 1, reference - 6, "opening")
    if _YEAR_BACK.match(head):
        return Era(reference - 1, reference - 2, "opening")
    if _FIVE_AHEAD.match(head):
        return Era(reference + 4, reference - 1, "opening")
    opening = next((p for p in periods if p.start <= block.start + 8 and p.last is not None), None)
    if opening is not None and opening.kind in {"year", "plan", "deadline", "range"} and opening.last is not None:
        return _of(opening, reference)
    return None


def _heading(text: str, periods: Sequence[Period], reference: int) -> Era | None:
    dated = [p for p in periods if p.last is not None and p.kind in {"year", "plan", "relative", "range", "duration"}]
    back, ahead = bool(_BACK.search(text)), bool(_AHEAD.search(text))
    if not dated:
        if "五年" in text and back:
            return Era(reference - 1, reference - 6, "heading")
        if back and "回顾" in text:
            return Era(reference - 1, reference - 2, "heading")
        return Era(reference, reference - 1, "heading") if "今年" in text else None
    past = [p for p in dated if p.last is not None and p.last < reference]
    if back and past:
        plan = next((p for p in past if p.kind in {"plan", "range", "duration"}), None)
        last = max(p.last for p in past if p.last is not None)
        first = min(p.first for p in past if p.first is not None)
        return Era(last, (first if plan else last) - 1, "heading")
    if ahead or not back:
        return _of(dated[0], reference)
    return None


def _of(period: Period, reference: int) -> Era:
    last = period.last if period.last is not None else reference
    first = period.first if period.first is not None else last
    return Era(last, first - 1, "heading")


def _guessed(text: str, reference: int, before: Era | None) -> Era | None:
    back, ahead = len(_VERBS_BACK.findall(text)), len(_VERBS_AHEAD.findall(text))
    if ahead > back:
        return Era(reference, reference - 1, "verbs")
    if back > ahead:
        five = regex.search(r"[五5]年|“十[一二三四五六]五”", text) or (
            before is not None and before.base == reference - 6
        )
        return Era(reference - 1, reference - (6 if five else 2), "verbs")
    return None
