"""Where the time goes: a text through the pipeline step by step, in processor time. Used by `scripts/bench.py`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from zhibiao.extractor import Extractor
from zhibiao.facts import collect
from zhibiao.records import records_of, to_line
from zhibiao.text.articles import articles


def shares(texts: Sequence[str]) -> dict[str, float]:
    """How much of the time each step takes."""
    nlp = Extractor().nlp
    spent: dict[str, float] = {}
    _walk(nlp, texts[0][:500], {})  # what is loaded once a process is no part of it
    for text in texts:
        _walk(nlp, text, spent)
    total = sum(spent.values())
    return {name: seconds / total for name, seconds in spent.items()}


def _walk(nlp: Any, text: str, spent: dict[str, float]) -> None:
    """A text step by step; the seconds of each are added up."""
    at = time.process_time()

    def step(name: str) -> None:
        nonlocal at
        now = time.process_time()
        spent[name] = spent.get(name, 0.0) + now - at
        at = now

    found = list(articles(text))
    step("articles and repair")
    docs = []
    for article in found:
        doc = nlp.make_doc(article.text)
        doc._.article = article
        docs.append(doc)
    step("character tokens")
    for name, component in nlp.pipeline:  # as a run does it: the names of many articles are read together
        docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
        step(name)
    facts = [collect(doc) for doc in docs]
    step("facts")
    for article, some in zip(found, facts, strict=True):
        for row in records_of(article, "a", some, text):
            to_line(row)
    step("records")
