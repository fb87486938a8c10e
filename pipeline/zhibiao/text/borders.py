"""Where one article of a source ends and the next begins, and what on the page belongs to none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from zhibiao.model import value
from zhibiao.text.blocks import Part, byline, caption, credits
from zhibiao.text.furniture import CONTINUED, Furniture, running_heads
from zhibiao.text.marks import closed, numbered

_LEAD = regex.compile(
    r"(?:据|综合)?(?:[（(]?(?:本报|本刊|本台|本网)讯|(?:本报|新华社|新华网|中新社|中新网|人民网|央视网|经济日报|光明日报|人民日报|[\p{Han}]{2,4}(?:日报|晚报))[\p{Han}、]{0,12}?\s?\d{1,2}\s?月\s?\d{1,2}\s?日(?:[^。，]{0,4}?)[电讯]"
    r"|央视网消息|中新网\d{1,2}月\d{1,2}日电|(?:本报|新华社)[\p{Han}]{2,6}[电讯][（(])"
)
_SIGNALS = 3
"""So many different signs of a masthead or a contact block make one."""
_REACH = 25
_HEADLINES = 4
"""Title, kicker, subtitle and another line: so many may stand before a byline or a lead."""


@value
class Group:
    """The parts of one article, or of what belongs to none (`boilerplate`)."""

    parts: tuple[Part, ...]
    boilerplate: bool = False


def groups(found: Sequence[Part], page: Furniture, *, whole: bool = False) -> list[Group]:
    """The articles of a source in order; what a page carries beside them comes last within its stretch.

    `whole` says that there is one article only. Running heads and mastheads between the halves of an article are taken out of it.
    """
    heads = running_heads([part.line for part in found])
    away = [
        part.kind == "boilerplate"
        and (page.masthead(part.text) or (part.text in heads and not page.passing(part.text)))
        for part in found
    ]
    inside = [part for part, gone in zip(found, away, strict=True) if not gone]
    running = [part for part, gone in zip(found, away, strict=True) if gone]
    made: list[Group] = []
    cuts = {0, len(inside)}
    if not whole:
        items = sorted(_item_cuts(inside))
        openings = (cut for cut in _opening_cuts(inside) if not _first_of_item(inside, items, cut))
        cuts |= {*_title_cuts(inside), *openings, *items}
    for start, end in pairwise(sorted(cuts)):
        made += _split(inside[start:end], page, whole=whole)
    if running:
        made.append(Group(tuple(running), boilerplate=True))
    return made


def lead(text: str) -> bool:
    """Whether a paragraph opens a piece of news: 本报讯, 新华社北京1月1日电.

    >>> lead("新华社北京1月1日电（记者张丽）"), lead("据新华社报道，")
    (True, False)
    """
    return _LEAD.match(text[:40]) is not None


# -- cuts ---------------------------------------------------------------------------------------------------------


def _title_cuts(found: Sequence[Part]) -> Iterator[int]:
    tops = [index for index, part in enumerate(found) if part.line.hashes == 1 and part.kind == "heading"]
    yield from tops[1:]
    if tops and sum(1 for part in found[: tops[0]] if part.kind == "paragraph") >= 3:
        yield tops[0]


def _opening_cuts(found: Sequence[Part]) -> Iterator[int]:
    """The headlines right before 上接第1版, before a reporter's name, or before 本报讯 are another article's."""
    stories = 0  # paragraphs of running text since the last cut
    for index, part in enumerate(found):
        opens = (
            bool(CONTINUED.fullmatch(part.text))
            if part.kind == "boilerplate"
            else (part.kind == "byline" and byline(part.text) and "来源" not in part.text)
            or (part.kind == "paragraph" and lead(part.text))
        )
        if opens and stories:
            start = _headlines(found, index)
            if part.kind == "paragraph" or part.kind == "boilerplate" or start < index:
                yield start
                stories = 0
        if part.kind == "paragraph" and closed(part.text) and len(part.text) >= 20:
            stories += 1


def _headlines(found: Sequence[Part], index: int) -> int:
    """Where the headlines before `index` begin: unclosed lines that are no credits and no captions."""
    start, headed = index, False
    while start > 0 and index - start < _HEADLINES:
        part = found[start - 1]
        plain = part.kind == "paragraph" and not closed(part.text) and len(part.text) <= 40 and not part.line.bullet
        if part.kind not in {"heading", "byline", "dateline"} and not plain:
            break
        if credits(part.text) or caption(part.text) or (part.kind == "byline" and headed):
            break
        headed = headed or part.kind != "byline"
        start -= 1
        if part.line.hashes and (start == 0 or found[start - 1].line.hashes != part.line.hashes):
            break
    return start


def _item_cuts(found: Sequence[Part]) -> Iterator[int]:
    """The items of a compilation: headings of one level under which most begin like a story of their own."""
    for level in (2, 3, 4):
        heads = [index for index, part in enumerate(found) if part.line.hashes == level]
        if len(heads) < 3:
            continue
        leads = sum(1 for index in heads if any(lead(part.text) for part in found[index + 1 : index + 3]))
        if leads >= 0.5 * len(heads):
            yield from heads
            return


def _first_of_item(found: Sequence[Part], items: Sequence[int], cut: int) -> bool:
    """Whether an opening is that of the item in which it stands: only headlines and a summary are between."""
    place = bisect_right(items, cut) - 1
    return place >= 0 and not any(lead(part.text) for part in found[items[place] : cut])


# -- what belongs to no article -------------------------------------------------------------------------------------


def _split(parts: Sequence[Part], page: Furniture, *, whole: bool = False) -> Iterator[Group]:
    """An article and the contact blocks and advertisements in it and behind it."""
    if not parts:
        return
    if not whole and _imprint(parts, page):
        yield Group(tuple(parts), boilerplate=True)
        return
    aside = [False] * len(parts)
    for start, end in _asides(parts, page):
        aside[start:end] = [True] * (end - start)
    story = tuple(part for part, away in zip(parts, aside, strict=True) if not away)
    if story:
        yield Group(story)
    if len(story) < len(parts):
        yield Group(tuple(part for part, away in zip(parts, aside, strict=True) if away), boilerplate=True)


def _imprint(parts: Sequence[Part], page: Furniture) -> bool:
    """Whether all of it is a masthead or a contact block: many signs, more short lines than running text, nobody reports."""
    if len(set[str]().union(*(page.contacts(part.text) for part in parts))) < _SIGNALS:
        return False
    running = sum(1 for part in parts if _running(part))
    reported = any(lead(part.text) or (part.kind == "byline" and byline(part.text)) for part in parts)
    return 2 * running < len(parts) - running and not reported


def _asides(parts: Sequence[Part], page: Furniture) -> Iterator[tuple[int, int]]:
    """Runs of lines with contacts, close together and without running text between; advertisements up to the next heading."""
    start, signs, last = -1, set[str](), -1
    for index, part in enumerate(parts):
        here = page.contacts(part.text) if not part.text.endswith(("。", "！", "”")) or len(part.text) <= 30 else set()
        if here and start >= 0 and index - last <= _REACH:
            signs |= here
            last = index
        elif here:
            start, signs, last = index, here, index
        elif start >= 0 and _running(part):
            if len(signs) >= _SIGNALS:
                yield start, last + 1
            start, signs = -1, set()
    if start >= 0 and len(signs) >= _SIGNALS:
        yield start, len(parts)
    yield from _advertisements(parts, page)


def _advertisements(parts: Sequence[Part], page: Furniture) -> Iterator[tuple[int, int]]:
    """A line that says 广告 with the short lines under it."""
    for index, part in enumerate(parts):
        if page.advertisement(part.text):
            end = index + 1
            while end < min(len(parts), index + _REACH) and not _running(parts[end]) and not numbered(parts[end].text):
                if parts[end].line.hashes or parts[end].kind == "byline":
                    break
                end += 1
            yield index, end if end == len(parts) or end == index + 1 else _unclosed_end(parts, index, end)


def _unclosed_end(parts: Sequence[Part], start: int, end: int) -> int:
    """Where the advertisement ends that running text follows: its heading stays with the text."""
    while end > start + 1 and parts[end - 1].kind == "heading":
        end -= 1
    return end


def _running(part: Part) -> bool:
    return part.kind == "paragraph" and len(part.text) >= 20 and ("。" in part.text or "，" in part.text)
