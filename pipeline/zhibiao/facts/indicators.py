"""What a number measures: the noun phrase before it or after it, across a list, or carried over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zhibiao.facts import clauses
from zhibiao.facts.benefits import Benefits
from zhibiao.facts.canonical import canonical
from zhibiao.facts.context import Context
from zhibiao.facts.ellipsis import Memory, completed
from zhibiao.facts.enumerations import pieces
from zhibiao.facts.following import after, done_to, subject_only
from zhibiao.facts.noun_phrases import VERBS, Phrase
from zhibiao.facts.preceding import before
from zhibiao.facts.sides import acts, de_follows, far, is_behind, measured_next, of_people, qualifies
from zhibiao.facts.thresholds import bounds_class
from zhibiao.facts.tokens import EXTENTS, Token, tokens
from zhibiao.facts.wording import Wording, wording
from zhibiao.model import Indicator, Quantity, Stretch

_GOVERNING = frozenset({"link", "to", "delta", "gap", "whole", "strict", "soft"})


@dataclass(frozen=True, slots=True)
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
    return answers


def _supported(context: Context, benefits: Benefits, index: int, measured: Measured) -> Measured:
    """The support of a policy in place of what it is reckoned from."""
    quantity = context.quantities[index]
    found = benefits.of(context.clause(quantity.start), quantity)
    said = measured.indicator.text if measured.indicator else ""
    if found is None or found.text in said or bounds_class(context, index):
        return measured
    return replace(measured, indicator=found, full=None, rules=("indicators:benefit", *measured.rules))


def _identified(context: Context, index: int, measured: Measured) -> Measured:
    if measured.indicator is None:
        return measured
    named = canonical(context.rules).id(measured.full or measured.indicator.text, context.quantities[index])
    return replace(measured, id=named) if named else measured


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
            elif found := self._closing(clause) or clauses.subject(clause, self.words):
                self.memory.subject = self._indicator(found)

    def _closing(self, clause: Sequence[Token]) -> list[Token]:
        """The measure that a clause ends with: 覆盖率 in 普及九年义务教育的人口覆盖率，由65%提高到91%."""
        if not clause or not self.words.ends(clause[-1].text, "share"):
            return []
        return before(clause, self.words, ratio=False).tokens

    def _clause(self, clause: Sequence[Token], anchor: Sequence[Token]) -> Iterator[tuple[int, Measured]]:
        lists = clauses.number_lists(clause, self.context.quantities)
        behind = self._behind(clause, lists)
        low, self.memory.joined = 0, False
        for place, (first, last) in enumerate(lists):
            self.memory.followed = place + 1 < len(lists)
            numbers = [token.index for token in clause[first : last + 1] if token.kind == "quantity"]
            right = clause[last + 1 : lists[place + 1][0]] if place + 1 < len(lists) else clause[last + 1 :]
            for index, measured in self._list(numbers, clause[low:first], right, behind[place], anchor):
                if measured.indicator is not None:
                    self.memory.named.append((self.context.quantities[index], measured.indicator))
                yield index, measured
            self.memory.joined = measured.indicator is not None
            low = last + 1
            counted = clauses.counts(self.context.quantities[clause[last].index])
            if counted and behind[place] and measured.rules == ("indicators:after",):
                beyond = clause.index(behind[place][-1], last + 1) + 1
                if beyond == len(clause) or clause[beyond].kind != "whole":  # 1304家企业实现增加值增长5.7%
                    low = max(low, beyond)

    def _behind(self, clause: Sequence[Token], lists: Sequence[tuple[int, int]]) -> list[list[Token]]:
        """What follows each list of numbers; 15个百亿元、60个20亿元以上项目 share 项目, and 60个 counts 20亿元以上项目."""
        found: list[list[Token]] = [[] for _ in lists]
        for place in reversed(range(len(lists))):
            last = lists[place][1]
            stop = lists[place + 1][0] if place + 1 < len(lists) else len(clause)
            right = clause[last + 1 : stop]
            quantity = self.context.quantities[clause[last].index]
            own = after(right, self.words, clauses.counts(quantity), clauses.is_ratio(quantity), of_people(quantity))
            if stop < len(clause) and own and own[-1] is right[-1]:
                own = subject_only(own, self.words)
            elif own and any(token.text == "、" for token in own) and measured_next(right, own):
                own = subject_only(own, self.words)  # 164条产业链、产值占全省50%
            if stop < len(clause) and all(token.kind in {"conj", "compare"} for token in right):
                shared = found[place + 1]
                if not right and shared and not far(clause, stop, shared):
                    own = [clause[stop], *shared]
                else:
                    own = shared[-1:]
            found[place] = own
        return found

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
        shared = Measured(
            action=_action(phrase),
            trail=tuple(phrase.trail),
            lead=phrase.lead if chosen is phrase.tokens else None,
            rules=(f"indicators:{rule}",) if chosen else (),
        )
        if not chosen:
            quantities = [self.context.quantities[index] for index in numbers]
            acting = clauses.is_ratio(quantity) and not left and acts(right)
            for index, carried in zip(numbers, self.memory.carried(quantities, phrase, words, acting), strict=True):
                rules = ("indicators:carried",) if carried else ()
                yield index, replace(shared, indicator=carried, rules=rules)
            return
        apart = pieces(chosen, len(numbers), left, self.words) or [chosen] * len(numbers)
        for index, piece in zip(numbers, apart, strict=True):
            indicator = self._indicator(piece)
            full = self._full(indicator, anchor) if piece is chosen else None
            yield index, replace(shared, indicator=indicator, full=full)

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
        if any(token.kind == "delta" for token in phrase.trail) and de_follows(right):
            behind = []  # 增长10%以上的企业
        if behind and (not phrase.tokens or self._is_behind(quantity, words, phrase, right, behind)):
            return "after", behind
        if phrase.tokens and not self.memory.knows_better(phrase):
            return "before", phrase.tokens
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
        if clauses.is_ratio(quantity) and verbs and de_follows(right):
            return True  # 覆盖80%以上的大城市
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
        """A long bracket between the tokens is left out: 工业（均为同一口径）增加值 is 工业增加值."""
        stretches: list[Stretch] = []
        for token in chosen:
            if stretches and not self.context.text[stretches[-1].end : token.start].strip():
                stretches[-1] = Stretch(stretches[-1].start, token.end)
            else:
                stretches.append(Stretch(token.start, token.end))
        return Indicator(tuple(stretches), "".join(self.context.text[s.start : s.end] for s in stretches))


def _action(phrase: Phrase) -> str | None:
    """The verb that governs the number: 建成 引进 达到 提高到."""
    if phrase.action is not None and (phrase.action.kind != "verb" or len(phrase.action.text) > 1):
        return phrase.action.text
    return next((token.text for token in phrase.trail if token.kind in _GOVERNING and len(token.text) > 1), None)
