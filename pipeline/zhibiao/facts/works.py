"""Values that describe a facility, a project or an event of nature, not a region and no year: 全长658公里, 震源深度10公里."""

from __future__ import annotations

import re

import regex

from zhibiao.facts.context import Context, once
from zhibiao.model import Quantity

# Words that only a work has, up to the value.
_ATTRIBUTE = regex.compile(
    r"(?:全长|总长(?!度)|线路长度|正线长度|设计(?:时速|产能|寿命|年限|标准)|时速|最高时速|库容|坝高|主跨|年产能|年处理能力|年发电量|日处理(?:能力)?|年设计\p{Han}{0,6}"
    r"|(?:震源|最大|钻井|完钻|钻探)?深度|灰柱高度|喷发高度|日客流量|载客量|载重|排水量|起飞重量|续航(?:里程)?)"
    r"(?:为|达到?|约|近|超过?|突破|可达|将达|预计|可|不低于|大约|接近){0,3}+\Z"
)
_WORK = (
    r"(?:项目|工程|工厂|车间|生产线|产线|电站|风电场|机组|厂区|矿区|油田|气田|园区|产业园|基地"
    r"|大桥|隧道|高铁|铁路|轻轨|地铁|高速公路|机场|码头|管道|水库|枢纽|装置|平台|中心)"
)
# 绿氨项目年产能32万吨, 示范项目年产5万吨; 重点项目完成投资90亿元 is the region's.
_OUTPUT = regex.compile(
    rf"(?<!(?:重点|重大|各类|亿元以上|产业|民生|个|批|等|条|座|家|项)){_WORK}(?:建成|投产|投运|全部建成|达产)?[后，]{{0,2}}(?:全部)?(?:总?年产(?!值)|总投资|投资总额|占地(?:面积)?|总?建筑面积|总装机(?:容量)?|装机容量|可?年产(?!值))"
    r"(?:为|达到?|约|近|超过?|可达|将达|预计|可|规模){0,3}+\Z"
)
_SOME_WORK = re.compile(rf"(?:这|该|那|一|首)(?:家|个|座|条|处|片|台)[^，。；]{{0,16}}?{_WORK}")
_NEAR = 40


@once
def is_attribute(context: Context, quantity: Quantity) -> bool:
    """Whether a value tells how long, fast, deep or big one work is."""
    if _tells(context, quantity.start):
        return True
    # …项目年产能32万吨，占全国的四分之一: the share is the project's too.
    clause = context.clause(quantity.start)
    earlier = context.quantities_in(max(context.sentence(clause.start).start, clause.start - _NEAR), clause.start)
    return bool(earlier) and context.text.startswith("占", clause.start) and _tells(context, earlier[-1].start)


def _tells(context: Context, at: int) -> bool:
    before = context.text[max(context.sentence(at).start, at - _NEAR) : at]
    return bool(_ATTRIBUTE.search(before) or _OUTPUT.search(before)) and not several(context, at)


_SEVERAL = re.compile(
    r"\d(?:余|多)?[个项条座家][^，。；\d]{0,16}?(?:项目|工程)|(?:项目|工程)[^，。；\d]{0,6}\d[\d.]{0,6}(?:余|多)?[个项条座家]"
)


def several(context: Context, at: int) -> bool:
    """Whether the sentence has spoken of several works before: 新开工项目超过240个，项目总投资5000亿元."""
    return _SEVERAL.search(context.text, context.sentence(at).start, at) is not None


def within_work(context: Context, start: int, quantity: Quantity) -> bool:
    """Whether between a place and its value a single work comes: 在徐州的这家智能工厂里，9个型号…."""
    return quantity.start - start <= 2 * _NEAR and bool(_SOME_WORK.search(context.text[start : quantity.start]))
