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

_IN_COMPARED = re.compile(
    r"[^，。；]{0,6}?(?:占比|排名|排位|位次|有(?:重要|较|一定|广泛|影响)|具有|比重|份额|名列|居|位居|排|领先|率先|第[一二三四五六七八九十\d])"
)
_RANKED = re.compile(
    r"(?:[^，。；、]{0,8}?)(?:第[一二三四五六七八九十\d]|首位|前列|前茅|首个|首批|首次|首家|首条|首座|最|唯一|平均|均值|总量的|总数的|的比重|比重|一体|统一|领先|重点实验室|文明城市|人大|政协|劳模)"
)
_OPENING = regex.compile(
    r"(?:[“‘（(]|但是?|而|又|且|其中|特别是|尤其是|此外|同时|另外|目前|当前|如今|现在|今天|日前|近日|截至目前|截至|据|据了解|据介绍|了解到|获悉|数据显示|预计|力争|确保|计划|争取|到|预期|年均|累计"
    r"|[一二三四五六七八九十]是|[—–\-－]{1,2}|[一二三四五六七八九十\d]{1,3}[、.．)）]|[（(][一二三四五六七八九十\d]{1,2}[)）]|\s|、|以来|来|我们|仅|如|例如|比如|以|整个|今天的|本|作为[^，]{0,20})*+\Z"
)


# 北方第一个, 美国首座, 中国企业, 德国人: a rank, or what comes from a country, owns no value.
_RANKED_GROUP = re.compile(r"(?:地区)?(?:第[一二三四五六七八九十\d]|首[个批家条座位例次台款]|唯一|最[大高多长早快])")
_FROM_COUNTRY = re.compile(
    r"(?:企业|公司|技术|标准|方案|品牌|制造|产品|籍|游客|公民|商品|车企|资本|投资者|选手|队|队员|运动员|专家|学者|媒体|驻)"
)
_SINCE = re.compile(r"[^，。；]{0,20}以来")


# 在巍山县，… sets the scene for all that follows.
_ALONE = regex.compile(r"(?:而|但|又|其中|同时|此外|\s|[“‘])*+在\Z")


def role_of(
    context: Context, before: str, after: str, mention: RegionMention | Deictic, neighbour: Role | None, start: int
) -> Role:
    """The role of a mention: `before` and `after` are the words around it, `neighbour` is the role of the name that it is listed with."""
    if isinstance(mention, RegionMention) and mention.region.level in {"country", "group"}:
        foreign = mention.region.level == "country" and _FROM_COUNTRY.match(after)
        if foreign or _RANKED_GROUP.match(after):
            return "compared"
    known = role_words(context.rules)
    bare = without_time(context, before, start - len(before))
    if neighbour is not None:
        return neighbour
    if _OPENING.match(bare):
        ranked = isinstance(mention, Deictic) and mention.reach == "country" and _RANKED.match(after)
        return "compared" if ranked else "subject"
    if known.compared.search(bare):
        return "compared"
    if known.within.search(bare):
        if _SINCE.match(after) and bare.startswith("自"):
            return "towards"  # 自首条航线在厦门开通以来，…
        if _IN_COMPARED.match(after):
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
