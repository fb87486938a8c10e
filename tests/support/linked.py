"""Cases in which each quantity's own answer (its year, its region, its source) is written back into the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from spacy.language import Language

from zhibiao.facts.context import Context
from zhibiao.nlp import process
from zhibiao.notation import Mark, render, strip
from zhibiao.text.articles import articles

BREAK = " ¶ "
"""Stands for a line feed in a case."""

A = TypeVar("A")


def answers(nlp: Language, case: str, bind: Callable[[Context], Sequence[A]], label: Callable[[A], str]) -> str:
    """The case's text with what was found written in; paragraphs are those of the article that the text makes."""
    text, _ = strip(case)
    (article,) = articles(text.replace(BREAK, "\n"))
    context = Context.of(process(nlp, article))
    found = [
        Mark(quantity.start, quantity.end, label(answer))
        for quantity, answer in zip(context.quantities, bind(context), strict=True)
    ]
    return render(article.text, found).replace("\n", BREAK)
