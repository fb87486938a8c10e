"""Shards against the record contract: line by line, then as a whole, then against their sources."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from zhibiao.errors import SourceError
from zhibiao.records import ArticleRecord, PersonRecord, QuantityRecord, Record, SourceRecord, check_places, parse
from zhibiao.run import read_bytes
from zhibiao.text.decode import decode


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
    name = str(shard)
    try:
        lines = shard.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        yield Fault(name, 0, "", f"cannot be read: {error}")
        return
    records: list[tuple[int, Record]] = []
    for number, line in enumerate(lines, 1):
        record = _parse(line)
        if isinstance(record, list):
            yield from (Fault(name, number, field, why) for field, why in record)
        else:
            records.append((number, record))
    yield from (Fault(name, line, field, why) for line, field, why in _whole(records, len(lines)))
    if sources is not None and records and isinstance(records[0][1], SourceRecord):
        yield from (Fault(name, line, field, why) for line, field, why in _against_source(records, sources))


def _parse(line: str) -> Record | list[tuple[str, str]]:
    try:
        return parse(json.loads(line))
    except json.JSONDecodeError as error:
        return [("", f"not JSON: {error.msg} at column {error.colno}")]
    except RecursionError:
        return [("", "not a record: nested too deeply")]
    except ValidationError as error:
        return [(_field(fault["loc"]), fault["msg"]) for fault in error.errors()]


def _field(parts: tuple[Any, ...]) -> str:
    kinds = {"source", "article", "region", "person", "quantity"}
    return ".".join(str(part) for part in (parts[1:] if parts and parts[0] in kinds else parts))


def _whole(records: list[tuple[int, Record]], lines: int) -> Iterator[tuple[int, str, str]]:
    """What one line alone cannot show: order, references, counts."""
    if lines == 0:
        yield 0, "", "empty; a shard begins with its source record"
        return
    ids: set[str] = set()
    counts: Counter[str] = Counter()
    article: str | None = None
    for number, record in records:
        if isinstance(record, SourceRecord):
            if number != 1:
                yield number, "record", "a source record stands on the first line only"
            continue
        if number == 1:
            yield number, "record", "the first line must be the source record"
        if record.id in ids:
            yield number, "id", f"{record.id} stands twice"
        ids.add(record.id)
        counts[record.record] += 1
        if isinstance(record, ArticleRecord):
            article = record.id
        elif record.article != article:
            yield number, "article", f"{record.article} is not the article above, {article}"
    yield from _references(records, ids)
    yield from _counts(records, counts, lines)


def _references(records: list[tuple[int, Record]], ids: set[str]) -> Iterator[tuple[int, str, str]]:
    for number, record in records:
        if isinstance(record, PersonRecord | QuantityRecord) and record.same_as and record.same_as not in ids:
            yield number, "same_as", f"no record has the id {record.same_as}"
        if isinstance(record, QuantityRecord) and record.attribution and record.attribution.id not in {None, *ids}:
            yield number, "attribution.id", f"no record has the id {record.attribution.id}"


def _counts(records: list[tuple[int, Record]], counts: Counter[str], lines: int) -> Iterator[tuple[int, str, str]]:
    if len(records) < lines or not isinstance(records[0][1], SourceRecord):
        return  # lines that did not parse are faults already
    source = records[0][1]
    if source.articles != counts["article"]:
        yield 1, "articles", f"{source.articles}, but {counts['article']} follow"
    for kind, count in source.counts.items():
        if count != counts[kind]:
            yield 1, f"counts.{kind}", f"{count}, but {counts[kind]} follow"


def _against_source(records: list[tuple[int, Record]], folder: Path) -> Iterator[tuple[int, str, str]]:
    source = records[0][1]
    assert isinstance(source, SourceRecord)
    file = folder / source.path if folder.is_dir() else folder
    try:
        data = read_bytes(file)
        if hashlib.sha256(data).hexdigest() != source.sha256:
            yield 1, "sha256", f"{file} has changed since; extract it again"
            return
        text, _ = decode(data, source.path)
    except SourceError as error:
        yield 1, "path", str(error)
        return
    for number, record in records:
        for field, why in check_places(record, text):
            yield number, field, why
