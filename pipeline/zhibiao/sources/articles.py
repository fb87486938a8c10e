"""A document to its articles: what the source says about them, and where they stand in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from zhibiao.model import Article, Box, Stretch
from zhibiao.sources.document import Document
from zhibiao.text.articles import articles


def articles_of(document: Document, rules: str | None = None) -> Iterator[Article]:
    """The articles of a document, in order; `rules` is a folder laid over the built-in rules. Raises `RuleError`.

    >>> [article.title for article in articles_of(Document("全县新建学校3所。", title="学校建设"))]
    ['学校建设']
    """
    if document.within:
        parted = chain.from_iterable(articles_of(one, rules) for one in document.within)
        yield from (replace(article, index=index) for index, article in enumerate(parted))
        return
    for article in articles(
        document.text,
        title=document.title,
        published=document.published,
        url=document.url,
        byline=document.byline,
        layout=document.layout,
        whole=document.whole,
        rules=rules,
    ):
        if document.line is not None:
            yield replace(article, line=document.line, digest=document.digest, source_id=document.id)
        elif document.boxes:
            yield replace(article, boxes=tuple(_boxes(article, document.boxes)))
        else:
            yield article


def _boxes(article: Article, lines: Sequence[tuple[Stretch, Box]]) -> Iterator[Box]:
    """The boxes of an article: those of its lines, joined as long as they stand in one column."""
    held: Box | None = None
    for box in sorted({index: lines[index][1] for index in _touched(article, lines)}.items()):
        here = box[1]
        if held is not None and _same_column(held, here):
            held = _around(held, here)
            continue
        if held is not None:
            yield held
        held = here
    if held is not None:
        yield held


def _touched(article: Article, lines: Sequence[tuple[Stretch, Box]]) -> Iterator[int]:
    """Which lines the article's characters stand in."""
    for block in article.blocks:
        if block.kind == "boilerplate" and article.kind != "boilerplate":  # a page's number between two halves
            continue
        for stretch in article.offsets.to_raw(block.start, block.end):
            index = bisect_left(lines, stretch.start + 1, key=_end)
            while index < len(lines) and lines[index][0].start < stretch.end:
                yield index
                index += 1


def _end(line: tuple[Stretch, Box]) -> int:
    return line[0].end


def _same_column(one: Box, other: Box) -> bool:
    """Whether a line goes on below: on the same page, and half of the narrower one under the other."""
    shared = min(one.right, other.right) - max(one.left, other.left)
    narrower = min(one.right - one.left, other.right - other.left)
    return one.page == other.page and 2 * shared >= narrower and other.bottom > one.top


def _around(one: Box, other: Box) -> Box:
    return Box(
        one.page,
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )
