"""Sentences with the people's names in them, to learn from: a newspaper tagged by hand, and texts that LAC read."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import rjieba
from teacher import lac

from zhibiao.evidence.pieces import pieces
from zhibiao.evidence.tagger import Sentence
from zhibiao.text.articles import articles

PLAIN = (
    {0xFF10 + n: 0x30 + n for n in range(10)}
    | {0xFF21 + n: 0x41 + n for n in (*range(26), *range(32, 58))}
    | {0xFF05: 0x25}
)
"""The newspaper's full-width digits, letters and ％."""
SHARED = 12
"""Sentences with so many characters in a row in common are the same one."""
LONGEST = 200
_SENTENCE = re.compile(r"[^。！？]*(?:[。！？]+[”’」』）]*|\Z)")
_PRONOUNCED = re.compile(r"[〈（].*")

Span = tuple[int, int, str]
"""Start, end and `PER`, `LOC`, `ORG`; `place` is a LOC or part of an ORG, of `open` nothing is known."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with what is known of its names; `whole` where places and organisations are all marked, too."""

    text: str
    spans: tuple[Span, ...]
    whole: bool

    @property
    def people(self) -> list[str]:
        """The people's names."""
        return [self.text[start:end] for start, end, kind in self.spans if kind == "PER"]


def tagged(text: str) -> Sentence:
    """The sentence with rjieba's words, as the network reads it."""
    return text, [(len(word), part) for word, part in rjieba.tag(text)]


# -- a tagged newspaper ----------------------------------------------------------------------------------------------


def newspaper(file: Path, apart: Sequence[Path] = ()) -> list[Marked]:
    """The sentences of a corpus tagged word by word: 江/nr 泽民/nr 发表/v. What stands in the files `apart`, too, is left out.

    `nr` is a person's name or half of one, `ns` a place.
    """
    lines = [_words(line) for line in file.read_text(encoding="utf-8").split("\n")]
    firsts = Counter(
        one for words in lines for (one, tag), (two, other) in pairwise(words) if tag == other == "nr" and len(two) < 3
    )
    barred = {run for one in apart for run in _runs(one.read_text(encoding="utf-8").translate(PLAIN))}
    found: dict[Marked, None] = {}
    for words in lines:
        for marked in _cut(*_joined(words, firsts)):
            if len(marked.text) < SHARED or barred.isdisjoint(_runs(marked.text)):
                found[marked] = None
    return list(found)


def _words(line: str) -> list[tuple[str, str]]:
    return [(word, tag) for word, slash, tag in (token.rpartition("/") for token in line.split()) if slash]


def _runs(text: str) -> Iterator[str]:
    return (text[at : at + SHARED] for at in range(len(text) - SHARED + 1))


def _joined(words: Sequence[tuple[str, str]], firsts: Counter[str]) -> tuple[str, list[Span]]:
    """The paragraph, with surname and given name made one."""
    text, spans, given = "", list[Span](), False
    for number, (word, tag) in enumerate(words):
        start = len(text)
        text += word
        if given:
            spans[-1] = spans[-1][0], len(text), "PER"
            given = False
        elif tag == "nr":
            spans.append((start, start + len(_PRONOUNCED.sub("", word)), "PER"))
            following = words[number + 1] if number + 1 < len(words) else ("", "")
            given = following[1] == "nr" and len(following[0]) < 4 and len(word) < 3 and firsts[word] > 2
        elif tag == "ns" and len(word) > 1:
            spans.append((start, len(text), "place"))
    return text.translate(PLAIN), [span for span in spans if span[2] == "place" or span[1] - span[0] > 1]


def _cut(text: str, spans: Sequence[Span]) -> Iterator[Marked]:
    """The sentences of a paragraph, in pieces of `LONGEST` characters."""
    for sentence in _SENTENCE.finditer(text):
        for low in range(sentence.start(), sentence.end(), LONGEST):
            high = min(low + LONGEST, sentence.end())
            inside = [(a - low, b - low, kind) for a, b, kind in spans if low <= a and b <= high]
            yield Marked(text[low:high], tuple(inside), False)


# -- texts that LAC reads --------------------------------------------------------------------------------------------


def taught(folders: Iterable[Path], chars: int, without: float, seed: int) -> list[Marked]:
    """Sentences of texts with LAC's names: all that name a person, and of the others a share.

    At most `chars` characters of each folder are read.
    """
    chance = random.Random(seed)
    found: dict[str, Marked] = {}
    for folder in folders:
        left = chars
        files = sorted(file for file in folder.rglob("*") if file.suffix in {".txt", ".md"})
        chance.shuffle(files)
        for file in files:
            if left <= 0:
                break
            for article in articles(file.read_text(encoding="utf-8")):
                left -= len(article.text)
                for marked in _read(article.text):
                    if marked.people or chance.random() < without:
                        found.setdefault(marked.text, marked)
    return list(found.values())


def _read(text: str) -> Iterator[Marked]:
    sentences = [text[piece.start : piece.end] for piece in pieces(text)]
    for sentence, words in zip(sentences, lac().read(sentences), strict=True):
        named = [(a, b, kind) for a, b, kind in words if kind in {"LOC", "ORG"} or (kind == "PER" and b - a > 1)]
        yield Marked(sentence, tuple(named), True)


def agreed(marked: Marked, people: Iterable[tuple[int, int]]) -> Marked:
    """The sentence with the names that a second reader sees, too; where the two differ, nothing is known."""
    others = set(people)
    own = {(a, b) for a, b, kind in marked.spans if kind == "PER"}
    differing = [(a, b, "open") for a, b in sorted(own ^ others)]
    kept = [
        (a, b, kind)
        for a, b, kind in marked.spans
        if ((a, b) in others if kind == "PER" else not any(a < end and start < b for start, end, _ in differing))
    ]
    return Marked(marked.text, (*kept, *differing), marked.whole)
