"""Reprinted articles: equal rows of near-duplicate articles are folded into the first one's, which names them.

Articles are compared by what was read out of them (sentences with numbers, people with titles, regions in order), as
shingles of characters: MinHash and locality-sensitive hashing by datasketch propose pairs, the true Jaccard index decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhibiao.errors import MissingExtra
from zhibiao.tables.rows import Shard
from zhibiao.tables.schema import Row

SIMILAR = 0.8
"""Two articles are one where their shingles agree to this part (Jaccard index)."""
_CANDIDATE = 0.7
_PERMUTATIONS = 128
_SHINGLE = 5
_ENOUGH = 40
"""An article with fewer shingles is a reprint only where all of them agree."""

# What two rows have in common when one repeats the other.
_SAME = {
    "quantity": (
        *("region", "indicator", "indicator_text", "measure", "comparator", "value", "value_max", "unit"),
        *("text", "status", "year", "direction"),
    ),
    "person": ("name", "title_text", "org", "role", "former", "says"),
    "region": ("region", "text", "nested", "inside"),
}


@dataclass(frozen=True, slots=True)
class Reprints:
    """The first article of each article that repeats it; both by source and id."""

    first: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.first)


def find_reprints(shards: Iterable[Shard], *, exact_only: bool = False) -> Reprints:
    """The reprints among all articles of some shards; boilerplate is none.

    `exact_only` needs no library and finds only articles that agree wholly. Raises `MissingExtra` where datasketch is missing.
    """
    articles = list(_articles(shards))
    parents = list(range(len(articles)))
    pairs = _equal(articles) if exact_only else (*_equal(articles), *_similar(articles))
    for one, other in pairs:
        low, high = sorted((_root(parents, one), _root(parents, other)))
        parents[high] = low
    groups: dict[int, list[_Article]] = defaultdict(list)
    for index, article in enumerate(articles):
        groups[_root(parents, index)].append(article)
    first = {}
    for group in groups.values():
        original = min(group, key=lambda article: (article.published or "9999", article.place))
        first.update({article.name: original.name for article in group if article is not original})
    return Reprints(first)


def fold(rows: Sequence[Row], reprints: Reprints, kind: str) -> list[Row]:
    """The rows but for those of reprints that repeat one of the original; `reprints` of the kept row names their articles.

    A row that the original lacks stays.
    """
    if not reprints:
        return list(rows)
    kept: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if _name(row) not in reprints.first:
            kept[(_name(row), *_signature(row, kind))].append(row)
    folded: set[int] = set()
    named: dict[int, list[str]] = defaultdict(list)
    used: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        original = reprints.first.get(_name(row))
        if original is None:
            continue
        signature = (original, *_signature(row, kind))
        number = used[(_name(row), *signature)]
        if number < len(kept[signature]):
            used[(_name(row), *signature)] += 1
            folded.add(id(row))
            named[id(kept[signature][number])].append("#".join(_name(row)))
    return [_with_reprints(row, named[id(row)]) for row in rows if id(row) not in folded]


def _with_reprints(row: Row, names: Sequence[str]) -> Row:
    return {**row, "reprints": "; ".join(names)} if names else row


def _name(row: Row) -> tuple[str, str]:
    return str(row["source"]), str(row["article"])


def _signature(row: Row, kind: str) -> tuple[object, ...]:
    return tuple(row[column] for column in _SAME[kind])


@dataclass(frozen=True, slots=True)
class _Article:
    name: tuple[str, str]
    place: int
    published: str | None
    shingles: frozenset[str]


def _articles(shards: Iterable[Shard]) -> Iterator[_Article]:
    place = 0
    for shard in shards:
        source, article, parts = shard.records[0]["path"], None, dict[str, None]()
        for record in (*shard.records[1:], None):
            if record is None or record["record"] == "article":
                if article is not None and article["kind"] != "boilerplate":
                    shingles = frozenset(_shingles("\n".join(parts)))
                    yield _Article((source, article["id"]), place, article["published"], shingles)
                    place += 1
                article, parts = record, {}
            else:
                parts[_words(record)] = None


def _words(record: Mapping[str, Any]) -> str:
    if record["record"] == "quantity":
        return str(record["sentence"])
    if record["record"] == "person":
        return "".join([record["name"], *(title["text"] for title in record["titles"])])
    return f"{record['inside'] or record['text']}".rjust(_SHINGLE)


def _shingles(text: str) -> Iterator[str]:
    for at in range(len(text) - _SHINGLE + 1):
        yield text[at : at + _SHINGLE]


def _equal(articles: Sequence[_Article]) -> Iterator[tuple[int, int]]:
    seen: dict[frozenset[str], int] = {}
    for index, article in enumerate(articles):
        if len(article.shingles) > _SHINGLE:
            first = seen.setdefault(article.shingles, index)
            if first != index:
                yield first, index


def _similar(articles: Sequence[_Article]) -> Iterator[tuple[int, int]]:
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        raise MissingExtra("datasketch", "tables", "reprinted articles are not recognised") from None
    index = MinHashLSH(threshold=_CANDIDATE, num_perm=_PERMUTATIONS)
    for place, article in enumerate(articles):
        if len(article.shingles) < _ENOUGH:
            continue
        sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update_batch([shingle.encode() for shingle in article.shingles])
        for other in sorted(index.query(sketch)):
            if _jaccard(article.shingles, articles[other].shingles) >= SIMILAR:
                yield other, place
        index.insert(place, sketch)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index
