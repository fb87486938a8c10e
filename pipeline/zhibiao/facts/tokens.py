"""A sentence as the facts read it: quantities, times and places whole, the words of the rules, and what lies between."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from zhibiao.facts.phrases import chosen
from zhibiao.facts.word_borders import Piece, cut
from zhibiao.facts.wording import Wording
from zhibiao.model import BY_START, RegionMention, Stretch, value

if TYPE_CHECKING:
    from zhibiao.facts.context import Context

STOPS = frozenset("，；：。！？!?,;:\n…")
CONJUNCTIONS = frozenset({"和", "与", "及", "以及", "或", "、", "和/或", "暨", "并", "&", "/"})
SUFFIXES = frozenset("率量额数值度费税价线面者员业")
_LOOSE = frozenset({"年均", "平均", "年平均", "每年平均", "不", "主要", "新的", "新", "基本", "最低", "最高"})
_AFTER_TIME = frozenset({"前", "之前", "以前", "后", "之后", "底", "末", "初", "内", "间", "期间", "以来"})
_PLACED = frozenset({"港", "站", "口岸"})
EXTENTS = frozenset({"高", "宽", "长", "深", "厚"})
_EMITTED = ("二氧化", "碳", "温室", "氮氧", "颗粒", "化学需氧", "污染物")
_STEMS = frozenset({"noun", "verb", "strict", "soft", "whole", "nominal", "delta"})
_QUOTED = re.compile(
    r"“[^“”，。；：\n]{1,24}+”|《[^《》\n]{1,60}+》|‘[^‘’，。；：\n]{1,24}+’|「[^「」，。；：\n]{1,24}+」"
)
_MARK = regex.compile(r"[\p{P}\p{S}\s--[%·\-—―]]", regex.V1)


@value
class Token:
    """A word with its kind: `quantity`, `time`, `place`, a kind of the rules (`link` …), `de`, `conj`, `open`, `close`, `stop`,
    `noun`, `verb` (a verb that no rule knows), `mark`. `index` counts quantities.
    """

    start: int
    end: int
    kind: str
    text: str
    index: int = -1


def tokens(context: Context, sentence: Stretch, wording: Wording) -> list[Token]:
    """The tokens of one sentence, without white space.

    达到20万张 is `link` 达到 and `quantity` 20万张.
    """
    reading = _Reading(context, sentence, wording)
    found: list[Token] = []
    at = sentence.start
    for token in _fixed(context, sentence):
        found += _words(reading, at, token.start)
        found.append(token)
        at = token.end
    found += _words(reading, at, sentence.end)
    return _reconsidered(_suffixed(found))


class _Reading:
    """A sentence's words by the tagger and by the rules, looked up once for all its stretches."""

    def __init__(self, context: Context, sentence: Stretch, wording: Wording) -> None:
        self.text = context.text
        self.wording = wording
        self.occurrences = wording.occurrences(context.text, sentence.start, sentence.end)
        self.headline = not any(mark in self.text[sentence.start : sentence.end] for mark in "，。,")
        self._words: Sequence[Piece] = context.words(sentence)
        self._starts = [start for start, _, _ in self._words]
        self._ends = [end for _, end, _ in self._words]

    def words(self, low: int, high: int) -> Sequence[Piece]:
        """The tagger's words that touch `[low, high)`, cut at its ends and where the rules know their parts."""
        words = self._words[bisect_right(self._ends, low) : bisect_left(self._starts, high)]
        return [
            piece
            for start, end, tag in words
            for piece in cut(self.text, (max(start, low), min(end, high), tag), high, self.wording)
        ]


