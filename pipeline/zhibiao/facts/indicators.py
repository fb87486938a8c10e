"""What a number measures: the noun phrase before it or after it, across a list, or carried over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from zhibiao.facts import noun_phrases
from zhibiao.facts.benefits import benefit
from zhibiao.facts.context import Context
from zhibiao.facts.noun_phrases import Phrase
from zhibiao.facts.tokens import SUFFIXES, Token, clauses_of, tokens
from zhibiao.facts.wording import Wording, wording
from zhibiao.model import Indicator, Quantity, Stretch


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


@dataclass(slots=True)
class _State:
    """What a sentence has named so far."""

    done: list[tuple[int, Measured]] = field(default_factory=list)
    subject: list[Token] = field(default_factory=list)


def bind(context: Context) -> list[Measured]:
    """One answer a quantity."""
    words = wording(context.rules)
    answers = [Measured() for _ in context.quantities]
    seen = -1
    for quantity in context.quantities:
        sentence = context.sentence(quantity.start)
        if sentence.start == seen:
            continue
        seen = sentence.start
        for index, measured in _Reader(context, words).read(sentence):
            answers[index] = _supported(context, sentence, index, measured)
    return answers


def _supported(context: Context, sentence: Stretch, index: int, measured: Measured) -> Measured:
    """The support of a policy in place of what it is reckoned from."""
    quantity = context.quantities[index]
    found = benefit(context.text, sentence, context.clause(quantity.start), quantity)
    return measured if found is None else replace(measured, indicator=found, rules=("indicators:benefit", *measured.rules))


class _Reader:
    """Reads one sentence, clause by clause."""

    def __init__(self, context: Context, words: Wording) -> None:
        self.context = context
        self.words = words
        self.state = _State()

    def read(self, sentence: Stretch) -> Iterator[tuple[int, Measured]]:
        found = tokens(self.context, sentence, self.words)
        for clause, anchor in _unfold(found):
            if not any(token.kind == "quantity" for token in clause):
                subject = _subject(clause, self.words)
                if subject:
                    self.state.subject = subject
                continue
            yield from self._clause(clause, anchor)

    def _clause(self, clause: Sequence[Token], anchor: Sequence[Token]) -> Iterator[tuple[int, Measured]]:
        groups = _groups(clause)
        behind = self._behind(clause, groups)
        for place, (first, last) in enumerate(groups):
            low = groups[place - 1][1] + 1 if place else 0
            numbers = [token.index for token in clause[first : last + 1] if token.kind == "quantity"]
            for index, measured in self._group(numbers, clause[low:first], behind[place], anchor):
                self.state.done.append((index, measured))
                yield index, measured

    def _behind(self, clause: Sequence[Token], groups: Sequence[tuple[int, int]]) -> list[list[Token]]:
        """What follows each list of numbers; 12个百亿元、70个30亿元以上项目 share 项目, and 70个 counts 30亿元以上项目."""
        found: list[list[Token]] = [[] for _ in groups]
        for place in reversed(range(len(groups))):
            last = groups[place][1]
            stop = groups[place + 1][0] if place + 1 < len(groups) else len(clause)
            right = clause[last + 1 : stop]
            quantity = self.context.quantities[clause[last].index]
            found[place] = noun_phrases.after(right, self.words, _counts(quantity), _is_ratio(quantity))
            if stop < len(clause) and found[place] and found[place][-1] is right[-1]:
                found[place] = _subject_only(found[place])
            if stop == len(clause) or any(token.kind not in {"conj", "compare"} for token in right):
                continue
            shared = found[place + 1]
            if not right and shared and shared[-1].start < clause[stop + 3 if stop + 3 < len(clause) else -1].end:
                shared = [clause[stop], *shared]
            found[place] = shared[-1:] if right or not shared else shared
        return found

    def _group(
        self, group: Sequence[int], left: Sequence[Token], behind: list[Token], anchor: Sequence[Token]
    ) -> Iterator[tuple[int, Measured]]:
        quantity = self.context.quantities[group[0]]
        ratio, count = _is_ratio(quantity), _counts(quantity)
        phrase = noun_phrases.before(left, self.words, ratio)
        rule, chosen = _choose(phrase, behind, count, ratio)
        trail = tuple(phrase.trail)
        action = phrase.action.text if phrase.action else None
        if not chosen and phrase.action is not None and phrase.action.kind == "verb" and len(phrase.trail) > 1:
            chosen, rule = [phrase.action], "indicators:verb"  # 居住下降0.4%
        if not chosen and anchor:
            chosen, rule = noun_phrases.before(anchor, self.words, ratio).tokens, "indicators:bracket"
        if chosen:
            whole = self._indicator(chosen)
            pieces = self._pieces(chosen, group, left) or self._objects(chosen, group, left)
            for place, index in enumerate(group):
                indicator = pieces[place] if pieces else whole
                yield index, Measured(indicator, action=action, rules=(rule,), trail=trail, lead=phrase.lead)
            return
        carried = self._carried(group, phrase)
        for index, indicator in zip(group, carried, strict=True):
            rules = ("indicators:carried",) if indicator else ()
            yield index, Measured(indicator, action=action, rules=rules, trail=trail, lead=phrase.lead)

    def _indicator(self, chosen: Sequence[Token]) -> Indicator:
        stretch = Stretch(chosen[0].start, chosen[-1].end)
        return Indicator((stretch,), self.context.text[stretch.start : stretch.end])

    def _pieces(self, chosen: Sequence[Token], group: Sequence[int], left: Sequence[Token]) -> list[Indicator] | None:
        """甲、乙产量分别增长: 甲产量 and 乙产量, where there are as many pieces as numbers."""
        if len(group) < 2 or not any("分别" in token.text for token in left):
            return None
        for marks in ({"、"}, None):
            cuts = [
                i for i, t in enumerate(chosen) if t.kind == "conj" and t.text != "等" and (marks is None or t.text in marks)
            ]
            if len(cuts) == len(group) - 1:
                break
        else:
            return None
        bounds = [-1, *cuts, len(chosen)]
        parts = [list(chosen[a + 1 : b]) for a, b in pairwise(bounds)]
        if not all(parts):
            return None
        if any(chosen[-1].text.endswith(head) for head in self.words.bare):
            return self._shared_head(parts)
        return [self._indicator(part) for part in parts]

    def _objects(self, chosen: Sequence[Token], group: Sequence[int], left: Sequence[Token]) -> list[Indicator] | None:
        """接待游客、实现旅游总花费分别增长11.8%、11.5%: each verb's object in its turn."""
        if len(group) < 2 or not any("分别" in token.text for token in left):
            return None
        found = [self._indicator(chosen)]
        end = next((i for i, token in enumerate(left) if token.start >= chosen[0].start), 0)
        while len(found) < len(group):
            while end and left[end - 1].kind in noun_phrases.VERBS | {"adverb"}:
                end -= 1
            if not end or left[end - 1].kind != "conj":
                return None
            phrase = noun_phrases.before(left[: end - 1], self.words, ratio=False)
            if not phrase.tokens:
                return None
            found.insert(0, self._indicator(phrase.tokens))
            end = next(i for i, token in enumerate(left) if token.start >= phrase.tokens[0].start)
        return found

    def _shared_head(self, parts: list[list[Token]]) -> list[Indicator] | None:
        """粮食、油料产量: the head 产量 belongs to both; a long last piece is left as a whole list."""
        head = parts[-1][-1]
        if head.end - parts[-1][0].start > 8:
            return None
        pieces = []
        for part in parts:
            stretches = [Stretch(part[0].start, part[-1].end)]
            if part[-1].text not in self.words.bare:
                stretches.append(Stretch(head.start, head.end))
            pieces.append(Indicator(tuple(stretches), "".join(self.context.text[s.start : s.end] for s in stretches)))
        return pieces

    def _carried(self, group: Sequence[int], phrase: Phrase) -> list[Indicator | None]:
        """The indicators of the numbers before, one each for a list under 分别, else the last one's."""
        done = [measured.indicator for _, measured in self.state.done if measured.indicator]
        if len(group) > 1 and len(done) >= len(group):
            last = done[-len(group) :]
            if len({indicator.stretches for indicator in last}) == len(group):
                return list(last)
        first = self.context.quantities[group[0]]
        change = "番" in self.context.text[first.start : first.end] or any(
            token.kind in noun_phrases.CHANGES - {"to"} for token in phrase.trail
        )
        moved = change or any(
            t.kind in {"to", "link", "compare", "prep"} or t.text in {"其中", "累计"} for t in phrase.trail
        )
        if done and moved:
            last = done[-1]
            alike = [m.indicator for i, m in self.state.done if m.indicator and self.context.quantities[i].unit == first.unit]
            if change or _is_ratio(first):
                return [last] * len(group)
            if alike:
                return [alike[-1]] * len(group)
            return [None] * len(group)
        if self.state.subject and moved:
            return [self._indicator(self.state.subject)] * len(group)
        return [None] * len(group)


