"""Span groups with typed values: `put` writes a group, `get` reads its values back in text order.

A group's spans are `doc.spans[group]`; the value of a span is `span._.<attribute>`, the first rule's id its `span.id_`.
The values lie in one table a Doc, `doc._.values`, and not one by one in spaCy's own.
"""

from __future__ import annotations

from collections.abc import Iterable
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
_ARTICLE, _EVIDENCE, _REJECTED, _VALUES = (
    ("._.", name, None, None) for name in ("article", "evidence", "rejected", "values")
)
"""Where spaCy keeps `doc._.article` and the others, in `doc.user_data`: they are asked for dozens of times an article."""


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
    attribute, state, add = ATTRIBUTES[group], _state(doc), doc.vocab.strings.add
    label = add(attribute.upper())
    values: list[Mention] = []
    lost: list[Rejected] = state.setdefault(_REJECTED, [])
    for value in found:
        if isinstance(value, Rejected):
            lost.append(value)
        else:
            values.append(value)
    values.sort(key=_BY_PLACE)
    keys = [(one.start, one.end, add(one.rules[0]) if one.rules else 0) for one in values]
    state.setdefault(_VALUES, {})[attribute] = dict(zip(keys, values, strict=True))
    doc.spans[group] = [Span(doc, start, end, label, span_id=rule) for start, end, rule in keys]


def _state(doc: Doc) -> dict[Any, Any]:
    return cast("dict[Any, Any]", doc.user_data)


_BY_PLACE = attrgetter("start", "end")
_key = attrgetter("start", "end", "id")


def _values(doc: Doc, group: str) -> list[Any]:
    if group not in doc.spans:
        return []
    spans, values = doc.spans[group], _state(doc).get(_VALUES, {}).get(ATTRIBUTES[group], {})
    # As `put` left them, in text order; spaCy makes a Span anew each time it is asked for one.
    if len(values) == len(spans):
        return list(values.values())
    return [values.get(_key(span)) for span in spans]


def periods(doc: Doc) -> list[Period]:
    """The time expressions."""
    return _values(doc, "periods")


def quantities(doc: Doc) -> list[Quantity]:
    """The quantities."""
    return _values(doc, "quantities")


def regions(doc: Doc) -> list[RegionMention]:
    """The region mentions."""
    return _values(doc, "regions")


def organisations(doc: Doc) -> list[Organisation]:
    """The longer names."""
    return _values(doc, "organisations")


def people(doc: Doc) -> list[PersonMention]:
    """The person mentions."""
    return _values(doc, "people")


def article(doc: Doc) -> Article:
    """The article that the Doc was made of; for a Doc made of a plain text, one of that text."""
    found: Article | None = _state(doc).get(_ARTICLE)
    if found is None:
        found = doc._.article = Article.of(doc.text)
    return found


def text(doc: Doc) -> str:
    """The Doc's text; spaCy's own `doc.text` puts it together anew, token by token, each time it is asked."""
    return article(doc).text


def evidence(doc: Doc) -> Evidence:
    """The words and names that may be asked for; without the `evidence` component, one that knows nothing."""
    found: Evidence | None = _state(doc).get(_EVIDENCE)
    if found is None:
        from zhibiao.evidence import Evidence

        found = doc._.evidence = Evidence(text(doc), enabled=False)
    return found


def _register() -> None:
    if Doc.has_extension("article"):
        return
    Doc.set_extension("article", default=None)
    Doc.set_extension("evidence", default=None)
    Doc.set_extension("rules", default=None)  # the user's folder of rules, for the facts
    Doc.set_extension("rejected", default=[])  # spaCy copies a mutable default for each Doc
    Doc.set_extension("values", default={})
    for attribute in ATTRIBUTES.values():
        _extend_spans(attribute)


def _extend_spans(attribute: str) -> None:
    """Make a span's attribute known to spaCy: it is read from the Doc's values and written to them."""

    def read(span: Span) -> Mention | None:
        found: Mention | None = span.doc._.values.get(attribute, {}).get(_key(span))
        return found

    def write(span: Span, value: Mention) -> None:
        span.doc._.values.setdefault(attribute, {})[_key(span)] = value

    Span.set_extension(attribute, getter=read, setter=write)


_register()
