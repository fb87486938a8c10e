"""The words that tell a target from a fact, and the passages they open: 工作回顾, 主要预期目标是, 力争, 已, 同比."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from zhibiao.evidence import Word
from zhibiao.facts.phrases import Phrases
from zhibiao.model import BY_START, Block, Commitment, Status, Stretch, value
from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.remembering import remembered

if TYPE_CHECKING:
    from zhibiao.facts.context import Context


class StatusEntry(Entry):
    """Words that tell a target from a fact, and how far they reach."""

    status: Status
    scope: Literal["heading", "passage", "sentence", "clause", "opening", "none"]
    weight: int
    commitment: Commitment | None = None
    words: tuple[str, ...]


STATUSES: Family[StatusEntry] = Family("statuses", StatusEntry)


_DISPOSED = re.compile(r"[^，。；：\n]{2,40}?(?:到|至|为|成|入|给|作|用于|转|列|结合|统一|交|送|推向)")
_MOVED = re.compile(
    r"[^，。；：\n]{2,20}?(?:应急响应|响应|预警|等级|级别)(?:提升|调整|升级|升|降|上调|下调)?(?:至|到|为)"
)
_PLANS = frozenset({"计划", "规划", "年度计划"})
# 取消航班计划，… and 占年度计划的85% intend nothing.
_NO_PLAN = re.compile(r"[，。；、”》外内中里]|完成[\d０-９.．]{1,8}[%％]|完成百分之|的近?[\d一二三四五六七八九百]")
_NO_INTENT = frozenset({"模拟", "虚拟", "比拟", "草拟", "拟"})
_PROPOSERS = ("代表", "委员", "意见", "群众", "提案", "的", "条", "项")
_FIRST_WORDS = 8
"""A word that looks back opens a passage only at the head of its sentence."""


@value
class Marker:
    """A marker in running text."""

    start: int
    end: int
    entry: StatusEntry


# 目标任务圆满完成 opens no passage of targets.
_DONE = re.compile(r"完成|实现|达成|兑现|超额|圆满|如期|好于|达到")
# 主要做了以下工作 looks back; 提出了2021年的指标安排 looks ahead.
_HAS_DONE = re.compile(r"(?<!提出)(?<!明确)(?<!确定)(?<!制定)(?<!下达)(?<!设定)(?<!公布)(?<!部署)了")


class Markers:
    """The words of the rules, in three automata: headings, passages, and what holds within a sentence."""

    def __init__(self, rules: str | None) -> None:
        entries = STATUSES.load(rules)
        self._heading = {word: e for e in entries if e.scope == "heading" for word in e.words}
        self._passage = {word: e for e in entries if e.scope == "passage" for word in e.words}
        self._inside = {word: e for e in entries if e.scope not in {"heading", "passage"} for word in e.words}
        self._in_heading = Phrases(self._heading)
        self._in_passage = Phrases(self._passage)
        self._in_sentence = Phrases(self._inside)

    def heading(self, text: str) -> StatusEntry | None:
        """What a heading says: the last of its words that the rules know."""
        found = [self._heading[text[a:b]] for a, b in self._in_heading.find(text, 0, len(text), None)]
        return found[-1] if found else None

    def openings(self, text: str) -> list[tuple[int, int]]:
        """Where in a text words stand that may open a passage."""
        return list(self._in_passage.find(text, 0, len(text), None))

    def passages(
        self, context: Context, sentence: Stretch, headed: bool, openings: Sequence[tuple[int, int]]
    ) -> Iterator[Marker]:
        """The words that open a passage: 过去一年, 主要预期目标是; under a heading that says what follows, only the plainest do."""
        text = context.text
        for index in range(bisect_left(openings, (sentence.start, 0)), len(openings)):
            start, end = openings[index]
            if end > sentence.end:
                return
            entry = self._passage[text[start:end]]
            clause = context.clause(start)
            if entry.status == "actual":
                opens = not headed and start - sentence.start <= _FIRST_WORDS
            else:
                opens = _DONE.search(text, clause.start, min(clause.end, end + 40)) is None
                opens = opens and _HAS_DONE.search(text, clause.start, start) is None
                opens = opens and (not headed or text[end - 1] == "是" or text.startswith(("：", "是"), end))
            if opens:
                yield Marker(start, end, entry)

    def inside(self, context: Context, sentence: Stretch) -> list[Marker]:
        """The markers within a sentence, in text order."""
        words = context.words(sentence)
        text = context.text
        borders = {border for word in words for border in (word.start, word.end)} or None
        if borders is not None:  # 赤字|率拟: the tagger does not know the adverb
            borders |= {w.end - 1 for w in words if text[w.end - 1] == "拟" and text[w.start : w.end] not in _NO_INTENT}
        found = [
            Marker(start, end, self._inside[text[start:end]])
            for start, end in self._in_sentence.find(text, sentence.start, sentence.end, borders)
        ]
        found = [m for m in found if text[m.start : m.end] != "将" or not _takes(text, words, m.end)]
        found = [m for m in found if not _no_plan(text, m)]
        found = [m for m in found if text[m.start : m.end] != "建议" or not text.endswith(_PROPOSERS, 0, m.start)]
        return [
            m for m in found if m.entry.scope != "none" and (m.entry.scope != "opening" or m.start == sentence.start)
        ]


def _no_plan(text: str, marker: Marker) -> bool:
    """Whether 计划 intends nothing: 占年度计划的85%, 货运量计划完成105%."""
    words = text[marker.start : marker.end]
    if words == "计划完成":
        return _NO_PLAN.match(text, marker.start + 2) is not None
    return words in _PLANS and _NO_PLAN.match(text, marker.end) is not None


def _takes(text: str, words: list[Word], at: int) -> bool:
    """Whether 将 takes an object, as 把 does: 将普及率提升至98%, 将古艺融入景区."""
    if _MOVED.match(text, at):
        return True
    index = bisect_left(words, at, key=BY_START)
    if index == len(words) or words[index].tag[:1] not in {"n", "a", "j", "b", "l", "m", "x", "r", "i"}:
        return False
    return _DISPOSED.match(text, at) is not None


@remembered
def markers(rules: str | None = None) -> Markers:
    """The built-in markers with the user's laid over them. Raises `RuleError`."""
    return Markers(rules)


