"""What a sentence does not say again: the indicator of 比上年增长5%, and 数字经济 in 占比达45%以上，规模突破万亿元."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from zhibiao.facts.clauses import is_ratio
from zhibiao.facts.noun_phrases import CHANGES, Phrase, text
from zhibiao.facts.tokens import Token
from zhibiao.facts.wording import Wording
from zhibiao.model import Indicator, Quantity, Stretch

if TYPE_CHECKING:
    from zhibiao.facts.context import Context

_REMEMBERED = 32
"""So many numbers of a sentence are remembered."""
_FARTHEST = 240
"""So many characters before a sentence its topic is looked for."""
_PARTED = regex.compile(r"\s{0,9}(?:其中|分[\p{Han}、（）]{1,9}看|从[\p{Han}、]{1,9}看|按[\p{Han}、]{1,9}[分看])")
_OF_RATIOS = ("率", "占比", "比重", "比例", "份额", "增速", "涨幅", "降幅", "增幅", "指数", "价格")
_NAME = 2
_DIVISIONS = frozenset("县市区州盟旗镇乡省")
_RATES = frozenset({"增速", "增幅", "涨幅", "降幅"})
_SHARES = frozenset({"占比", "比重", "份额"})
_CARRYING = frozenset({"to", "link", "prep", "noun"})
_PER = regex.compile(r"每\p{Han}|[人户亩日月年]均")
_ALONE = frozenset({"adverb", "time", "plan", "compare", "link"})
_SUMMING = frozenset({"共计", "总计", "合计", "共", "共有"})
_RESUMING = frozenset({"其中", "累计", "即"})


@dataclass(slots=True)
class Memory:
    """What a sentence has named so far: its numbers' indicators, and the subject of its last clause without a number.

    `topic` is what the sentence before was about, `amount`: a sum of money; `parted`: this one breaks it down.
    `fresh`: nothing was counted since the clause of the subject, which is a noun phrase; `whole`: that of which the
    next share is a part (在订单中，七成…); `object`: what the verb of the subject's clause took (开放一批档案，共计4万件).
    `joined`: the number in hand stands
    in one clause with a number that has an indicator; `followed`: with one after it; `behind`: that of the number before stood behind it.
    """

    named: deque[tuple[Quantity, Indicator]] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    subject: Indicator | None = None
    fresh: bool = False
    whole: Indicator | None = None
    object: Indicator | None = None
    topic: Indicator | None = None
    amount: bool = False
    parted: bool = False
    joined: bool = False
    behind: bool = False
    followed: bool = False

    @classmethod
    def after(cls, earlier: Memory | None, context: Context, sentence: Stretch) -> Memory:
        """A new sentence's memory; `earlier` is that of the last sentence with a number."""
        parted = _PARTED.match(context.text, sentence.start) is not None
        money = earlier is not None and bool(earlier.named) and earlier.named[0][0].dimension == "currency"
        return cls(topic=_inherited(context, sentence, earlier, parted), amount=money, parted=parted)

    def carried(
        self, numbers: Sequence[Quantity], phrase: Phrase, words: str, wording: Wording, acting: bool = False
    ) -> list[Indicator | None]:
        """The indicators of numbers that name none: those of the numbers before, one each for a list, else the last.

        `words` are the first number's (翻番 is a change by itself); `acting`: it is the subject of its clause.
        """
        named = [indicator for _, indicator in self.named]
        last = named[-len(numbers) :]
        if len(numbers) > 1 and len({indicator.stretches for indicator in last}) == len(numbers):
            return list(last)
        change = "番" in words or any(token.kind in CHANGES - {"to"} for token in phrase.trail)
        if acting and self.whole is not None:
            return [self.whole] * len(numbers)
        summed = bool(phrase.trail) and phrase.trail[-1].text in _SUMMING
        if summed and self.object is not None and not self.named and numbers[0].dimension == "count":
            return [self.object] * len(numbers)
        granted = self._grants(numbers[0], phrase, wording)
        if granted is not None:
            return [granted] * len(numbers)
        if named and self.joined and not phrase.trail and not phrase.tokens:
            return [named[-1]] * len(numbers)  # 易地扶贫搬迁1646户|6680人
        if named and numbers[0].unit == "倍" and all(token.kind == "de" for token in phrase.trail):
            return [named[-1]] * len(numbers)  # 是十年前218亿元的2.6倍
        moved = acting or change or any(_carries(token) for token in phrase.trail)
        if not moved and not self._in_turn(numbers[0], phrase):
            return [None] * len(numbers)
        if self.fresh and self.subject is not None:
            return [self.subject] * len(numbers)  # 农民的纯收入，平均每人达到355元
        if named and (change or is_ratio(numbers[0]) or numbers[0].unit == "倍"):
            return [named[-1]] * len(numbers)
        if named:
            return [self._like(numbers[0], phrase)] * len(numbers)
        topic = self.topic if change and is_ratio(numbers[0]) else None
        return [self.subject or topic] * len(numbers)

    def _like(self, number: Quantity, phrase: Phrase) -> Indicator | None:
        """The last indicator of a number of the same kind, else the last one of all where a change led to it."""
        last, indicator = self.named[-1]
        alike = [other for quantity, other in self.named if _alike(quantity, number)]
        if is_ratio(last) and not indicator.text.endswith(_OF_RATIOS):
            return indicator  # 营收增长20%，今年有望突破100亿元
        if alike:
            return alike[-1]
        if self.joined and any(token.kind in {"link", "to"} for token in phrase.trail):
            return indicator  # 进出口总值翻番达到2206亿元
        return indicator if last.unit in {"倍", "番"} else None  # 增加值实现翻番，达到5500亿元

    def _grants(self, number: Quantity, phrase: Phrase, wording: Wording) -> Indicator | None:
        """The money of which a part is granted: 下达救灾资金1.4亿元。其中，预拨0.8亿元支持抢险，拨付0.6亿元…."""
        granting = phrase.action is not None and phrase.action.text in wording.endings.get("fund", ())
        if not granting or number.dimension != "currency":
            return None
        money = [indicator for quantity, indicator in self.named if quantity.dimension == "currency"]
        return money[-1] if money else self.topic if self.parted and self.amount else None

    def _in_turn(self, number: Quantity, phrase: Phrase) -> bool:
        """Whether a verb or a place alone goes on with what was named: 甲县完成96亿元，乙县60亿元; 新建3万个，累计建成10万个."""
        if not self.named or self.named[-1][0].unit != number.unit or number.unit is None:
            return False
        if phrase.trail and phrase.trail[0].kind == "de" and phrase.action in phrase.trail:
            return True  # 施工的项目7万个，全部建成的3万个
        if self.joined and phrase.trail and all(token.kind in {"de", "time", "conj"} for token in phrase.trail):
            return True  # 从1979年的170亿元、1980年的127亿元
        led = phrase.trail[-1].kind if phrase.trail else ""
        placed = led == "place" and all(
            token.kind in {"place", "whole", *_CARRYING, "compare"} for token in phrase.trail
        )
        done = phrase.action is not None and phrase.action in phrase.trail
        bare = all(token is phrase.action or token.kind in _ALONE for token in phrase.trail)
        return placed or (done and (self.joined or bare))

    def knows_better(self, phrase: Phrase) -> bool:
        """Whether a bare rate of change or share is said of what the clause before named: 增加值增长7.1%，增幅高于全省0.3个百分点."""
        moved = any(token.kind in {"gap", "delta"} for token in phrase.trail)
        bare = text(phrase.tokens).removeprefix("所占").removeprefix("所")
        if self.named and (bare == "比重" or (moved and bare in _RATES)):
            return True
        if self.parted and self.topic and any(token.kind == "delta" for token in phrase.trail):
            return len(phrase.tokens) <= _NAME and phrase.tokens[-1].text[-1] in _DIVISIONS  # 高新区增长8.2%
        return False

    def full(self, indicator: Indicator, wording: Wording) -> str | None:
        """What a bare head leaves out, from the indicator before it: 规模 after 数字经济占比 is 数字经济规模."""
        if indicator.text not in wording.bare:
            return None
        others = [other.text for _, other in reversed(self.named)]
        others += [self.subject.text] if self.subject else []
        other = next((other for other in others if other != indicator.text and other not in wording.bare), None)
        if other is not None and _PER.search(other):
            return None  # 每亩保底收益500元，村里增加收益8万元
        return None if other is None else completed(other, indicator.text, wording)


