"""What a number measures: the noun phrase before it or after it, across a list, or carried over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhibiao.facts import clauses
from zhibiao.facts.behind import nouns_behind
from zhibiao.facts.benefits import Benefits
from zhibiao.facts.canonical import canonical
from zhibiao.facts.context import Context
from zhibiao.facts.ellipsis import Memory, completed
from zhibiao.facts.enumerations import pieces
from zhibiao.facts.following import done_to, used_for
from zhibiao.facts.noun_phrases import NOUNS, VERBS, Phrase
from zhibiao.facts.preceding import before
from zhibiao.facts.sides import acts, bounding, de_follows, is_behind, qualifies
from zhibiao.facts.thresholds import bounds_class
from zhibiao.facts.tokens import EXTENTS, Token, tokens
from zhibiao.facts.wording import Wording, wording
from zhibiao.model import Indicator, Quantity, Stretch, changed, value

_GOVERNING = frozenset({"link", "to", "delta", "gap", "whole", "strict", "soft"})
_CONVERTED = re.compile(
    r"[（(，,；]?(?:按[^，。；]{0,24}?(?:汇率|平均价|牌价)[^，。；]{0,10}?)?[，,]?(?:折合|约合|合计?|折|折算|相当于|计算|约|为|成){1,4}"
)
_NOTED = re.compile(
    r"(?:[（(](?:[A-Za-z&+. ]{1,12})?(?:[，,]?(?:当年价|现价|不变价|可比价|现行价格))?[）)]|\[\d{1,3}\])+\Z"
)
"""生产总值(GDP)[2]: an abbreviation in brackets and the number of a note."""
_NUMBER = re.compile(r"[\d一二三四五六七八九十]{1,4}\Z")


@value
class Measured:
    """What a quantity measures: the indicator as written, its canonical id, what ellipsis left out, the governing verb.

    `trail` is what stands between indicator and number, nearest first (达到, 增长); `lead` a change word before the
    indicator (减少 in 减少二氧化碳排放1.9亿吨).
    """

    indicator: Indicator | None = None
    id: str | None = None
    full: str | None = None
    action: str | None = None
    rules: tuple[str, ...] = ()
    trail: tuple[Token, ...] = ()
    lead: Token | None = None


def bind(context: Context) -> list[Measured]:
    """One answer a quantity."""
    words = wording(context.rules)
    answers = [Measured() for _ in context.quantities]
    seen = -1
    earlier: Memory | None = None
    for quantity in context.quantities:
        sentence = context.sentence(quantity.start)
        if sentence.start == seen:
            continue
        seen = sentence.start
        benefits = Benefits(context.text, sentence)
        reader = _Reader(context, words, Memory.after(earlier, context, sentence))
        for index, measured in reader.read(sentence):
            answers[index] = _identified(context, index, _supported(context, benefits, index, measured))
        earlier = reader.memory
    for index in range(1, len(answers)):
        if _converted(context, index):
            answers[index] = changed(answers[index], indicator=answers[index - 1].indicator, id=answers[index - 1].id)
    return answers


def _converted(context: Context, index: int) -> bool:
    """Whether an amount of money is the one before it in another currency: 70429元（折合10209美元）."""
    before, quantity = context.quantities[index - 1 : index + 1]
    if not before.dimension == quantity.dimension == "currency" or before.unit == quantity.unit:
        return False
    return _CONVERTED.fullmatch(context.text, before.end, quantity.start) is not None


def _supported(context: Context, benefits: Benefits, index: int, measured: Measured) -> Measured:
    """The support of a policy in place of what it is reckoned from."""
    if not benefits:
        return measured
    quantity = context.quantities[index]
    found = benefits.of(context.clause(quantity.start), quantity)
    said = measured.indicator.text if measured.indicator else ""
    if found is None or found.text in said or bounds_class(context, index):
        return measured
    return changed(measured, indicator=found, full=None, rules=("indicators:benefit", *measured.rules))


def _identified(context: Context, index: int, measured: Measured) -> Measured:
    if measured.indicator is None:
        return measured
    named = canonical(context.rules).id(measured.full or measured.indicator.text, context.quantities[index])
    return changed(measured, id=named) if named else measured


class _Reader:
    """Reads one sentence, clause by clause."""

    def __init__(self, context: Context, words: Wording, memory: Memory) -> None:
        self.context = context
        self.words = words
        self.memory = memory

    def read(self, sentence: Stretch) -> Iterator[tuple[int, Measured]]:
        """The quantities of the sentence with what they measure."""
        for clause, anchor in clauses.unfold(tokens(self.context, sentence, self.words)):
            if any(token.kind == "quantity" for token in clause):
                yield from self._clause(clause, anchor)
            elif found := self._closing(clause):
                self.memory.subject, self.memory.fresh = self._indicator(found), True
            elif (inside := clauses.inside(clause)) and (part := before(inside, self.words, ratio=False).tokens):
                self.memory.whole = self._indicator(part)
            elif clause and clause[-1].kind in NOUNS and (raised := clauses.raised(clause)):
                self.memory.subject, self.memory.fresh = self._indicator(raised), False
            elif (found := clauses.subject(clause, self.words)) and not self._is_body(found):
                self.memory.subject, self.memory.fresh = self._indicator(found), False
                some = clauses.of_some(clause)
                self.memory.object = self._indicator(some) if some else None

    def _is_body(self, found: Sequence[Token]) -> bool:
        """Whether a body acts, and is not what is measured: 国家发展改革委下达投资计划，(共计2950亿元)."""
        body = self.context.organisation_at(found[0].start)
        return body is not None and body.kind == "body" and body.end >= found[-1].end

    def _closing(self, clause: Sequence[Token]) -> list[Token]:
        """The measure that a clause ends with: 覆盖率 in 普及九年义务教育的人口覆盖率，由65%提高到91%."""
        if not clause or not (self.words.ends(clause[-1].text, "share") or clauses.is_name(clause)):
            return []
        return before(clause, self.words, ratio=False).tokens

    def _clause(self, clause: Sequence[Token], anchor: Sequence[Token]) -> Iterator[tuple[int, Measured]]:
        lists = clauses.number_lists(clause, self.context.quantities)
        behind = nouns_behind(self.context, self.words, clause, lists)
        low, self.memory.joined, self.memory.behind = 0, False, False
        for place, (first, last) in enumerate(lists):
            self.memory.followed = place + 1 < len(lists)
            numbers = [token.index for token in clause[first : last + 1] if token.kind == "quantity"]
            right = clause[last + 1 : lists[place + 1][0]] if place + 1 < len(lists) else clause[last + 1 :]
            for index, measured in self._list(numbers, clause[low:first], right, behind[place], anchor):
                if measured.indicator is not None:
                    self.memory.named.append((self.context.quantities[index], measured.indicator))
                    self.memory.fresh, self.memory.whole = False, None
                yield index, measured
            self.memory.joined = measured.indicator is not None
            self.memory.behind = measured.rules == ("indicators:after",)
            low = last + 1
            counted = clauses.counts(self.context.quantities[clause[last].index])
            if counted and behind[place] and measured.rules == ("indicators:after",):
                beyond = clause.index(behind[place][-1], last + 1) + 1
                if place + 1 < len(lists) and (
                    bounding(right, behind[place]) or self._amounts(clause[lists[place + 1][0]], right, behind[place])
                ):
                    continue  # 新建100万吨以上的大型矿井28个
                if beyond == len(clause) or clause[beyond].kind != "whole":  # 1304家企业实现增加值增长5.7%
                    low = max(low, beyond)

    def _goes_on(self, quantity: Quantity) -> bool:
        """Whether a number has the last one's measure word: 批准创新药76款，30款已纳入医保."""
        return bool(self.memory.named) and quantity.unit is not None and self.memory.named[-1][0].unit == quantity.unit

    def _amounts(self, token: Token, right: Sequence[Token], own: Sequence[Token]) -> bool:
        """Whether the next number says how much there is of the kinds counted: 十种有色金属108万吨."""
        quantity = self.context.quantities[token.index]
        return len(right) == len(own) and quantity.dimension not in {"count", "currency", "ratio", None}

    def _list(
        self,
        numbers: Sequence[int],
        left: Sequence[Token],
        right: Sequence[Token],
        behind: list[Token],
        anchor: Sequence[Token],
    ) -> Iterator[tuple[int, Measured]]:
        """The answers for a list of numbers, which share what stands before and after it."""
        quantity = self.context.quantities[numbers[0]]
        words = self.context.text[quantity.start : quantity.end]
        phrase = before(left, self.words, clauses.is_ratio(quantity) or quantity.unit == "倍")
        rule, chosen = self._choose(quantity, words, phrase, right, behind, anchor)
        action, trail = _action(phrase), tuple(phrase.trail)
        if not chosen:
            quantities = [self.context.quantities[index] for index in numbers]
            acting = (clauses.is_ratio(quantity) or self._goes_on(quantity)) and not left and acts(right)
            found = self.memory.carried(quantities, phrase, words, self.words, acting)
            for index, carried in zip(numbers, found, strict=True):
                rules = ("indicators:carried",) if carried else ()
                yield index, Measured(carried, None, None, action, rules, trail)
            return
        lead = phrase.lead if chosen is phrase.tokens else None
        apart = pieces(chosen, len(numbers), left, self.words) or [chosen] * len(numbers)
        for index, piece in zip(numbers, apart, strict=True):
            indicator = self._indicator(piece)
            full = self._full(indicator, anchor) if piece is chosen else None
            yield index, Measured(indicator, None, full, action, (f"indicators:{rule}",), trail, lead)

    def _full(self, indicator: Indicator, anchor: Sequence[Token]) -> str | None:
        """With what ellipsis left out: 规模, or 占比 in 电子信息（占比28%）."""
        if anchor and indicator.text in self.words.bare:
            named = before(anchor, self.words, ratio=False).tokens
            return completed(self._indicator(named).text, indicator.text, self.words) if named else None
        return self.memory.full(indicator, self.words)

    def _choose(
        self,
        quantity: Quantity,
        words: str,
        phrase: Phrase,
        right: Sequence[Token],
        behind: list[Token],
        anchor: Sequence[Token],
    ) -> tuple[str, list[Token]]:
        """Before, after, or elsewhere: the rule that decided, and the noun phrase."""
        if phrase.trail and phrase.trail[0].text == "对" and (done := done_to(right)):
            return "done", done
        wanted = not phrase.tokens or any(token.text in {"需要", "需"} for token in phrase.trail)
        if quantity.dimension == "currency" and wanted and (use := used_for(right)):
            return "used", use
        change = next((token for token in phrase.trail if token.kind == "delta"), None)
        if change is not None and de_follows(right):
            takes = change.text in self.words.leads and right[0].text == "的"
            if takes and behind:
                return "after", behind  # 削减17%的预算
            behind = []  # 增长10%以上的企业
        listed = self.memory.behind and clauses.is_ratio(quantity) and any(t.kind == "conj" for t in phrase.trail)
        if behind and listed:
            return "after", behind  # 保有70%的导弹、60%发射装置
        if behind and (not phrase.tokens or self._is_behind(quantity, words, phrase, right, behind)):
            return "after", behind
        if phrase.tokens and not self.memory.knows_better(phrase):
            long = phrase.tokens[-1].text in {"全长", "总长"} and de_follows(right)
            return "before", phrase.tokens[-1:] if long else phrase.tokens  # 控制性工程|全长12公里的隧道
        changed = any(token.kind == "delta" for token in phrase.trail)
        if phrase.action is not None and phrase.action.kind == "verb" and changed:
            return "verb", [phrase.action]  # 交通下降0.6%
        if anchor:
            return "bracket", before(anchor, self.words, clauses.is_ratio(quantity)).tokens
        return "", []

    def _is_behind(
        self, quantity: Quantity, words: str, phrase: Phrase, right: Sequence[Token], behind: Sequence[Token]
    ) -> bool:
        """Whether of two noun phrases the number measures the one behind it."""
        if len(phrase.tokens) == 1 and phrase.tokens[0].text in EXTENTS and de_follows(right):
            return True  # 长达4000公里的管道
        verbs = all(token.kind in VERBS for token in phrase.tokens)
        reaching = phrase.tokens[-1].text in self.words.endings.get("reach", ())
        if clauses.is_ratio(quantity) and (reaching or (verbs and de_follows(right))):
            return True  # 覆盖80%以上的大城市
        if clauses.is_ratio(quantity) and self.words.ends(behind[-1].text, "stake"):
            return True  # 持有公司26%股权
        if qualifies(quantity, phrase, right):
            return False
        closing = bool(right) and behind[-1] is right[-1]
        adjoining = behind[0].start <= quantity.end + 4 and " " not in self.context.text[quantity.end : behind[0].start]
        if quantity.dimension == "count" and adjoining and not (self.memory.followed and closing):
            return True  # 通达德国等14个国家
        if quantity.dimension == "currency" and not self.memory.followed:
            named = phrase.tokens[0].text.startswith("第") or (
                closing and behind[-1].text in self.words.endings.get("money", ())
            )
            return named or is_behind(quantity, words, phrase)
        return is_behind(quantity, words, phrase)

    def _indicator(self, chosen: Sequence[Token]) -> Indicator:
        """A long bracket between the tokens is left out: 工业（均为同一口径）增加值 is 工业增加值; 10|种有色金属 keeps its number."""
        stretches: list[Stretch] = []
        if chosen[0].text.startswith("种"):
            number = _NUMBER.search(self.context.text, max(0, chosen[0].start - 4), chosen[0].start)
            stretches += [Stretch(number.start(), number.end())] if number else []
        for token in chosen:
            if stretches and not self.context.text[stretches[-1].end : token.start].strip():
                stretches[-1] = Stretch(stretches[-1].start, token.end)
            else:
                stretches.append(Stretch(token.start, token.end))
        noted = _NOTED.search(self.context.text, stretches[-1].start, stretches[-1].end)
        if noted and noted.start() > stretches[-1].start:
            stretches[-1] = Stretch(stretches[-1].start, noted.start())
        return Indicator(tuple(stretches), "".join(self.context.text[s.start : s.end] for s in stretches))


def _action(phrase: Phrase) -> str | None:
    """The verb that governs the number: 建成 引进 达到 提高到."""
    if phrase.action is not None and (phrase.action.kind != "verb" or len(phrase.action.text) > 1):
        return phrase.action.text
    return next((token.text for token in phrase.trail if token.kind in _GOVERNING and len(token.text) > 1), None)
