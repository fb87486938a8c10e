"""Lines to parts: what each line is, by its form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from zhibiao.model import BlockKind, value
from zhibiao.text.furniture import Furniture, bare_numbers, continuation, running_heads
from zhibiao.text.lines import Line
from zhibiao.text.marks import NUMBERED, closed
from zhibiao.text.wrapping import unwrap

_NAME = r"[\p{Han}·]{2,4}(?:\s[\p{Han}](?!\p{Han}))?"
_WRITERS = r"(?:特约|见习|实习|首席|驻[\p{Han}]{2,6})?(?:记者|通讯员|评论员|撰稿人|特约撰稿)"
# 本报记者 齐旭, 新华社记者 …, 记者|方小宁, ■ 本报记者 …, 文/图 …, 作者：…, 新甘肃·甘肃日报记者 …
_BYLINE = regex.compile(
    rf"(?:[■●◆◎▲○□◇/|（(]\s?)?(?:[\p{{Han}}·\s]{{0,14}}?{_WRITERS}\s?[:：/|丨｜]?\s?{_NAME}"
    rf"(?:[\s、/]{{1,3}}+(?:{_WRITERS}\s?[:：]?\s?)?{_NAME}){{0,8}}(?:\s?(?:文/图|图/文|/文|报道|综合报道|整理|发自\s?[\p{{Han}}]{{2,6}}))?"
    r"|(?:作者|撰文|文字|文|文/图|图文|采写|撰稿|口述|整理)\s?[:：/|丨｜]\s?[^。！？，；]{1,30}"
    r"|(?:文稿|稿件|信息|文章)?来源\s?[:：/]\s?[^。！？，；]{1,24}(?:\s[^。！？，；]{0,40})?|本报评论员|本报特约评论员)[)）]?"
)
# 责任编辑：…, 编辑 …, 版式/…, 校对：…: they end an article or stand at a page's head.
_CREDITS = re.compile(
    r"[（(【\[]?\s?(?:(?:本版|本期|值班|文字|图片|视觉|美术|责任|执行)?(?:责任)?(?:编辑|主编|责编|美编|总监|编委|编审)|编辑|责编|版式|版面(?:编辑|设计)?|美编|校对|检校|审校|审核|监制|设计|制图|组版|排版)"
    r"\s?[:：/|丨｜\s]\s?[^。！？，；]{1,40}[)）】\]]?"
)
# … 本报记者 张丽 摄, 新华社发, （资料图片）, 市长作报告。新丰日报记者 张丽
_PHOTO = regex.compile(
    r".{0,160}(?:摄(?:影报道)?|供图|图片来源\s?[:：]?.{0,12}|新华社发|资料图片?|制图|[（(](?:图|视频截图)[)）])[)）]?"
    rf"|[^。]{{4,80}}。\s?[\p{{Han}}·]{{0,14}}{_WRITERS}\s?{_NAME}",
    regex.DOTALL,
)
_MAY_BE_PHOTO = re.compile("[摄图]|新华社发|记者|通讯员|评论员|撰稿")
_DATE_LINE = re.compile(
    r"(?:(?:发布|发表|更新|刊发)?(?:时间|日期)\s*[:：]\s*)?(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
    r"|二[〇○零][一二三四五六七八九〇○零]{2}年[^。]{2,8}日)[ \d:：]{0,12}+"
)
# 时间：2020-09-25 15:46 来源：… 作者：… 浏览次数：12: what a web page says of an article in one line.
_STAMP = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s{0,3}\d{1,2}:\d{2}(?::\d{2})?)?")
_LABEL = re.compile(
    r"(?:(?:发布|发表|更新|刊发|成文|公开)?(?:时间|日期)|(?:信息|文章|稿件|文稿|新闻)?来源|发布(?:机构|单位|人)|作者|撰稿|记者|(?:责任)?编辑|责编|审核"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)|索引号|(?:发文)?文号|字体(?:大小)?|字号)\s?[:：]"
)
_ENDS = frozenset("，。！？；")
_META, _FIELD = 160, 48
"""A line about an article has no more characters, and each of its fields no more."""
_LONG = 40


@value
class Part:
    """A line with what it is; `level` for headings (1 is the title's)."""

    line: Line
    kind: BlockKind
    level: int = 0

    @property
    def text(self) -> str:
        """The line's words."""
        return self.line.text


def prose(text: str) -> bool:
    """Whether a line is a part of running text: it has a comma or a full stop, or it is long."""
    return len(text) >= _LONG or any(mark in text for mark in "，。；")


def credits(text: str) -> bool:
    """责任编辑：张三 版式：李四"""
    return len(text) <= 60 and _CREDITS.fullmatch(text) is not None


def byline(text: str) -> bool:
    """本报记者 齐旭; not a photographer's."""
    return len(text) <= 60 and not closed(text) and not caption(text) and _BYLINE.fullmatch(text) is not None


def page_line(text: str) -> bool:
    """发布时间：2020-09-25 来源：长河网 作者：林静 浏览次数：12"""
    if len(text) > _META or not _ENDS.isdisjoint(text):
        return False
    starts = sorted(match.start() for pattern in (_STAMP, _LABEL) for match in pattern.finditer(text))
    return len(starts) > 1 and starts[0] == 0 and all(b - a <= _FIELD for a, b in pairwise([*starts, len(text)]))


def caption(text: str) -> bool:
    """市民在展馆体验智能设备。 本报记者 张丽 摄"""
    return len(text) <= 160 and _MAY_BE_PHOTO.search(text) is not None and _PHOTO.fullmatch(text) is not None


def parts(found: Sequence[Line], page: Furniture) -> list[Part]:
    """What each line is, lines that a page's edge had cut joined."""
    heads, bare = running_heads(found), bare_numbers(found)
    passing = [
        index in bare or (not line.bullet and not line.hashes and (line.text in heads or page.passing(line.text)))
        for index, line in enumerate(found)
    ]
    whole, passing = unwrap(found, passing)
    return [
        Part(line, "boilerplate") if passes else _part(line, page) for line, passes in zip(whole, passing, strict=True)
    ]


def _part(line: Line, page: Furniture) -> Part:
    text = line.text
    if line.hashes:
        return Part(line, "boilerplate" if page.section(text) else "heading", line.hashes)
    if continuation(text):
        return Part(line, "boilerplate")
    if not line.bullet and page_line(text):
        return Part(line, "byline" if "作者" in text or "记者" in text else "dateline")
    if len(text) <= 60 and not line.bullet:
        if _DATE_LINE.fullmatch(text):
            return Part(line, "dateline")
        if credits(text) or byline(text):
            return Part(line, "byline")
        if _heading(line):
            return Part(line, "heading", 3)
    return Part(line, "paragraph")


def _heading(line: Line) -> bool:
    text = line.text
    if len(text) > 40 or caption(text):
        return False
    if NUMBERED.match(text):
        return text[-1] not in "；;，：:" and text.rstrip("。").count("。") == 0 and "，" not in text[:-1][8:]
    if text[-1] in "，、；：。！？的和与及在对把被将从向于为是":
        return False
    return not any(mark in text for mark in "，。；、：") and not line.indent and "," not in text


def with_kind(part: Part, kind: BlockKind, level: int = 0) -> Part:
    """The same line as another kind."""
    return replace(part, kind=kind, level=level)
