"""Train the compact word model: spacy-pkuseg learns from texts that LAC segmented; weights that say little are dropped.

    python scripts/train_words.py CORPUS… -o pipeline/zhibiao/models/words

Every tenth source is held back, and the scores are taken on those. The same corpus gives the same bytes.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import rjieba
import spacy_pkuseg
import srsly
from spacy_pkuseg.config import config
from spacy_pkuseg.feature_extractor import FeatureExtractor
from spacy_pkuseg.model import Model

from zhibiao.evidence.lac import NAMES, lac
from zhibiao.evidence.pieces import pieces

SEED = 20260101
HELD_BACK = 10  # every tenth source
LONGEST = 6  # pkuseg looks no farther for words

Sentence = list[str]


def main() -> None:
    """Read the arguments, train, prune, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="+", help="folders or files of plain text")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder of the model")
    parser.add_argument("--iterations", type=int, default=3)
    parser.add_argument("--rarest", type=int, default=2, help="features seen less often are not learned")
    parser.add_argument(
        "--weakest", type=float, default=0.05, help="features whose weights are all smaller are dropped"
    )
    parser.add_argument("--chars", type=int, default=2_000_000, help="at most so many characters of the corpus")
    given = parser.parse_args()
    start = time.monotonic()
    learned, held = split(sources(given.corpus), given.chars)
    print(f"segmented: {size(learned)} characters to learn, {size(held)} held back, {time.monotonic() - start:.0f} s")
    with tempfile.TemporaryDirectory() as folder:
        train(learned, held[:200], Path(folder), given.iterations, given.rarest)
        prune(Path(folder), given.weakest)
        given.output.mkdir(parents=True, exist_ok=True)
        for name in ("features.msgpack", "weights.npz"):
            shutil.copyfile(Path(folder) / name, given.output / name)
    print(f"trained: {time.monotonic() - start:.0f} s")


def sources(paths: Iterable[Path]) -> list[Path]:
    """The plain texts in the folders, in the order of their names."""
    return [
        file
        for path in paths
        for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if file.suffix in {".txt", ".md"}
    ]


def split(files: list[Path], chars: int) -> tuple[list[Sentence], list[Sentence]]:
    """What is learned and what is held back, segmented; of many files, every n-th is read up to so many characters."""
    learned: list[Sentence] = []
    held: list[Sentence] = []
    step = max(1, round(sum(file.stat().st_size / 3 for file in files) / chars))
    for number, file in enumerate(files[::step]):
        (held if number % HELD_BACK == HELD_BACK - 1 else learned).extend(segmented(file.read_text(encoding="utf-8")))
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
    known = {word for word in rjieba.cut_for_search(name, True) if len(word) <= 4 or not word.isalpha()}
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
    kept[0] = True  # every character has it
    names = [name for name, index in sorted(features.feature_to_idx.items(), key=lambda item: item[1]) if kept[index]]
    data = {
        "unigram": sorted(used(names) & features.unigram),
        "bigram": [],  # only training looks at them
        "feature_to_idx": {name: index for index, name in enumerate(names)},
        "tag_to_idx": features.tag_to_idx,
    }
    srsly.write_msgpack(folder / "features.msgpack", data)
    short = np.concatenate([weights[kept].ravel(), model.w[count * tags :]]).astype(np.float16).astype(np.float64)
    np.savez_compressed(folder / "weights.npz", sizes=np.array([tags, len(names)]), w=short)
    print(f"kept {len(names)} of {count} features", file=sys.stderr)


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


if __name__ == "__main__":
    main()
