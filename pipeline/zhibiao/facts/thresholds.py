"""Numbers that bound a class of things and report nothing: 30亿元以上项目, 投资1000万元及以上的, 12个百亿元项目."""

from __future__ import annotations

import re

import regex

from zhibiao.facts.context import Context
from zhibiao.facts.role_words import role_words
from zhibiao.model import Quantity, value
from zhibiao.rulebook.remembering import remembered

_OVER = re.compile(r"(?:及|或)?(?:以上|以下|以内|之上|之下|之间)")
# 的 before one of these says what the number measures: 实现5%以上的增长.
_MEASURED = re.compile(r"的(?:增长|增速|目标|水平|速度|比例|比重|份额|覆盖|贡献|产值|收入|投资|资金|年均)")
_REACHES = re.compile(r"(?:到|至|达到?|覆盖|占|使|让|有)(?:了)?(?:全[国省市区县]|全部|约|近)?\Z|覆盖[^，。；]{0,6}\Z")
_SHARE_OF = re.compile(r"(?:[全我本][国省市州县区旗]|[，。；：\n])(?:有|近|约)?\Z")
_SUPPORT = re.compile(r"的?(?:一次性|财政|资金){0,2}(?:奖|补助|补贴|资助|贴息|支持|罚款)")
_GIVING = re.compile(r"给予|予以|处以|并处|奖励|奖补|补助|补贴")
_FOR = re.compile(r"(?:^|[，。；：、\n\s\d.)）])对[^，。；：\n]{1,60}\Z")
_JOINED = re.compile(r"(?:，)?(?:且|并且|或|或者|同时|、)")
_CHAINED = 4
_PEOPLE = frozenset({"人", "户", "张", "人次", "头"})
_WITHIN = 20
"""The class of things is named within so many characters."""


@value
class _Classes:
    """`named` behind a number: the class that it bounds; `condition` with 的 before it."""

    named: regex.Pattern[str]
    condition: regex.Pattern[str]


@remembered
def _classes(rules: str | None = None) -> _Classes:
    kinds = role_words(rules).kinds
    return _Classes(
        regex.compile(rf"的?\p{{Han}}{{0,6}}?(?:{kinds})"),
        regex.compile(rf"的(?:[，、]|\p{{Han}}{{0,10}}?(?:{kinds}))"),
    )


def is_threshold(context: Context, index: int) -> bool:
    """Whether the number at `index` only bounds a class."""
    quantity = context.quantities[index]
    if quantity.dimension == "count" and quantity.unit not in _PEOPLE:
        return False
    rest = context.text[quantity.end : quantity.end + _WITHIN]
    if quantity.dimension == "currency" and _granted(context, quantity, rest):
        return True
    if bounds_class(context, index):
        return True
    if quantity.comparator != "=" and _counts_those(context, index):
        return True
    over = _OVER.match(rest)
    if over is None:
        return _grade(context, quantity, index) or _exceeding(context, index, rest)
    tail = rest[over.end() :]
    if tail.startswith("的"):
        if quantity.unit == "%" and (
            _REACHES.search(context.text, max(0, quantity.start - 8), quantity.start)
            or _SHARE_OF.search(context.text, max(0, quantity.start - 8), quantity.start)
        ):
            return False  # 试点扩大到全国50%以上的城市; 全市95%以上的村用上了自来水
        return _MEASURED.match(tail) is None and (
            _classes(context.rules).named.match(tail) is not None or tail[1:2] in set("，；。、")
        )
    return quantity.dimension not in {"ratio", "count"} and _classes(context.rules).named.match(tail) is not None


_THOSE = re.compile(r"(?:以上|以下)?的(?:[^，。；\d]{0,14}?(?:分别)?(?:有|达到?|共有?)(?:近|约|超)?)?")
_AND = re.compile(r"(?:以上)?(?:、|和|及|与)")


