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
    **dict.fromkeys(["当地", "本地", "该地区", "该地", "两地", "三地", "全镇", "全乡"], "same"),
}
# 全国重点实验室, 全国统一大市场, 全国文明城市, 全国首家: names and ranks that begin with the word.
_NAME_OF_NATION = (
    r"(?:重点(?:实验室|文物|镇|村|高校|学科)|统一(?:大?市场|电力市场|碳市场)|一体化|文明|卫生(?:城|县|镇|村)|双拥|园林|森林城市|生态(?:文明|日)"
    r"|人大|政协|人民代表大会|工商联|总工会|妇联|青联|学联|文联|作协|侨联|台联|科协|团委|两会|劳模|劳动模范|劳动奖|先进|优秀|道德模范|五一|三八|十佳|百佳|百强|十强|千强|五百强"
    r"|民族团结|乡村旅游|乡村治理|科普|质量|法治|平安|无障碍|儿童友好|青年发展型|未成年人|革命|红色|中小学|大学生|职业院校|运动会|残运会|残特奥|冬运会|青运会|少数民族|性"
    r"|首(?:个|批|家|例|条|座|次|位|创|款|台|套|单|部|张|支|艘|架|届|推|发|列|片|颗|枚|艘|只|笔|宗|项|创|屈)|唯一|第[一二三四五六七八九十\d]|最[\p{Han}]|前[列茅\d一二三四五六七八九十]|领先|率先|知名|著名|闻名|同类|推广)"
)
_PATTERN = regex.compile(
    r"(?<![\p{Han}]安)(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")(?![长委办县]长)(?!性)"
)
_OPENS_NAME = regex.compile(_NAME_OF_NATION)


def find_deictics(text: str) -> Iterator[Deictic]:
    """The deictics of a text in order.

    >>> [d.reach for d in find_deictics("全省粮食产量高于全国水平，全国重点实验室有三家。")]
    ['province', 'country']
    """
    for match in _PATTERN.finditer(text):
        if _WORDS[match[0]] == "country" and _OPENS_NAME.match(text, match.end()):
            continue
        yield Deictic(match.start(), match.end(), _WORDS[match[0]])
