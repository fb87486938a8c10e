"""How often each rule fired, which never did, and which took words from which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from zhibiao.errors import SourceError
from zhibiao.extractor import Extractor
from zhibiao.inputs import Failure
from zhibiao.model import Article, Facts, PersonMention, Quantity, RegionMention, Rejected
from zhibiao.shards import read_rows, shards
from zhibiao.sources import Source
from zhibiao.workshop.families import all_rules


@dataclass(slots=True)
class Coverage:
    """Counts over many records.

    `fired` and `never` hold rule ids, `silent` the families of which no rule stands in any record (their rules bound and
    choose, they find nothing of their own), `rivals` how often the first rule's reading won over the second's, with one place
    each in `places`.
    """

    fired: Counter[str] = field(default_factory=Counter)
    never: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    rivals: Counter[tuple[str, str]] = field(default_factory=Counter)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: list[Failure] = field(default_factory=list)


def coverage(output: Path, rules: str | None = None) -> Coverage:
    """Which rules stand in the records of a folder of shards. Raises `RuleError`."""
    found = Coverage()
    for shard in shards(output):
        try:
            rows = read_rows(shard)
        except SourceError as error:
            found.faults.append(Failure(str(shard), error.why))
            continue
        for row in rows:
            found.fired.update(row.get("rules", ()))
            if row.get("indicator_id"):
                found.fired[f"indicators:{row['indicator_id']}"] += 1
    known = [(family.name, family.id(entry)) for family, entry in all_rules(rules)]
    speaking = {name for name, rule in known if rule in found.fired}
    found.silent = sorted({name for name, _ in known} - speaking)
    found.never = [rule for name, rule in known if name in speaking and rule not in found.fired]
    return found


def add_rivals(found: Coverage, source: Source, extractor: Extractor) -> None:
    """Extract a source anew and count whose reading lost to whose. Raises `RuleError`."""
    for article, facts in extractor.facts(source):
        winners = sorted(_winners(facts))
        for lost in facts.rejected:
            for start, end, rule in winners:
                if start >= lost.end:
                    break
                if lost.start < end:
                    _count(found, (rule, _rule(lost)), article, lost)


def _count(found: Coverage, pair: tuple[str, str], article: Article, lost: Rejected) -> None:
    found.rivals[pair] += 1
    if pair not in found.places:
        before, words, after = (
            article.text[max(0, lost.start - 8) : lost.start],
            article.text[lost.start : lost.end],
            article.text[lost.end : lost.end + 8],
        )
        found.places[pair] = f"{before}[{words}]{after}".replace("\n", "|")


def _winners(facts: Facts) -> Iterator[tuple[int, int, str]]:
    mentions: list[RegionMention | PersonMention | Quantity] = [
        *facts.regions,
        *(person.mention for person in facts.people),
        *(target.quantity for target in facts.targets),
    ]
    for mention in mentions:
        yield mention.start, mention.end, mention.rules[0] if mention.rules else "-"


def _rule(lost: Rejected) -> str:
    return lost.rules[0] if lost.rules else lost.kind
