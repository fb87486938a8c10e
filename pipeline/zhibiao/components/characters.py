"""The tokenizer: one token is one character, spaces included, so that token and character offsets are the same.

spaCy's own `char` segmenter folds spaces into the token before them and loses that.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from zhibiao.text.sentences import sentences


class CharacterTokenizer:
    """Makes a Doc with one token a character and sentence starts set."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A Doc with as many tokens as `text` has code points."""
        size = len(text)
        starts: list[bool | int | None] = [False] * size
        for sentence in sentences(text):
            starts[sentence.start] = True
        return Doc(self.vocab, words=list(text), spaces=[False] * size, sent_starts=starts)

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
