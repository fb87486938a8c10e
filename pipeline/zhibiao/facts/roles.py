"""What a place name does in its clause: it opens it, stands in an adverbial, behind a verb, or is only compared with."""

from __future__ import annotations

import re
from typing import Literal

import regex

from zhibiao.facts.context import Context
from zhibiao.facts.deictics import Deictic
from zhibiao.facts.role_words import role_words
from zhibiao.model import RegionMention

Role = Literal["subject", "place", "body", "object", "towards", "compared"]

_SINCE = re.compile(r"[^，。；]{0,20}以来")


# 在巍山县，… sets the scene for all that follows.
_ALONE = regex.compile(r"(?:而|但|又|其中|同时|此外|\s|[“‘])*+在\Z")


def role_of(
    context: Context, before: str, after: str, mention: RegionMention | Deictic, neighbour: Role | None, start: int
) -> Role:
    """The role of a mention: `before` and `after` are the words around it, `neighbour` is the role of the name that it is listed with."""
    known = role_words(context.rules)
    if isinstance(mention, RegionMention) and mention.region.level in {"country", "group"}:
        # 北方第一个, 美国首座, 中国企业, 德国人: a rank, or what comes from a country, owns no value.
        foreign = mention.region.level == "country" and known.origin.match(after)
        if foreign or known.first.match(after):
            return "compared"
    bare = without_time(context, before, start - len(before))
    if neighbour is not None:
        return neighbour
    if known.opening.match(bare):
        nation = isinstance(mention, Deictic) and mention.reach == "country"
        doing = context.text.startswith("我国", start) and after.startswith("首次")  # 我国首次启动20个试点
        ranked = nation and not doing and known.ranked.match(after)
        return "compared" if ranked else "subject"
    if known.compared.search(bare):
        return "compared"
    if known.within.search(bare):
        if _SINCE.match(after) and bare.startswith("自"):
            return "towards"  # 自首条航线在厦门开通以来，…
        if known.rank.match(after):
            return "compared"
        return "subject" if _ALONE.match(bare) and after.startswith("，") else "place"
    if not known.towards.search(bare):
        return "object"
    # 与尚志市6个乡镇的4家合作社: what is counted lies there.
    counted = context.quantities_in(mention.end, mention.end + 2)
    shared = bare.endswith(("与", "和", "同", "对", "向"))
    return "place" if shared and counted and counted[0].unit != "%" else "towards"


LISTING = frozenset({"、", "和", "与", "及", "以及", ""})
"""What stands between the names of a list, and of a chain (四川巴中)."""


def without_time(context: Context, before: str, start: int) -> str:
    """The words before a mention without the time expressions among them."""
    kept, at = "", start
    for period in context.periods_in(start, start + len(before)):
        kept += context.text[at : period.start]
        at = max(at, period.end)
    return kept + context.text[at : start + len(before)]
