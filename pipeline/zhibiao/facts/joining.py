"""May a word join the noun phrase that stands to its right: 新增 in 城镇新增就业, 的 in 参加互助保险的会员?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zhibiao.facts.noun_phrases import CHANGES, NOUNS, VERBS, text
from zhibiao.facts.tokens import Token
from zhibiao.facts.wording import Wording

_SERVICES = frozenset({"公共", "文化", "社会", "金融", "便民", "政务", "社区", "法律", "信息", "家政", "卫生", "现代"})
_TOWARDS = frozenset({"向", "由", "被", "给", "为", "与", "同", "经"})
_AREAS = frozenset({"城镇", "农村", "城乡", "城市", "乡村", "全社会", "民间", "国有", "县域"})
"""城镇新建住宅: what is new is reckoned by the area it lies in."""
_TOWARD = frozenset({"对", "对于", "自", "从", "向"})
_FOREMOST = frozenset({"代表", "主", "主体", "核心", "重点", "引领", "龙头", "特色", "依托", "主导", "主线", "支撑"})
_TALLIES = frozenset({"比例", "率", "人数", "人次", "户数", "次数", "里程"})
_SPANS = frozenset({"次数", "时限", "时效", "时间", "时长", "周期", "频次", "成本", "费用"})
_OBJECT = 5
_VALUE_ADDED = 6
_OUTPUTS = frozenset({"产量", "销量", "产销量", "加工量"})
"""A relative clause's verb stands within so many words before 的."""


@dataclass(slots=True)
class Step:
    """One step to the left: may `left[at - 1]` join the noun phrase `left[at:end]`?"""

    left: Sequence[Token]
    at: int
    end: int
    wording: Wording
    linked: bool = False
    relative: bool = False

    @property
    def token(self) -> Token:
        """The word that asks to join."""
        return self.left[self.at - 1]

    @property
    def previous(self) -> Token | None:
        """The word before it."""
        return self.left[self.at - 2] if self.at > 1 else None

    @property
    def begun(self) -> bool:
        """Whether the phrase has a word yet."""
        return self.at < self.end

    @property
    def rest(self) -> str:
        """The words of the phrase so far."""
        return text(self.left[self.at : self.end])

    def after_noun(self, *kinds: str) -> bool:
        """Whether a noun stands before the token, or one of `kinds`."""
        previous = self.previous
        return previous is not None and (previous.kind in NOUNS.union(kinds) or previous.text in self.wording.nominal)


def _never(step: Step) -> bool:
    return False


def _always(step: Step) -> bool:
    return True


def _particle(step: Step) -> bool:
    """的: after a verb it closes a relative clause (参加互助保险的会员), after a time it bounds (2020年的)."""
    previous = step.previous
    if not step.begun:
        step.relative = True
        return True
    if previous is not None and previous.text in _FOREMOST and step.at > 2 and step.left[step.at - 3].text == "为":
        return False  # 以新能源汽车为代表的“新三样”
    if previous is None or previous.kind in {"time", "place", "deictic", "quantity", "link", "compare"}:
        return False
    verb = previous.kind in VERBS | CHANGES | {"adverb"}
    done = previous.text in step.wording.nominal and _has_object(step)
    step.relative = step.relative or verb or done or (step.linked and _has_verb(step))
    return True


def _has_object(step: Step) -> bool:
    """Whether the verb before 的 has someone before it, after a preposition: 向公众开放的产品."""
    near = step.left[max(0, step.at - 1 - _OBJECT) : step.at - 2]
    return any(token.text in _TOWARDS for token in near)


def _has_verb(step: Step) -> bool:
    """Whether a verb with its object stands before 的: 参加养老保险的农民达到…."""
    near = step.left[max(0, step.at - 1 - _OBJECT) : step.at - 1]
    return any(token.kind in {"strict", "soft", "verb"} for token in near)


def _whole(step: Step) -> bool:
    """石化行业实现增加值, where a short noun follows."""
    if not step.begun:
        return False
    if step.rest.endswith("增加值") and len(step.rest) <= _VALUE_ADDED:
        return step.after_noun("verb", "adverb")  # 煤炭行业累计完成工业增加值
    return step.after_noun("verb") and (step.rest in step.wording.bare or len(step.rest) <= 4)


def _strict(step: Step) -> bool:
    """城镇新增就业, 城镇新建住宅, 办理时限."""
    if step.begun and step.rest in _SPANS and len(step.token.text) > 1 and not step.token.text.startswith("新"):
        return True
    if not step.begun or step.previous is None:
        return False
    if step.token.text == "新增" or (step.rest in _TALLIES and step.token.text[:1] not in "新净"):
        return step.after_noun("verb")  # 黑臭水体消除比例, 待遇享受人数
    return step.token.text.startswith("新") and step.previous.text in _AREAS


def _adverb(step: Step) -> bool:
    """新能源累计装机: an adverb within a noun phrase whose head is a bare one."""
    if step.token.text in {"全部", "整个", "全体", "整体"} and step.previous is not None and "占" in step.previous.text:
        return step.begun  # 产业投资占全部投资比重
    if step.token.text == "平均" and step.begun and step.rest.endswith(tuple(_SPANS)):
        return True  # 平均跑动次数
    if step.token.text == "累计" and step.begun and step.after_noun():  # 工业企业累计原煤产量
        return (
            step.rest.endswith(tuple(_OUTPUTS)) or step.left[step.at].kind == "whole" or step.rest in step.wording.bare
        )
    inside = step.token.text in {"实际", "平均", "名义", "总", "最大", "最高"}
    return inside and step.begun and step.after_noun() and step.rest in step.wording.bare


