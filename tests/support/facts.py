"""A sentence read by the whole pipeline, with what was found written back into it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from _pytest.mark import ParameterSet
from spacy.language import Language

from support.cases import CASES
from zhibiao import notation
from zhibiao.facts import collect
from zhibiao.model import Article, ArticleKind, Target
from zhibiao.nlp import process

UNREAD = "尚未读对"
"""The section of sentences that are not read right yet: their marks are what they should be."""


def cases(table: str) -> list[ParameterSet]:
    """Section and marked sentence, every one of tests/cases/<table>.md; those not read right yet must fail."""
    found, section = [], ""
    for line in (CASES / f"{table}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:].strip()
        elif line.startswith("- "):
            marks = [pytest.mark.xfail(strict=True, reason="not read right yet")] if section == UNREAD else []
            found.append(pytest.param(section, line[2:].strip(), marks=marks))
    return found


def targets(nlp: Language, sentence: str, kind: ArticleKind = "news", year: int = 2026) -> tuple[Target, ...]:
    """The targets of a sentence, read as an article of its own."""
    return collect(process(nlp, Article.of(sentence, kind=kind, reference_year=year))).targets


def rendered(
    nlp: Language, marked: str, label: Callable[[Target], str], kind: ArticleKind = "news", year: int = 2026
) -> str:
    """The sentence, its marks taken off, with `label` of every target written back in."""
    sentence, _ = notation.strip(marked)
    found = targets(nlp, sentence, kind, year)
    return notation.render(sentence, [notation.Mark(t.quantity.start, t.quantity.end, _plain(label(t))) for t in found])


def _plain(label: str) -> str:
    """Round brackets would end the reading."""
    return label.replace("(", "（").replace(")", "）")
