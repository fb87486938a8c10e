"""A source's text to its articles: borders found, layout repaired, every character traceable."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from zhibiao.model import Article, Block, OffsetMap, Piece, Section, Stretch, Swap, value
from zhibiao.text import metadata, reference_year
from zhibiao.text.blocks import Part, credits, parts, with_kind
from zhibiao.text.borders import Group, groups
from zhibiao.text.furniture import furniture
from zhibiao.text.lines import Line, lines
from zhibiao.text.links import dated_links, day_of, linked_day
from zhibiao.text.repair import Habits, Joined, join
from zhibiao.text.titles import titles

_SHORT = 60
_HEAD = 15
"""A byline and a date stand in so many lines at the head."""


@value
class _Known:
    """What is known of an article from elsewhere."""

    title: str | None = None
    published: date | None = None
    url: str | None = None
    byline: str | None = None


def articles(
    source: str,
    *,
    title: str | None = None,
    published: date | None = None,
    url: str | None = None,
    byline: str | None = None,
    layout: Sequence[Line] | None = None,
    whole: bool = False,
    rules: str | None = None,
) -> list[Article]:
    """The articles of a decoded text, in order; boilerplate is an article of its own kind.

    `title`, `published`, `url` and `byline` are what is known from elsewhere; they hold for a source of one article only, the
    byline where the text itself has none. `layout` are the lines to read where they are not simply those of the text; `whole`
    says that they are one article. `rules` is a folder laid over the built-in rules. Raises `RuleError`.
    """
    known = _Known(title, published, url, byline)
    page = furniture(rules)
    found = parts(list(lines(source)) if layout is None else list(layout), page)
    made = groups(found, page, whole=whole)
    stories = sum(1 for group in made if not group.boilerplate)
    # A compilation's or a page's own date, from its first line or its folio: 《…》(20250101), 2024年1月30日 星期二 第3版.
    folios = [part.text for part in found[:_HEAD] if part.kind == "boilerplate"]
    first = [part.text for part in found[:1]] if stories > 1 else []
    day = metadata.published_in([*first, *folios])
    told = [part for group in made if not group.boilerplate for part in group.parts]
    habits = Habits.of(told, marks=2 * sum(map(_inner_headings, made)) >= max(1, stories))
    # A page's links lead all over its site.
    links = dated_links(source) if layout is None else []
    linked = _linked(links, len(source), made, day_of(known.url) if known.url else None)
    around = source if layout is None else "\n".join([line.text for line in layout])
    return [
        _article(source, around, group, index, habits, known if stories == 1 else _Known(), linked[index] or day)
        for index, group in enumerate(made)
    ]


def _linked(
    links: Sequence[tuple[int, date]], size: int, made: Sequence[Group], known: date | None
) -> list[date | None]:
    """The day that each article's link tells (查看原文), which stands between its head and the next one's."""
    if not links:
        return [known for _ in made]
    starts = sorted(group.parts[0].line.start for group in made if not group.boilerplate)
    found: list[date | None] = []
    for group in made:
        after = bisect_right(starts, group.parts[0].line.start)
        end = starts[after] if after < len(starts) else size
        start = 0 if after == 1 else group.parts[0].line.start
        found.append(None if group.boilerplate else linked_day(links, start, end) or known)
    return found


def _article(
    source: str, around: str, group: Group, index: int, habits: Habits, known: _Known, linked: date | None
) -> Article:
    """`around` is the whole of what was read, for the words that tell the year."""
    boiler = group.boilerplate
    title, subtitle = titles(group.parts)
    marked = _mark_titles(group.parts, title, subtitle)
    joined = [Joined((part,), part.line.seams) for part in marked] if boiler else join(marked, habits)
    text, offsets, blocks = _assemble(source, joined)
    given = _Known() if boiler else known
    title = given.title or title
    dated = None if boiler else metadata.published_in(_may_date(group.parts[:_HEAD])) or linked
    year, known_year = reference_year.reference(title, given.published or dated, text, around)
    return Article(
        text=text,
        offsets=offsets,
        blocks=blocks,
        sections=tuple(_sections(text, blocks)),
        repairs=tuple(sorted((r for one in joined for r in one.repairs), key=lambda r: (r.start, r.end))),
        kind="boilerplate" if boiler else metadata.kind_of(title, text),
        title=title,
        subtitle=subtitle,
        byline=_byline(marked) or given.byline,
        published=given.published or dated,
        published_from="metadata" if given.published else ("text" if dated else None),
        reference_year=year,
        year_known=known_year,
        url=given.url,
        outlet=metadata.outlet_of(group.parts),
        language="zh-Hant" if metadata.traditional(text) else "zh-Hans",
        index=index,
    )


def _may_date(parts: Sequence[Part]) -> Iterator[str]:
    """The lines of the head that may say when it was published; of running text only where it speaks of the day itself."""
    for part in parts:
        if part.kind != "paragraph" or len(part.text) <= _SHORT or "。" not in part.text:
            yield part.text
        elif spoken := metadata.spoken_day(part.text):
            yield spoken


def _inner_headings(group: Group) -> bool:
    """Whether headings inside an article have Markdown's marks."""
    hashes = [part.line.hashes > 0 for part in group.parts]
    return not group.boilerplate and True in hashes and any(hashes[hashes.index(True) + 1 :])


def _byline(marked: Sequence[Part]) -> str | None:
    """本报记者 齐旭 before 来源：大众日报; 责任编辑：… is none."""
    found = [part.text for part in marked[:_HEAD] if part.kind == "byline" and not credits(part.text)]
    return next((text for text in found if "来源" not in text), found[0] if found else None)


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
        if isinstance(stretch, Swap):
            pieces.append(Piece(size, stretch.start, len(text), 0 if text.isspace() else len(stretch)))
            chunks.append(text)
            size += len(text)
            return
        if pieces and pieces[-1].width is None and pieces[-1].raw_end == stretch.start:
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
                add(stretch, stretch.text if isinstance(stretch, Swap) else source[stretch.start : stretch.end])
        blocks.append(Block(one.parts[0].kind, start, size, one.parts[0].level))
        if number + 1 < len(joined):
            # Any one character behind the block serves: a line feed mostly, the < of a tag, a space.
            ends = (piece.end for part in reversed(one.parts) for piece in reversed(part.line.pieces))
            free = next(end for end in ends if end < len(source))
            add(Stretch(free, free + 1), "\n")
    return "".join(chunks), OffsetMap(tuple(pieces)), tuple(blocks)


def _sections(text: str, blocks: Sequence[Block]) -> Iterator[Section]:
    """Each heading with what stands under it, up to the next heading of its level or a higher one."""
    heads = [block for block in blocks if block.kind == "heading"]
    for index, head in enumerate(heads):
        end = next((heads[at].start for at in range(index + 1, len(heads)) if heads[at].level <= head.level), len(text))
        while end > head.end and text[end - 1] == "\n":
            end -= 1
        yield Section(text[head.start : head.end], head.start, end, head.level)
