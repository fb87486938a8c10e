"""Comparator words around a number: 不低于5%, 25个以上, 占全国近一半, 超过了2000亿元."""

from __future__ import annotations

import re

import regex

from zhibiao.model import Comparator, value
from zhibiao.rulebook import Entry, Family


class ComparatorEntry(Entry):
    """A meaning and the words that stand `before` or `after` the number for it."""

    sign: Comparator
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    bare: bool = False
    baseline: bool = False
    adjacent: bool = False
    dimensions: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


COMPARATORS: Family[ComparatorEntry] = Family("comparators", ComparatorEntry, group="quantities")


@value
class Cue:
    """Comparator words found: `[start, end)` are theirs."""

    sign: Comparator
    start: int
    end: int
    rule: str


# 了 in 超过了, 有 in 约有, 占 in 约占: what may stand between the word and the number.
_FILLING = re.compile(
    r"(?:[了的为是有占达合需计]|达到|给予|可达|人民币|历史性|性地|每年|每个|每户|每人|人均|总计|合计|左右|共有?|其|面积)\s?\Z"
)
_BASELINE = re.compile(
    r"(?:了|占)?(?:全国|全省|全市|全区|全球|世界|国内|全县|总数|总量|总额)(?:总[数量额])?(?:的)?(?:面积的)?\Z"
    r"|(?:全国|全省|全市|全区|全球|世界|国内|全县)[^，。；：、\d]{1,8}的\Z"
)
_BOUND = regex.compile(
    r"(不(?:得|能|应)?(?:超过|高于|低于|少于|大于|小于))[^\P{Han}不]{2,14}(?:[额量数价款]|投资|收入|费用|成本|标准|利率|资金|支出|面积)的?\Z"
)
_BRACKET = re.compile(r"\s?(?:人民币)?(?:[（(][^（()）\n]{1,8}[)）])?\s?")
_LONGEST = 7
_TOO_MANY = re.compile(r"那么多|这么多|之多")
_NO = re.compile(r"(?:没有|不会有|不是|并无|不会)\Z")


class Comparators:
    """All comparator words of the rules."""

    def __init__(self, rules: str | None = None) -> None:
        self._before: dict[str, list[ComparatorEntry]] = {}
        self._after: dict[str, ComparatorEntry] = {}
        for entry in COMPARATORS.load(rules):
            for word in entry.before:
                self._before.setdefault(word, []).append(entry)
            self._after.update((word, entry) for word in entry.after)
        self._last = frozenset(word[-1] for word in self._before) | frozenset(
            "了的为是有占达合需计到予可达币地每年个户人均共其积国省市区球界内县数量额左右"
        )
        self._first = frozenset(word[0] for word in self._after)

    def before(self, text: str, start: int, *, bare: bool = False, dimension: str = "count") -> Cue | None:
        """The comparator word that ends at `start`, what may stand between left out; shares may have a noun between."""
        share = dimension == "ratio"
        if not start:
            return None
        if text[start - 1] not in self._last and not text[start - 1].isspace():
            return self._apart(text, start) if share else None
        end = start
        for _ in range(3):
            if (cue := self._word(text, end, start, bare, dimension)) is not None:
                return cue
            filling = _FILLING.search(text, max(0, end - 5), end)
            if filling is None:
                break
            end = filling.start()
        return self._apart(text, start) if share else None

    def _apart(self, text: str, start: int) -> Cue | None:
        """Words apart from a share: 不到全国0.6%, 不超过项目投资额30%."""
        if filling := _BASELINE.search(text, max(0, start - 10), start):
            return self._word(text, filling.start(), start, False, "ratio", baseline=True)
        if bound := _BOUND.search(text, max(0, start - 24), start):
            return self._word(text, bound.end(1), start, False, "ratio")
        return None

    def _word(
        self, text: str, end: int, start: int, bare: bool, dimension: str, *, baseline: bool = False
    ) -> Cue | None:
        at = start
        while end and text[end - 1] == " ":
            at -= end == at
            end -= 1
        for length in range(min(_LONGEST, end), 0, -1):
            for entry in self._before.get(text[end - length : end], ()):
                if entry.bare and not (bare and end == start):
                    continue
                if (baseline and not entry.baseline) or (entry.adjacent and end != at):
                    continue
                if entry.dimensions and dimension not in entry.dimensions:
                    continue
                if entry.not_after and length == 1 and text.endswith(entry.not_after, 0, end - length):
                    continue
                return Cue(entry.sign, end - length, start, COMPARATORS.id(entry))
        return None

    def after(self, text: str, end: int) -> Cue | None:
        """The comparator word that begins at `end`, a bracket or 人民币 skipped: 25个（含）以上, 5亿元人民币以上."""
        if end >= len(text):
            return None
        if text[end] not in self._first:
            if text[end] not in "人（( ":
                return self._negated(text, end)
            skipped = _BRACKET.match(text, end)
            end = skipped.end() if skipped else end
        for length in range(5, 0, -1):
            entry = self._after.get(text[end : end + length])
            if entry is not None and not (entry.not_before and text.startswith(entry.not_before, end + length)):
                return Cue(entry.sign, end, end + length, COMPARATORS.id(entry))
        return None

    def _negated(self, text: str, end: int) -> Cue | None:
        """不会有8000万吨那么多 is less than 8000万吨: the caller asks with the number's own start in mind."""
        many = _TOO_MANY.match(text, end)
        if many is None or many[0] == "之多":
            return None
        return Cue("<", end, many.end(), "comparators:低于") if _denied(text, end) else None


def _denied(text: str, end: int) -> bool:
    return any(
        _NO.search(text, max(0, at - 4), at)
        for at in range(end, max(0, end - 16), -1)
        if text[at - 1 : at] in {"有", "是", "会", "无"}
    )
