"""The time that a stretch of an article speaks of: a report looks back, sets goals for five years, plans the year.

2026年政府工作报告 has under 一、2025年工作回顾 the values of 2025, under “十五五”时期主要目标 those of 2030, and under
2026年重点工作 those of 2026. Where headings are missing, the first words of paragraphs tell (一年来, 今年发展主要预期目标是),
and their verbs (累计, 增至; 推进, 确保).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import regex

from zhibiao.facts.context import Context
from zhibiao.model import Block, Period, value
from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.remembering import remembered
from zhibiao.rulebook.words import kinds

EraKind = Literal[
    "back",
    "ahead",
    "year_lead",
    "this_year",
    "year_after",
    "year_back",
    "five_back",
    "five_ahead",
    "verb_back",
    "verb_ahead",
    "word_ahead",
]


@value
class Era:
    """`year` is that of values without a time of their own, `base` that of the values a change started from."""

    year: int | None
    base: int | None = None
    why: str = "section"


class EraEntry(Entry):
    """Words that tell the time of which a heading, a paragraph's opening or its verbs speak."""

    kind: EraKind
    words: tuple[str, ...]


ERAS: Family[EraEntry] = Family("eras", EraEntry)


@value
class Words:
    """One pattern a question: does a heading look `back` or `ahead`, how does a paragraph open, what do its verbs say?"""

    back: regex.Pattern[str]
    ahead: regex.Pattern[str]
    year_ahead: regex.Pattern[str]
    year_back: regex.Pattern[str]
    five_back: regex.Pattern[str]
    five_ahead: regex.Pattern[str]
    verbs_back: regex.Pattern[str]
    verbs_ahead: regex.Pattern[str]


@remembered
def words(rules: str | None = None) -> Words:
    """The patterns of rules/eras.toml. Raises `RuleError`."""
    one = kinds(ERAS.load(rules))
    greeting = r"(?:各位代表[！，])?"
    return Words(
        back=regex.compile(one["back"]),
        ahead=regex.compile(rf"{one['ahead']}|主要工作\Z"),
        year_ahead=regex.compile(
            rf"(?:{one['year_lead']})?(?:{one['this_year']})(?:{one['year_after']})"
            r"|(?:[^，。：]{0,30}(?:经济社会发展)?(?:的)?主要预期(?:目标|指标)(?:是|为|建议)?[：:])|(?:各位代表！)?(?:做好|新的一年)今年"
        ),
        year_back=regex.compile(rf"{greeting}(?:{one['year_back']})"),
        five_back=regex.compile(rf"{greeting}(?:{one['five_back']}|[^，。]{{0,8}}是[^，。]{{0,20}}的五年)"),
        five_ahead=regex.compile(one["five_ahead"]),
        verbs_back=regex.compile(rf"{one['verb_back']}|实现[^，。]{{0,10}}跃升"),
        verbs_ahead=regex.compile(rf"(?<=[，。；\n])(?:{one['verb_ahead']})|{one['word_ahead']}"),
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
    return _goals(context) if article.kind in {"plan", "notice"} else _listed(context)


_GOALS = regex.compile(
    r"\s{0,4}+(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]{1,3}[章节])\s?[^。，；\n]{0,10}目标"
)
_NUMBERED = regex.compile(
    r"\s{0,4}+(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]{1,3}[章节])"
)
_UP_TO = 40


def _goals(context: Context) -> list[Era | None]:
    """In a plan 到2025年 under its 目标 holds for the paragraphs that follow without a time, to the next numbered one.

    （二）发展目标。到2025年，建成制造强市。 ¶ 产业结构更优。占比超过30%。
    """
    eras: list[Era | None] = []
    era: Era | None = None
    aiming = False
    for block in context.article.blocks:
        if _NUMBERED.match(context.text, block.start, block.end):
            aiming, era = _GOALS.match(context.text, block.start, block.end) is not None, None
        deadlines = context.periods_in(block.start, block.start + _UP_TO) if aiming else ()
        last = next((p.last for p in deadlines if p.kind == "deadline" and p.last is not None), None)
        eras.append(era if last is None else None)
        era = Era(last, None, "heading") if last is not None else era
    return eras


_YEAR_ALONE = regex.compile(
    r"(?:[一二三四五六]、)?(?:回顾|展望|回望)?\s?((?:19|20)\d{2})年(?:工作|经济|主要)*+(?:回顾|展望|目标|任务|成绩单?|安排|指标)?"
)
_RUNNING_TEXT = regex.compile(r"[^。]{0,20}(?:记者|讯|电)[^。]{0,40}[，,。]")


def _listed(context: Context) -> list[Era | None]:
    """In the news a line that is a year alone holds for the lines of figures under it: 展望2018年 ¶ 生产总值增长9%左右."""
    eras: list[Era | None] = []
    era: Era | None = None
    for block in context.article.blocks:
        words = context.text[block.start : block.end].strip()
        if match := _YEAR_ALONE.fullmatch(words):
            era = Era(int(match[1]), int(match[1]) - 1, "heading")
        elif era is not None and _RUNNING_TEXT.match(words):
            era = None
        eras.append(era)
    return eras


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
            era = _guessed(words(context.rules), text, reference, era) or era
        eras.append(era)
    return eras


def _named(context: Context, block: Block, text: str, reference: int) -> Era | None:
    head, known = text[:40], words(context.rules)
    periods = context.periods_in(block.start, block.start + 40)
    if block.kind == "heading" or (len(text) <= 40 and not text.endswith("。")):
        return _heading(known, text, periods, reference)
    if known.year_ahead.match(head) or any(known.year_ahead.match(s) for s in _STOP.split(head)[1:]):
        return Era(reference, reference - 1, "opening")
    if known.five_back.match(head):
        return Era(reference - 1, reference - 6, "opening")
    if known.year_back.match(head):
        return Era(reference - 1, reference - 2, "opening")
    if known.five_ahead.match(head):
        return Era(reference + 4, reference - 1, "opening")
    opening = next((p for p in periods if p.start <= block.start + 8 and p.last is not None), None)
    if opening is not None and context.text.endswith(("比", "较", "与", "同"), block.start, opening.start):
        return None  # 工农业总产值，比1980年增长…
    if opening is not None and _PASSED.match(text, opening.end - block.start):
        return None  # 1998年发生特大洪水后，…
    if opening is not None and opening.kind in {"year", "plan", "deadline", "range"} and opening.last is not None:
        return _of(opening, reference)
    return None


_STOP = regex.compile("[。！]")
_PASSED = regex.compile(r"[^，。；：]{2,20}(?:后|以后|之后|之时|以来)，")


def _heading(known: Words, text: str, periods: Sequence[Period], reference: int) -> Era | None:
    dated = [p for p in periods if p.last is not None and p.kind in {"year", "plan", "relative", "range", "duration"}]
    back, ahead = bool(known.back.search(text)), bool(known.ahead.search(text))
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


def _guessed(known: Words, text: str, reference: int, before: Era | None) -> Era | None:
    back, ahead = len(known.verbs_back.findall(text)), len(known.verbs_ahead.findall(text))
    if ahead > back:
        return Era(reference, reference - 1, "verbs")
    if back > ahead:
        five = regex.search(r"[五5]年|“十[一二三四五六]五”", text) or (
            before is not None and before.base == reference - 6
        )
        return Era(reference - 1, reference - (6 if five else 2), "verbs")
    return None
