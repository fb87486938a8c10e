"""Numbers that bound a class of things and report nothing: 30亿元以上项目, 投资1000万元及以上的, 12个百亿元项目."""

from __future__ import annotations

import regex

from zhibiao.facts.context import Context

_OVER = regex.compile(r"^(?:及|或)?(?:以上|以下|以内|之上|之下)")
_CLASS = regex.compile(
    r"^的?(?:\p{Han}{0,6}?)(?:企业|项目|单位|工程|机构|家庭|人员|产业|集群|园区|县|乡镇|村|车辆|船舶|贷款|合同|机组|装备|设备|基地|学生|老人|居民|用户|学校|医院|水库|河流|城市|农田|林地|标段|产品|平台|公司|主体|大户|合作社)"
)
_RULE = regex.compile(r"给予|予以|处以|可申请|应当|方可|不予|按照?|视为|属于|认定为|须|的，")


def is_threshold(context: Context, index: int) -> bool:
    """Whether the number at `index` only bounds a class."""
    quantity = context.quantities[index]
    text = context.text
    rest = text[quantity.end : quantity.end + 20]
    over = _OVER.match(rest)
    tail = rest[over.end() :] if over else rest
    if quantity.dimension == "count":
        return False
    if over and tail.startswith("的") and not regex.match(r"^的(?:增长|增速|目标|水平|速度|比例|比重|份额|覆盖|贡献|产值|收入|投资|资金)", tail):
        return bool(_CLASS.match(tail)) or tail.startswith(("的，", "的；", "的。", "的、"))
    if over and _CLASS.match(tail) and quantity.dimension != "ratio":
        return not tail.startswith("的") or bool(_CLASS.match(tail))
    return _counted_amount(context, index)


def _counted_amount(context: Context, index: int) -> bool:
    """百亿元 in 12个百亿元项目: an amount right after a count names a grade."""
    if index == 0 or context.quantities[index].dimension != "currency":
        return False
    before = context.quantities[index - 1]
    return before.dimension == "count" and before.end == context.quantities[index].start