def _verb(step: Step) -> bool:
    """企业融资成本: a verb's form as an attribute; 草原修复退化湿地: a verb."""
    nominal = step.token.text in step.wording.nominal
    if step.rest in _SPANS and len(step.token.text) > 1:
        return True  # 办理时限, 跑动次数
    if not step.begun:  # 汽车产销分别完成290万辆, where 完成 is the verb
        return nominal or (step.token.kind in {"verb", "soft"} and len(step.token.text) > 1 and step.after_noun())
    if step.token.kind == "soft" and step.rest.removeprefix("年均") in step.wording.bare and step.after_noun():
        return True  # 技术改造投资年均增速
    if not nominal:
        if step.rest in _OUTPUTS and step.previous is None and step.token.kind == "verb" and len(step.token.text) > 1:
            return True  # 洗煤产量
        used = step.token.kind == "soft" and step.rest in step.wording.bare and step.after_noun()
        return used or (step.token.kind == "verb" and step.after_noun("verb"))  # 中欧班列开行数量
    if step.token.text == "拥有" and step.previous is not None and step.previous.text.startswith("每"):
        return True  # 每万人拥有律师数
    if step.token.text == "服务" and step.previous is not None and _serves(step.previous):
        return True  # 养老服务床位
    if all(token.text in step.wording.nominal for token in step.left[step.at : step.end]) and step.after_noun("verb"):
        return True  # 历史遗留矿山修复治理
    first = step.previous is None or step.previous.kind in {"deictic", "time", "place", "gap", "adverb"}
    if first and step.rest != text(step.left[step.end - 1 : step.end]) and step.wording.ends(step.rest, "bare"):
        return True  # 全国生产安全事故死亡人数
    return step.rest in step.wording.bare or (step.after_noun("verb") and step.wording.ends(step.rest, "compound"))


def _serves(previous: Token) -> bool:
    """Whether a kind of service is named: 养老服务, 公共服务; 平台服务 企业 has a verb."""
    return previous.kind == "nominal" or previous.text in _SERVICES


def _delta(step: Step) -> bool:
    """经济增长贡献率."""
    return step.begun and step.previous is not None and step.wording.ends(step.rest, "growth")


def _conjunction(step: Step) -> bool:
    """钢铁、石化等产业; not 产量全球第一、占比60%."""
    previous = step.previous
    if not step.begun or previous is None or previous.text.startswith("第"):
        return False
    return step.after_noun() or (previous.kind == "place" and _partners(step))


def _preposition(step: Step) -> bool:
    """服务业对经济增长贡献率, 镀锌产品在营业收入中所占比重."""
    if not step.begun:
        return False
    if step.token.text in _TOWARD:
        return step.wording.ends(step.rest, "toward")
    if step.token.text == "用":
        return step.after_noun()  # 新能源汽车用硅钢
    return step.token.text in {"在", "所占", "相当于"} and ("中" in step.rest or step.wording.ends(step.rest, "share"))


def _grade(step: Step) -> bool:
    """亿元以上项目, 省级以上园区: of which size or rank."""
    previous = step.previous
    if not step.begun or previous is None or step.token.text not in {"以上", "及以上", "以下"}:
        return False
    return previous.kind in NOUNS and previous.text.endswith(("元", "级", "吨", "千瓦", "平方米", "亩"))


def _place(step: Step) -> bool:
    """工业对全省经济增长的贡献率: a place after a preposition; elsewhere it bounds."""
    previous = step.previous
    if not step.begun or previous is None:
        return False
    return previous.text in {"对", "占", "与", "在", "相当于"} or _partners(step)


def _partners(step: Step) -> bool:
    """Whether countries are listed with whom one trades: 对|俄罗斯|、|墨西哥|出口."""
    at = step.at - 1
    while at and (step.left[at - 1].kind == "place" or step.left[at - 1].text in {"、", "和", "及", "与"}):
        at -= 1
    led = at > 0 and step.left[at - 1].text in _TOWARD
    return led and step.wording.ends(text(step.left[step.at : step.end]), "toward")


_JOINS: dict[str, Callable[[Step], bool]] = {
    **dict.fromkeys(("noun", "quoted", "nominal", "mark", "head"), _always),
    **dict.fromkeys(("verb", "soft"), _verb),
    **dict.fromkeys(("deictic", "place"), _place),
    **{
        "de": _particle,
        "whole": _whole,
        "strict": _strict,
        "delta": _delta,
        "conj": _conjunction,
        "prep": _preposition,
        "adverb": _adverb,
        "compare": _grade,
    },
}


def joins(step: Step) -> bool:
    """Whether the word to the left of the phrase belongs to it; inside a relative clause nearly every word does."""
    token = step.token
    in_clause = step.relative and (token.kind in VERBS or token.kind in {"prep", "delta", "adverb"})
    return in_clause or _JOINS.get(token.kind, _never)(step)
