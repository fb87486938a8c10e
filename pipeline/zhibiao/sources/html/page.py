"""A page's text to its document: the heading, the lines under it that say when and by whom, the main text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from zhibiao.sources.document import Document
from zhibiao.sources.fields import day_of
from zhibiao.sources.html.head import Head, head_of
from zhibiao.sources.html.items import Item, items_of
from zhibiao.sources.html.lines import line_of
from zhibiao.sources.html.main_text import Paragraph, article_paragraphs, main_element, marks, paragraphs
from zhibiao.sources.html.scan import Page, scan
from zhibiao.text.lines import Line
from zhibiao.text.marks import closed

_TELLING = regex.compile(r"来源|时间|日期|记者|作者|编辑|通讯员|(?:19|20)\d\d\s?[-/.年]\s?\d")
_BETWEEN = 12
"""So many lines may stand between a heading and its text."""
_HEADINGS = ("h1", "h2")
_SHORTEST = 6
_LONGEST = 60
_NEAR = 8
_TITLE_NAMES = regex.compile(r"(?i)(?<![a-z])(?:title|headline|biaoti|tit|bt)(?![a-z])")
_MAY_COMPARE = 200


def document(raw: str) -> Document:
    """The article of a page, or the several of it; offsets count in the page's text as it is, tags and all.

    >>> document("<title>简讯</title><p>全县新建学校3所，改造医院2家。</p>").layout[0].text
    '全县新建学校3所，改造医院2家。'
    """
    page = scan(raw)
    head = head_of(page)
    known = marks(page)
    found = list(paragraphs(page, known))
    main = main_element(page, found)
    body = article_paragraphs(page, found, main, known)
    title, between = _heading(page, found, body, head)
    layout = tuple(_lines(page, title, [*between, *body]))
    words = next((line.text for line in layout if line.hashes == 1), None) if title is not None else head.title
    whole = Document(raw, words, head.published, head.byline, head.url, layout=layout, whole=True)
    items = items_of(page, found, main, known)
    return replace(whole, within=tuple(_parted(page, whole, items, title, [*between, *body]))) if items else whole


def _parted(
    page: Page, whole: Document, items: Sequence[Item], title: Paragraph | None, chosen: Sequence[Paragraph]
) -> Iterator[Document]:
    """Each article of a page as a document of its own; before them what stands around them, if that is running prose."""
    theirs = {one.start for item in items for one in item.inside}
    around = [one for one in chosen if one.start not in theirs]
    if any(one.prose for one in around):
        yield replace(whole, layout=tuple(_lines(page, title, around)))
    for item in items:
        first = next(one.start for one in item.body if one.prose)
        shown = {one.start for one in item.body}
        telling = [
            one
            for one in item.inside
            if item.heading.start < one.start < first
            and one.start not in shown
            and _TELLING.search(_text(page, one)[:_MAY_COMPARE])
        ]
        lines = tuple(_lines(page, item.heading, [item.heading, *telling, *item.body]))
        words = next((line.text for line in lines if line.hashes == 1), None)
        day = day_of(item.time) or whole.published
        yield Document(page.raw, words, day, None, whole.url, layout=lines, whole=True)


def _heading(
    page: Page, found: Sequence[Paragraph], body: Sequence[Paragraph], head: Head
) -> tuple[Paragraph | None, list[Paragraph]]:
    """The paragraph that is the article's title, and those from it to the text that say something of it."""
    if not body:
        return None, []
    first = next((index for index, one in enumerate(body) if one.prose), 0)
    known = {one.start for one in body}
    before = [one for one in found if one.start < body[0].start and not one.link] + list(body[: first + 1])
    title = _titled(page, before, head.title)
    if title is None:
        return None, []
    behind = [one for one in before if one.start > title.start and one.start not in known]
    telling = [one for one in behind[:_BETWEEN] if _TELLING.search(_text(page, one)[:_MAY_COMPARE])]
    return title, [one for one in (title,) if title.start not in known] + telling


def _titled(page: Page, before: Sequence[Paragraph], title: str | None) -> Paragraph | None:
    """The last paragraph before the text that says what the page's title says; else the last of its highest headings."""
    wanted = _bare(title or "")
    for one in reversed(before):
        text = _bare(_text(page, one)[: _MAY_COMPARE * 2])
        if (
            len(text) >= _SHORTEST
            and wanted
            and (text == wanted or (text in wanted) or (wanted in text and len(text) < 2 * len(wanted)))
        ):
            return one
    for name in _HEADINGS:
        heads = [one for one in before if page.elements[one.block].name == name and one.size >= _SHORTEST]
        if heads:
            return heads[-1]
    return next((one for one in list(reversed(before))[:_NEAR] if _looks_titled(page, one)), None)


def _looks_titled(page: Page, one: Paragraph) -> bool:
    """Whether a paragraph is set like a title: bold, or in an element that is named so."""
    text = _text(page, one)[:_MAY_COMPARE]
    if one.prose or not _SHORTEST <= len(text) <= _LONGEST or _TELLING.search(text) or closed(text):
        return False
    return one.bold or _TITLE_NAMES.search(page.elements[one.block].attributes[:2000]) is not None


def _lines(page: Page, title: Paragraph | None, chosen: Sequence[Paragraph]) -> Iterator[Line]:
    for one in chosen:
        hashes = 1 if one is title else 0
        line = line_of(page.raw, one.stretches, page.elements[one.block].name, bold=one.bold, hashes=hashes)
        if line is not None:
            yield line


def _text(page: Page, paragraph: Paragraph) -> str:
    line = line_of(page.raw, paragraph.stretches, "", bold=False)
    return line.text if line is not None else ""


def _bare(text: str) -> str:
    return "".join(text.split())
