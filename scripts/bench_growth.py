"""How the time grows with the number of articles and with their length, and what a second worker gives.

Processor time of this process, but for the workers, whose ratio is of wall time. Used by `scripts/bench.py`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from zhibiao.engines import Engine
from zhibiao.engines.processes import Processes
from zhibiao.extractor import Extractor, Tally
from zhibiao.inputs import find_inputs
from zhibiao.jobs import Job, Recipe
from zhibiao.records import to_line
from zhibiao.run import extract_all
from zhibiao.sources import read_source

ARTICLES = (10, 100, 1_000, 10_000)
ARTICLE_CHARS = 200
BYTES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
LARGEST_WHOLE = 1_000
"""Of more articles, and of articles of more than as many kilobytes, only the rules are measured, to keep to the hour."""
SHORTEST = 0.5
"""Seconds for which a small amount is read again and again."""

Run = Callable[[Path], None]
Row = list[str]


def runs() -> tuple[Run, Run]:
    """A file to JSON lines: with the models, by rules alone."""

    def run(extractor: Extractor) -> Run:
        def work(file: Path) -> None:
            for row in extractor.rows(read_source(file, file.name), Tally()):
                to_line(row)

        extractor.nlp  # noqa: B018  loading is measured apart
        return work

    return run(Extractor()), run(Extractor(evidence=False))


def by_articles(stream: Iterator[str], counts: Iterable[int] = ARTICLES) -> Iterator[Row]:
    """10 → 10,000 articles of one length in a JSONL file: the number, characters a second, whole and by rules alone."""
    whole, rules = runs()
    pieces = _pieces(stream, ARTICLE_CHARS)
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            file = _jsonl(Path(folder, f"{count}.jsonl"), islice(pieces, count))
            chars = count * ARTICLE_CHARS
            yield _row(f"{count:,} articles", chars, whole if count <= LARGEST_WHOLE else None, rules, file)


def by_length(stream: Iterator[str], sizes: Iterable[int] = BYTES) -> Iterator[Row]:
    """One article of 1 kB → 10 MB of UTF-8: its size, characters a second, whole and by rules alone."""
    whole, rules = runs()
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            (text,) = islice(_pieces(stream, size // 3), 1)
            file = _jsonl(Path(folder, f"{size}.jsonl"), [text])
            label = f"{size // 1000:,} kB" if size < 1_000_000 else f"{size // 1_000_000} MB"
            yield _row(label, len(text), whole if size <= 1000 * LARGEST_WHOLE else None, rules, file)


def by_workers(stream: Iterator[str], chars: int) -> Iterator[Row]:
    """One worker process and two, over a folder of forty files and over one JSONL file in blocks: seconds, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        texts = list(islice(_pieces(stream, chars // 40), 40))
        for number, text in enumerate(texts):
            file = Path(folder, "files", f"{number}.txt")
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        pieces = _pieces(iter(texts), ARTICLE_CHARS)
        lines = _jsonl(Path(folder, "many.jsonl"), pieces)
        for label, path, block in (
            ("40 files", Path(folder, "files"), Recipe().block),
            ("one JSONL file in blocks", lines, max(1, lines.stat().st_size // 20)),
        ):
            one, two = (_seconds(path, Path(folder, "outputs"), count, block) for count in (1, 2))
            yield [label, f"{one:.1f} s", f"{two:.1f} s", f"{one / two:.2f}"]


def _seconds(path: Path, output: Path, workers: int, block: int) -> float:
    """Wall time of the work alone: the workers have loaded before."""

    def make(_jobs: Sequence[Job], recipe: Recipe) -> Engine:
        return Processes(recipe, workers)

    shutil.rmtree(output, ignore_errors=True)
    recipe = Recipe(block=block)
    report = extract_all(find_inputs([str(path)]), output, recipe, make_engine=make)
    assert not report.failed, report.failed[0]
    return report.seconds["extract"]


def _row(label: str, chars: int, whole: Run | None, rules: Run, file: Path) -> Row:
    return [label, *("–" if run is None else f"{_rate(run, file, chars):,.0f}" for run in (whole, rules))]


def _rate(run: Run, file: Path, chars: int) -> float:
    rounds, began = 0, time.process_time()
    while (spent := time.process_time() - began) < SHORTEST:
        run(file)
        rounds += 1
    return rounds * chars / spent


def _pieces(texts: Iterator[str], chars: int) -> Iterator[str]:
    """So many characters each, out of texts that go on."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size < chars:
            continue
        joined = "\n".join(held)
        at = 0
        while at + chars <= len(joined):
            yield joined[at : at + chars]
            at += chars
        held, size = [joined[at:]], len(joined) - at


def _jsonl(file: Path, texts: Iterable[str]) -> Path:
    with file.open("w", encoding="utf-8") as handle:
        handle.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    return file
