"""The tokenizer: one token is one character, spaces included, so that token and character offsets are the same.

spaCy's own `char` segmenter folds spaces into the token before them and loses that.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from zhibiao.text.sentences import sentences

_INSIDE = 2**64 - 1
"""How spaCy writes −1 where it reads unsigned numbers: no sentence begins here."""


class _Ids(dict[str, int]):
    """Characters to their ids in the vocabulary: hashed once each, and not once each time they stand in a text."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings

    def __missing__(self, character: str) -> int:
        self[character] = number = self._strings.add(character)
        return int(number)


class CharacterTokenizer:
    """Makes a Doc with one token a character and sentence starts set."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._ids = _Ids(vocab)

    def __call__(self, text: str) -> Doc:
        """A Doc with as many tokens as `text` has code points."""
        doc = Doc(
            self.vocab,
            words=cast("list[str]", list(map(self._ids.__getitem__, text))),
            spaces=[False] * len(text),
        )
        if not text:
            return doc
        starts = np.full(len(text), _INSIDE, dtype=np.uint64)
        starts[[sentence.start for sentence in sentences(text)]] = 1
        return doc.from_array(SENT_START, starts)  # type: ignore[arg-type]

    # There is nothing to serialize; spaCy asks all the same.
    def to_bytes(self, **_: Any) -> bytes:
        """Nothing."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> CharacterTokenizer:
        """Itself."""
        return self

    def to_disk(self, _path: Path, **_: Any) -> None:
        """Nothing."""

    def from_disk(self, _path: Path, **_: Any) -> CharacterTokenizer:
        """Itself."""
        return self


@registry.tokenizers("zhibiao.CharacterTokenizer.v1")  # type: ignore[untyped-decorator]
def make_character_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """The factory that config.cfg names."""

    def make(nlp: Language) -> CharacterTokenizer:
        return CharacterTokenizer(nlp.vocab)

    return make