def _subject_only(found: list[Token]) -> list[Token]:
    """企业 of [175家]企业发行各类债券1193只."""
    verb = next((i for i, token in enumerate(found) if token.kind in noun_phrases.VERBS and i), None)
    return found if verb is None else found[:verb]


def _is_ratio(quantity: Quantity) -> bool:
    return quantity.unit in {"%", "％", "百分点", "‰"}


def _counts(quantity: Quantity) -> bool:
    """Whether the unit is a measure word or a physical one, after which the thing itself may stand: 30余项政策, 100万亩高标准农田."""
    return not _is_ratio(quantity) and quantity.dimension != "currency" and quantity.unit not in {"倍", "番"}


def _groups(clause: Sequence[Token]) -> list[tuple[int, int]]:
    """The lists of numbers, as first and last place."""
    places = [i for i, token in enumerate(clause) if token.kind == "quantity"]
    groups: list[tuple[int, int]] = []
    for place in places:
        if groups and _same_group(clause[groups[-1][1] + 1 : place]):
            groups[-1] = (groups[-1][0], place)
        else:
            groups.append((place, place))
    return groups


def _choose(phrase: Phrase, behind: list[Token], count: bool, ratio: bool) -> tuple[str, list[Token]]:
    if not behind:
        return "indicators:before", phrase.tokens
    if not phrase.tokens:
        return "indicators:after", behind
    trail = [token for token in phrase.trail if token.kind not in {"compare", "adverb", "plan", "deictic", "place"}]
    if phrase.trail and phrase.trail[0].kind == "de":
        return "indicators:after", behind  # 8个乡镇的[5家]农业合作社
    if count and all(token.kind == "prep" for token in trail):
        return "indicators:after", behind
    if phrase.action is not None and phrase.action in phrase.trail:
        return "indicators:after", behind
    if count and (not trail or trail[0].text in {"有", "共有", "现有", "拥有"} or phrase.tokens[-1].kind in noun_phrases.VERBS):
        return "indicators:after", behind
    if ratio and any("占" in token.text for token in phrase.trail):
        return "indicators:after", behind
    return "indicators:before", phrase.tokens


