"""Lines that a PDF tool cut at the page's edge, read as the paragraphs they were.

A text is taken for wrapped when its lines are short, most of them break off, and what follows reads on; then where the
paragraphs begin must show: by an indentation, by an empty line, or by a last line that is shorter than the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import mean

from zhibiao.evidence.seams import reads_on
from zhibiao.model import Repair, Stretch, value
from zhibiao.text.lines import Line
from zhibiao.text.marks import closed, numbered

_LONGEST = 64
_SHORTEST = 12
_FEWEST = 4
_SLACK = 3
"""So many characters short of the full width a line may be: a mark that may not begin a line, a number kept whole."""
_SAMPLE = 300


@value
class Wrapping:
    """How a text is wrapped: its full width (0: lines of any width), and whether an indentation or an empty line opens a paragraph."""

    width: int
    indents: bool
    spaced: bool


def unwrap(found: Sequence[Line], passing: Sequence[bool]) -> tuple[list[Line], list[bool]]:
    """The lines with those joined that a page's edge had cut; `passing` tells which lines are page numbers and the like.

    What passes between two halves is put behind the paragraph.
    """
    how = _wrapping(found, passing)
    kept: list[Line] = []
    flags: list[bool] = []
    chain: list[Line] = []
    held: list[Line] = []

    def flush() -> None:
        if chain:
            kept.append(_whole(chain, how))
            flags.append(False)
        kept.extend(held)
        flags.extend([True] * len(held))
        chain.clear()
        held.clear()

    for line, passes in zip(found, passing, strict=True):
        if passes and chain:
            held.append(line)
            continue
        if passes or not chain or not _goes_on(chain, line, how, across=bool(held)):
            flush()
        if passes:
            held.append(line)
        else:
            chain.append(line)
    flush()
    return kept, flags


def _whole(chain: Sequence[Line], how: Wrapping | None) -> Line:
    first = chain[0]
    if len(chain) == 1:
        return first
    seams = [_seam(left, right, how) for left, right in pairwise(chain)]
    pieces: list[Stretch] = [piece for line in chain for piece in line.pieces]
    return replace(first, text="".join([line.text for line in chain]), pieces=tuple(pieces), seams=tuple(seams))


def _seam(left: Line, right: Line, how: Wrapping | None) -> Repair:
    if how is None or _unfinished(left, right):
        return Repair("join", left.end, right.start, "no line begins or ends with this mark")
    return Repair("unwrap", left.end, right.start, "the line was cut at the page's edge")


def _unfinished(left: Line, right: Line) -> bool:
    """Whether a mark at the seam shows that a line goes on: 中华人民共和国的法律|、, 根据《|著作权法."""
    return not closed(left.text) and (right.text[0] in "，、；。！？”》）%％" or left.text[-1] in "《“（")


def _goes_on(chain: Sequence[Line], line: Line, how: Wrapping | None, *, across: bool) -> bool:
    left = chain[-1]
    if line.hashes or line.bullet or left.hashes or left.bullet or (line.blank and not across):
        return False
    if how is None:
        return not line.indent and not across and _unfinished(left, line)
    if line.indent and how.indents:
        return False
    full = not how.width or _width(left) >= how.width - _SLACK
    if closed(left.text):
        long = full if how.width else _width(left) >= _SHORTEST
        return long and (how.indents or how.spaced) and not across and not numbered(line.text)
    if not full:
        return False
    # A heading that stands right above its text.
    return not (len(chain) == 1 and not left.indent and how.indents) or reads_on(left.text, line.text) > 0


def _width(line: Line) -> int:
    """How wide a line is, in Chinese characters."""
    return line.lead + len(line.text) - _narrow(line.text) // 2


def _narrow(text: str) -> int:
    return sum(1 for character in text if character < "\u2000")


def _wrapping(found: Sequence[Line], passing: Sequence[bool]) -> Wrapping | None:
    """How the text is wrapped, None where it is not."""
    kept = [line for line, passes in zip(found, passing, strict=True) if not passes and not line.hashes]
    soft = [
        (left, right)
        for left, right in pairwise(kept)
        if not right.blank and not right.bullet and not right.indent and not left.bullet
    ]
    cut = [(left, right) for left, right in soft if not closed(left.text)]
    if len(cut) < _FEWEST or len(cut) < 0.35 * len(kept) or len(cut) < 0.5 * len(soft):
        return None
    widths = sorted(_width(line) for line in kept)
    longest = widths[int(0.98 * (len(widths) - 1))]
    if not _SHORTEST <= longest <= _LONGEST or widths[-1] > 2 * longest:
        return None
    indents, spaced = _openings(kept)
    full = sum(1 for left, _ in cut if _width(left) >= longest - _SLACK)
    width = longest if full >= 0.75 * len(cut) else 0
    if not width and not indents and not spaced:
        return None
    step = max(1, len(cut) // _SAMPLE)
    if mean(reads_on(left.text, right.text) for left, right in cut[::step]) <= 0.5:
        return None
    return Wrapping(width, indents, spaced)


def _openings(kept: Sequence[Line]) -> tuple[bool, bool]:
    """Whether paragraphs are opened by an indentation; by an empty line."""
    ends = [right for left, right in pairwise(kept) if closed(left.text)]
    indented = sum(1 for line in kept if line.indent)
    indents = indented >= 2 and indented >= 0.4 * len(ends)
    spaced = sum(1 for line in ends if line.blank)
    return indents, len(ends) >= 1 and spaced >= 2 and spaced >= 0.4 * len(ends)
