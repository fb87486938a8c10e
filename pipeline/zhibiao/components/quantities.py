"""quantities."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from zhibiao.components import groups


@Language.factory("zhibiao_quantities", default_config={"rules": None})
def make_quantities(nlp: Language, name: str, rules: str | None) -> Callable[[Doc], Doc]:
    """The factory that config.cfg names."""

    def component(doc: Doc) -> Doc:
        groups.put(doc, "quantities", ())
        return doc

    return component
