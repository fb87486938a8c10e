"""Rulers known by a temple name or by their era: 唐玄宗, 肃宗, 乾隆; but no era of years: 乾隆三十二年, 康熙年间."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from zhibiao.components.people.names import NameBook, Reading

_ERA = regex.compile(
    r"[\d〇一二三四五六七八九十廿元初末前中后]{0,4}[年朝间]|王朝|时期|时代|之世|之际|字典|大典|通宝|重宝|本纪|实录|[御官民]?窑"
    r"|[款版刻廿·•]|[县市区镇路寺宫]|帝?陵"
)
_SCORE = 2.9
"""Sure enough, and not so sure that the same characters elsewhere must be the ruler."""


def find_rulers(text: str, names: NameBook) -> Iterator[Reading]:
    """The places where a ruler of rules/names.toml is named, and not the years of his era, a place or a book."""
    for start, end, _ in names.rulers.longest(text):
        if not _ERA.match(text, end):
            yield Reading(start, end, _SCORE, (names.rulers_rule,))
