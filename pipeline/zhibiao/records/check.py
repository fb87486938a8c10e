"""Do records point at what they say? Compared with the raw text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html import unescape

from zhibiao.model import Article
from zhibiao.records.schema import ArticleRecord, Located, PersonRecord, QuantityRecord, Record, SourceRecord

Fault = tuple[str, str]
"""The field, and why it is wrong."""


def check_places(record: Record, raw: str) -> Iterator[Fault]:
    """The faults of one record against its source's text; none where all is well."""
    if isinstance(record, SourceRecord):
        if record.chars != len(raw):
            yield "chars", f"{record.chars}, but the source has {len(raw)} characters"
    elif isinstance(record, ArticleRecord):
        yield from _edges(record.start, record.end, raw, "")
        for index, section in enumerate(record.sections):
            yield from _edges(section.start, section.end, raw, f"sections[{index}].")
        for index, repair in enumerate(record.repairs):
            yield from _edges(repair.start, repair.end, raw, f"repairs[{index}].")
    else:
        if not _stands(record, raw):
            yield from _words(record, raw, "")
        if isinstance(record, PersonRecord):
            for index, title in enumerate(record.titles):
                yield from _words(title, raw, f"titles[{index}].")
        elif isinstance(record, QuantityRecord):
            yield from _links(record, raw)


def check_offsets(article: Article, raw: str) -> Iterator[Fault]:
    """Whether the article's offset map leads from its repaired text to the same characters of the raw one."""
    reached = 0
    for piece in article.offsets.pieces:
        clean = article.text[piece.clean : piece.clean + piece.length]
        found = raw[piece.raw : piece.raw_end]
        same = clean == found if piece.width is None else _read_as(found, clean)
        if piece.clean != reached or not (same or _alike(clean, found)):
            yield "offsets", f"{clean[:20]!r} is not what stands at {piece.raw}: {found[:20]!r}"
        reached += piece.length
    if reached != len(article.text):
        yield "offsets", f"{len(article.text)} characters, but the map covers {reached}"


def _links(record: QuantityRecord, raw: str) -> Iterator[Fault]:
    if record.indicator is not None and not _stands(record.indicator, raw):
        yield from _words(record.indicator, raw, "indicator.")
    places = (("period.", record.period), ("attribution.", record.attribution), ("region.", record.region))
    for field, place in places:
        if (
            place is not None
            and place.start is not None
            and place.end is not None
            and max(place.start, place.end) > len(raw)
        ):
            yield from _edges(place.start, place.end, raw, field)


def _stands(place: Located, raw: str) -> bool:
    """Whether it stands there in one piece, as nearly all do."""
    return place.pieces is None and raw[place.start : place.end] == place.text


def _words(place: Located, raw: str, prefix: str) -> Iterator[Fault]:
    if place.pieces is None:
        found = raw[place.start : place.end]
    else:
        found = "".join([raw[piece.start : piece.end] for piece in place.pieces])
    if found != place.text:
        yield f"{prefix}text", f"{place.text!r} is not what stands at {place.start}–{place.end}: {found!r}"


def _edges(start: int, end: int, raw: str, prefix: str) -> Iterator[Fault]:
    """Of a stretch whose words may be repaired, the edges are all that can be checked."""
    for field, at in (("start", start), ("end", end)):
        if at > len(raw):
            yield f"{prefix}{field}", f"{at} lies behind the source's {len(raw)} characters"


def _read_as(raw: str, clean: str) -> bool:
    """Whether a reference stands for these characters (&ldquo; for “), or nothing for a space."""
    return clean.isspace() if not raw else unescape(raw) == clean


def _alike(clean: str, raw: str) -> bool:
    """Repair may swap single characters: two forms of one (％ and %), or any for the line feed between two blocks."""
    return len(clean) == len(raw) and all(
        a == b or a == "\n" or unicodedata.normalize("NFKC", a) == unicodedata.normalize("NFKC", b)
        for a, b in zip(clean, raw, strict=True)
    )