def _fixed(context: Context, sentence: Stretch) -> list[Token]:
    """What other layers found, and what stands in quotation marks; of two that overlap, the first kind wins."""
    low, high, text = sentence.start, sentence.end, context.text
    taken = [
        Token(quantity.start, quantity.end, "quantity", text[quantity.start : quantity.end], index)
        for index, quantity in context.numbered(low, high)
    ]
    for kind, spans in (
        ("time", [(period.start, period.end) for period in context.periods_in(low, high) if period.end <= high]),
        ("quoted", [match.span() for match in _QUOTED.finditer(text, low, high)]),
        (
            "place",
            [
                (r.start, r.end)
                for r in context.regions_in(low, high)
                if r.end <= high and not (r.nested or of_firms(text, r))
            ],
        ),
    ):
        starts = [token.start for token in taken]
        free = [
            Token(start, end, kind, text[start:end])
            for start, end in spans
            if not ((last := bisect_left(starts, end)) and start < taken[last - 1].end)
        ]
        if free:
            taken = sorted([*taken, *_apart(free)], key=BY_START)
    return taken


def of_firms(text: str, region: RegionMention) -> bool:
    """Whether a region only says whose money firms have: 港澳台 in 外商及港澳台商投资企业."""
    return _INVESTED.match(text, region.end) is not None


_INVESTED = re.compile("商?投资企业|商投资|资企业")


def _apart(found: list[Token]) -> Iterator[Token]:
    at = -1
    for token in sorted(found, key=lambda token: (token.start, -token.end)):
        if token.start >= at:
            yield token
            at = token.end


def _words(reading: _Reading, low: int, high: int) -> list[Token]:
    """The words of a stretch in which nothing is fixed."""
    if low >= high:
        return []
    found: list[Token] = []
    at = low
    for match in _MARK.finditer(reading.text, low, high):
        start, end = match.span()
        found += _plain(reading, at, start)
        mark = match[0]
        if mark.isspace() and mark != "\n" and reading.headline:
            found.append(Token(start, end, "stop", mark))  # 场次435万场 观影人次1.2亿
        elif not mark.isspace() or mark == "\n":
            found.append(Token(start, end, _mark(mark), mark))
        at = end
    found += _plain(reading, at, high)
    return found


def _mark(char: str) -> str:
    if char in STOPS:
        return "stop"
    if char in "（(【[":
        return "open"
    if char in "）)】]":
        return "close"
    return "conj" if char in "、/" else "mark"


def _plain(reading: _Reading, low: int, high: int) -> list[Token]:
    if low >= high:
        return []
    text, kinds = reading.text, reading.wording.kinds
    words = reading.words(low, high)
    borders = {border for start, end, _ in words for border in (start, end)} or None
    found: list[Token] = []
    at = low
    for start, end in chosen(reading.occurrences, low, high, borders):
        if at < start:
            found += _between(text, at, start, words)
        word = text[start:end]
        found.append(Token(start, end, "conj" if word in CONJUNCTIONS else kinds[word], word))
        at = end
    if at < high:
        found += _between(text, at, high, words)
    return found


def _suffixed(found: Iterable[Token]) -> list[Token]:
    """组建|率 is one noun."""
    joined: list[Token] = []
    for token in found:
        held = joined[-1] if token.text in SUFFIXES and joined else None
        if held is not None and held.end == token.start and held.kind in _STEMS:
            joined[-1] = Token(held.start, token.end, "noun", held.text + token.text)
        else:
            joined.append(token)
    return joined


def _reconsidered(found: Sequence[Token]) -> list[Token]:
    """The tokens, those of another kind that their neighbours show to be so."""
    return [
        Token(token.start, token.end, kind, token.text)
        if (token.kind in _DOUBTFUL or token.text in _DOUBTED) and (kind := _kind_beside(found, at)) != token.kind
        else token
        for at, token in enumerate(found)
    ]


def _kind_beside(found: Sequence[Token], at: int) -> str:
    """高 in 高电压 is no growth, 年均 in 年均浓度 belongs to the noun, 产出 in 产出了 is a verb."""
    token, previous = found[at], found[at - 1] if at else None
    following = found[at + 1] if at + 1 < len(found) else None
    if token.kind in {"soft", "nominal"} and following is not None and following.text in {"了", "着", "过"}:
        return "verb"
    if previous is not None and previous.kind == "time" and token.text in _AFTER_TIME:
        return "adverb"
    if token.text == "减排" and following is not None and following.text.startswith(_EMITTED):
        return "delta"
    if token.text in _PLACED and previous is not None and previous.kind == "place" and previous.end == token.start:
        return "place"  # 上海|港 吞吐量
    if token.text in EXTENTS and previous is not None and _is_extent(previous, token, following):
        return "noun"
    if token.text in _BETTERING and _carried_out(found, at):
        return "noun"
    loose = (token.kind == "delta" and len(token.text) == 1) or token.text in _LOOSE
    if loose and following is not None and following.kind in {"noun", "quoted", "nominal"}:
        return "noun"
    return token.kind


