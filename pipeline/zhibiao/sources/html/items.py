"""Several articles on one page: what stands in <article> elements, each with a heading and running prose of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from zhibiao.sources.html.main_text import Marks, Paragraph, article_paragraphs
from zhibiao.sources.html.scan import Page

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TIME = regex.compile(r"(?i)<time(?=[\s>])[^<>]{0,400}?\sdatetime\s{0,4}+=\s{0,4}+[\"']?([^\"'<>\s]{4,40})")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One of the articles: its heading, the paragraphs that are its text, all between, and what <time> says."""

    heading: Paragraph
    body: list[Paragraph]
    inside: list[Paragraph]
    time: str | None


def items_of(page: Page, found: Sequence[Paragraph], main: int, known: Marks) -> list[Item]:
    """The articles within an element of a page, if there are several; else none.

    An <article> inside another one (a comment to it) is a part of that, and one without a heading is none.
    """
    outermost = list(_outermost(page, main, known))
    if len(outermost) < _FEWEST:
        return []
    starts = [page.elements[index].start for index in outermost]
    inside: list[list[Paragraph]] = [[] for _ in outermost]
    for one in found:
        place = bisect_right(starts, one.start) - 1
        if place >= 0 and one.end <= page.elements[outermost[place]].end:
            inside[place].append(one)
    made = [_item(page, own, index, known) for own, index in zip(inside, outermost, strict=True)]
    items = [item for item in made if item is not None]
    return items if len(items) >= _FEWEST else []


def _outermost(page: Page, main: int, known: Marks) -> Iterator[int]:
    """The elements in the order of the page that are no part of each other."""
    end = page.elements[main].start
    for index, element in enumerate(page.elements):
        if element.name != "article" or element.start < end or element.end > page.elements[main].end:
            continue
        if not known.hidden[index] and not known.aside[index]:
            end = element.end
            yield index


def _item(page: Page, inside: list[Paragraph], index: int, known: Marks) -> Item | None:
    heading = next((one for one in inside if page.elements[one.block].name in _HEADINGS and not one.prose), None)
    body = [one for one in article_paragraphs(page, inside, index, known) if one is not heading]
    if heading is None or not any(one.prose for one in body):
        return None
    element = page.elements[index]
    time = _TIME.search(page.raw, element.start, min(element.end, heading.end + 2000))
    return Item(heading, body, inside, time[1] if time else None)
