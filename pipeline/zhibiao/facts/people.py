"""Which mentions are the same person?"""

from __future__ import annotations

from collections.abc import Iterator

from zhibiao.facts.context import Context
from zhibiao.model import Person


def link(context: Context) -> Iterator[Person]:
    """The mentions, each with the first mention of the same person."""
    for mention in context.people:
        yield Person(mention)
