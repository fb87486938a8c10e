"""Where the tagger reads a name too far: 韩跃|北京报道, 小川|撰文, 周星海|所主演, 田静|田女士.

The tagger sees names by their surroundings, and now and then draws a character or a word of them to the name. What is cut off
here is only what no name ends with.
"""

from __future__ import annotations

import re

from zhibiao.components.people.name_words import DOTS, NameWords
from zhibiao.components.witnesses import Witnesses

_WIRED = re.compile(r"(?:\d{1,2}[月日]\d{0,2}日?)?(?:报道|专电|电|讯|摄|发自|消息)")
_PARTICLES = frozenset("所文时曾已在对向也都将并又则就称说同与和的为正还再仍")
"""What may follow a name of three characters, and hardly ends one of four."""
_LONG = 3


def kept(names: NameWords, text: str, start: int, end: int, witnesses: Witnesses) -> int:
    """Where the name ends that the tagger reads in `[start, end)`."""
    if end - start < _LONG or not set(text[start:end]).isdisjoint(DOTS):
        return end
    word = witnesses.word_to(end)
    if word is not None and word.tag == "ns" and word.start >= start + 2 and _WIRED.match(text, end):
        return word.start  # 韩跃|北京|报道
    if end - start > _LONG and text[end - 2 : end] in names.followers:
        return end - 2  # 小川|撰文
    return end - 1 if called_again(names, text, start, end - 1) or _followed(names, text, start, end) else end


def called_again(names: NameWords, text: str, start: int, end: int) -> bool:
    """Whether the surname comes again behind the name, with an address: 吴城|吴总."""
    if text[end : end + 1] != text[start]:
        return False
    return names.honoured(text, end + 1) or text[end + 1 : end + 2] == "总"


def _followed(names: NameWords, text: str, start: int, end: int) -> bool:
    """周星海|所主演, 韩晨|都表示: a particle before a verb, which no name of its length ends with."""
    last = text[end - 1]
    usual, foreign = names.common(text, start), names.foreign.issuperset(text[start : end - 1])
    if last in names.adverbs and end - start == _LONG:
        return last in names.never and names.follows(text, end) >= 1 if usual else foreign
    if end - start != _LONG + 1 or last not in _PARTICLES:
        return False
    if usual:
        return names.surname(text, start)[0] == 1 and (
            not names.surname(text, start + 1)[0] or last not in names.foreign
        )  # but 陈冯富珍
    return foreign and last not in names.foreign