_BETTERING = frozenset({"提升", "提质", "优化", "扩大"})
_DOUBTFUL = frozenset({"soft", "nominal", "delta"})
_DOUBTED = frozenset({"减排"}) | _LOOSE | _AFTER_TIME | _PLACED | EXTENTS | _BETTERING
"""Kinds and words that may be of another kind beside others."""
_CARRIED_OUT = frozenset({"完成", "实施", "开展", "累计完成"})
_FEW = 8


def _carried_out(found: Sequence[Token], at: int) -> bool:
    """Whether work is measured that was carried out: 完成林分优化提升[200万亩], and no rise of 5%."""
    following = found[at + 1] if at + 1 < len(found) else None
    worked = (
        following is not None and following.kind == "quantity" and not following.text.endswith(("%", "％", "点", "倍"))
    )
    earlier = found[max(0, at - _FEW) : at]
    return worked and earlier[-1:] != [] and earlier[-1].kind == "noun" and any(t.text in _CARRIED_OUT for t in earlier)


def _is_extent(previous: Token, token: Token, following: Token | None) -> bool:
    """坝高247米: a measure of size, and no change."""
    measured = following is not None and following.kind == "quantity" and following.text.endswith("米")
    return measured and previous.kind == "noun" and previous.end == token.start


def _between(text: str, low: int, high: int, words: Sequence[Piece]) -> list[Token]:
    """What no rule knows: words by their tags, or the whole as one noun where there is no evidence."""
    found = []
    for start, end, tag in words:
        if start < high and low < end:
            start, end = max(start, low), min(end, high)
            dash = text[start] == "—" and "——" in text[max(0, start - 1) : end + 1]  # 突破400万件——这张网
            found.append(Token(start, end, "stop" if dash else _kind(text[start:end], tag), text[start:end]))
    return found or [Token(low, high, "noun", text[low:high])]


# 两省合计占三成; 两年新增4万亿元.
_SEVERAL = re.compile(r"两(?:省|市|县|区|国|州|市县)")
_POINTED = re.compile(r"[这那该](?:座|家|个|条|项|种|些|批|款|台|艘|所|片|类|处|支|户)")
_COUNTING = frozenset("两这那该一二三四五六七八九十")
_SPAN = re.compile(r"(?:两|[一二三四五六七八九十]|\d{1,2})(?:年|个?月|天|周)")


def _kind(word: str, tag: str) -> str:
    if word[0] in _COUNTING or word[0].isdigit():
        if _SEVERAL.fullmatch(word):
            return "deictic"
        if _POINTED.fullmatch(word):
            return "adverb"
        if _SPAN.fullmatch(word):
            return "time"
    if word in CONJUNCTIONS or word == "等" or tag == "c":
        return "conj"
    if word in "的之" or tag == "uj":
        return "de"
    if tag in {"v", "vd", "vq", "df"}:
        return "verb"
    if tag == "p":
        return "prep"
    # Unknown words are often tagged d; the rules know the real adverbs of two characters and more.
    return (
        "adverb" if tag in {"ul", "uz", "ug", "uv", "y", "e", "o"} or (tag in {"d", "r"} and len(word) == 1) else "noun"
    )


def clauses_of(found: Sequence[Token]) -> list[Sequence[Token]]:
    """The tokens cut at commas and their kin; a bracket's content is a clause of its own, where it holds a quantity."""
    cuts = [0, *(i + 1 for i, token in enumerate(found) if token.kind == "stop"), len(found)]
    return [found[a:b] for a, b in pairwise(cuts) if a < b]
