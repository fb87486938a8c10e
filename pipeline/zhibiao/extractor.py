"""Sources to validated records: the whole way, one source at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import ValidationError

from zhibiao import __version__
from zhibiao.collecting import uncollected
from zhibiao.components import groups
from zhibiao.components.evidence import WINDOW
from zhibiao.errors import RecordError, UndecodableSource
from zhibiao.facts import collect, read_rules
from zhibiao.fingerprint import fingerprint
from zhibiao.model import Article, Facts, LineFault
from zhibiao.nlp import load, pipe
from zhibiao.records import (
    SCHEMA,
    ArticleRecord,
    FactRecord,
    FaultRecord,
    Record,
    SourceRecord,
    check_offsets,
    check_places,
    records_of,
)
from zhibiao.records.build import identify
from zhibiao.sources import Document, Format, Source, articles_of, decode_source

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


_FAULTS = 100
_LINES = 1000
"""The most lines of a source that are held at once."""


@dataclass(slots=True)
class Tally:
    """What a source's rows were, for its first line; keeps the first hundred faults."""

    counts: Counter[str] = field(default_factory=Counter)
    chars: int = 0
    broken: int = 0
    faults: list[LineFault] = field(default_factory=list)
    on_fault: Callable[[LineFault], None] = lambda _fault: None

    def add(self, row: ArticleRecord | FactRecord) -> None:
        """Count a row."""
        self.counts[row.record] += 1

    def fault(self, fault: LineFault) -> None:
        """Count a line that cannot be used, and say so at once to whoever listens."""
        self.broken += 1
        if len(self.faults) < _FAULTS:
            self.faults.append(fault)
        self.on_fault(fault)


Reuse = Callable[[Document], Sequence[ArticleRecord | FactRecord] | None]
"""An unchanged document to the rows that it had in an earlier run, None where it has to be read."""
Finish = Callable[[Source, Document, list[ArticleRecord | FactRecord]], list[ArticleRecord | FactRecord]]
"""What is done to the rows of a document before they are written."""


class Extractor:
    """Holds the pipeline, so that many sources share one start-up.

    `rules` is a folder laid over the built-in rules; `evidence=False` runs the rules alone. Raises `RuleError`.
    """

    def __init__(self, *, rules: str | None = None, evidence: bool = True) -> None:
        self.rules = rules
        self._evidence = evidence

    @cached_property
    def nlp(self) -> Language:
        """The spaCy pipeline, loaded at first use together with the rules of the facts."""
        self.fingerprint  # noqa: B018  before the rules are read: one edited meanwhile is read again, not overlooked
        with uncollected():
            read_rules(self.rules)
            return load(rules=self.rules, evidence=self._evidence)

    @cached_property
    def fingerprint(self) -> str:
        """Of program, rules and models: with equal fingerprint and source hash there is nothing to redo."""
        return fingerprint(self.rules, evidence=self._evidence)

    def read(self, data: bytes, path: str, form: Format = "text") -> Source:
        """Decode one input. Raises `SourceError`."""
        return decode_source(data, path, None, form=form)

    def extract(self, text: str, *, path: str = "text") -> Iterator[Record]:
        """The records of a text that is decoded already. Raises `UndecodableSource` for one that UTF-8 cannot hold."""
        try:
            source = Source.of(text, path)
        except UnicodeEncodeError as error:
            why = f"character {error.start} is half of a surrogate pair; decode the text anew"
            raise UndecodableSource(path, why, error.start) from None
        return self.records(source)

    def docs(self, source: Source) -> Iterator[tuple[Article, Doc]]:
        """Each article with its processed Doc; faulty lines are passed over."""
        for window in _windows(source.documents):
            for docs in self._docs([document for document in window if isinstance(document, Document)]):
                for doc in docs:
                    yield groups.article(doc), doc

    def facts(self, source: Source) -> Iterator[tuple[Article, Facts]]:
        """Each article with its facts, not yet records."""
        for article, doc in self.docs(source):
            yield article, collect(doc)

    def records(self, source: Source) -> Iterator[Record]:
        """The source's record, then each article followed by its facts: `rows` and `head`, all held in memory.

        Raises `RecordError` where a record breaks the contract or its raw characters do not give its text back.
        """
        tally = Tally()
        rows = list(self.rows(source, tally))
        yield self.head(source, tally)
        yield from rows

    def rows(
        self,
        source: Source,
        tally: Tally,
        reuse: Reuse = lambda _document: None,
        finish: Finish | None = None,
        seen: Mapping[str, int] = MappingProxyType({}),
    ) -> Iterator[ArticleRecord | FactRecord]:
        """Each article followed by its facts, one window of documents in memory at a time; `tally` is told what was seen.

        `reuse` gives the rows that an equal document (by its `digest`) had in an earlier run of the same fingerprint; it is
        asked only where documents have nothing to do with each other. `finish` is applied to the rows of each document that
        was not reused. `seen` are the keys (`Names`) of what stands before in a source of which these are only some lines.
        Raises as `records` does.
        """
        names = Names(source.path, seen)
        for window in _windows(source.documents):
            steps = [one if isinstance(one, LineFault) else _step(one, source, names, reuse) for one in window]
            docs = self._docs([step.document for step in steps if isinstance(step, _Step) and step.old is None])
            for step in steps:
                if isinstance(step, LineFault):
                    tally.fault(step)
                    continue
                tally.chars += len(step.document.text)
                index = tally.counts["article"]
                rows: Iterable[ArticleRecord | FactRecord]
                if step.old is not None:
                    rows = _moved(step.old, index, step.document)
                else:
                    rows = self._made(source.path, step, names, index, next(docs))
                    rows = rows if finish is None else finish(source, step.document, list(rows))
                for row in rows:
                    tally.add(row)
                    yield row

    def _docs(self, documents: Sequence[Document]) -> Iterator[Iterator[Doc]]:
        """The Docs of each document's articles, to be gone through in turn; names are read for many articles together."""
        if len(documents) == 1:  # perhaps a book: its articles need not be held
            yield pipe(self.nlp, articles_of(documents[0], self.rules))
            return
        articles = [list(articles_of(document, self.rules)) for document in documents]
        docs = pipe(self.nlp, chain.from_iterable(articles)) if documents else iter(())
        for own in articles:
            yield islice(docs, len(own))

    def _made(
        self, path: str, step: _Step, names: Names, index: int, docs: Iterator[Doc]
    ) -> Iterator[ArticleRecord | FactRecord]:
        for place, doc in enumerate(docs):
            numbered = groups.article(doc)
            if numbered.index != index + place:
                numbered = replace(numbered, index=index + place)
            article_id = names.of_article(numbered) if step.key is None else _of_place(step.key, place)
            yield from _checked(path, step.document.text, numbered, article_id, collect(doc))

    def head(self, source: Source, tally: Tally) -> SourceRecord:
        """The record of a source whose rows have all been seen."""
        return SourceRecord(
            record="source",
            path=source.path,
            sha256=source.sha256,
            encoding=source.encoding,
            chars=tally.chars,
            articles=tally.counts["article"],
            counts={kind: tally.counts[kind] for kind in ("region", "person", "quantity")},
            fingerprint=self.fingerprint,
            version=__version__,
            schema_=SCHEMA,
            format=None if source.format == "text" else source.format,
            broken=tally.broken or None,
            faults=[FaultRecord(line=fault.line, why=fault.why) for fault in tally.faults] or None,
        )


