"""Set phrases with a number, learned from texts: 四项基本原则 comes with 四 in document after document, 四项政策 with any number.

    python scripts/learn_phrases.py FOLDER [--documents 4]

Reads every text of the folder, takes what the grammar now reads as a small count (三项机制), and lists those whose number hardly ever
differs before the same words: candidates for rules/fixed_phrases.toml. Behind each stand its documents, the share of its number, and a
counter-example: the same words with another number, which must stay a quantity. A person decides; nothing is written.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import regex

from zhibiao.components.periods import find_periods
from zhibiao.components.quantities.finder import Grammar, find_quantities
from zhibiao.model import Quantity
from zhibiao.numerals import plain

_TAIL = regex.compile(r"[^\P{Han}的和与等在是为]{2,5}")
_SMALL = 100
_SHARE = 0.8
_SUFFIXES = {".txt", ".md"}


class Candidate(NamedTuple):
    """A phrase, in how many documents it stands, the share of its number, and the same words with another number."""

    phrase: str
    documents: int
    share: float
    counter: str | None


def counts(text: str, grammar: Grammar) -> Iterator[tuple[str, str]]:
    """Small counts of a text, each with the words behind it, in every length: (四项, 基本), (四项, 基本原则)."""
    text = plain(text)
    for found in find_quantities(text, list(find_periods(text)), grammar):
        if not isinstance(found, Quantity) or found.dimension != "count" or found.value >= _SMALL:
            continue
        if tail := _TAIL.match(text, found.end):
            for length in range(2, len(tail[0]) + 1):
                yield text[found.start : found.end], tail[0][:length]


def candidates(texts: dict[str, str], least: int) -> list[Candidate]:
    """The phrases that stand in at least so many documents and nearly always with the same number, most frequent first."""
    grammar = Grammar()
    where: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for name, text in texts.items():
        for count, tail in counts(text, grammar):
            where[tail, count].add(name)
    by_tail: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (tail, count), documents in where.items():
        by_tail[tail][count] += len(documents)
    found = []
    for tail, numbers in by_tail.items():
        (count, documents), *others = numbers.most_common()
        share = documents / numbers.total()
        if documents >= least and share >= _SHARE:
            counter = others[0][0] + tail if others else None
            found.append(Candidate(count + tail, documents, share, counter))
    found.sort(key=lambda one: (-one.documents, -len(one.phrase), one.phrase))
    return _longest(found)


def _longest(found: list[Candidate]) -> list[Candidate]:
    """Without the beginnings of longer phrases that stand in as many documents."""
    kept: list[Candidate] = []
    for one in found:
        if not any(other.phrase.startswith(one.phrase) and other.documents == one.documents for other in kept):
            kept.append(one)
    return kept


def main() -> None:
    """The candidates, a line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=4, help="in how many documents a phrase must stand")
    arguments = parser.parse_args()
    files = sorted(file for file in arguments.folder.rglob("*") if file.suffix in _SUFFIXES)
    texts = {file.name: file.read_text(encoding="utf-8", errors="replace") for file in files}
    for one in candidates(texts, arguments.documents):
        print(f"{one.phrase}\t{one.documents}\t{one.share:.0%}\t{one.counter or '-'}")


if __name__ == "__main__":
    main()
