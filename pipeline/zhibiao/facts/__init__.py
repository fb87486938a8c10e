"""From a Doc's span groups to facts: pure functions."""

from __future__ import annotations

from spacy.tokens import Doc

from zhibiao.components import groups
from zhibiao.model import Facts, Person, Target


def collect(doc: Doc) -> Facts:
    """All facts of a processed Doc, in text order."""
    return Facts(
        regions=tuple(groups.regions(doc)),
        people=tuple(Person(mention) for mention in groups.people(doc)),
        targets=tuple(Target(quantity) for quantity in groups.quantities(doc)),
        rejected=tuple(doc._.rejected),
    )
