"""Shards to rows: one row a quantity, a person with a title, a region mention; normalised and raw columns side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from zhibiao.rulebook.indicators import Figure, Indicators, load_indicators
from zhibiao.tables.measures import measure, what_stands_before
from zhibiao.tables.schema import Cell, Row, What


@dataclass(frozen=True, slots=True)
class Shard:
    """The records of one source as plain mappings, its source record first, and the shard's own path."""

    records: list[dict[str, Any]]
    path: str = ""


def table_rows(what: What, shards: Iterable[Shard], rules: str | None = None) -> Iterator[Row]:
    """The rows of a table in the order of the shards. Raises `RuleError`."""
    for shard in shards:
        yield from _READERS[what](shard, load_indicators(rules))


def figure_rows(shards: Iterable[list[dict[str, Any]]], rules: str | None = None) -> Iterator[Row]:
    """A row for each quantity of shards as `zhibiao.shards.read_rows` gives them."""
    yield from table_rows("figures", (Shard(records) for records in shards), rules)


def _figures(shard: Shard, indicators: Indicators) -> Iterator[Row]:
    for article, facts in _articles(shard, "quantity"):
        before = what_stands_before(facts)
        for record in facts:
            yield _figure(shard, article, record, before[record["id"]], indicators)


def _targets(shard: Shard, indicators: Indicators) -> Iterator[Row]:
    return (row for row in _figures(shard, indicators) if row["status"] == "target")


def _figure(
    shard: Shard, article: Mapping[str, Any], record: Mapping[str, Any], before: str, indicators: Indicators
) -> Row:
    region, said, normal = record["region"] or {}, record["attribution"] or {}, record["normal"] or {}
    written = (record["indicator"] or {}).get("text")
    full = record["indicator_full"] or written
    return {
        "region": "/".join(region["path"]) if region else None,
        "adcode": region.get("adcode"),
        "region_link": region.get("link"),
        "indicator": record["indicator_id"] or full,
        "indicator_id": record["indicator_id"],
        "indicator_text": written,
        "measure": measure(record, before),
        "comparator": record["comparator"],
        "value": exact(record["value"]),
        "value_max": exact(record["value_max"]),
        "unit": record["unit"],
        "normal_value": exact(normal.get("value")),
        "normal_value_max": exact(normal.get("value_max")),
        "normal_unit": normal.get("unit"),
        "text": record["text"],
        "dimension": record["dimension"],
        "change": record["change"],
        "direction": record["direction"],
        "baseline": record["baseline"],
        "status": record["status"],
        "commitment": record["commitment"],
        "year": record["year"],
        "period": (record["period"] or {}).get("text"),
        "action": record["action"],
        "attribution": said.get("text"),
        "attribution_kind": said.get("kind"),
        "flag": indicators.out_of_range(record["indicator_id"], full or "", _checked(record)),
        **_kept(record),
        "sentence": record["sentence"],
        **_citation(shard, article, record),
    }


def _checked(record: Mapping[str, Any]) -> Figure:
    normal = record["normal"] or {}
    return Figure(
        value=exact(record["value"]) or Decimal(0),
        value_max=exact(record["value_max"]),
        comparator=record["comparator"],
        unit=record["unit"],
        normal=exact(normal.get("value")),
        normal_max=exact(normal.get("value_max")),
        normal_unit=normal.get("unit"),
        change=record["change"],
        direction=record["direction"],
        baseline=record["baseline"],
    )


def _people(shard: Shard, indicators: Indicators) -> Iterator[Row]:
    for article, facts in _articles(shard, "person"):
        for record in facts:
            for title in record["titles"] or [{}]:
                yield {
                    "name": record["name"],
                    "org": title.get("org"),
                    "role": title.get("role"),
                    "former": title.get("former"),
                    "acting": title.get("acting"),
                    "title_region": "/".join(title.get("region") or []) or None,
                    "says": record["says"],
                    "text": record["text"],
                    "title_text": title.get("text"),
                    "title_start": title.get("start"),
                    "title_end": title.get("end"),
                    **_kept(record),
                    **_citation(shard, article, record),
                }


def _regions(shard: Shard, indicators: Indicators) -> Iterator[Row]:
    for article, facts in _articles(shard, "region"):
        for record in facts:
            yield {
                "region": "/".join(record["path"]),
                "name": record["name"],
                "adcode": record["adcode"],
                "level": record["level"],
                "members": " ".join(record["members"]) or None,
                "text": record["text"],
                "nested": record["nested"],
                "inside": record["inside"],
                "as_of": record["as_of"],
                "alternatives": "; ".join("/".join(other["path"]) for other in record["alternatives"]) or None,
                **_kept(record),
                **_citation(shard, article, record),
            }


_READERS: dict[What, Callable[[Shard, Indicators], Iterator[Row]]] = {
    "targets": _targets,
    "figures": _figures,
    "people": _people,
    "regions": _regions,
}


def _articles(shard: Shard, kind: str) -> Iterator[tuple[Mapping[str, Any], list[dict[str, Any]]]]:
    """Each article with its facts of a kind."""
    article: dict[str, Any] | None = None
    facts: list[dict[str, Any]] = []
    for record in shard.records:
        if record["record"] == "article":
            if article is not None:
                yield article, facts
            article, facts = record, []
        elif record["record"] == kind:
            facts.append(record)
    if article is not None:
        yield article, facts


def _kept(record: Mapping[str, Any]) -> Row:
    return {
        "confidence": exact(record["confidence"]),
        "corrected": record.get("corrected", False) is True,
        "same_as": record.get("same_as"),
        "reprints": None,
    }


def _citation(shard: Shard, article: Mapping[str, Any], record: Mapping[str, Any]) -> Row:
    return {
        "source": shard.records[0]["path"],
        "article_title": article["title"],
        "article": article["id"],
        "article_kind": article["kind"],
        "published": article["published"],
        "url": article["url"],
        "start": record["start"],
        "end": record["end"],
        "id": record["id"],
        "rules": " ".join(record["rules"]),
        "shard": shard.path or None,
    }


def exact(number: float | None) -> Decimal | None:
    """The Decimal that was written: a JSON number holds it up to 15 digits."""
    return None if number is None else plain(Decimal(repr(number)))


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and exponent: 5670000000000.0 is 5670000000000."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and abs(value) < 10**27 else value


def cell_text(cell: Cell) -> str:
    """A cell in plain letters and digits: no exponent, `true` and `false`, empty for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def shard_name(shard: Path, outputs: Path) -> str:
    """The shard's path below the folder that was given."""
    return shard.relative_to(outputs).as_posix() if outputs.is_dir() else shard.name
