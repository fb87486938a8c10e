"""What a sentence does not say again: the indicator of 比上年增长5%, and 数字经济 in 占比达45%以上，规模突破万亿元."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from zhibiao.facts.clauses import is_ratio
from zhibiao.facts.noun_phrases import CHANGES, Phrase
from zhibiao.facts.tokens import Token
from zhibiao.facts.wording import Wording
from zhibiao.model import Indicator, Quantity

_REMEMBERED = 32
"""So many numbers of a sentence are remembered."""
_CARRYING = frozenset({"to", "link", "prep", "noun"})
_RESUMING = frozenset({"其中", "累计"})


@dataclass(slots=True)
class Memory:
    """What a sentence has named so far: its numbers' indicators, and the subject of its last clause without a number."""

    named: deque[tuple[Quantity, Indicator]] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    subject: Indicator | None = None

    def carried(self, numbers: Sequence[Quantity], phrase: Phrase, words: str) -> list[Indicator | None]:
        """The indicators of numbers that name none: those of the numbers before, one each for a list, else the last.

        `words` are the first number's (翻番 is a change by itself).
        """
        named = [indicator for _, indicator in self.named]
        last = named[-len(numbers) :]
        if len(numbers) > 1 and len({indicator.stretches for indicator in last}) == len(numbers):
            return list(last)
        change = "番" in words or any(token.kind in CHANGES - {"to"} for token in phrase.trail)
        moved = change or any(_carries(token) for token in phrase.trail)
        if not moved:
            return [None] * len(numbers)
        if named and (change or is_ratio(numbers[0])):
            return [named[-1]] * len(numbers)
        if named:
            alike = [indicator for quantity, indicator in self.named if _alike(quantity, numbers[0])]
            return [alike[-1] if alike else None] * len(numbers)
        return [self.subject] * len(numbers)

    def full(self, indicator: Indicator, wording: Wording) -> str | None:
        """What a bare head leaves out, from the indicator before it: 规模 after 数字经济占比 is 数字经济规模."""
        if indicator.text not in wording.bare:
            return None
        others = [other.text for _, other in reversed(self.named)]
        others += [self.subject.text] if self.subject else []
        other = next((other for other in others if other != indicator.text and other not in wording.bare), None)
        return None if other is None else completed(other, indicator.text, wording)


def _carries(token: Token) -> bool:
    """达到, 突破, 占, 其中 before a number take up what was named; 近 and 约 alone do not."""
    if token.kind == "compare":
        return len(token.text) > 1
    return token.kind in _CARRYING or token.text in _RESUMING


def completed(other: str, bare: str, wording: Wording) -> str:
    """数字经济规模 from 数字经济占比 and 规模."""
    head = max((word for word in wording.bare if other.endswith(word)), key=len, default="")
    return other[: len(other) - len(head)] + bare


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may measure the same thing: 1.5小时 and 40分钟, 11个 and 25个."""
    return one.unit == other.unit or one.dimension == other.dimension != "count"
