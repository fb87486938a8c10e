"""A source's text to its articles: borders found, layout repaired, every character traceable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import regex

from zhibiao.model import Article, Block, OffsetMap, Piece, Section, Stretch
from zhibiao.text import metadata
from zhibiao.text.blocks import CONTINUED, Part, contacts, parts, with_kind
from zhibiao.text.lines import lines
from zhibiao.text.repair import Habits, Joined, join

_LEAD = regex.compile(r"(?:央视网消息|新华社|本报讯|本报|人民网|中新社|中新网|据[\p{Han}]{2,8}(?:报道|消息))")
_SIGNALS = 3
"""So many different signs of a masthead or a contact block make one."""


def articles(
    source: str, *, title: str | None = None, published: date | None = None, url: str | None = None
) -> list[Article]:
    """The articles of a decoded text, in order; boilerplate is an article of its own kind.

    `title`, `published` and `url` are what is known from elsewhere; they hold for a source of one article only.
    """
    found = parts(list(lines(source)))
    groups = [group for group in _split(found) if group]
    stories = sum(1 for group in groups if not _boilerplate(group))
    day = metadata.published_in(part.text for part in found[:1]) if stories > 1 else None  # a compilation's own date
    habits = Habits.of(found)
    made = []
    for index, group in enumerate(groups):
        alone = stories == 1 and not _boilerplate(group)
        known = (title, published, url) if alone else (None, day, None)
        made.append(_article(source, group, index, habits, known))
    return made


# -- borders ----------------------------------------------------------------------------------------------------


def _split(found: Sequence[Part]) -> Iterator[list[Part]]:
    """One list of parts an article."""
    cuts = {0, len(found)} | set(_title_cuts(found)) | set(_continued_cuts(found)) | set(_item_cuts(found))
    for start, end in pairwise(sorted(cuts)):
        group = list(found[start:end])
        tail = _contact_tail(group)
        yield group[:tail]
        yield group[tail:]


def _title_cuts(found: Sequence[Part]) -> Iterator[int]:
    tops = [index for index, part in enumerate(found) if part.line.hashes == 1]
    yield from tops[1:]
    if tops and sum(1 for part in found[: tops[0]] if part.kind == "paragraph") >= 3:
        yield tops[0]


def _continued_cuts(found: Sequence[Part]) -> Iterator[int]:
    """上接第1版: the headings right before it are the title of another article."""
    for index, part in enumerate(found):
        if CONTINUED.fullmatch(part.text):
            start = index
            while start > 0 and found[start - 1].kind in {"heading", "byline"}:
                start -= 1
            yield start


def _item_cuts(found: Sequence[Part]) -> Iterator[int]:
    """The items of a compilation: headings of one level under which most begin like a story of their own."""
    for level in (2, 3, 4):
        heads = [index for index, part in enumerate(found) if part.line.hashes == level]
        if len(heads) < 3:
            continue
        leads = sum(1 for index in heads if any(_LEAD.match(part.text) for part in found[index + 1 : index + 3]))
        if leads >= 0.5 * len(heads):
            yield from heads
            return


def _boilerplate(group: Sequence[Part]) -> bool:
    signs: set[str] = set()
    running = 0
    for part in group:
        signs |= contacts(part.text)
        running += len(part.text) if part.kind == "paragraph" and part.text.endswith("。") else 0
    return len(signs) >= _SIGNALS and running < 300 * len(signs)


def _contact_tail(group: Sequence[Part]) -> int:
    """Where a contact block at the end of an article begins; the article's length where there is none."""
    if _boilerplate(group):
        return len(group) if len(group) > 0 else 0
    tail, signs, at = len(group), set[str](), len(group)
    for index in range(len(group) - 1, max(0, len(group) - 25), -1):
        here = contacts(group[index].text)
        if not here and group[index].text.endswith(("。", "！", "”")):
            break
        if here:
            signs |= here
            at = index
    if len(signs) >= _SIGNALS:
        tail = at
    return tail


# -- one article ------------------------------------------------------------------------------------------------


def _article(
    source: str, group: Sequence[Part], index: int, habits: Habits, known: tuple[str | None, date | None, str | None]
) -> Article:
    boiler = _boilerplate(group)
    title, subtitle = metadata.title_of(group)
    marked = _mark_titles(group, title, subtitle)
    joined = join(marked, habits) if not boiler else [Joined((part,)) for part in marked]
    text, offsets, blocks = _assemble(source, joined)
    given_title, given_date, url = known
    title = given_title or title
    head = [part.text for part in group[:15]]
    dated = None if boiler else metadata.published_in(head)
    return Article(
        text=text,
        offsets=offsets,
        blocks=blocks,
        sections=tuple(_sections(text, blocks)),
        repairs=tuple(sorted((r for one in joined for r in one.repairs), key=lambda r: (r.start, r.end))),
        kind="boilerplate" if boiler else metadata.kind_of(title, text),
        title=title,
        subtitle=subtitle,
        byline=next((part.text for part in marked[:15] if part.kind == "byline"), None),
        published=given_date or dated,
        published_from="metadata" if given_date else ("text" if dated else None),
        reference_year=metadata.reference_year(title, given_date or dated, text),
        url=url,
        outlet=metadata.outlet_of(group),
        language="zh-Hant" if metadata.traditional(text) else "zh-Hans",
        index=index,
    )


def _mark_titles(group: Sequence[Part], title: str | None, subtitle: str | None) -> list[Part]:
    marked, seen = [], False
    for part in group:
        if not seen and part.text == title and part.kind in {"heading", "paragraph"}:
            marked.append(with_kind(part, "title", 1))
            seen = True
        elif subtitle and part.text.lstrip("—") == subtitle:
            marked.append(with_kind(part, "subtitle"))
        else:
            marked.append(part)
    return marked


def _assemble(source: str, joined: Sequence[Joined]) -> tuple[str, OffsetMap, tuple[Block, ...]]:
    """The clean text: blocks separated by a line feed that is the raw character behind the block."""
    pieces: list[Piece] = []
    chunks: list[str] = []
    blocks: list[Block] = []
    size = 0

    def add(stretch: Stretch, text: str) -> None:
        nonlocal size
        if pieces and pieces[-1].raw + pieces[-1].length == stretch.start:
            last = pieces[-1]
            pieces[-1] = Piece(last.clean, last.raw, last.length + len(stretch))
        else:
            pieces.append(Piece(size, stretch.start, len(stretch)))
        chunks.append(text)
        size += len(stretch)

    for number, one in enumerate(joined):
        start = size
        for part in one.parts:
            for stretch in part.line.pieces:
                add(stretch, source[stretch.start : stretch.end])
        blocks.append(Block(one.parts[0].kind, start, size, one.parts[0].level))
        if number + 1 < len(joined):
            # Any one character behind the block serves: a line feed mostly, the < of a tag, a space.
            free = next(part.line.end for part in reversed(one.parts) if part.line.end < len(source))
            add(Stretch(free, free + 1), "\n")
    return "".join(chunks), OffsetMap(tuple(pieces)), tuple(blocks)


def _sections(text: str, blocks: Sequence[Block]) -> Iterator[Section]:
    """Each heading with what stands under it, up to the next heading of its level or a higher one."""
    heads = [block for block in blocks if block.kind == "heading"]
    for index, head in enumerate(heads):
        end = next((other.start for other in heads[index + 1 :] if other.level <= head.level), len(text))
        while end > head.end and text[end - 1] == "\n":
            end -= 1
        yield Section(text[head.start : head.end], head.start, end, head.level)
