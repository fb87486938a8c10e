"""The first component: hangs the evidence (words, parts of speech, names) on the Doc; it is worked out when asked for."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from zhibiao.components import groups
from zhibiao.evidence import Evidence


@Language.factory("zhibiao_evidence", default_config={"enabled": True})
def make_evidence(nlp: Language, name: str, enabled: bool) -> Callable[[Doc], Doc]:
    """The factory that config.cfg names; `enabled = false` runs the rules alone."""

    def attach(doc: Doc) -> Doc:
        doc._.evidence = Evidence(groups.text(doc), enabled=enabled)
        return doc

    return attach
