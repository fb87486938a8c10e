"""The first component: hangs the evidence (words, parts of speech, names) on the Doc; it is worked out when asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from zhibiao.components import groups
from zhibiao.evidence import Evidence, read_names

WINDOW = 40_000
"""So many characters are read together; with more, the names come no faster."""


class EvidenceComponent:
    """Gives each Doc its evidence; with `enabled=False`, one that knows nothing."""

    def __init__(self, *, enabled: bool = True) -> None:
        self.enabled = enabled

    def __call__(self, doc: Doc) -> Doc:
        """Let evidence be asked for."""
        doc._.evidence = Evidence(groups.text(doc), enabled=self.enabled)
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = 1000) -> Iterator[Doc]:
        """Many Docs, whose names are read together: at most `batch_size` of them, and about `WINDOW` characters.

        No more than these are held. What each knows is the same as if it were alone.
        """
        window: deque[Doc] = deque()
        size = 0
        for doc in docs:
            window.append(self(doc))
            size += len(doc)
            if size >= WINDOW or len(window) >= batch_size:
                yield from _read(window)
                size = 0
        yield from _read(window)


def _read(window: deque[Doc]) -> Iterator[Doc]:
    """The Docs with their names, each let go when it has been used."""
    read_names(map(groups.evidence, window))
    while window:
        yield window.popleft()


@Language.factory("zhibiao_evidence", default_config={"enabled": True})
def make_evidence(nlp: Language, name: str, enabled: bool) -> EvidenceComponent:
    """The factory that config.cfg names; `enabled = false` runs the rules alone."""
    return EvidenceComponent(enabled=enabled)