def _same_group(between: Sequence[Token]) -> bool:
    """Whether two numbers stand in one list: 3.5%左右、6%左右."""
    return any(token.kind == "conj" for token in between) and all(
        token.kind in {"conj", "compare", "adverb"} for token in between
    )


def _subject(clause: Sequence[Token], words: Wording) -> list[Token]:
    """The noun phrase that a clause without numbers begins with."""
    start = 0
    while start < len(clause) and clause[start].kind in {"adverb", "time", "place", "deictic", "conj", "prep", "mark"}:
        start += 1
    end = start
    while end < len(clause) and clause[end].kind in noun_phrases.NOUNS:
        end += 1
    return list(clause[start:end])


def _unfold(found: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """The clauses, each with what stands before its bracket; a bracket that holds a number is read by itself, after its clause."""
    main: list[Token] = []
    inner: list[tuple[list[Token], list[Token]]] = []
    at = cut = 0
    while at < len(found):
        token = found[at]
        close = _close(found, at) if token.kind == "open" else None
        if close is not None:
            content = list(found[at + 1 : close])
            if any(t.kind == "quantity" for t in content):
                inner.append((content, main[cut:]))
                cut = len(main)
            elif main and main[-1].kind in noun_phrases.NOUNS and found[close].end - main[-1].end <= 10:
                last = main.pop()
                main.append(Token(last.start, found[close].end, last.kind, last.text))
            at = close + 1
            continue
        if token.kind == "stop":
            yield main, ()
            yield from _inside(inner)
            main, inner, cut = [], [], 0
        elif main and token.text in SUFFIXES and main[-1].end == token.start and main[-1].kind in noun_phrases.NOUNS:
            last = main.pop()
            main.append(Token(last.start, token.end, last.kind, last.text + token.text))  # 污水治理（管控）率
        elif token.kind not in {"open", "close"}:
            main.append(token)
        at += 1
    yield main, ()
    yield from _inside(inner)


def _inside(inner: Sequence[tuple[list[Token], list[Token]]]) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    for content, anchor in inner:
        for clause in clauses_of(content):
            yield [token for token in clause if token.kind != "stop"], anchor


def _close(found: Sequence[Token], start: int) -> int | None:
    for at in range(start + 1, min(start + 60, len(found))):
        if found[at].kind == "close":
            return at
        if found[at].kind == "open":
            return None
    return None
