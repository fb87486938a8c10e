"""The evidence of one text, looked up by place in constant time: does a word end here, which name begins here?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from zhibiao.evidence import Evidence, Name, Word
from zhibiao.model import Stretch


class Witnesses:
    """Words and names of a text by their first and last character, read when first asked for.

    Names are dear: they are read only where the characters hint at a person, and at `places`, where a rule wants to know. With
    `named=False` they are not read at all.
    """

    def __init__(self, evidence: Evidence, text: str, *, named: bool = True, places: Iterable[int] = ()) -> None:
        self.evidence = evidence
        self._places = places
        self._named = named and evidence.enabled
        self.enabled = evidence.enabled
        self.naming = evidence.enabled and evidence.naming

    def word_from(self, at: int) -> Word | None:
        """The word that begins at `at`."""
        return self.evidence.word_from(at)

    def word_to(self, end: int) -> Word | None:
        """The word that ends before `end`."""
        return self.evidence.word_to(end)

    def name_from(self, at: int) -> Name | None:
        """The name that begins at `at`."""
        return self._names.get(at)

    def name_to(self, end: int) -> Name | None:
        """The name that ends before `end`."""
        return self._ends.get(end)

    def likely(self, at: int) -> bool:
        """Whether the characters around speak plainly for a name that begins at `at`."""
        return self._named and self.evidence.likely(at) >= 0.0

    def persons(self) -> list[Name]:
        """The persons' names in text order."""
        return [name for name in self._names.values() if name.tag == "PER"]

    @cached_property
    def _names(self) -> dict[int, Name]:
        if not self._named:
            return {}
        self.evidence.prepare([*self.evidence.hinted(), *(Stretch(at, at + 1) for at in self._places)])
        return {name.start: name for name in self.evidence.known_names()}

    @cached_property
    def _ends(self) -> dict[int, Name]:
        return {name.end: name for name in self._names.values()}
