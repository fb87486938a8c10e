"""Hostile texts for some minutes: nothing may crash, and no text may cost more than in step with its length.

usage: fuzz.py [--minutes N] [--seed N] [--evidence]

First every character that the rules know, and the odd ones of Unicode, each alone a thousand times and over; then texts
made at random of fragments of rules, brackets, numbers and odd characters, each also four times as long. Prints the
dearest by time a character and those whose cost grows faster than their length; the exit status is 1 where one crashed.
"""

from __future__ import annotations

import argparse
import random
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from zhibiao.extractor import Extractor
from zhibiao.records import check_places
from zhibiao.records.schema import SourceRecord
from zhibiao.shipped import RULES

ODD = "\0\x01\t\n\r\f\x1b\x85\u00a0\u00ad\u200b\u200d\u200f\u202e\u2028\u2029\u2066\u3000\ufeff\ufffd\ufffe\ue000\U000f0000"
BRACKETS = "()[]{}<>（）［］【】〔〕〈〉《》「」『』“”‘’\"'"
NUMBERS = "0123456789０９.,，．%％‰一二三四五六七八九十百千万亿兆零〇两半几多余成倍分之点至到—–-~～/"
OTHER = "的了是和与及、。！？；：…·#*|_=+&;省市县区州年月日个元吨亩张王李🇨🇳é́ｶﾞ"
SIZE = 1000
TIMES = 4
STEEP = 1.5
"""The cost of a text four times as long, over four times the cost: 1 is linear, 4 quadratic, what is above this is told."""
NOISE = 0.02


@dataclass(slots=True)
class Case:
    """One piece, repeated; seconds a character and how much faster than the length the cost grows."""

    piece: str
    per_character: float
    growth: float

    def __str__(self) -> str:
        return f"{1e6 * self.per_character:9.1f} µs a character, growth {self.growth:4.2f}: {self.piece[:60]!r}"


class Fuzzer:
    """Runs texts and keeps what was dear and what broke."""

    def __init__(self, evidence: bool) -> None:
        self.extractor = Extractor(evidence=evidence)
        self.cases: list[Case] = []
        self.broken: list[str] = []

    def seconds(self, text: str) -> float:
        """The processor time of a text; what it breaks is kept."""
        began = time.process_time()
        try:
            for record in self.extractor.extract(text):
                if not isinstance(record, SourceRecord) and (faults := list(check_places(record, text))):
                    raise AssertionError(faults[0])
        except Exception as error:
            self.broken.append(f"{type(error).__name__}: {error}: {text[:80]!r}")
        return time.process_time() - began

    def try_piece(self, piece: str, size: int = SIZE) -> None:
        """A piece repeated up to a size, and four times as often."""
        short, long = (piece * (length // len(piece) + 1) for length in (size, size * TIMES))
        first, second = self.seconds(short), self.seconds(long)
        growth = max(second, NOISE) / max(first, NOISE) / (len(long) / len(short))
        if growth > 1.2 and second > 5 * NOISE:  # once more, against chance
            first = min(first, self.seconds(short))
            second = min(second, self.seconds(long))
            growth = max(second, NOISE) / max(first, NOISE) / (len(long) / len(short))
        self.cases.append(Case(piece, second / len(long), growth))


def fragments() -> list[str]:
    """Words of the rules, their examples, and numbers."""
    found: set[str] = set()
    for file in sorted(RULES.glob("*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("entry", []):
            for value in entry.values():
                for word in value if isinstance(value, list) else [value]:
                    if isinstance(word, str) and 0 < len(word) < 40:
                        found.add(word.replace("[", "").replace("]", ""))
    return sorted(found)


def characters(words: list[str]) -> list[str]:
    """Each character once."""
    return sorted({*ODD, *BRACKETS, *NUMBERS, *OTHER, *(character for word in words for character in word)})


def pieces(words: list[str], chance: random.Random) -> Iterator[str]:
    """Texts made at random, for ever."""
    alphabets = (ODD, BRACKETS, NUMBERS, OTHER)
    while True:
        parts = []
        for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
            if chance.random() < 0.6:
                parts.append(chance.choice(words))
            else:
                parts.append("".join(chance.choices(chance.choice(alphabets), k=chance.randint(1, 4))))
        yield "".join(parts)


def main() -> int:
    """Until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--evidence", action="store_true", help="with word and name models")
    options = parser.parse_args()
    end = time.monotonic() + 60 * options.minutes
    fuzzer, words = Fuzzer(options.evidence), fragments()
    singles = characters(words)
    chance = random.Random(options.seed)
    chance.shuffle(singles)
    fuzzer.seconds("贵州省")  # loads
    for piece in singles:
        if time.monotonic() > end:
            break
        fuzzer.try_piece(piece)
    alone = len(fuzzer.cases)
    for piece in pieces(words, chance):
        if time.monotonic() > end:
            break
        fuzzer.try_piece(piece)
    report(fuzzer, alone, len(singles))
    return 1 if fuzzer.broken else 0


def report(fuzzer: Fuzzer, alone: int, singles: int) -> None:
    """What was found."""
    print(
        f"{alone} of {singles} characters alone, {len(fuzzer.cases) - alone} random texts, {len(fuzzer.broken)} broken"
    )
    for line in fuzzer.broken[:20]:
        print("broken:", line)
    print("dearest:")
    for case in sorted(fuzzer.cases, key=lambda case: -case.per_character)[:15]:
        print(case)
    steep = [case for case in fuzzer.cases if case.growth > STEEP]
    print(f"steeper than their length: {len(steep)}")
    for case in sorted(steep, key=lambda case: -case.growth)[:15]:
        print(case)


if __name__ == "__main__":
    raise SystemExit(main())
