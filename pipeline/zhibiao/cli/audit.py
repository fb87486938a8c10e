"""`zhibiao audit`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from zhibiao.cli import complain, plain
from zhibiao.cli.common_options import NO_EVIDENCE, RULES
from zhibiao.errors import SourceError

if TYPE_CHECKING:
    from zhibiao.model import Article, RegionMention

_AROUND = 9

Sighting = tuple[tuple[str, ...], str, int, int]
"""What was found, and the text and the place where."""


@click.group("audit")
def command() -> None:
    """List what was found most often, to be read by eye."""


def _options(run: Callable[..., None]) -> Callable[..., None]:
    """What all lists take."""
    for option in (
        NO_EVIDENCE,
        RULES,
        click.option("--samples", default=2, show_default=True, metavar="N", help="How many places to show for each."),
        click.option("--top", default=300, show_default=True, metavar="N", help="How many rows to list."),
        click.argument("paths", nargs=-1, required=True, metavar="PATHS..."),
    ):
        run = option(run)
    return run


@command.command("regions")
@_options
def regions(paths: tuple[str, ...], top: int, samples: int, rules: str | None, no_evidence: bool) -> None:
    """List the most frequent names of regions in PATHS with what they were read as, and places where they stand.

    One line a name: how often, the name as written, its code, its full name, places. Exit status 1 where an input
    could not be read.
    """
    ranking = _Ranking(samples)
    for row in _regions(paths, rules, evidence=not no_evidence):
        ranking.add(row)
    ranking.show(top)
    complain(f"{ranking.counts.total()} mentions, {len(ranking.counts)} names with their readings")
    sys.exit(ranking.failed)


@command.command("people")
@_options
def people(paths: tuple[str, ...], top: int, samples: int, rules: str | None, no_evidence: bool) -> None:
    """List the most frequent names of people in PATHS, then the most frequent posts, and places where they stand.

    One line a name: how often, the name, places; an empty line; one line a post: how often, organisation (- for none), role,
    places. Exit status 1 where an input could not be read.
    """
    names, posts = _Ranking(samples), _Ranking(samples)
    for row in _people(paths, rules, evidence=not no_evidence):
        (names if isinstance(row, str) or len(row[0]) == 1 else posts).add(row)
    names.show(top)
    click.echo()
    posts.show(top)
    complain(
        f"{names.counts.total()} mentions, {len(names.counts)} names; "
        f"{posts.counts.total()} titles, {len(posts.counts)} posts"
    )
    sys.exit(names.failed)


class _Ranking:
    """Counts what was found, and keeps some of the places, from all over the texts."""

    def __init__(self, samples: int) -> None:
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.failed = 0
        self._samples = samples
        self._places: dict[tuple[str, ...], list[str]] = {}

    def add(self, row: Sighting | str) -> None:
        """Count a sighting, or say why an input could not be read."""
        if isinstance(row, str):
            complain(row)
            self.failed = 1
            return
        key, text, start, end = row
        self.counts[key] += 1
        if self.counts[key] & (self.counts[key] - 1) == 0:  # the first, second, fourth, eighth …
            self._places.setdefault(key, []).append(_around(text, start, end))

    def show(self, top: int) -> None:
        """Print the most frequent ones, one a line."""
        for key, count in self.counts.most_common(top):
            shown = "  ".join(self._places[key][-self._samples :]) if self._samples else ""
            click.echo(plain(f"{count:>6} {' '.join(key)}  {shown}".rstrip()))


def _regions(paths: tuple[str, ...], rules: str | None, *, evidence: bool) -> Iterator[Sighting | str]:
    """Each region mention with the text that it stands in; for an input that cannot be read, why."""
    from zhibiao.components.regions import RegionFinder
    from zhibiao.evidence import Evidence
    from zhibiao.model import RegionMention
    from zhibiao.rulebook.traditional import simplified

    finder = RegionFinder(rules)
    for article in _articles(paths, rules):
        if isinstance(article, str):
            yield article
            continue
        text = simplified(article.text) if article.language == "zh-Hant" else article.text
        for one in finder.find(text, Evidence(text, enabled=evidence), article.reference_year):
            if isinstance(one, RegionMention):
                yield _region(article.text, one), article.text, one.start, one.end


def _region(text: str, mention: RegionMention) -> tuple[str, str, str]:
    return text[mention.start : mention.end], mention.region.adcode or "-", "/".join(mention.region.path)


def _people(paths: tuple[str, ...], rules: str | None, *, evidence: bool) -> Iterator[Sighting | str]:
    """Each person mention as (name,) and each of its titles as (organisation, role); for a bad input, why."""
    from zhibiao.components import groups
    from zhibiao.nlp import load, process

    nlp: Any = load(rules=rules, evidence=evidence)
    for article in _articles(paths, rules):
        if isinstance(article, str):
            yield article
            continue
        for one in groups.people(process(nlp, article)):
            yield (one.name,), article.text, one.start, one.end
            for title in one.titles:
                org = ("原" if title.former else "") + (title.org or "-")
                yield (org, title.role), article.text, title.start, title.end


def _articles(paths: tuple[str, ...], rules: str | None) -> Iterator[Article | str]:
    """The articles of all inputs; for one that cannot be read, why."""
    from zhibiao.inputs import Failure, find_inputs
    from zhibiao.model import LineFault
    from zhibiao.sources import articles_of, read_source

    for one in find_inputs(paths):
        if isinstance(one, Failure):
            yield f"{one.path}: {one.why}"
            continue
        try:
            for document in read_source(one.file, one.path).documents:
                if isinstance(document, LineFault):
                    yield f"{one.path}:{document.line}: {document.why}"
                else:
                    yield from articles_of(document, rules)
        except SourceError as error:
            yield str(error)


def _around(text: str, start: int, end: int) -> str:
    before = text[max(0, start - _AROUND) : start]
    return f"{before}[{text[start:end]}]{text[end : end + _AROUND]}".replace("\n", "|")
