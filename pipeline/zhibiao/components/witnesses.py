"""The evidence of one text, looked up by place in constant time: does a word end here, which name begins here?"""

from __future__ import annotations

from bisect import bisect_right

from zhibiao.evidence import Evidence, Word


class Witnesses:
    """Words and names of a text by their first and last character, read sentence by sentence when first asked for.

    With `named=False` only the words are asked for, which are cheap; names are dear.
    """

    def __init__(self, evidence: Evidence, text: str, *, named: bool = True) -> None:
        self.evidence = evidence
        self._named = named
        self.enabled = evidence.enabled
        self._breaks = [0, *(i + 1 for i, c in enumerate(text) if c in "。！？\n")]
        self._length = len(text)
        self._words: dict[int, tuple[dict[int, Word], dict[int, Word]]] = {}
        self._names: dict[int, tuple[dict[int, Word], dict[int, Word]]] = {}

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence of the character `at`."""
        index = bisect_right(self._breaks, at) - 1
        stop = self._breaks[index + 1] if index + 1 < len(self._breaks) else self._length
        return self._breaks[index], stop

    def word_from(self, at: int) -> Word | None:
        """The word that begins at `at`."""
        return self._look(self._words, at, names=False)[0].get(at)

    def word_to(self, end: int) -> Word | None:
        """The word that ends before `end`."""
        return self._look(self._words, end - 1, names=False)[1].get(end)

    def name_from(self, at: int) -> Word | None:
        """The name that begins at `at`."""
        return self._look(self._names, at, names=True)[0].get(at)

    def name_to(self, end: int) -> Word | None:
        """The name that ends before `end`."""
        return self._look(self._names, end - 1, names=True)[1].get(end)

    def persons(self, at: int) -> list[Word]:
        """The persons' names in the sentence of `at`."""
        return [word for word in self._look(self._names, at, names=True)[0].values() if word.tag == "PER"]

    def words(self, at: int) -> list[Word]:
        """The words in the sentence of `at`."""
        return list(self._look(self._words, at, names=False)[0].values())

    def starts(self) -> list[int]:
        """Where the sentences begin."""
        return self._breaks

    def _look(
        self, store: dict[int, tuple[dict[int, Word], dict[int, Word]]], at: int, *, names: bool
    ) -> tuple[dict[int, Word], dict[int, Word]]:
        if not self.enabled or not 0 <= at < self._length or (names and not self._named):
            return {}, {}
        start, end = self.sentence(at)
        if start not in store:
            found = self.evidence.names(start, end) if names else self.evidence.tagged(start, end)
            store[start] = ({word.start: word for word in found}, {word.end: word for word in found})
        return store[start]
