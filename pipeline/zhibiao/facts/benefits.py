"""Numbers of a support policy measure the support: 按投资额的20%给予[一次性奖补]，单个企业最高500万元."""

from __future__ import annotations

import re
from bisect import bisect_left

import regex

from zhibiao.model import Indicator, Quantity, Stretch

_KIND = "奖补|奖励资金|奖励|补助资金|补助|补贴资金|补贴|贴息|资助|奖金|罚款|减免|扶持资金|扶持|资金支持|专项资金|配套资金|配套|经费|支持"
_BENEFIT = re.compile(
    r"(?:给予|予以|给与|处以|并处|发放|享受|奖励|补助|补贴|申请|申领)[^，。；：\n]{0,30}?"
    rf"((?:一次性|财政|贷款|保费|运营|建设|研发|租金|房租|资金|专项|项目|后|定额|全额){{0,3}}(?:{_KIND}))"
    r"|(奖补|奖励|补助|补贴|贴息|资助)(?=比例|标准|金额|额度|资金)"
)
_RECIPIENT = "企业|项目|单位|主体|机构|平台|园区|基地|个人|人才|团队|家庭|农户|产品|品牌|标准|专利|学校|医院|合作社|申报主体|家|户|人|个"
_CEILING = regex.compile(
    rf"^(?:单个|每个|每家|每户|每人|每年|单户|单家|同一|单一|年度)?+(?:{_RECIPIENT})?+(?:每年|年度|累计|合计|总额)?+"
    r"(?:奖补|奖励|补助|补贴|资助|支持|罚款|配套|资金)?+(?:资金)?+(?:金额|总额|额度|标准|上限|限额)?+(?:累计|合计|总额|每年|年度|原则上)?+"
    r"(?:最高|最多|最低|不超过|不高于|不低于|不得超过|上限|限额|为|可达|达)?+(?:不超过|可达|为|给予)?+$"
)
_NAMED = re.compile(rf"(?:单个|每个|每家|每户|单户|单家)(?:{_RECIPIENT})?(?:奖补|奖励|补助|补贴|资助|罚款|配套|贴息)")
_BASE = re.compile(r"(?:按|不超过|不高于|不低于)[^，。；：\n]{0,40}$")
_NEAR, _WITHIN = 12, 80


class Benefits:
    """The kinds of support that one sentence names."""

    def __init__(self, text: str, sentence: Stretch) -> None:
        self._text = text
        self._found = [
            match.span(match.lastindex or 0) for match in _BENEFIT.finditer(text, sentence.start, sentence.end)
        ]

    def __bool__(self) -> bool:
        return bool(self._found)

    def of(self, clause: Stretch, quantity: Quantity) -> Indicator | None:
        """The support that a number is the rate, the amount or the ceiling of; None for any other number."""
        if not self._found or quantity.dimension == "count":
            return None
        led = self._text[max(clause.start, quantity.start - _WITHIN) : quantity.start]
        following = bisect_left(self._found, (quantity.end, 0))
        if following < len(self._found) and _BASE.search(led):
            later = self._found[following]  # 按合同金额的30%，给予奖补
            if later[0] - quantity.end <= _WITHIN and self._clauses_between(quantity.end, later[0]) <= 1:
                return self._indicator(later)
        if following < len(self._found) and 0 <= self._found[following][0] - quantity.end <= 1:
            return self._indicator(self._found[following])  # 给予最高100万元资助
        if following == 0:
            return None
        earlier = self._found[following - 1]
        if earlier[1] > quantity.start:
            return None
        named = _NAMED.search(led)
        if named is not None and _CEILING.match(led):  # 单个项目配套不超过80万元
            return self._indicator((quantity.start - len(led) + named.start(), quantity.start - len(led) + named.end()))
        near = earlier[0] >= clause.start and quantity.start - earlier[1] <= _NEAR
        return self._indicator(earlier) if near or _CEILING.match(led) else None  # 给予奖补50万元; 单个企业最高500万元

    def _clauses_between(self, start: int, end: int) -> int:
        return sum(self._text.count(mark, start, end) for mark in "，；。")

    def _indicator(self, span: tuple[int, int]) -> Indicator:
        return Indicator((Stretch(*span),), self._text[slice(*span)])
