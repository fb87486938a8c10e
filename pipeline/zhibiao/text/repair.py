"""Sentences cut by a column, a page or a fixed width, joined again by evidence.

A paragraph that breaks off looks for its other half: right behind it, or behind up to three whole blocks (a lede, a
caption, a page number). Each sign counts: no closing mark, a word that crosses the seam, an opening quotation mark that is
still open, an indentation that is missing, the document's own habit of closing its paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from zhibiao.evidence.seams import crossing
from zhibiao.model import Repair
from zhibiao.text.blocks import CLOSING, Part, closed, prose

_REACH = 4
_ADJACENT, _ACROSS = 2, 3
_CANNOT_BEGIN = regex.compile(r"[，。、；：！？）)”’》】%％]")
_CANNOT_END = regex.compile(r"(?:[、，]|[和与及或在对从向把被让为由的地将以至于并且而等])\Z")
_OPENERS, _CLOSERS = "“‘（(《【「『", "”’）)》】」』"
_HAN_END = regex.compile(r"[\p{Han}\p{N}A-Za-z、，（(“《%％]\Z")


@dataclass(frozen=True, slots=True)
class Joined:
    """One or more lines read as one paragraph; `repairs` tells how they were joined."""

    parts: tuple[Part, ...]
    repairs: tuple[Repair, ...] = ()


def join(parts: Sequence[Part], habits: Habits) -> list[Joined]:
    """The blocks in reading order, broken paragraphs joined, what stood between put behind them."""
    taken = [False] * len(parts)
    joined: list[Joined] = []
    for index, part in enumerate(parts):
        if taken[index]:
            continue
        taken[index] = True
        held, repairs, last = [part], [], index
        while part.kind == "paragraph" and (found := _other_half(parts, taken, last, habits)):
            other, repair = found
            taken[other] = True
            held.append(parts[other])
            repairs.append(repair)
            last = other
        joined.append(Joined(tuple(held), tuple(repairs)))
    return joined


@dataclass(frozen=True, slots=True)
class Habits:
    """How this text is set: do paragraphs close with a mark, are they indented, at which width are lines cut (0: none)."""

    closes: bool
    indents: bool
    width: int

    @classmethod
    def of(cls, parts: Sequence[Part]) -> Habits:
        """The habits of a whole source."""
        paragraphs = [part for part in parts if part.kind == "paragraph" and prose(part.text)]
        closing = sum(1 for part in paragraphs if closed(part.text))
        indented = sum(1 for part in paragraphs if part.line.indent)
        return cls(
            closes=len(paragraphs) >= 3 and closing >= 0.6 * len(paragraphs),
            indents=len(paragraphs) >= 3 and indented >= 0.6 * closing > 0 and indented >= 2,
            width=_width([part for part in parts if part.kind in {"paragraph", "heading"} and not part.line.hashes]),
        )


def _width(parts: Sequence[Part]) -> int:
    """The width at which lines were cut: most unclosed lines are that long, none is longer, and there are many."""
    open_lines = sorted(
        len(part.text) + 2 * part.line.indent for part in parts if not closed(part.text) and len(part.text) >= 15
    )
    if len(open_lines) < 5 or len(open_lines) < 0.35 * len(parts):
        return 0
    middle = open_lines[len(open_lines) // 2]
    longest = max(len(part.text) for part in parts)
    near = sum(1 for length in open_lines if abs(length - middle) <= 2)
    if middle > 60 or near < 0.7 * len(open_lines) or longest > middle + 4:
        return 0
    return middle


def _other_half(parts: Sequence[Part], taken: Sequence[bool], index: int, habits: Habits) -> tuple[int, Repair] | None:
    left = parts[index]
    if not _breaks_off(left.text):
        return None
    best: tuple[float, int, str] | None = None
    steps = 0
    for other in range(index + 1, len(parts)):
        if taken[other]:
            continue
        right = parts[other]
        if right.kind == "heading" and right.level <= 2 and right.line.hashes:
            break
        # Whole lines between: page numbers and running heads do not count as distance.
        points, reason = _seam(left, right, habits, steps)
        if best is None or points > best[0]:
            best = (points, other, reason) if points >= (_ADJACENT if steps == 0 else _ACROSS) else best
        if right.kind != "boilerplate":
            if right.kind == "paragraph" and not closed(right.text) and prose(right.text):
                break  # it breaks off itself, and so cannot be a whole paragraph between
            steps += 1
        if steps >= _REACH:
            break
    if best is None:
        return None
    _, other, reason = best
    between = [part for at, part in enumerate(parts[index + 1 : other], index + 1) if not taken[at]]
    if habits.width and not between and not parts[other].line.blank:
        kind = "unwrap"
    else:
        kind = "move" if any(part.kind != "boilerplate" for part in between) else "join"
    return other, Repair(kind, left.line.end, parts[other].line.start, reason)  # type: ignore[arg-type]


def _breaks_off(text: str) -> bool:
    return not closed(text) and bool(_HAN_END.search(text))


def _seam(left: Part, right: Part, habits: Habits, steps: int) -> tuple[float, str]:
    """How much speaks for `right` going on where `left` broke off, and what."""
    if right.kind not in {"paragraph", "heading"} or right.line.hashes or right.line.bullet or left.line.bullet:
        return 0, ""
    if habits.width and steps == 0 and _cut_at(left, right, habits):
        return 4, "line cut at a fixed width"
    if right.kind == "heading":
        return 0, ""
    signs: list[tuple[float, str]] = []
    if word := crossing(left.text[-12:], right.text[:12]):
        signs.append((3, f"the word {word} crosses the break"))
    if _CANNOT_BEGIN.match(right.text):
        signs.append((3, "no paragraph begins with this mark"))
    if _closes_open(left.text, right.text):
        signs.append((1, "a quotation or bracket is still open"))
    if _CANNOT_END.search(left.text):
        signs.append((1, "no sentence ends with this word"))
    if habits.closes and prose(left.text):
        signs.append((1, "paragraphs here close with a mark"))
    if prose(left.text) and prose(right.text) and closed(right.text):
        signs.append((1, "both halves are running text"))
    if habits.indents:
        signs.append((1, "the indentation is missing") if not right.line.indent else (-2, "indented"))
    if not prose(left.text) and not any(points >= 3 for points, _ in signs):
        return 0, ""
    return sum(points for points, _ in signs), "; ".join(reason for points, reason in signs if points > 0)


def _cut_at(left: Part, right: Part, habits: Habits) -> bool:
    full = len(left.text) + 2 * left.line.indent >= habits.width - 2
    return full and not right.line.indent and not right.line.blank and len(right.text) <= habits.width + 4


def _closes_open(left: str, right: str) -> bool:
    """Whether a quotation mark or bracket that the left half left open is closed by the right one."""
    for opener, closer in zip(_OPENERS, _CLOSERS, strict=True):
        if left.count(opener) > left.count(closer) and right.find(closer) >= 0 and right.find(opener) != 0:
            at = right.find(opener)
            if at < 0 or right.find(closer) < at:
                return True
    return False


def furniture(part: Part) -> bool:
    """A page number or a running head."""
    return part.kind == "boilerplate" and len(part.text) <= 30 and part.text[-1] not in CLOSING
