"""Sources to validated records: the whole way, one source at a time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from spacy.language import Language

from zhibiao import __version__
from zhibiao.errors import RecordError
from zhibiao.evidence import digest as evidence_digest
from zhibiao.facts import collect
from zhibiao.model import Article, Facts, Source
from zhibiao.nlp import load, process
from zhibiao.records import Record, SourceRecord, check_places, records_of
from zhibiao.records.build import identify
from zhibiao.rulebook import digest as rules_digest
from zhibiao.text.articles import articles
from zhibiao.text.decode import decode


class Extractor:
    """Holds the pipeline, so that many sources share one start-up.

    `rules` is a folder laid over the built-in rules; `evidence=False` runs the rules alone. Raises `RuleError`.
    """

    def __init__(self, *, rules: str | None = None, evidence: bool = True) -> None:
        self._rules = rules
        self._evidence = evidence

    @cached_property
    def nlp(self) -> Language:
        """The spaCy pipeline, loaded at first use."""
        return load(rules=self._rules, evidence=self._evidence)

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
        """The records of a text that is decoded already."""
        data = text.encode("utf-8", "surrogatepass")
        return self.records(Source(path, hashlib.sha256(data).hexdigest(), "utf-8", text))

    def facts(self, source: Source) -> Iterator[tuple[Article, Facts]]:
        """Each article with its facts, not yet records."""
        for article in articles(source.text):
            yield article, collect(process(self.nlp, article))

    def records(self, source: Source) -> Iterator[Record]:
        """The source's record, then each article followed by its facts.

        Raises `RecordError` where a record's raw characters do not give its text back.
        """
        rows: list[Record] = []
        count = 0
        seen: Counter[str] = Counter()
        for article, facts in self.facts(source):
            key = identify(source.path, article.url or "", article.text)
            seen[key] += 1
            article_id = f"a-{key}" if seen[key] == 1 else f"a-{identify(key, seen[key])}"
            rows += records_of(article, article_id, facts, source.text)
            count += 1
        for row in rows:
            for field, why in check_places(row, source.text):
                raise RecordError(f"{source.path}: {row.record} {getattr(row, 'id', '')}: {field}: {why}")
        counts = Counter(row.record for row in rows)
        yield SourceRecord(
            path=source.path,
            sha256=source.sha256,
            encoding=source.encoding,
            chars=len(source.text),
            articles=count,
            counts={kind: counts[kind] for kind in ("region", "person", "quantity")},
            fingerprint=self.fingerprint,
            version=__version__,
        )
        yield from rows
