"""people."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from zhibiao.components import groups


@Language.factory("zhibiao_people", default_config={"rules": None})
def make_people(nlp: Language, name: str, rules: str | None) -> Callable[[Doc], Doc]:
    """The factory that config.cfg names."""

    def component(doc: Doc) -> Doc:
        groups.put(doc, "people", ())
        return doc

    return component