@value
class Mood:
    """What a passage says of its numbers; `near` in the very paragraph whose words opened it.

    Numbers before `start` stand in the passage that was `before`: 那曲海拔4500米以上，下一步….
    """

    entry: StatusEntry
    near: bool = False
    start: int = -1
    before: StatusEntry | None = None

    def at(self, place: int) -> StatusEntry | None:
        """The passage that holds for a number at `place`."""
        return self.entry if place >= self.start else self.before


def moods(context: Context, known: Markers) -> Iterator[tuple[Stretch, Mood | None]]:
    """Each sentence with the passage it stands in: under 工作回顾, after 主要预期目标是.

    Headings hold to the next one that says something; in the news a passage of targets ends where facts are reported again.
    """
    headed: StatusEntry | None = None
    opened: StatusEntry | None = None
    opening: Block | None = None
    aside: tuple[StatusEntry, Block | None] | None = None
    official = context.article.kind in {"report", "plan", "notice"}
    openings = known.openings(context.text)
    for sentence in context.sentences:
        start, before = -1, opened or headed
        block = context.block(sentence.start)
        if block is not None and block.kind in {"heading", "title"}:
            said = _of_heading(context, sentence, known, official)
            figures = not official and context.quantities_in(sentence.start, sentence.end)
            if said is not None or not (official or figures):
                headed, opened = (said if said is not None and said.weight else None), None
        else:
            found = list(known.passages(context, sentence, official and headed is not None, openings))
            if not found and context.text.startswith("过去", sentence.start):
                back = list(known.passages(context, sentence, False, openings))
                aside = (back[-1].entry, block) if back else None  # 过去一年，… in the midst of plans
            if found:
                start = found[-1].start
                opened, opening = found[-1].entry, block
            elif opened is not None and not official and _over(context, sentence, block, opening, opened, known):
                opened = None
                before = headed
        entry = opened or headed
        if aside is not None and aside[1] == block:
            entry, start = aside[0], -1
        near = opened is not None and block == opening
        yield sentence, Mood(entry, near, start, before) if entry is not None else None


def _another_speaks(context: Context, sentence: Stretch, block: Block | None) -> bool:
    """Whether a paragraph begins with someone who speaks: 全国政协委员周山表示，…."""
    if block is None or sentence.start > block.start + 1:
        return False
    index = bisect_left(context.people, sentence.start, key=BY_START)
    return index < len(context.people) and context.people[index].end <= sentence.end and context.people[index].says


# 四、展望 is one; 目标任务全面完成 none.
_LOOKS_AHEAD = re.compile(r"(?:展望|预测|前景|预判|研判|走势|后市)\Z|展望\d{4}年\Z")


def _of_heading(context: Context, sentence: Stretch, known: Markers, official: bool) -> StatusEntry | None:
    """What a heading says of all under it; one of a piece of news may name a target and still report."""
    said = known.heading(context.text[sentence.start : sentence.end])
    if official or said is None or said.status != "target":
        return said
    return said if _LOOKS_AHEAD.search(context.text, sentence.start, sentence.end) else None


def _over(
    context: Context, sentence: Stretch, block: Block | None, opening: Block | None, opened: StatusEntry, known: Markers
) -> bool:
    """Whether a passage of a piece of news ends before this sentence."""
    spoken = block != opening and opened.status == "target" and _another_speaks(context, sentence, block)
    return spoken or _ends(opened, known, context, sentence)


def _ends(opened: StatusEntry, known: Markers, context: Context, sentence: Stretch) -> bool:
    return opened.status == "target" and _reports(known.inside(context, sentence))


def _reports(found: list[Marker]) -> bool:
    """Whether a sentence reports facts and no targets."""
    return any(m.entry.status == "actual" and m.entry.weight > 2 for m in found) and not any(
        m.entry.status == "target" and m.entry.weight > 1 for m in found
    )
