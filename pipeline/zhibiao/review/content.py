"""What the review page shows: sources, articles as they were and as repaired, facts, decisions made before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhibiao.corrections.shard import documents
from zhibiao.corrections.store import read_corrections
from zhibiao.corrections.texts import open_source
from zhibiao.errors import SourceError
from zhibiao.model import Article, LineFault
from zhibiao.review.roles import Row, roles, spans
from zhibiao.shards import read_rows, shards
from zhibiao.sources.articles import articles_of

if TYPE_CHECKING:
    from zhibiao.extractor import Extractor
    from zhibiao.sources import Document, Source

_ARTICLE = ("id", "index", "title", "byline", "published", "kind", "line", "start", "end")
_QUANTITY = (
    *("value", "value_max", "comparator", "unit", "indicator_id", "indicator_full", "change", "direction", "baseline"),
    *("status", "commitment", "year"),
)

_YEAR = (("period", "text"), ("inferred", "inferred"))


@dataclass(slots=True)
class Gathered:
    """The content of a page, JSON throughout, and what went wrong on the way: a message each."""

    content: dict[str, Any]
    without_text: int = 0
    failed: list[str] = field(default_factory=list)


def gather(output: Path, sources: Path | None = None, extractor: Extractor | None = None) -> Gathered:
    """Read the shards of a folder (or one shard) with their sources' texts, where those are at hand and unchanged.

    With an `extractor` the readings that lost are worked out too: that takes as long as extracting. A shard that cannot be
    read is named in `failed`.
    """
    rules: dict[str, int] = {}
    content: dict[str, Any] = {"sources": [], "texts": [], "articles": [], "facts": [], "rules": [], "decisions": []}
    found = Gathered(content)
    for shard in shards(output):
        try:
            row, *rows = read_rows(shard)
            source = open_source(sources, row) if sources is not None else None
            found.without_text += source is None
            content["sources"].append({"path": row["path"], "sha256": row["sha256"]})
            _add_source(content, rows, source, extractor, rules)
        except SourceError as error:
            found.failed.append(str(error))
    content["rules"] = list(rules)
    if output.is_dir():
        content["decisions"] = [one.model_dump(exclude_defaults=True) for one in read_corrections(output)]
    return found


def _add_source(
    content: dict[str, Any], rows: list[Row], source: Source | None, extractor: Extractor | None, rules: dict[str, int]
) -> None:
    texts = {one.line: one for one in _texts(source)} if source else {}
    for line, group in documents(rows):
        document = texts.get(line)
        number: int | None = None
        read: dict[int, Article] = {}
        if document is not None:
            number = len(content["texts"])
            content["texts"].append(document.text)
            read = dict(enumerate(articles_of(document, extractor.rules if extractor else None)))
        lost = list(_lost(extractor, document, rules)) if extractor and document else []
        for place, (article, facts) in enumerate(_by_article(group)):
            shown: Row = {name: article[name] for name in _ARTICLE if article.get(name) is not None}
            shown |= {"source": len(content["sources"]) - 1, "text": number}
            shown["repairs"] = [[one["start"], one["end"], one["kind"], one["reason"]] for one in article["repairs"]]
            shown["headings"] = [one["heading"] for one in article["sections"]]
            if document is not None and place in read:
                shown["clean"] = clean_runs(read[place], document.text)
            elif document is None:
                shown["sentences"] = list(dict.fromkeys(row["sentence"] for row in facts if "sentence" in row))
            shown["lost"] = lost[place] if place < len(lost) else []
            content["facts"] += _facts(len(content["articles"]), facts, rules, with_sentences=document is None)
            content["articles"].append(shown)


def _texts(source: Source) -> Iterator[Document]:
    for one in source.documents:
        if not isinstance(one, LineFault):
            yield one


def _by_article(rows: Iterable[Row]) -> Iterator[tuple[Row, list[Row]]]:
    article: Row | None = None
    facts: list[Row] = []
    for row in rows:
        if row["record"] == "article":
            if article is not None:
                yield article, facts
            article, facts = row, []
        else:
            facts.append(row)
    if article is not None:
        yield article, facts


def clean_runs(article: Article, raw: str) -> list[list[Any]]:
    """The repaired text as stretches of the raw one: `[start, end]`, and `[start, end, text]` where it is written otherwise."""
    runs: list[list[Any]] = []
    for piece in article.offsets.pieces:
        text = article.text[piece.clean : piece.clean + piece.length]
        if text == raw[piece.raw : piece.raw_end]:
            runs.append([piece.raw, piece.raw_end])
        elif piece.width is not None:
            runs.append([piece.raw, piece.raw_end, text])
        else:
            runs += _swapped(piece.raw, text, raw)
    return runs


def _swapped(start: int, text: str, raw: str) -> Iterator[list[Any]]:
    """A piece in which repair swapped single characters: a line feed for the space between two blocks."""
    at = 0
    while at < len(text):
        end = at
        same = text[at] == raw[start + at]
        while end < len(text) and (text[end] == raw[start + end]) is same:
            end += 1
        yield [start + at, start + end] if same else [start + at, start + end, text[at:end]]
        at = end


def _facts(article: int, facts: Sequence[Row], rules: dict[str, int], *, with_sentences: bool) -> Iterator[Row]:
    people = {row["id"]: row for row in facts if row["record"] == "person"}
    for row in facts:
        shown: Row = {"a": article, "k": row["record"], "t": row["text"], "s": spans(row), "c": row["confidence"]}
        shown["r"] = [rules.setdefault(rule, len(rules)) for rule in row["rules"]]
        shown["roles"] = [[role, place] for role, place in roles(row, people)]
        if row.get("corrected"):
            shown["corrected"] = True
        if with_sentences and "sentence" in row:
            shown["sentence"] = row["sentence"]
        yield shown | _SAID[row["record"]](row)


def _quantity(row: Row) -> Row:
    said = {name: row[name] for name in _QUANTITY if row[name] is not None}
    if row["indicator"]:
        said["indicator"] = {
            name: row["indicator"][name] for name in ("start", "end", "text", "pieces") if name in row["indicator"]
        }
    if row["region"]:
        said |= {"region": "/".join(row["region"]["path"]), "link": row["region"]["link"]}
    if row["period"]:
        said |= {name: row["period"][key] for name, key in _YEAR if row["period"][key] is not None}
    if row["attribution"]:
        said["speaker"] = row["attribution"]["text"]
    return said


def _region(row: Row) -> Row:
    said: Row = {
        "path": "/".join(row["path"]),
        "adcode": row["adcode"],
        "nested": row["nested"],
        "inside": row["inside"],
    }
    if row["alternatives"]:
        said["others"] = ["/".join(other["path"]) for other in row["alternatives"]]
    return said


def _person(row: Row) -> Row:
    names = ("start", "end", "text", "pieces", "org", "role", "former", "acting")
    return {"name": row["name"], "titles": [{n: title[n] for n in names if n in title} for title in row["titles"]]}


_SAID = {"quantity": _quantity, "region": _region, "person": _person}


def _lost(extractor: Extractor, document: Document, rules: dict[str, int]) -> Iterator[list[list[Any]]]:
    """Of each article of a document, the readings that lost: kind, stretches, rules, reason."""
    from zhibiao.facts import collect
    from zhibiao.nlp import process

    for article in articles_of(document, extractor.rules):
        rows = []
        for one in collect(process(extractor.nlp, article)).rejected:
            place = [[part.start, part.end] for part in article.offsets.to_raw(one.start, one.end)]
            if place:
                rows.append([one.kind, place, [rules.setdefault(rule, len(rules)) for rule in one.rules], one.reason])
        yield rows
