"""Amounts that tell the size of a project or a firm, not a value of a region: 总投资410亿元的…项目, 70个30亿元以上项目."""

from __future__ import annotations

import regex

from zhibiao.facts.context import Context, once
from zhibiao.model import Quantity

_AMOUNTS = frozenset({"元", "美元", "欧元", "港元", "日元"})
_AFTER = regex.compile(
    r"(?:及?以上|以下|左右)?(?:[、和]\d{1,4}个[\d.]{0,6}[百千万亿]{1,3}元(?:以上)?)?(?:的)?"
    r"(?:(?!支持|用于|建设|推进|推动|实施|投入|帮助|扶持|完成|改造|新增|惠及)[\p{Han}A-Za-z“”]){0,12}?"
    r"(?:项目|工程|企业|公司|产业园|基地|园区|欠款|账款)"
)


@once
def is_size(context: Context, quantity: Quantity) -> bool:
    """Whether an amount only says how big the project or the firm behind it is."""
    end = quantity.cue.end if quantity.cue else quantity.end
    return quantity.unit in _AMOUNTS and _AFTER.match(context.text, end) is not None
