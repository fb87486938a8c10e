"""Which element of a page holds the article: where running Chinese prose stands, and not menus, links and notices.

Each paragraph counts for the elements around it: prose by its length, links and loose words against them. The element with
the highest sum holds the article, and no more of the page than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from zhibiao.sources.html.lines import pre_lines
from zhibiao.sources.html.scan import BREAKING, Page

_SIDE = frozenset({"nav", "footer", "aside", "form", "button", "dialog", "menu"})
_SIDE_NAMES = regex.compile(
    r"(?i)(?:class|id)\s*+=\s*+[\"']?[^\"'<>]{0,200}?(?<![a-z])(?:nav|menu|foot|footer|copyright|sidebar|side|related|recommend|comment|share"
    r"|crumbs?|breadcrumb|hot|rank|toolbar|pagination|pager|ad|ads|advert|login|search|friendlink|link)s?(?![a-z])"
)
_HIDDEN = regex.compile(
    r"(?i)display\s{0,4}:\s{0,4}none|(?:\A|\s)hidden(?=\s{0,4}(?:\Z|/|=|[a-z\-]{1,20}+=))|aria-hidden\s{0,4}=\s{0,4}[\"']?true"
)
_CELLS = frozenset({"td", "th", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "dt", "dd"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PROSE = 15
_ASIDE = -0.25
"""So much prose counts that stands in an element whose name says comments, or another side matter."""
_LOOSE = 0.5


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The stretches of text between two breaks, in the element `block` (its index); `link` and `bold` where all of it is."""

    stretches: tuple[tuple[int, int], ...]
    block: int
    size: int
    prose: bool
    link: bool
    bold: bool
    aside: bool

    @property
    def start(self) -> int:
        """Where it begins in the page."""
        return self.stretches[0][0]

    @property
    def end(self) -> int:
        """Where it ends in the page."""
        return self.stretches[-1][1]


@dataclass(slots=True)
class Marks:
    """For each element, whether it stands in a link, in bold, at the side of the page, in <pre>, hidden; its own block."""

    link: list[bool]
    bold: list[bool]
    aside: list[bool]
    pre: list[bool]
    hidden: list[bool]
    block: list[int]


def marks(page: Page) -> Marks:
    """What each element of a page inherits from those around it."""
    found = Marks([], [], [], [], [], [])
    for index, element in enumerate(page.elements):
        up = element.parent
        inherited = index > 0
        attributes = element.attributes[:2000]
        found.link.append(element.name == "a" or (inherited and found.link[up]))
        found.bold.append(element.name in {"b", "strong"} or (inherited and found.bold[up]))
        side = element.name in _SIDE or (
            element.name not in {"body", "html"} and _SIDE_NAMES.search(attributes) is not None
        )
        found.aside.append(side or (inherited and found.aside[up]))
        found.pre.append(element.name == "pre" or (inherited and found.pre[up]))
        found.hidden.append(_HIDDEN.search(attributes) is not None or (inherited and found.hidden[up]))
        found.block.append(index if element.name in BREAKING or not inherited else found.block[up])
    return found


def paragraphs(page: Page, known: Marks) -> Iterator[Paragraph]:
    """What a browser shows between two breaks, in order; hidden elements left out."""
    held: list[tuple[int, int, int]] = []
    for text in page.texts:
        if known.hidden[text.element]:
            continue
        if text.broken and held and not _same_heading(page, known, held[-1][0], text.element):
            yield from _whole(page.raw, held, known)
            held = []
        if known.pre[text.element]:
            for start, end in pre_lines(page.raw, text.start, text.end):
                held.append((text.element, start, end))
                yield from _whole(page.raw, held, known)
                held = []
        else:
            held.append((text.element, text.start, text.end))
    if held:
        yield from _whole(page.raw, held, known)


def _same_heading(page: Page, known: Marks, one: int, other: int) -> bool:
    """Whether both stand in one <h1> … <h6>, in which a <br> only sets the lines."""
    block = known.block[one]
    return block == known.block[other] and page.elements[block].name in _HEADINGS


def _whole(raw: str, held: list[tuple[int, int, int]], known: Marks) -> Iterator[Paragraph]:
    seen = [(element, start, end) for element, start, end in held if start < end and not raw[start:end].isspace()]
    if not seen:
        return
    text = "".join([raw[start:end] for _, start, end in held])
    plain = [(element, len(raw[start:end].strip())) for element, start, end in seen]
    size = sum(count for _, count in plain)
    linked = sum(count for element, count in plain if known.link[element])
    yield Paragraph(
        stretches=tuple((start, end) for _, start, end in held if start < end),
        block=known.block[seen[0][0]],
        size=size,
        prose=_prose(text, size) and 2 * linked < size,
        link=2 * linked >= size,
        bold=all(known.bold[element] for element, _, _ in seen),
        aside=known.aside[seen[0][0]],
    )


def _prose(text: str, size: int) -> bool:
    return size >= _PROSE and any(mark in text for mark in "。！？；，")


def main_element(page: Page, found: list[Paragraph]) -> int:
    """The index of the element that holds the article; 0, the page as a whole, where there is no prose."""
    if all(
        paragraph.aside for paragraph in found if paragraph.prose
    ):  # the names say nothing: all of it is at the side
        found = [replace(paragraph, aside=False) for paragraph in found]
    worth = [0.0] * len(page.elements)
    for paragraph in found:
        worth[paragraph.block] += _worth(paragraph, page.elements[paragraph.block].name)
    for index in range(len(worth) - 1, 0, -1):
        worth[page.elements[index].parent] += worth[index]
    best = max(range(len(worth)), key=lambda index: (worth[index], index), default=0)
    return best if worth[best] > 0 else 0


def _worth(paragraph: Paragraph, name: str) -> float:
    if paragraph.link:
        return -float(paragraph.size)
    if paragraph.prose:
        return paragraph.size * (_ASIDE if paragraph.aside else 1.0)
    return 0.0 if name in _CELLS and not paragraph.aside else -_LOOSE * paragraph.size


def article_paragraphs(page: Page, found: list[Paragraph], main: int, known: Marks) -> list[Paragraph]:
    """The paragraphs of the article: those in the element, without lists of links and what stands at its side."""
    element = page.elements[main]
    inside = [one for one in found if element.start <= one.start and one.end <= element.end]
    prose = sum(one.size for one in inside if one.prose)
    kept: list[Paragraph] = []
    for aside, run in groupby(inside, key=lambda one: one.aside and not known.aside[main]):
        group = list(run)
        if aside and sum(one.size for one in group if one.prose) < 0.3 * prose:
            continue
        kept += [one for one in group if not one.link or prose == 0]
    return kept or inside