class Names:
    """The ids of articles: they depend on the article and its source's path, not on what stands around it.

    Of an article that stands there again they count how often it was `seen`.
    """

    def __init__(self, path: str, seen: Mapping[str, int] = MappingProxyType({})) -> None:
        self._path = path
        self._seen: Counter[str] = Counter(seen)

    def of_article(self, article: Article) -> str:
        """By its address and its words; the same article may stand twice in a source."""
        key = identify(self._path, article.url or "", article.text)
        self._seen[key] += 1
        return f"a-{key}" if self._seen[key] == 1 else f"a-{identify(key, self._seen[key])}"

    def plain(self, document: Document) -> str:
        """The key of a line as if it stood there for the first time."""
        return identify(self._path, document.id or document.url or "", document.text)

    def of_line(self, document: Document) -> str:
        """A key for the articles of a line, which is known before it is read: by its own id or address, and its words."""
        key = self.plain(document)
        self._seen[key] += 1
        return key if self._seen[key] == 1 else identify(key, self._seen[key])


@dataclass(frozen=True, slots=True)
class _Step:
    """A document on its way: in a source of many the key of its articles, and the rows that it had in an earlier run."""

    document: Document
    key: str | None
    old: Sequence[ArticleRecord | FactRecord] | None


def _step(document: Document, source: Source, names: Names, reuse: Reuse) -> _Step:
    if not source.many:
        return _Step(document, None, None)
    key = names.of_line(document)
    old = reuse(document)
    return _Step(document, key, old if old is not None and _as_before(old, key) else None)


def _windows(documents: Iterable[Document | LineFault]) -> Iterator[list[Document | LineFault]]:
    """Documents whose names are worth reading together, in their order; a long one may be alone."""
    window: list[Document | LineFault] = []
    size = 0
    for document in documents:
        window.append(document)
        size += 0 if isinstance(document, LineFault) else len(document.text)
        if size >= WINDOW or len(window) == _LINES:
            yield window
            window, size = [], 0
    if window:
        yield window


def _of_place(key: str, place: int) -> str:
    return f"a-{identify(key, place)}"


def _as_before(old: Sequence[ArticleRecord | FactRecord], key: str) -> bool:
    """Whether the rows of an unchanged document keep their ids; those of one that stands twice do not."""
    ids = [row.id for row in old if isinstance(row, ArticleRecord)]
    return ids == [_of_place(key, place) for place in range(len(ids))]


def _moved(
    old: Sequence[ArticleRecord | FactRecord], index: int, document: Document
) -> Iterator[ArticleRecord | FactRecord]:
    """The rows of an unchanged document in its new place."""
    for row in old:
        if isinstance(row, ArticleRecord):
            yield row.model_copy(update={"index": index, "line": document.line})
            index += 1
        else:
            yield row


def _checked(
    path: str, text: str, article: Article, article_id: str, facts: Facts
) -> Iterator[ArticleRecord | FactRecord]:
    """The records of one article, each compared with the raw text."""
    for name, why in check_offsets(article, text):
        raise RecordError(f"{path}: article {article.index}: {name}: {why}")
    try:
        for row in records_of(article, article_id, facts, text):
            for name, why in check_places(row, text):
                raise RecordError(f"{path}: {row.record} {row.id}: {name}: {why}")
            yield row
    except ValidationError as error:
        fault = error.errors()[0]
        name = ".".join(map(str, fault["loc"]))
        raise RecordError(f"{path}: {error.title}: {name}: {fault['msg']}") from None
