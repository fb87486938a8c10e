"""Stretches of a page's text to lines: references read, white space as a browser shows it, every character traceable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

import regex

from zhibiao.model import Stretch, Swap
from zhibiao.text.lines import Line

# &nbsp; &#8220; &#x3000; &ldquo; a run of white space, characters without width.
_TOKEN = regex.compile(
    r"(?P<reference>&(?:#\d{1,7}+|#[xX][0-9a-fA-F]{1,6}+|[a-zA-Z][a-zA-Z0-9]{1,30}+);?)|(?P<space>\s++)"
    r"|(?P<unseen>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\0]++)"
)
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_WIDE = regex.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass(slots=True)
class _Space:
    """White space between two characters that are seen: its first character, whether it is only a line end of the markup."""

    at: int
    plain: bool
    soft: bool


def line_of(raw: str, stretches: Sequence[tuple[int, int]], name: str, *, bold: bool, hashes: int = 0) -> Line | None:
    """The line that these stretches of a page show, None where they show nothing; `name` is that of the element around.

    >>> line_of("达45&nbsp;<b>%</b>", [(0, 9), (12, 13)], "p", bold=False).text
    '达45 %'
    """
    builder = _Builder(raw)
    for start, end in stretches:
        builder.stretch(start, end)
    if not builder.pieces:
        return None
    return Line(
        "".join(builder.words),
        tuple(builder.pieces),
        hashes=hashes or _HEADINGS.get(name, 0),
        bullet=name == "li",
        indent=builder.indent,
        lead=builder.lead,
        bold=bold,
    )


class _Builder:
    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.pieces: list[Stretch] = []
        self.words: list[str] = []
        self.space: _Space | None = None
        self.lead = 0

    @property
    def indent(self) -> bool:
        return self.lead > 0

    def stretch(self, start: int, end: int) -> None:
        at = start
        for match in _TOKEN.finditer(self.raw, start, end):
            self._seen(at, match.start())
            at = match.end()
            if match["space"]:
                self._blank(match.start(), match[0])
            elif match["reference"]:
                self._reference(match.start(), match[0])
        self._seen(at, end)

    def _reference(self, at: int, written: str) -> None:
        text = unescape(written)
        if text == written:
            self._seen(at, at + len(written))
        elif text.isspace():
            self._blank(at, text, plain=False)
        elif not _UNSEEN.issuperset(text) and "\0" not in text:
            self._settle(text[0])
            self.pieces.append(Swap(at, at + len(written), text))
            self.words.append(text)

    def _blank(self, at: int, text: str, *, plain: bool = True) -> None:
        if not self.words:
            self.lead += text.count("\u3000") + (not plain)
        soft = "\n" in text or "\r" in text
        if self.space is None:
            self.space = _Space(at, plain, soft)
        else:
            self.space.soft = self.space.soft and soft

    def _seen(self, start: int, end: int) -> None:
        if start >= end:
            return
        self._settle(self.raw[start])
        self.words.append(self.raw[start:end])
        if self.pieces and type(self.pieces[-1]) is Stretch and self.pieces[-1].end == start:
            self.pieces[-1] = Stretch(self.pieces[-1].start, end)
        else:
            self.pieces.append(Stretch(start, end))

    def _settle(self, following: str) -> None:
        """Write the white space before a character as one space; a line end of the markup between two Chinese ones is none."""
        space, self.space = self.space, None
        if space is None or not self.words:
            return
        if space.soft and _WIDE.match(following) and _WIDE.match(self.words[-1][-1]):
            return
        if space.plain and not space.soft and self.raw[space.at] in " \u3000":
            self._seen(space.at, space.at + 1)
        else:
            self.pieces.append(Swap(space.at, space.at, " "))
            self.words.append(" ")


def pre_lines(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of text whose line ends count, as in <pre>."""
    at = start
    while (found := raw.find("\n", at, end)) >= 0:
        yield at, found
        at = found + 1
    yield at, end
