"""Count which characters follow which, and which begin paragraphs, for layout repair.

    python scripts/train_seams.py FOLDER... -o pipeline/zhibiao/models/seams.tsv

Reads every text below the folders (markup left out), counts pairs of neighbouring characters inside paragraphs that end
with a full stop, and the first two characters of each, and writes what stands at least five times: a character, a tab,
their sum, a tab, then `next count` pairs. Rows of `^` hold what begins a paragraph, the row `^^` how often a character
follows any other. Digits count as 0, Latin letters as a.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import regex

from zhibiao.evidence.seams import ANYWHERE, START, folded
from zhibiao.text.lines import lines

_FEWEST = 5
_FEWEST_AT_START = 2
_SHORTEST = 30
_PARAGRAPH_END = regex.compile(r"[。！？][”’）]?\Z")


def paragraphs(folders: Iterable[Path]) -> Iterator[str]:
    """The paragraphs of running text below the folders."""
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.suffix in {".txt", ".md"}):
            for line in lines(file.read_text(encoding="utf-8")):
                if len(line.text) >= _SHORTEST and _PARAGRAPH_END.search(line.text):
                    yield folded(line.text)


def count(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """Rows of the table: a character, or the start of a paragraph, to what follows it."""
    table: dict[str, Counter[str]] = {}
    for text in texts:
        table.setdefault(START, Counter())[text[0]] += 1
        table.setdefault(START + text[0], Counter())[text[1]] += 1
        for left, right in pairwise(text):
            table.setdefault(left, Counter())[right] += 1
    return table


def write(table: dict[str, Counter[str]], file: Path) -> None:
    """One row a line, in the order of the characters."""
    rows: dict[str, dict[str, int]] = {}
    for left in sorted(table):
        fewest = _FEWEST_AT_START if left.startswith(START) else _FEWEST
        if kept := {right: n for right, n in sorted(table[left].items()) if n >= fewest}:
            rows[left] = kept
    anywhere: Counter[str] = Counter()
    for left, kept in rows.items():
        if not left.startswith(START):
            anywhere.update(kept)
    rows[ANYWHERE] = dict(sorted(anywhere.items()))
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for left, row in rows.items():
            out.write(f"{left}\t{sum(row.values())}\t{' '.join(f'{right}{n}' for right, n in row.items())}\n")


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    write(count(paragraphs(arguments.folders)), arguments.output)


if __name__ == "__main__":
    main()
