"""A source and the documents in it: one for a file of text, HTML or PDF, one a line for JSONL."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from zhibiao.model import Box, LineFault, Stretch
from zhibiao.text.lines import Line

Format = Literal["text", "html", "jsonl", "pdf"]


@dataclass(frozen=True, slots=True)
class Document:
    """One text of a source and what the source itself says about it.

    Offsets count in `text`. `line` is the number of its line in a JSONL source. `layout` are the lines to read where they
    are not those of the text (the main text of an HTML page, the columns of a PDF); `boxes` tell where stretches of the
    text stand on the pages of a PDF. `whole` says that all of it is one article; where an HTML page holds several that it
    sets apart itself, `within` are these, in the same text.
    """

    text: str
    title: str | None = None
    published: date | None = None
    byline: str | None = None
    url: str | None = None
    id: str | None = None
    line: int | None = None
    layout: tuple[Line, ...] | None = None
    boxes: tuple[tuple[Stretch, Box], ...] = ()
    whole: bool = False
    within: tuple[Document, ...] = ()

    @property
    def digest(self) -> str:
        """Of the text and the fields, but not of the place in the source: with equal digests there is nothing to redo."""
        known = (self.text, self.title, self.published, self.byline, self.url, self.id)
        return hashlib.blake2b(repr(known).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Source:
    """One input: `sha256` is of the bytes of the file as it lies there.

    `documents` can be gone through again and again; those of a JSONL source are read from the file line by line, and a
    line that cannot be used is a `LineFault`. To go through them may raise `SourceError`.
    """

    path: str
    sha256: str
    encoding: str
    documents: Iterable[Document | LineFault]
    format: Format = "text"

    @property
    def many(self) -> bool:
        """Whether each document is an article that has nothing to do with the others."""
        return self.format == "jsonl"

    @classmethod
    def of(cls, text: str, path: str = "text") -> Self:
        """A text that is decoded already. Raises `UnicodeEncodeError` for one that UTF-8 cannot hold.

        >>> [document.text for document in Source.of("贵州省长").documents]
        ['贵州省长']
        """
        return cls(path, hashlib.sha256(text.encode()).hexdigest(), "utf-8", (Document(text),))
