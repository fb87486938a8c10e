"""`zhibiao audit`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from zhibiao.cli import complain, plain
from zhibiao.errors import SourceError

if TYPE_CHECKING:
    from zhibiao.model import RegionMention

_AROUND = 9


@click.group("audit")
def command() -> None:
    """List what was found most often, to be read by eye."""


@command.command("regions")
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option("--top", default=300, show_default=True, metavar="N", help="How many names to list.")
@click.option("--samples", default=2, show_default=True, metavar="N", help="How many places to show for each.")
@click.option(
    "--rules", metavar="DIR", type=click.Path(exists=True, file_okay=False), help="Rules laid over the built-in ones."
)
@click.option(
    "--no-evidence",
    is_flag=True,
    help="Run the rules alone, without word and name models (layout repair keeps its words).",
)
def regions(paths: tuple[str, ...], top: int, samples: int, rules: str | None, no_evidence: bool) -> None:
    """List the most frequent names of regions in PATHS with what they were read as, and places where they stand.

    One line a name: how often, the name as written, its code, its full name, places. Exit status 1 where an input
    could not be read.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    places: dict[tuple[str, str, str], list[str]] = {}
    failed = 0
    for row in _mentions(paths, rules, evidence=not no_evidence):
        if isinstance(row, str):
            complain(row)
            failed = 1
            continue
        text, mention = row
        key = (text[mention.start : mention.end], mention.region.adcode or "-", "/".join(mention.region.path))
        counts[key] += 1
        if counts[key] & (counts[key] - 1) == 0:  # the first, second, fourth, eighth …: from all over the texts
            places.setdefault(key, []).append(_around(text, mention))
    for key, count in counts.most_common(top):
        shown = "  ".join(places[key][-samples:]) if samples else ""
        click.echo(plain(f"{count:>6} {' '.join(key)}  {shown}".rstrip()))
    complain(f"{sum(counts.values())} mentions, {len(counts)} names with their readings")
    sys.exit(failed)


def _mentions(
    paths: tuple[str, ...], rules: str | None, *, evidence: bool
) -> Iterator[tuple[str, RegionMention] | str]:
    """Each mention with the text that it stands in; for an input that cannot be read, why."""
    from zhibiao.components.regions import RegionFinder
    from zhibiao.evidence import Evidence
    from zhibiao.extractor import Extractor
    from zhibiao.inputs import Failure, find_inputs, read_file
    from zhibiao.model import RegionMention
    from zhibiao.rulebook.traditional import simplified
    from zhibiao.text.articles import articles

    extractor, finder = Extractor(rules=rules), RegionFinder(rules)
    for one in find_inputs(paths):
        if isinstance(one, Failure):
            yield f"{one.path}: {one.why}"
            continue
        try:
            source = extractor.read(read_file(one.file), one.path)
        except SourceError as error:
            yield str(error)
            continue
        for article in articles(source.text):
            text = simplified(article.text) if article.language == "zh-Hant" else article.text
            found = finder.find(text, Evidence(text, enabled=evidence), article.reference_year)
            yield from ((article.text, mention) for mention in found if isinstance(mention, RegionMention))


def _around(text: str, mention: RegionMention) -> str:
    before = text[max(0, mention.start - _AROUND) : mention.start]
    after = text[mention.end : mention.end + _AROUND]
    return f"{before}[{text[mention.start : mention.end]}]{after}".replace("\n", "|")
