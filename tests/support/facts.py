"""A sentence read by the whole pipeline, with what was found written back into it."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language

from zhibiao import notation
from zhibiao.facts import collect
from zhibiao.model import Article, ArticleKind, Target
from zhibiao.nlp import process


def targets(nlp: Language, sentence: str, kind: ArticleKind = "news", year: int = 2026) -> tuple[Target, ...]:
    """The targets of a sentence, read as an article of its own."""
    return collect(process(nlp, Article.of(sentence, kind=kind, reference_year=year))).targets


def rendered(nlp: Language, marked: str, label: Callable[[Target], str], kind: ArticleKind = "news", year: int = 2026) -> str:
    """The sentence, its marks taken off, with `label` of every target written back in."""
    sentence, _ = notation.strip(marked)
    found = targets(nlp, sentence, kind, year)
    return notation.render(sentence, [notation.Mark(t.quantity.start, t.quantity.end, _plain(label(t))) for t in found])


def _plain(label: str) -> str:
    """Round brackets would end the reading."""
    return label.replace("(", "（").replace(")", "）")
