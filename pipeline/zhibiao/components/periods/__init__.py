"""Time expressions: 2024年, 去年, “十四五”, 到2025年底, 2021—2025年, 上半年, 三年行动. They come first, for no quantity may overlap one."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from zhibiao.components import groups
from zhibiao.components.periods.finder import find_periods
from zhibiao.components.periods.forms import load_words

__all__ = ["find_periods", "make_periods"]


@Language.factory("zhibiao_periods", default_config={"rules": None})
def make_periods(nlp: Language, name: str, rules: str | None) -> Callable[[Doc], Doc]:
    """The factory that config.cfg names."""
    words = load_words(rules)

    def component(doc: Doc) -> Doc:
        groups.put(doc, "periods", find_periods(groups.text(doc), groups.article(doc).reference_year, words))
        return doc

    return component
