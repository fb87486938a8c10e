"""Marks at the edges of a line: does it end as a paragraph ends, does it begin with a number?"""

from __future__ import annotations

import re

CLOSING = frozenset("。！？!?…；;：:")
"""Marks with which a paragraph may end."""
_CLOSERS = "”’」』》）)】\"'"
_BRACKETED = re.compile(r"[（(【][^（()）【】]{0,60}+[)）】]\Z")
_BRACKETS = frozenset(")）】")
NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,3}[、.．章节]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[（(]\d{1,2}[)）])"
)
_TAIL = 64


_BESIDE = "\u3400-\u9fff》”’）％%"
_HALF = re.compile(rf"[,;:?!()](?:(?<=[{_BESIDE}].)|(?=[\u3400-\u9fff“‘《（]))")
_ITEM = re.compile(r"(?<=\S )-(?= \S)(?! ?\d)")
_FULL = str.maketrans(",;:?!()", "，；：？！（）")


def full_width(text: str) -> str:
    """Half-width marks beside Chinese as full-width ones, as long as before; those between digits stay. A dash between items stops.

    >>> full_width("产值1,200亿元,增长8%;占比(现价)3:1.")
    '产值1,200亿元，增长8%；占比（现价）3:1.'
    """
    marked = _HALF.sub(lambda mark: mark[0].translate(_FULL), text)
    return _ITEM.sub("。", marked) if " - " in marked else marked


def closed(text: str) -> bool:
    """Whether a paragraph ends as one may: 。 or ：, with quotation marks and brackets after it left out.

    >>> [closed(text) for text in ("增长5%。”", "会议召开。（记者 张丽）", "推进“根”", "软件（套）")]
    [True, True, False, False]
    """
    tail = text[-_TAIL:]
    while tail[-1:] in _BRACKETS and (match := _BRACKETED.search(tail)):
        if tail[match.end() - 2] in CLOSING:
            return True
        tail = tail[: match.start()].rstrip()
        if not tail:
            return len(text) <= _TAIL
    bare = tail.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in CLOSING


def numbered(text: str) -> bool:
    """Whether a line begins with a number of its own: 一、, （二）, 3."""
    return NUMBERED.match(text) is not None