def _counts_those(context: Context, index: int) -> bool:
    """Whether those that pass a mark are counted next: 贸易规模超过[万亿元]、[千亿元]的国家有14个; 占比超过[10%]的有44种, 超[5亿]的5."""
    for at in range(index, min(index + _CHAINED, len(context.quantities))):
        end = context.quantities[at].end
        if those := _THOSE.match(context.text, end):
            counted = context.quantities_in(those.end(), those.end() + 1)
            return bool(counted) and counted[0].dimension == "count"
        if not _AND.match(context.text, end):
            return False
    return False


_OR = 2
_ROUND = frozenset({"千万元", "亿元", "十亿元", "百亿元", "千亿元", "万亿元"})


def _exceeding(context: Context, index: int, rest: str) -> bool:
    """百亿元 in 产值超百亿元企业12家: an amount that those counted exceed."""
    quantity = context.quantities[index]
    round_sum = context.text[quantity.start : quantity.end] in _ROUND  # 十亿元企业30家
    before = context.quantities[index - 1] if index else quantity
    other = before.comparator in {">", ">="} and context.text[before.end : quantity.start] == "或"
    if quantity.dimension != "currency" or not (round_sum or other or quantity.comparator in {">", ">="}):
        return False
    following = context.quantities[index + 1] if index + 1 < len(context.quantities) else None
    if following is not None and rest.startswith("或") and following.start - quantity.end <= _OR:
        end = following.end  # 超30亿元或3亿美元项目6个
        rest, quantity = context.text[end : end + _WITHIN], following
    kind = _classes(context.rules).named.match(rest)
    if kind is None:
        return False
    counted = context.quantities_in(quantity.end + kind.end(), quantity.end + kind.end() + 4)
    return bool(counted) and counted[0].dimension == "count"


def bounds_class(context: Context, index: int) -> bool:
    """Whether a number is a condition of a provision: 对利用小时数不少于[600小时]的项目, 增长[20%]以上且不低于2亿元的企业."""
    for quantity in context.quantities[index : index + _CHAINED]:
        rest = context.text[quantity.end : quantity.end + _WITHIN]
        over = _OVER.match(rest)
        tail = rest[over.end() :] if over else rest
        if tail.startswith("的"):
            condition = over is not None or quantity.comparator != "="
            return (
                condition and _classes(context.rules).condition.match(tail) is not None and _provided(context, quantity)
            )
        if not _JOINED.match(tail):
            return False
    return False


def _provided(context: Context, quantity: Quantity) -> bool:
    """Whether the sentence provides for a class: 对…的项目, 给予…."""
    sentence = context.sentence(quantity.start)
    low, high = max(sentence.start, quantity.start - 5 * _WITHIN), min(sentence.end, quantity.end + 5 * _WITHIN)
    return (
        _FOR.search(context.text, low, quantity.start) is not None
        or _GIVING.search(context.text, quantity.end, high) is not None
    )


def _granted(context: Context, quantity: Quantity, rest: str) -> bool:
    """给予[30万元]奖励, and the class that it is given to: 首次突破[2亿元]的企业，给予…."""
    if _SUPPORT.match(rest):
        clause = context.clause(quantity.start)
        return _GIVING.search(context.text, max(clause.start, quantity.start - _WITHIN), quantity.start) is not None
    if rest.startswith("的") and _classes(context.rules).named.match(rest):
        sentence = context.sentence(quantity.start)
        end = min(sentence.end, quantity.end + 3 * _WITHIN)
        return _GIVING.search(context.text, quantity.end, end) is not None
    return False


def _grade(context: Context, quantity: Quantity, index: int) -> bool:
    """百亿元 in 12个百亿元项目: an amount right after a count names a grade."""
    if index == 0 or quantity.dimension != "currency":
        return False
    before = context.quantities[index - 1]
    between = context.text[before.end : quantity.start]
    return before.dimension == "count" and len(between) <= _SIZED and _OF_SIZE.fullmatch(between) is not None


_SIZED = 8
# 10个规模超千亿元的产业集群
_OF_SIZE = re.compile(r"(?:(?:规模|产值|投资额?|总投资|营收|资产)(?:超过?|达到?|突破|不低于)?)?")
