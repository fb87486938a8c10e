"""Sources to validated records: the whole way, one source at a time."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import ValidationError

from zhibiao import __version__
from zhibiao.errors import RecordError, UndecodableSource
from zhibiao.evidence import digest as evidence_digest
from zhibiao.facts import collect, read_rules
from zhibiao.model import Article, Facts, Source
from zhibiao.nlp import load, process
from zhibiao.records import SCHEMA, Record, SourceRecord, check_offsets, check_places, records_of
from zhibiao.records.build import identify
from zhibiao.rulebook import digest as rules_digest
from zhibiao.text.articles import articles
from zhibiao.text.decode import decode

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Extractor:
    """Holds the pipeline, so that many sources share one start-up.

    `rules` is a folder laid over the built-in rules; `evidence=False` runs the rules alone. Raises `RuleError`.
    """

    def __init__(self, *, rules: str | None = None, evidence: bool = True) -> None:
        self._rules = rules
        self._evidence = evidence

    @cached_property
    def nlp(self) -> Language:
        """The spaCy pipeline, loaded at first use together with the rules of the facts."""
        collecting = gc.isenabled()
        gc.disable()  # the tables are made of many small objects, none of them garbage: a tenth of the start-up
        try:
            read_rules(self._rules)
            return load(rules=self._rules, evidence=self._evidence)
        finally:
            if collecting:
                gc.enable()

    @cached_property
    def fingerprint(self) -> str:
        """Of program, rules and models: with equal fingerprint and source hash there is nothing to redo."""
        evidence = evidence_digest() if self._evidence else "none"
        return identify(__version__, rules_digest(self._rules), evidence)

    def read(self, data: bytes, path: str) -> Source:
        """Decode one input. Raises `UndecodableSource`."""
        text, encoding = decode(data, path)
        return Source(path, hashlib.sha256(data).hexdigest(), encoding, text)

    def extract(self, text: str, *, path: str = "text") -> Iterator[Record]:
        """The records of a text that is decoded already. Raises `UndecodableSource` for one that UTF-8 cannot hold."""
        try:
            data = text.encode()
        except UnicodeEncodeError as error:
            why = f"character {error.start} is half of a surrogate pair; decode the text anew"
            raise UndecodableSource(path, why, error.start) from None
        return self.records(Source(path, hashlib.sha256(data).hexdigest(), "utf-8", text))

    def docs(self, source: Source) -> Iterator[tuple[Article, Doc]]:
        """Each article with its processed Doc."""
        for article in articles(source.text):
            yield article, process(self.nlp, article)

    def facts(self, source: Source) -> Iterator[tuple[Article, Facts]]:
        """Each article with its facts, not yet records."""
        for article, doc in self.docs(source):
            yield article, collect(doc)

    def records(self, source: Source) -> Iterator[Record]:
        """The source's record, then each article followed by its facts.

        Raises `RecordError` where a record breaks the contract or its raw characters do not give its text back.
        """
        rows: list[Record] = []
        seen: Counter[str] = Counter()
        for article, facts in self.facts(source):
            key = identify(source.path, article.url or "", article.text)
            seen[key] += 1  # the same article may stand twice in a source
            article_id = f"a-{key}" if seen[key] == 1 else f"a-{identify(key, seen[key])}"
            rows += _checked(source, article, article_id, facts)
        counts = Counter(row.record for row in rows)
        yield SourceRecord(
            record="source",
            path=source.path,
            sha256=source.sha256,
            encoding=source.encoding,
            chars=len(source.text),
            articles=counts["article"],
            counts={kind: counts[kind] for kind in ("region", "person", "quantity")},
            fingerprint=self.fingerprint,
            version=__version__,
            schema_=SCHEMA,
        )
        yield from rows


def _checked(source: Source, article: Article, article_id: str, facts: Facts) -> Iterator[Record]:
    """The records of one article, each compared with the raw text."""
    for field, why in check_offsets(article, source.text):
        raise RecordError(f"{source.path}: article {article.index}: {field}: {why}")
    try:
        for row in records_of(article, article_id, facts, source.text):
            for field, why in check_places(row, source.text):
                raise RecordError(f"{source.path}: {row.record} {row.id}: {field}: {why}")
            yield row
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(map(str, fault["loc"]))
        raise RecordError(f"{source.path}: {error.title}: {field}: {fault['msg']}") from None
