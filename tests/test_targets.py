"""All that is said of a number: sentences of each kind of article, and whole short texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from support.facts import cases, rendered
from support.linked import BREAK
from zhibiao import notation
from zhibiao.facts import collect, read_rules
from zhibiao.facts.wording import wording
from zhibiao.nlp import process
from zhibiao.text.articles import articles

WHOLE = "短文"
"""The section of whole texts, whose kind and year are those that the text itself tells."""
SENTENCES = [case for case in cases("targets") if case.values[0] != WHOLE]
TEXTS = [str(case.values[1]) for case in cases("targets") if case.values[0] == WHOLE]


@pytest.mark.parametrize(("section", "marked"), SENTENCES)
def test_a_sentence(nlp: Language, section: str, marked: str) -> None:
    kind, year = section.split()
    assert rendered(nlp, marked, notation.target, kind, int(year)) == marked  # type: ignore[arg-type]


@pytest.mark.parametrize("marked", TEXTS)
def test_a_whole_text(nlp: Language, marked: str) -> None:
    text, _ = notation.strip(marked)
    (article,) = articles(text.replace(BREAK, "\n"))
    found = collect(process(nlp, article)).targets
    marks = [notation.Mark(t.quantity.start, t.quantity.end, notation.target(t)) for t in found]
    assert notation.render(article.text, marks).replace("\n", BREAK) == marked


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(SENTENCES) >= 150
    assert len(TEXTS) >= 30


def test_edited_rules_are_seen_when_they_are_read_again(tmp_path: Path) -> None:
    def write(word: str) -> None:
        entry = f'[[entry]]\nname = "系词"\nkind = "link"\nwords = ["{word}"]\n'
        (tmp_path / "bounds.toml").write_text(entry, encoding="utf-8")

    write("高达")
    read_rules(str(tmp_path))
    first = wording(str(tmp_path))
    assert wording(str(tmp_path)) is first
    write("冲到")
    read_rules(str(tmp_path))
    assert wording(str(tmp_path)).kinds["冲到"] == "link"
    assert "冲到" not in first.kinds
