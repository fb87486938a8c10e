"""What a run found, to be read by a person: per article the regions, the people, and a table of targets."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from zhibiao.records import ArticleRecord, PersonRecord, QuantityRecord, Record, RegionRecord, SourceRecord, parse
from zhibiao.run import Report
from zhibiao.shards import shard_path

_PLAIN_WIDTH = 120
"""In a file or a pipe, so that indicators are not folded."""
_SIGNS = {"=": "=", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "≈"}


def print_summary(sources: Sequence[str], report: Report, output: Path) -> None:
    """Print to standard output what the shards of these sources hold, then the totals of the run."""
    console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else _PLAIN_WIDTH)
    for path in sources:
        for row, facts in _by_article(_records(shard_path(output, path))):
            if isinstance(row, SourceRecord):
                console.rule(Text(f"{row.path}  ({row.chars} characters, {row.encoding})"), align="left")
            elif isinstance(row, ArticleRecord):
                _print_article(console, row, facts)
    print_totals(console, report, output)


def print_totals(console: Console, report: Report, output: Path) -> None:
    """`12 source(s): 30 articles, … → outputs/`."""
    what = ", ".join(f"{report.records[kind]} {name}" for kind, name in _KINDS.items())
    console.print(f"{len(report.done)} source(s): {what} → {output}/", soft_wrap=True)
    if report.failed:
        console.print(f"{len(report.failed)} failed (named above and in {output}/runs.jsonl)")


_KINDS = {"article": "articles", "region": "region mentions", "person": "people", "quantity": "quantities"}


def _records(shard: Path) -> list[Record]:
    return [parse(line) for line in shard.read_bytes().split(b"\n") if line]


def _by_article(records: Sequence[Record]) -> list[tuple[Record, list[Record]]]:
    found: list[tuple[Record, list[Record]]] = []
    for record in records:
        if isinstance(record, SourceRecord | ArticleRecord):
            found.append((record, []))
        else:
            found[-1][1].append(record)
    return found


def _print_article(console: Console, article: ArticleRecord, facts: Sequence[Record]) -> None:
    head = article.title or "(no title)"
    tail = [article.kind, str(article.reference_year or ""), article.byline or ""]
    if article.repairs:
        tail.append(f"{len(article.repairs)} layout breaks repaired")
    console.print(Text(f"\n{head}", style="bold"), Text("  ".join(filter(None, tail)), style="dim"))
    regions = Counter("/".join(fact.path) for fact in facts if isinstance(fact, RegionRecord))
    if regions:
        console.print(
            "  regions  " + "  ".join(f"{path}×{count}" if count > 1 else path for path, count in regions.most_common())
        )
    for name, titles in _people(facts).items():
        console.print(Text(f"  person   {name}  ") + Text("；".join(titles), style="cyan"))
    table = _targets(facts)
    if table.row_count:
        console.print(table)


def _people(facts: Sequence[Record]) -> dict[str, list[str]]:
    people: dict[str, list[str]] = {}
    for fact in facts:
        if isinstance(fact, PersonRecord):
            titles = people.setdefault(fact.name, [])
            for title in fact.titles:
                written = " ".join(filter(None, [title.org, "原" if title.former else "", title.role]))
                if written not in titles:
                    titles.append(written)
    return people


def _targets(facts: Sequence[Record]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("  region", "indicator", "", "value", "unit", "year", "status"):
        table.add_column(name, justify="right" if name == "value" else "left", overflow="fold")
    for fact in facts:
        if isinstance(fact, QuantityRecord):
            table.add_row(
                "  " + ("/".join(fact.region.path) if fact.region else "–"),
                fact.indicator_full or (fact.indicator.text if fact.indicator else "–"),
                _SIGNS[fact.comparator],
                _value(fact),
                fact.unit or "",
                str(fact.year or ""),
                fact.status,
            )
    return table


def _value(fact: QuantityRecord) -> str:
    sign = {"up": "+", "down": "−", None: ""}[fact.direction] if fact.change != "level" else ""
    if fact.value_max is None:
        return sign + _number(fact.value)
    return f"{sign}{_number(fact.value)}–{_number(fact.value_max)}"


def _number(value: int | float) -> str:
    """1.2万亿 reads better than thirteen digits."""
    for power, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")):
        if abs(value) >= power:
            return f"{value / power:.10g}{name}"
    return f"{value:.10g}"
