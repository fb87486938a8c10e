"""Which region each deictic stands for: 全市 in a text about 济宁 is 山东省/济宁市, 该县 behind 曲阜市、邹城市和微山县 the last one."""

from __future__ import annotations

from collections.abc import Iterator

from zhibiao.facts.context import Context
from zhibiao.facts.deictics import Deictic
from zhibiao.facts.headquarters import own_region
from zhibiao.facts.holders import resolve
from zhibiao.model import Region

_LEVELS = frozenset({"province", "prefecture", "county", "zone", "township"})


def find_referents(context: Context) -> Iterator[tuple[Deictic, Region | None]]:
    """Each deictic in text order with its region; None where nothing in the article tells.

    A deictic is resolved by its own level first (该县 wants a county), then by the article's region (of its title, its issuing
    body), then by the region named last; mentions inside longer names (北京大学) do not count as named.
    """
    own = own_region(context)
    default = own.region if own else None
    known = {mention.region.path: mention.region for mention in context.regions}
    named = [mention for mention in context.nested if not mention.nested and mention.region.level in _LEVELS]
    last, at = default, 0
    for deictic in context.deictics:
        while at < len(named) and named[at].end <= deictic.start:
            last = named[at].region
            at += 1
        yield deictic, resolve(deictic, last, default, known)
