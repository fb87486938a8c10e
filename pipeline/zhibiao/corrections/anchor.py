"""The place of a correction in a text that may have changed since it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without its white space, and where each character stands: layout may change, words may not."""

    text: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Squeezed:
        """Squeeze a text.

        >>> Squeezed.of("算力 达到\\n30%").text
        '算力达到30%'
        """
        places = [place for place, character in enumerate(text) if not character.isspace()]
        return cls("".join(text[place] for place in places), places)

    def spans(self, start: int, end: int) -> Spans:
        """The stretches of the text that the squeezed `[start, end)` comes from, neighbours merged."""
        found: list[tuple[int, int]] = []
        for place in self.places[start:end]:
            if found and found[-1][1] == place:
                found[-1] = (found[-1][0], place + 1)
            else:
                found.append((place, place + 1))
        return tuple(found)


def stands(raw: str, spans: Spans, text: str, before: str, after: str) -> bool:
    """Whether the words still stand at their place, between the same neighbours."""
    if "".join(raw[start:end] for start, end in spans) != text:
        return False
    first, last = spans[0][0], spans[-1][1]
    return raw[:first].endswith(before) and raw.startswith(after, last)


def find_again(squeezed: Squeezed, text: str, before: str, after: str) -> Spans | None:
    """Where the words stand between the same neighbours; None where they do not, or in more than one place.

    >>> find_again(Squeezed.of("新的一行。\\n算力比例 达到30%，"), "30%", "算力比例达到", "，")
    ((13, 16),)
    """
    words, left, right = ("".join(part.split()) for part in (text, before, after))
    wanted = left + words + right
    at = squeezed.text.find(wanted)
    if not words or len(wanted) == len(words) or at < 0 or squeezed.text.find(wanted, at + 1) >= 0:
        return None
    return squeezed.spans(at + len(left), at + len(left) + len(words))


def nearest(raw: str, words: str, place: int, reach: int) -> tuple[int, int] | None:
    """The occurrence of some words that is nearest to a place, within `reach` characters; before it where both are near."""
    low = max(0, place - reach)
    before = raw.rfind(words, low, place)
    after = raw.find(words, place, place + reach)
    if before >= 0:
        return before, before + len(words)
    return (after, after + len(words)) if after >= 0 else None
