"""Shards against the record contract: line by line, then as a whole, then against their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from zhibiao.errors import SourceError
from zhibiao.inputs import read_file
from zhibiao.records import ArticleRecord, PersonRecord, QuantityRecord, Record, SourceRecord, check_places, parse
from zhibiao.sources import Document, read_source

Row = tuple[int, Record]
"""A line's number and its record."""
Found = tuple[int, str, str]
"""A line's number, the field, and why it is wrong."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `line` counts from 1, 0 where the shard as a whole is meant."""

    file: str
    line: int
    field: str
    why: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field}: {self.why}" if self.field else f"{place}: {self.why}"


def validate_shard(shard: Path, sources: Path | None = None) -> Iterator[Fault]:
    """The faults of one shard; with `sources`, the folder that was extracted, also against the raw text."""
    for line, field, why in _validate(shard, sources):
        yield Fault(str(shard), line, field, why)


def _validate(shard: Path, sources: Path | None) -> Iterator[Found]:
    try:
        # Not splitlines: a text may hold U+2028 and its like, which end no line of a shard.
        *lines, rest = read_file(shard, limit=None).split(b"\n")
    except SourceError as error:
        yield 0, "", error.why
        return
    if rest:
        lines.append(rest)
        yield len(lines), "", "cut off: the last line has no line feed"
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        try:
            rows.append((number, parse(line)))
        except ValidationError as error:
            yield from ((number, field, why) for field, why in _explained(error))
    if not lines:
        yield 0, "", "empty; a shard begins with its source record"
    yield from _order(rows)
    yield from _references(rows)
    if rows and isinstance(rows[0][1], SourceRecord):
        if len(rows) == len(lines):  # lines that did not parse are faults already
            yield from _counts(rows[0][1], rows)
        if sources is not None:
            yield from _against_source(rows[0][1], rows, sources)


_NUMBER = {"int_type", "int_from_float", "float_type", "finite_number"}
_TAGS = {"source", "article", "region", "person", "quantity"}


def _explained(error: ValidationError) -> Iterator[tuple[str, str]]:
    """pydantic's faults, each field once; `value.int` and `value.float` are one field."""
    seen = set()
    for fault in error.errors(include_input=False, include_url=False):
        parts: tuple[Any, ...] = fault["loc"]
        number = fault["type"] in _NUMBER and parts[-1] in {"int", "float"}
        parts = parts[1 if parts and parts[0] in _TAGS else 0 : -1 if number else None]
        field = ".".join(map(str, parts))
        if field not in seen:
            seen.add(field)
            yield field, "must be a finite number" if number else fault["msg"]


def _order(rows: list[Row]) -> Iterator[Found]:
    """The source record, then each article, in order, followed by its facts."""
    article: ArticleRecord | None = None
    for number, record in rows:
        if isinstance(record, SourceRecord):
            if number != 1:
                yield number, "record", "a source record stands on the first line only"
            continue
        if number == 1:
            yield number, "record", "the first line must be the source record"
        if isinstance(record, ArticleRecord):
            expected = article.index + 1 if article else 0
            if record.index != expected:
                yield number, "index", f"{record.index}, but {expected} comes next"
            article = record
        elif article is None or record.article != article.id:
            yield number, "article", f"{record.article} is not the article above, {article.id if article else 'none'}"


def _references(rows: list[Row]) -> Iterator[Found]:
    """Each id stands once, and what refers to one finds it: `same_as` before, in the same article and of the same kind."""
    earlier: dict[str, Record] = {}
    people = {record.id: record.article for _, record in rows if isinstance(record, PersonRecord)}
    for number, record in rows:
        if isinstance(record, SourceRecord):
            continue
        if record.id in earlier:
            yield number, "id", f"{record.id} stands twice"
        if isinstance(record, PersonRecord | QuantityRecord) and record.same_as is not None:
            first = earlier.get(record.same_as)
            if not isinstance(first, type(record)) or first.article != record.article:
                yield number, "same_as", f"no {record.record} before it in its article has the id {record.same_as}"
        if isinstance(record, QuantityRecord) and record.attribution and record.attribution.id is not None:
            speaker = record.attribution.id
            if people.get(speaker) != record.article:
                yield number, "attribution.id", f"no person in its article has the id {speaker}"
        earlier[record.id] = record


def _counts(source: SourceRecord, rows: list[Row]) -> Iterator[Found]:
    counts = Counter(record.record for _, record in rows)
    if source.articles != counts["article"]:
        yield 1, "articles", f"{source.articles}, but {counts['article']} follow"
    for kind in ("region", "person", "quantity"):
        if source.counts.get(kind) != counts[kind]:
            yield 1, f"counts.{kind}", f"{source.counts.get(kind)}, but {counts[kind]} follow"


def _against_source(source: SourceRecord, rows: list[Row], folder: Path) -> Iterator[Found]:
    file = folder / source.path if folder.is_dir() else folder
    try:
        raw = read_source(file, source.path, limit=None)
        if raw.sha256 != source.sha256:
            yield 1, "sha256", f"{file} has changed since; extract it again"
            return
        yield from _against_documents(source, rows, (d for d in raw.documents if isinstance(d, Document)))
    except SourceError as error:
        yield 1, "path", str(error)


def _against_documents(source: SourceRecord, rows: list[Row], documents: Iterator[Document]) -> Iterator[Found]:
    """Each row against the text that its offsets count in: the whole source's, or that of its article's line."""
    chars = 0
    here: Document | None = None
    wanted: int | None = None
    lost = True
    for number, record in rows:
        if isinstance(record, SourceRecord):
            continue
        if isinstance(record, ArticleRecord) and (here is None or record.line != here.line):
            wanted, lost = record.line, True
            for here in documents:
                chars += len(here.text)
                if here.line == wanted or (here.line or 0) > (wanted or 0):
                    break
            lost = here is None or here.line != wanted
            if lost:
                yield number, "line", f"{wanted}, but no article stands there"
        if not lost and here is not None:
            yield from ((number, field, why) for field, why in check_places(record, here.text))
    chars += sum(len(document.text) for document in documents)
    if source.chars != chars:
        yield 1, "chars", f"{source.chars}, but the source has {chars} characters"
