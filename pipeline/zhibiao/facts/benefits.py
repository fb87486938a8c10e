"""Numbers of a support policy measure the support: 按投资额的20%给予[一次性奖补]，单个企业最高500万元."""

from __future__ import annotations

import regex

from zhibiao.model import Indicator, Quantity, Stretch

_KIND = (
    r"(?:奖补|奖励|补助|补贴|贴息|资助|奖金|罚款|减免|扶持|贴费|保费补贴|奖励资金|补助资金|补贴资金|专项资金|扶持资金|资金支持|资金奖励|资金补助|经费|支持)"
)
_BENEFIT = regex.compile(
    r"(?:给予|予以|给与|处以|处|发放|享受|并处|奖励|补助|补贴|申请|申领|安排)[^，。；：\n]{0,30}?"
    rf"((?:一次性|财政|贷款|保费|运营|建设|研发|租金|房租|资金|专项|项目|后|定额|全额){{0,3}}{_KIND})"
)
_GIVING = regex.compile(r"(?:给予|予以|给与|处以|并处|享受|奖励|补助|补贴)")
_CEILING = regex.compile(
    r"^(?:(?:单个|每个|每家|每户|每人|每年|单户|单家|同一|单一|年度|累计|总额|合计)(?:\p{Han}{0,4}))?"
    r"(?:奖补|奖励|补助|补贴|资助|支持|罚款|资金)?(?:金额|总额|额度|标准|上限|限额)?(?:累计|合计|总额|每年|年度|原则上)?"
    r"(?:最高|最多|最低|不超过|不高于|不低于|不得超过|上限|限额|为|可达|达)?(?:不超过|可达|为|给予)?$"
)
_BASE = regex.compile(r"(?:按|按照|不超过|不高于|不低于)[^，。；：\n]{0,40}$")


def benefit(text: str, sentence: Stretch, clause: Stretch, quantity: Quantity) -> Indicator | None:
    """The support that a number measures, where it is the rate, the amount or the ceiling of one; else None."""
    found = [m.span(1) for m in _BENEFIT.finditer(text, sentence.start, sentence.end)]
    if not found:
        return None
    led = text[clause.start : quantity.start]
    here = [span for span in found if clause.start <= span[0] < clause.end]
    if _BASE.search(led):  # 按设备购置额的10%给予奖补; 按合同金额的30%，给予奖补
        later = [span for span in found if span[0] >= quantity.end]
        if later and len(regex.findall(r"[，；。]", text[quantity.end : later[0][0]])) <= 1:
            return _indicator(text, later[0])
    before = [span for span in here if span[1] <= quantity.start]
    if before and quantity.start - before[-1][1] <= 12:  # 给予一次性奖补50万元、100万元
        return _indicator(text, before[-1])
    if _CEILING.match(led):
        earlier = [span for span in found if span[1] <= quantity.start]
        if earlier:
            return _indicator(text, earlier[-1])
    return None


def _indicator(text: str, span: tuple[int, int]) -> Indicator:
    return Indicator((Stretch(*span),), text[slice(*span)])
