"""Span groups with typed values: `put` writes a group, `get` reads its values back in text order.

A group's spans are `doc.spans[group]`; the value of a span is `span._.<attribute>`, the first rule's id its `span.id_`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol, cast

from spacy.tokens import Doc, Span

from zhibiao.model import Article, Organisation, Period, PersonMention, Quantity, RegionMention, Rejected

if TYPE_CHECKING:
    from zhibiao.evidence import Evidence

ATTRIBUTES = {
    "periods": "period",
    "quantities": "quantity",
    "regions": "region",
    "organisations": "organisation",
    "people": "person",
}


class Mention(Protocol):
    """What every typed value has."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def rules(self) -> tuple[str, ...]: ...  # noqa: D102


def put(doc: Doc, group: str, found: Iterable[Mention | Rejected]) -> None:
    """Write a span group from what a `find_*` generator yields; readings that lost go to `doc._.rejected`."""
    attribute = ATTRIBUTES[group]
    values: list[Mention] = []
    for value in found:
        if isinstance(value, Rejected):
            doc._.rejected.append(value)
            continue
        values.append(value)
    values.sort(key=attrgetter("start", "end"))
    label = attribute.upper()
    spans: list[Span] = []
    for value in values:
        span = Span(doc, value.start, value.end, label=label, span_id=value.rules[0] if value.rules else "")
        span._.set(attribute, value)
        spans.append(span)
    doc.spans[group] = spans


def _values(doc: Doc, group: str) -> Iterator[Any]:
    if group in doc.spans:
        attribute = ATTRIBUTES[group]
        for span in doc.spans[group]:
            yield span._.get(attribute)


def periods(doc: Doc) -> list[Period]:
    """The time expressions."""
    return list(_values(doc, "periods"))


def quantities(doc: Doc) -> list[Quantity]:
    """The quantities."""
    return list(_values(doc, "quantities"))


def regions(doc: Doc) -> list[RegionMention]:
    """The region mentions."""
    return list(_values(doc, "regions"))


def organisations(doc: Doc) -> list[Organisation]:
    """The longer names."""
    return list(_values(doc, "organisations"))


def people(doc: Doc) -> list[PersonMention]:
    """The person mentions."""
    return list(_values(doc, "people"))


def article(doc: Doc) -> Article:
    """The article that the Doc was made of; for a Doc made of a plain text, one of that text."""
    if doc._.article is None:
        doc._.article = Article.of(doc.text)
    return cast(Article, doc._.article)


def text(doc: Doc) -> str:
    """The Doc's text; spaCy's own `doc.text` puts it together anew, token by token, each time it is asked."""
    return article(doc).text


def evidence(doc: Doc) -> Evidence:
    """The words and names that may be asked for; without the `evidence` component, one that knows nothing."""
    if doc._.evidence is None:
        from zhibiao.evidence import Evidence

        doc._.evidence = Evidence(text(doc), enabled=False)
    return cast("Evidence", doc._.evidence)


def _register() -> None:
    if Doc.has_extension("article"):
        return
    Doc.set_extension("article", default=None)
    Doc.set_extension("evidence", default=None)
    Doc.set_extension("rules", default=None)  # the user's folder of rules, for the facts
    Doc.set_extension("rejected", default=[])  # spaCy copies a mutable default for each Doc
    for attribute in ATTRIBUTES.values():
        Span.set_extension(attribute, default=None)


_register()
