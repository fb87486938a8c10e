"""The spaCy pipeline from config.cfg."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from zhibiao.components import groups  # noqa: F401  registers the extensions
from zhibiao.model import Article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

CONFIG = Path(__file__).with_name("config.cfg")


def load(*, rules: str | None = None, evidence: bool = True) -> Language:
    """Build the pipeline; `rules` is a folder laid over the built-in rules. Raises `RuleError`."""
    from spacy.util import load_config, load_model_from_config

    config = load_config(CONFIG, overrides={"paths.rules": rules, "variables.evidence": evidence})
    nlp = load_model_from_config(config, auto_fill=True)
    nlp.max_length = sys.maxsize  # spaCy's limit is for parsers, which there are none of here
    return nlp


def process(nlp: Language, article: Article) -> Doc:
    """Run the pipeline over an article's clean text; components read the article from `doc._.article`."""
    doc = nlp.make_doc(article.text)
    doc._.article = article
    doc._.rules = nlp.config["paths"]["rules"]
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc
