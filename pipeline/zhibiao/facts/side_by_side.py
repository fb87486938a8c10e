"""Regions in a row before a value: whose is it, the first one's, each one's in its turn, or none's?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from zhibiao.facts.context import Context
from zhibiao.facts.holder import Holder
from zhibiao.model import BY_START, Quantity


def of_list(context: Context, holders: Sequence[Holder], holder: Holder, quantity: Quantity) -> Holder | None:
    """Of 庆阳、酒泉 the first, under 分别 each in its turn; None for three and more, whose value is none's alone."""
    index = bisect_left(holders, holder.start, key=BY_START)
    listed = [holders[index]]
    while index > 0 and len(listed) < _AMONG and None not in (listed[0].region, holders[index - 1].region):
        if context.text[holders[index - 1].end : listed[0].start] not in LISTED:
            break
        index -= 1
        listed.insert(0, holders[index])
    between = context.text[holder.end : quantity.start]
    if len(listed) > 1 and "分别" in between and len(between) <= _TURNS:
        behind = context.quantities_in(holder.end, context.sentence(quantity.start).end)
        same = [one for one in behind if one.unit == quantity.unit]
        if len(same) == len(listed):
            return listed[same.index(quantity)]
    # 波及刚果（金）和乌干达两个国家
    together = len(listed) > 1 and quantity.value == len(listed) and len(between) <= 1
    joint = len(listed) > 1 and _JOINT.search(between) is not None  # 广东、山东分别为…，两省合计占三成
    if together or joint:
        return None
    each = len(listed) > _FEW and _EACH.fullmatch(between) is not None  # 甲区、乙区、丙市均超过50亿元
    return listed[0] if each or len(listed) <= _FEW else None


def among(context: Context, holder: Holder, quantity: Quantity) -> bool:
    """Whether a region is only one of those counted: 山西、上海等10个省份, 洛阳等10个枢纽."""
    between = context.text[holder.end : quantity.start]
    return between.endswith("等") and len(between) <= _AMONG and quantity.unit != "%" and "，" not in between


_EACH = re.compile(r"[^，。；]{0,30}(?:(?<![日月年人户])均|都|各)[^，。；]{0,6}")
_JOINT = re.compile(
    r"(?:两|[二三四五六]|\d)(?:省|市|县|区|州|国|地|者|家)?(?:合计|总计|合共|共计|总和|之和|共)|合计|总计"
)
LISTED = frozenset({"、", "和", "与", "及", "以及"})
_FEW = 2
_TURNS = 80
_AMONG = 20
