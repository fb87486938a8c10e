"""Span groups: a mention hangs on its span, by its place and its rule."""

from __future__ import annotations

from decimal import Decimal

import pytest
from spacy.tokens import Doc, Span

from zhibiao.components import groups
from zhibiao.components.start import import_spacy
from zhibiao.model import Quantity, Rejected

import_spacy()


def _quantity(value: int, rule: str, start: int = 2, end: int = 6) -> Quantity:
    return Quantity(start, end, Decimal(value), None, "万张", "=", rules=(rule,))


@pytest.fixture
def doc() -> Doc:
    from spacy.vocab import Vocab

    text = "新增20万张床位30万张"
    return Doc(Vocab(), words=list(text), spaces=[False] * len(text))


def test_a_span_holds_its_value_and_the_group_its_values_in_text_order(doc: Doc) -> None:
    later, earlier = _quantity(30, "units:张", 8, 12), _quantity(20, "units:张")
    groups.put(doc, "quantities", [later, Rejected(0, 2, "quantity", (), "no number"), earlier])
    assert [(span.text, span.id_, span._.quantity) for span in doc.spans["quantities"]] == [
        ("20万张", "units:张", earlier),
        ("30万张", "units:张", later),
    ]
    assert groups.quantities(doc) == [earlier, later]
    assert [one.reason for one in doc._.rejected] == ["no number"]


def test_two_readings_of_one_stretch_are_told_apart_by_their_rules(doc: Doc) -> None:
    one, other = _quantity(20, "units:张"), _quantity(21, "units:万张")
    groups.put(doc, "quantities", [one, other])
    assert [span._.quantity for span in doc.spans["quantities"]] == [one, other]


def test_a_component_of_ones_own_may_set_and_drop_values(doc: Doc) -> None:
    groups.put(doc, "quantities", [_quantity(20, "units:张"), _quantity(30, "units:张", 8, 12)])
    kept, added = doc.spans["quantities"][1], Span(doc, 0, 2, "QUANTITY")
    added._.quantity = _quantity(7, "mine:一", 0, 2)
    doc.spans["quantities"] = [added, kept]
    assert [one.value for one in groups.quantities(doc)] == [7, 30]


def test_docs_share_no_values(doc: Doc) -> None:
    groups.put(doc, "quantities", [_quantity(20, "units:张")])
    other = Doc(doc.vocab, words=list("新增20万张"), spaces=[False] * 6)
    assert groups.quantities(other) == []
    assert other._.values == {}
