"""Sentences cut by a column or a page, joined again by evidence.

A paragraph that breaks off looks for its other half: right behind it, or behind a few whole blocks (a lede, a caption, a
pull-quote). The evidence is weighed in logarithms of odds: which characters follow which, a word that crosses the seam, a
mark that begins no paragraph, a quotation that is still open, an indentation or an empty line that is missing or there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

import regex

from zhibiao.evidence.seams import crossing, reads_on
from zhibiao.model import Repair, value
from zhibiao.text.blocks import Part, caption, prose, with_kind
from zhibiao.text.borders import lead
from zhibiao.text.marks import closed, numbered
from zhibiao.text.titles import document_title

_REACH = 3
"""So many whole blocks may stand between two halves."""
_WINDOW = 24
"""So many lines are looked at, page numbers and what is joined already included."""
_RUNNING = 45
"""A line so long is no heading, even without a full stop in it."""
_CANNOT_BEGIN = re.compile(r"[，。、；：！？）)”’》】%％,.]")
_OPEN_END = re.compile(r"[、，（(“‘《]\Z")
_HANGING = regex.compile(r"[的和与及或在对从向把被让由将并且而于是占达]\Z|\p{Han}\d{1,8}(?:[.．]\d{0,3})?\Z")
_PARALLEL = re.compile(r"[^，]{4,14}，[^，]{4,14}")
_AMOUNT = re.compile(r"\d[\d,.]{0,12}(?:[%％万亿个倍项家户人元吨亩米张台座名件次]|平方|公里|余|多)")
_OPENERS, _CLOSERS = "“‘（(《【「『", "”’）)》】」』"
_MAY_BREAK = regex.compile(r"[\p{Han}\p{N}A-Za-z、，（(“‘《%％”’》）)〇—+－·.．-]\Z")
_OPENING = re.compile(
    r"——|第[一二三四五六七八九十]{1,2}[，：]|[■●◆◎▲○□◇★☆※]|[“‘「]?(?:(?:今天|昨天|明天)?[（(]?(?:\d{1,2}月)?\d{1,2}日[，）)]"
    r"|连日来|近年来|近日|日前|今年|去年|当前|目前|据|记者|[一二三四五六七八九]是|首先|其次|此外|同时)|各位(?:代表|委员|同志)|同志们"
)
"""With these words a paragraph opens rather than goes on."""
_BEHIND = re.compile(r"(?:\d[.．]|[\d一二三四五六七八九十百千])\Z")
_AHEAD = re.compile(r"(?:\d{1,4}(?:\.\d+)?)?[余多几]?(?:[%％万亿个倍年月日项家户人元吨亩米]|平方|公里|百分点)|[.．]\d")
_ROLE = regex.compile(r"(?:[长员师授者任官士席]|书记|经理|代表)\p{Han}\Z")
_REST_OF_NAME = regex.compile(r"\p{Han}{1,3}?(?:表示|说|认为|介绍|指出|强调|建议|告诉|坦言|透露|看来|等|[在和、，])")
_SECTION = regex.compile(
    r"[一二三四五六七八九十]{1,3}、[^，。、；：]{2,18}(?:回顾|总结|要求|目标|任务|安排|工作|建议|思路|情况|综合|措施|保障|展望|成就|成效|形势|附则)"
)
_TAIL = 400
_FEW = 4
_MOVED = 0.5
"""So much more must speak for a half for every paragraph that it stands behind."""


@value
class Joined:
    """One or more lines read as one paragraph; `repairs` tells how they were joined."""

    parts: tuple[Part, ...]
    repairs: tuple[Repair, ...] = ()


@value
class Habits:
    """How this text is set.

    Do paragraphs close with a mark, are they indented, do empty lines stand between them, have headings a mark (`##`), are
    there many lines that may be headings without one.
    """

    closes: bool
    indents: bool
    spaced: bool
    marks: bool = False
    headed: bool = False

    @classmethod
    def of(cls, parts: Sequence[Part], *, marks: bool = False) -> Habits:
        """The habits of a whole source; `marks` tells whether its headings have a mark (`##`)."""
        paragraphs = [part for part in parts if part.kind == "paragraph" and prose(part.text)]
        closing = sum(1 for part in paragraphs if closed(part.text))
        indented = sum(1 for part in paragraphs if part.line.indent)
        behind = [right for left, right in pairwise(parts) if closed(left.text)]
        spaced = sum(1 for part in behind if part.line.blank or part.line.indent)
        return cls(
            closes=len(paragraphs) >= 3 and closing >= 0.6 * len(paragraphs),
            indents=len(paragraphs) >= 3 and indented >= 0.6 * closing > 0 and indented >= 2,
            spaced=len(behind) >= 4 and spaced >= 0.8 * len(behind),
            marks=marks,
            headed=sum(1 for part in parts if _headlike(part)) > _FEW,
        )


def _headlike(part: Part) -> bool:
    """Whether a line without a mark of its own may be a heading: short, no full stop in it, none at its end."""
    plain = part.kind in {"paragraph", "heading"} and not part.line.hashes and not part.line.bullet
    return plain and len(part.text) < _RUNNING and not closed(part.text) and "。" not in part.text


def join(parts: Sequence[Part], habits: Habits) -> list[Joined]:
    """The blocks in reading order, broken paragraphs joined, what stood between put behind them."""
    taken = [False] * len(parts)
    joined: list[Joined] = []
    for index, part in enumerate(parts):
        if taken[index]:
            continue
        taken[index] = True
        held, repairs, last = [part], list(part.line.seams), index
        open_ended = part.kind == "paragraph" or (part.kind == "heading" and not part.line.hashes)
        while open_ended and (found := _other_half(parts, taken, held, last, habits)):
            other, repair = found
            taken[other] = True
            held.append(parts[other])
            repairs += [repair, *parts[other].line.seams]
            last = other
        if last != index and part.kind == "heading":
            held[0] = with_kind(part, "paragraph")
        joined.append(Joined(tuple(held), tuple(repairs)))
    return joined


@value
class _Candidate:
    points: float
    index: int
    reason: str
    across: int
    soft: bool


def _other_half(
    parts: Sequence[Part], taken: Sequence[bool], held: Sequence[Part], index: int, habits: Habits
) -> tuple[int, Repair] | None:
    left = parts[index]
    if _SECTION.fullmatch(left.text):
        return None  # 一、2024年工作回顾|过去的一年，…
    if closed(left.text) or not _MAY_BREAK.search(left.text[-1:]) or left.line.bullet:
        return None
    broken = _broken(held, habits)
    if broken is None:
        return None
    found = list(_candidates(parts, taken, index, habits, broken))
    best = max(found, key=lambda one: one.points, default=None)
    if found and found[0].soft and found[0].points > 0:
        best = found[0]  # nothing stands between, not even an empty line
    if best is None or best.points <= _MOVED * best.across:
        return None
    between = (part for at, part in enumerate(parts[index + 1 : best.index], index + 1) if not taken[at])
    kind: Literal["join", "move"] = "move" if any(part.kind != "boilerplate" for part in between) else "join"
    return best.index, Repair(kind, left.line.end, parts[best.index].line.start, best.reason)


def _broken(held: Sequence[Part], habits: Habits) -> float | None:
    """How surely the paragraph read so far breaks off, and is no heading, caption or item of a list; None where it cannot."""
    text = "".join([part.text[-_TAIL:] for part in held[-3:]])
    if len(held) == 1 and (caption(held[0].text) or held[0].line.bold or document_title(held[0].text)):
        return None
    points = -4.0
    if any(mark in text for mark in "。！？"):
        points += 5.0
    elif len(text) >= _RUNNING:
        points += 3.5
    else:
        points += 0.5 if prose(text) else -1.0
        points += (0.0 if habits.headed else 1.0) + (1.0 if text.count("，") > 1 else 0.0)
        points -= 2.5 if _parallel(text) else 0.0
    if numbered(held[0].text):
        points -= 2.0  # the items of a list often stand without a mark at the end
    if habits.closes:
        points += 1.0
    if habits.marks and held[0].kind == "paragraph":
        points += 1.5  # a heading would have its mark
    if _OPEN_END.search(text):
        points += 3.0
    elif _HANGING.search(text):
        points += 2.0
    return points


def _parallel(text: str) -> bool:
    """Two clauses of one length, as headings are built: 强化创新引领，加快培育新动能."""
    first, _, second = text.partition("，")
    return _PARALLEL.fullmatch(text) is not None and abs(len(first) - len(second)) <= 3


def _candidates(
    parts: Sequence[Part], taken: Sequence[bool], index: int, habits: Habits, broken: float
) -> Iterator[_Candidate]:
    """The blocks that could be the other half, with what speaks for each."""
    left, steps = parts[index], 0
    for other in range(index + 1, min(len(parts), index + 1 + _WINDOW)):
        right = parts[other]
        if taken[other]:
            continue
        if right.kind == "title" or (right.kind == "heading" and right.line.hashes):
            if right.kind == "heading" and right.line.hashes > 2:
                steps += 1
                continue
            return
        if right.kind in {"boilerplate", "dateline", "byline"} or caption(right.text):
            continue
        soft = steps == 0 and not right.line.blank and not right.line.indent
        if other > index + 1 and not taken[other - 1] and _belongs(parts[other - 1], right):
            steps += 1
            continue
        if right.kind == "paragraph" or (soft and (broken > 0 or habits.spaced or habits.indents)):
            signs = list(_signs(left, right, habits, steps))
            reason = "; ".join(why for points, why in signs if points > 0)
            firm = soft and (habits.spaced or habits.indents)
            yield _Candidate(broken + sum(points for points, _ in signs), other, reason, steps, firm)
        if right.kind == "paragraph" and not closed(right.text) and prose(right.text) and not caption(right.text):
            return  # it breaks off itself, and so cannot be a whole paragraph between
        steps += 0 if _headlike(right) else 1
        if steps >= _REACH:
            return


def _belongs(before: Part, right: Part) -> bool:
    """Whether a line goes on where the one right above it broke off: 一要|积极引入…"""
    if before.kind in {"boilerplate", "byline", "dateline"} or caption(before.text):
        return False
    return not right.line.blank and not right.line.indent and not closed(before.text)


def _signs(left: Part, right: Part, habits: Habits, steps: int) -> Iterator[tuple[float, str]]:
    """What speaks for and against `right` going on where `left` broke off."""
    yield from _words(left.text, right.text)
    yield from _marks(left.text[-_TAIL:], right.text[:_TAIL])
    if numbered(right.text) or right.line.bullet:
        yield -8.0, ""
    elif lead(right.text) or _OPENING.match(right.text):
        yield -4.0, ""
    if habits.indents:
        yield (-4.0, "") if right.line.indent else (1.5, "the indentation is missing")
    if steps == 0:
        yield 1.5, "it stands right behind"
        if habits.spaced and not right.line.blank and not right.line.indent:
            yield 2.0, "no empty line stands between"
    else:
        yield 0.5 - 0.7 * steps, ""


def _words(left: str, right: str) -> Iterator[tuple[float, str]]:
    """Do the characters read on, does a word or a name cross the seam, does the paragraph take up its heading?"""
    odds = 0.45 * max(-12.0, min(12.0, reads_on(left, right)))
    yield odds, "the characters read on"
    if odds > -2.0 and (word := crossing(left, right)):
        yield (3.0 if odds > 0 else 1.0), f"the word {word} crosses the break"
    if _ROLE.search(left[-4:]) and _REST_OF_NAME.match(right):
        yield 3.0, "a name goes on"
    if _echoes(left, right):
        yield -4.0, ""


def _marks(left: str, right: str) -> Iterator[tuple[float, str]]:
    """Do a mark, a bracket or a number at the seam show that something goes on?"""
    if _CANNOT_BEGIN.match(right) and not right.startswith("..."):
        yield 5.0, "no paragraph begins with this mark"
    if _closes_open(left, right):
        yield 3.0, "a quotation or bracket is still open"
    if _BEHIND.search(left) and _AHEAD.match(right):
        yield 2.0, "a number goes on"
    elif _AMOUNT.match(right):
        yield 2.0, "a paragraph hardly begins with an amount"


def _echoes(left: str, right: str) -> bool:
    """Whether a paragraph takes up the words of the heading above it: …，促进区域协调发展|区域协调发展是…"""
    head = left[-20:]
    return any(right[at : at + 4] in head for at in range(5)) if len(left) < _RUNNING else False


def _closes_open(left: str, right: str) -> bool:
    """Whether a quotation mark or bracket that the left half left open is closed by the right one."""
    for opener, closer in zip(_OPENERS, _CLOSERS, strict=True):
        at = right.find(closer)
        if at >= 0 and left.rfind(opener) > left.rfind(closer) and not 0 <= right.find(opener) < at:
            return True
    return False
