"""What each witness is worth: F1 of each layer, and the speed, with rules alone, with words, and with the tagger's names as well.

    python scripts/weigh_evidence.py GOLD

GOLD is a folder with dev.jsonl and texts/. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from pathlib import Path

import zhibiao.components.evidence
from zhibiao.evaluate import evaluate, read_gold
from zhibiao.evidence import Evidence, Name
from zhibiao.evidence.witness import Placed
from zhibiao.extractor import Extractor
from zhibiao.records import to_line
from zhibiao.sources.document import Document


class WordsOnly(Evidence):
    """rjieba's words and tags and the hints, without the tagger."""

    naming = False

    def names(self, start: int, end: int) -> list[Name]:
        """Nothing."""
        return []

    def prepare(self, places: Iterable[Placed]) -> None:
        """Nothing."""


def main() -> None:
    """Read the argument, extract three times, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    folder = parser.parse_args().gold
    gold = read_gold(folder / "dev.jsonl")
    columns = {}
    for name, evidence, witness in (
        ("rules alone", False, Evidence),
        ("+ words", True, WordsOnly),
        ("+ names", True, Evidence),
    ):
        zhibiao.components.evidence.Evidence = witness
        records, speed = extracted(folder / "texts", Extractor(evidence=evidence))
        scores = evaluate(gold, records)
        columns[name] = {layer: f"{score.f1:.3f}" for layer, score in scores.items()} | {
            "characters/s": f"{speed:,.0f}"
        }
    print("| | " + " | ".join(columns) + " |\n| --- |" + " --- |" * len(columns))
    for row in next(iter(columns.values())):
        print(f"| {row} | " + " | ".join(column[row] for column in columns.values()) + " |")


def extracted(texts: Path, extractor: Extractor) -> tuple[dict[str, list[dict[str, object]]], float]:
    """The records of each text by its stem, and characters a second; the first text is read twice, so that loading is over."""
    files = sorted(texts.iterdir())
    list(extractor.extract(files[0].read_text(encoding="utf-8")))
    records, chars, start = {}, 0, time.process_time()
    for file in files:
        source = extractor.read(file.read_bytes(), file.name)
        records[file.stem] = [json.loads(to_line(row)) for row in extractor.records(source)]
        chars += sum(len(one.text) for one in source.documents if isinstance(one, Document))
    return records, chars / (time.process_time() - start)


if __name__ == "__main__":
    main()
