"""Words that point at a region without naming it: 全省, 我市, 全国, 当地."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

Reach = Literal["country", "province", "prefecture", "county", "district", "same"]


@dataclass(frozen=True, slots=True)
class Deictic:
    """全省 reaches to a province, 全区 to an autonomous region or a district (`district`), 当地 to the region just named."""

    start: int
    end: int
    reach: Reach


_WORDS: dict[str, Reach] = {
    **dict.fromkeys(["全国", "我国", "国内", "全中国"], "country"),
    **dict.fromkeys(["全省", "我省", "本省", "该省", "省内", "全自治区", "我自治区"], "province"),
    **dict.fromkeys(["全市", "我市", "本市", "该市", "市内"], "prefecture"),
    **dict.fromkeys(["全县", "我县", "本县", "该县", "县内", "全旗", "全州", "我州", "该州"], "county"),
    **dict.fromkeys(["全区", "我区", "本区", "该区", "区内"], "district"),
    **dict.fromkeys(["当地", "本地", "该地区", "该地", "两地", "三地", "全镇", "全乡", "全村"], "same"),
}
_PATTERN = regex.compile(
    r"(?<![\p{Han}]安)(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")(?![长委办县]长)(?!性)"
)


def find_deictics(text: str) -> Iterator[Deictic]:
    """The deictics of a text in order.

    >>> [d.reach for d in find_deictics("全省粮食产量居全国第三。")]
    ['province', 'country']
    """
    for match in _PATTERN.finditer(text):
        yield Deictic(match.start(), match.end(), _WORDS[match[0]])