def _inherited(context: Context, sentence: Stretch, earlier: Memory | None, parted: bool) -> Indicator | None:
    """What the sentence before was about: 工业增加值增长7.1%。分县区看，甲县增长8.2%.

    A sentence that breaks a whole down takes up its first indicator, also in a new paragraph; any other the last one.
    """
    if earlier is None or not earlier.named:
        return None
    quantity, first = earlier.named[0]
    last = earlier.named[-1][1]
    gap = context.text[quantity.end : sentence.start]
    if len(gap) > _FARTHEST or (not parted and "\n" in context.text[last.stretches[-1].end : sentence.start]):
        return None
    return first if parted else last


def _carries(token: Token) -> bool:
    """达到, 突破, 占, 其中 before a number take up what was named; 近 and 约 alone do not."""
    if token.kind == "compare":
        return len(token.text) > 1
    return token.kind in _CARRYING or token.text in _RESUMING or token.text in {"确保", "冲刺", "力争"}


def completed(other: str, bare: str, wording: Wording) -> str:
    """数字经济规模 from 数字经济占比 and 规模, 工业增加值增幅 from 工业增加值 and 增幅."""
    kept = other
    while head := max((word for word in wording.bare if kept.endswith(word)), key=len, default=""):
        if bare in _RATES and head not in _RATES | _SHARES:
            break
        kept = kept[: len(kept) - len(head)]
    kept = kept or other
    shared = next((n for n in range(min(len(kept), len(bare)), 1, -1) if kept.endswith(bare[:n])), 0)
    return bare if bare.startswith(kept) else kept + bare[shared:]  # 整车销售|收入


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may measure the same thing: 1.5小时 and 40分钟, 11个 and 25个."""
    return one.unit == other.unit or one.dimension == other.dimension != "count"
