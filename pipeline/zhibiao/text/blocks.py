"""Lines to blocks: what each line is, by its form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from zhibiao.model import BlockKind
from zhibiao.text.lines import Line

CLOSING = frozenset("。！？!?…；;：:")
"""Marks with which a paragraph may end."""
_CLOSERS = "”’」』》）)】\"'"
NUMBERED = regex.compile(
    r"(?:第?[一二三四五六七八九十百]{1,3}[、.．章节]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[（(]\d{1,2}[)）])"
)
_BYLINE = regex.compile(
    r"(?:[■●◆◎▲○/|]\s*)?(?:(?:本报|新华社|本刊|人民日报|中新社|中新网|记者|通讯员|作者|编辑|文|图|来源|责任编辑|责编|撰文|摄影)"
    r"[^。！？，]{0,30}+|[^。！？，]{0,12}+(?:记者|通讯员)[^。！？，]{0,24}+)"
)
_DATE_LINE = regex.compile(
    r"(?:(?:发布)?(?:时间|日期)\s*[:：]\s*)?(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|二[〇○零][一二三四五六七八九〇○零]{2}年[^。]{2,8}日)[ \d:：]{0,9}+"
)
_PAGE = regex.compile(
    r"[-—–·•\s]{0,4}+(?:第\s?)?\d{1,4}(?:\s?页|\s?版)?(?:\s?/\s?\d{1,4})?[-—–·•\s]{0,4}+|[-—–]\s?[一二三四五六七八九十〇]{1,4}\s?[-—–]"
)
CONTINUED = regex.compile(
    r"[（(〔]?\s?(?:紧接|上接|接)第?\s?[\dA-Za-z一二三四五六七八九十]{1,4}\s?版[^。，]{0,12}+[)）〕]?"
)
CONTINUES = regex.compile(r"[（(〔]?\s?(?:下转|转)第?\s?[\dA-Za-z一二三四五六七八九十]{1,4}\s?版[^。，]{0,12}+[)）〕]?")
_CONTACTS = regex.compile(
    r"(地址|电话|传真|邮编|邮政编码|邮发代号|统一刊号|统一连续出版物号|CN\s?\d\d-|国外代号|广告(?:热线|许可|部)?|官方(?:微信|微博|网站)|公众号|二维码"
    r"|www\.|https?:|订阅|零售|每份|定价|印刷|版权所有|投稿|邮箱|热线|客服|扫一扫|法律顾问|社长|总编辑)"
)
_LONG = 40


@dataclass(frozen=True, slots=True)
class Part:
    """A line with what it is; `level` for headings (1 is the title's)."""

    line: Line
    kind: BlockKind
    level: int = 0

    @property
    def text(self) -> str:
        """The line's words."""
        return self.line.text


def closed(text: str) -> bool:
    """Whether a paragraph ends as one may: with closing punctuation, quotation marks and brackets after it left out."""
    bare = text.rstrip(_CLOSERS)
    return bool(bare) and (bare[-1] in CLOSING or (len(bare) < len(text) and text[-1] in "）)】"))


def prose(text: str) -> bool:
    """Whether a line is a part of running text: it has a comma or a full stop, or it is long."""
    return len(text) >= _LONG or any(mark in text for mark in "，。；")


def contacts(text: str) -> set[str]:
    """The signals of a masthead or a contact block: 地址, 电话, 邮发代号 …"""
    return set(_CONTACTS.findall(text)) if len(text) <= 120 else set()


def parts(found: Sequence[Line]) -> list[Part]:
    """What each line is."""
    heads = _running_heads(found)
    return [_part(line, heads) for line in found]


def _running_heads(found: Sequence[Line]) -> set[str]:
    """Short lines that stand again and again: a newspaper's or a report's running heads."""
    short = Counter(
        line.text for line in found if 2 <= len(line.text) <= 30 and not line.hashes and not closed(line.text)
    )
    return {text for text, count in short.items() if count >= 3}


def _part(line: Line, heads: set[str]) -> Part:
    text = line.text
    if line.hashes:
        return Part(line, "heading", line.hashes)
    if _PAGE.fullmatch(text) or (text in heads and not line.bullet):
        return Part(line, "boilerplate")
    if CONTINUED.fullmatch(text) or CONTINUES.fullmatch(text):
        return Part(line, "boilerplate")
    if len(text) <= 60:
        if _DATE_LINE.fullmatch(text):
            return Part(line, "dateline")
        if not closed(text) and _BYLINE.fullmatch(text):
            return Part(line, "byline")
        if _heading(line):
            return Part(line, "heading", 3)
    return Part(line, "paragraph")


def _heading(line: Line) -> bool:
    text = line.text
    if line.bullet or len(text) > 40:
        return False
    if NUMBERED.match(text):
        return text[-1] not in "；;，：:" and text.rstrip("。").count("。") == 0 and "，" not in text[:-1][8:]
    if text[-1] in "，、；：。！？":
        return False
    return not any(mark in text for mark in "，。；、：") and not line.indent


def with_kind(part: Part, kind: BlockKind, level: int = 0) -> Part:
    """The same line as another kind."""
    return replace(part, kind=kind, level=level)
