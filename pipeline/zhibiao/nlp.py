"""The spaCy pipeline from config.cfg."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from zhibiao.components import groups  # noqa: F401  registers the extensions
from zhibiao.model import Article
from zhibiao.rulebook.remembering import renew

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

CONFIG = Path(__file__).with_name("config.cfg")


def load(*, rules: str | None = None, evidence: bool = True) -> Language:
    """Build the pipeline; `rules` is a folder laid over the built-in rules. Raises `RuleError`."""
    from spacy.util import load_config, load_model_from_config

    renew(rules)
    config = load_config(CONFIG, overrides={"paths.rules": rules, "variables.evidence": evidence})
    nlp = load_model_from_config(config, auto_fill=True)
    nlp.max_length = sys.maxsize  # spaCy's limit is for parsers, which there are none of here
    return nlp


def process(nlp: Language, article: Article) -> Doc:
    """Run the pipeline over an article's clean text; components read the article from `doc._.article`."""
    return next(pipe(nlp, [article]))


def pipe(nlp: Language, articles: Iterable[Article]) -> Iterator[Doc]:
    """Run the pipeline over articles, in their order; a component that has a `pipe` may read some of them together."""
    rules = nlp.config["paths"]["rules"]  # asked once, for spaCy puts its configuration together anew each time
    docs: Iterator[Doc] = (_begun(nlp, article, rules) for article in articles)
    for _, component in nlp.pipeline:
        docs = component.pipe(docs) if hasattr(component, "pipe") else map(component, docs)
    return docs


def _begun(nlp: Language, article: Article, rules: str | None) -> Doc:
    doc = nlp.make_doc(article.text)
    doc._.article = article
    doc._.rules = rules
    return doc
