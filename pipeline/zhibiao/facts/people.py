"""Which mentions are the same person?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhibiao.facts.context import Context
from zhibiao.model import Person, PersonMention

_DOT = re.compile(r"[·•・‧∙．]")


def link(context: Context) -> Iterator[Person]:
    """The mentions, each with the first mention of the same person.

    The same full name is the same person within an article; 艾山江 is 艾山江·买买提, where no other name has that part.
    """
    first: dict[str, PersonMention] = {}
    parts = _parts(context.people)
    for mention in context.people:
        full = parts.get(mention.name, mention.name)
        yield Person(mention, first.get(full))
        first.setdefault(full, mention)


def _parts(people: tuple[PersonMention, ...]) -> dict[str, str]:
    """Each part of a foreign name that stands for one full name only."""
    owners: dict[str, set[str]] = {}
    for mention in people:
        pieces = _DOT.split(mention.name)
        for piece in pieces if len(pieces) > 1 else ():
            owners.setdefault(piece, set()).add(mention.name)
    return {piece: names.pop() for piece, names in owners.items() if len(names) == 1}
