"""A page to its elements and the stretches of text in them: one pass, linear on any input, no recursion.

It is no parser by the standard: it keeps what the standard throws away, where each character stands. Elements that are never
closed are closed by their parent; a closing tag without an opening one is passed over.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import regex

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
"""Elements that hold nothing."""
_LISTS = "dd dl dt li ol ul option table tbody td tfoot th thead tr"
_SECTIONS = "article aside body center div footer form header main nav section"
_BLOCKS = "address blockquote br fieldset figcaption figure h1 h2 h3 h4 h5 h6 hr p pre"
BREAKING = frozenset(f"{_LISTS} {_SECTIONS} {_BLOCKS}".split())
"""Elements that begin a line of their own."""
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "textarea",
        "select",
        "title",
        "xmp",
        "noembed",
    ]
)
"""Elements whose inside is no text of the page."""
_TAG = regex.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:\-]{0,30}+)")
_STOP = regex.compile(r"=\s*+[\"']|>")
_ENDS = {name: regex.compile(rf"</{name}(?=[\s/>])", regex.IGNORECASE) for name in _UNSEEN}


@dataclass(slots=True)
class Element:
    """An element from `start` (its opening tag) to `end`; `inner` is where its inside begins; `attributes` are raw."""

    name: str
    parent: int
    start: int
    inner: int
    attributes: str
    end: int = -1


@dataclass(slots=True)
class Text:
    """A stretch of text `[start, end)` in the element with this index; `broken` says that a line begins at it."""

    element: int
    start: int
    end: int
    broken: bool


@dataclass(slots=True)
class Page:
    """Elements in the order of their opening tags (the first is the page as a whole), and the text in order.

    `hidden` are the stretches of elements that show no text, by name: the title, scripts with JSON-LD.
    """

    raw: str
    elements: list[Element] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    hidden: list[tuple[Element, int, int]] = field(default_factory=list)


def scan(raw: str) -> Page:
    """The elements and the text of a page.

    >>> [page.raw[text.start:text.end] for page in [scan("<p>数字<b>经济</b>")] for text in page.texts]
    ['数字', '经济']
    """
    return _Scanner(raw).run()


class _Scanner:
    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.page = Page(raw, [Element("#page", 0, 0, 0, "")])
        self.stack = [0]
        self.open: Counter[str] = Counter()
        self.broken = True
        self.missing: set[str] = set()  # what was looked for in vain: it stands nowhere behind either

    def run(self) -> Page:
        raw, at = self.raw, 0
        while at < len(raw):
            tag = raw.find("<", at)
            if tag < 0:
                break
            self._text(at, tag)
            at = self._markup(tag)
        self._text(at, len(raw))
        for index in self.stack:
            self.page.elements[index].end = len(raw)
        return self.page

    def _text(self, start: int, end: int) -> None:
        if start >= end:
            return
        if self.raw[start:end].isspace() and self.broken:
            return
        self.page.texts.append(Text(self.stack[-1], start, end, self.broken))
        self.broken = False

    def _markup(self, at: int) -> int:
        """What begins with <; where the page goes on behind it."""
        raw = self.raw
        match = _TAG.match(raw, at)
        if match:
            end = self._tag_end(match.end())
            if end < 0:  # no > behind: a browser shows nothing of it
                return len(raw)
            name = match[2].lower()
            if match[1]:
                self._close(name, at, end)
                return end
            return self._opened(name, at, end, raw[match.end() : end - 1])
        if raw.startswith("<!--", at):
            return self._behind("-->", at + 4)
        if raw.startswith(("<!", "<?", "</"), at):
            return self._behind(">", at + 2)
        self._text(at, at + 1)
        return at + 1

    def _behind(self, what: str, at: int) -> int:
        found = self.raw.find(what, at)
        return len(self.raw) if found < 0 else found + len(what)

    def _tag_end(self, at: int) -> int:
        """Behind the > of a tag; a > inside a quoted value does not end it. -1 where there is none."""
        raw = self.raw
        while match := _STOP.search(raw, at):
            if match[0] == ">":
                return int(match.end())
            quote = match[0][-1]
            close = -1 if quote in self.missing else raw.find(quote, match.end())
            if close < 0:
                self.missing.add(quote)
            at = match.end() if close < 0 else close + 1
        return -1

    def _opened(self, name: str, start: int, end: int, attributes: str) -> int:
        if name in BREAKING:
            self.broken = True
        elements = self.page.elements
        if name == "p" and elements[self.stack[-1]].name == "p":
            self._pop(start)
        element = Element(name, self.stack[-1], start, end, attributes)
        if name in VOID or (attributes.endswith("/") and name not in BREAKING and name not in _UNSEEN):
            element.end = end
            elements.append(element)
            return end
        if name in _UNSEEN:
            close = None if name in self.missing else _ENDS[name].search(self.raw, end)
            if close is None:
                self.missing.add(name)
                if name in {"script", "style"}:  # the rest of the page is a part of it
                    return len(self.raw)
            stop = end if close is None else close.start()
            element.end = stop
            elements.append(element)
            self.page.hidden.append((element, end, stop))
            return stop
        elements.append(element)
        self.stack.append(len(elements) - 1)
        self.open[name] += 1
        return end

    def _close(self, name: str, start: int, end: int) -> None:
        if name in BREAKING:
            self.broken = True
        if not self.open[name]:
            return
        while self.page.elements[self.stack[-1]].name != name:
            self._pop(start)
        self._pop(end)

    def _pop(self, end: int) -> None:
        element = self.page.elements[self.stack.pop()]
        element.end = end
        self.open[element.name] -= 1
