"""Bodies that look like people before a post: 云天堂|社长林田聪, 南江队|主帅萨维蒂斯, 民俗|专家：杨立生."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from zhibiao.components.people.names import NameBook, Reading
from zhibiao.components.people.titles import Role
from zhibiao.components.witnesses import Witnesses

_COLON = re.compile(r"[:：]?")
_SURE = 0.9


def owning(
    readings: Sequence[Reading],
    text: str,
    starts: Mapping[int, Role],
    ends: Mapping[int, Role],
    names: NameBook,
    witnesses: Witnesses,
) -> frozenset[str]:
    """What is written where a name would stand, if a post follows that goes on to the name of another person.

    `readings` do not overlap and are in text order; `starts` and `ends` are the roles by their borders.
    """
    found = set()
    for one, other in pairwise(readings):
        role = starts.get(one.end)
        if role is None or role.entry.credit or one.start in ends:
            continue
        gap = _COLON.match(text, role.end)
        if gap is None or gap.end() != other.start:
            continue
        if not (role.address and _personal(one, text, names, witnesses)):
            found.add(text[one.start : one.end])
    return frozenset(found)


def _personal(reading: Reading, text: str, names: NameBook, witnesses: Witnesses) -> bool:
    """Whether it is a Chinese name that the tagger is sure of: 李强|总理王毅外长."""
    name = witnesses.name_from(reading.start)
    sure = name is None or (name.tag == "PER" and name.end == reading.end and name.chance >= _SURE)
    return sure and names.common(text, reading.start)
