"""What a page carries beside its articles: page numbers, running heads, mastheads, contact blocks, a web page's buttons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.remembering import remembered
from zhibiao.rulebook.words import kinds
from zhibiao.text.lines import Line

CONTINUED = re.compile(
    r"[（(〔【]?\s?(?:紧接|上接|接)第?\s?[\dA-Za-z一二三四五六七八九十]{1,4}\s?版[^。，]{0,16}+[)）〕】]?"
)
"""（上接第1版）: what follows began on another page."""
CONTINUES = re.compile(
    r"[（(〔【]?\s?(?:全文|详见|详细报道见|更多报道见|报道见|相关报道见|下转|转|见)(?:今日|本报)?第?\s?[\dA-Za-z一二三四五六七八九十]{1,4}"
    r"(?:[、—－-][\dA-Za-z]{1,3})?\s?版[^。，]{0,16}+[)）〕】]?"
)
"""（下转第3版）: the article goes on on another page."""
_PAGE_NUMBER = re.compile(
    r"[-—–·•－\s]{1,4}+\d{1,4}[-—–·•－\s]{1,4}+|第\s?[\d一二三四五六七八九十百]{1,4}\s?[页版](?:[，,\s]{0,2}(?:共|/)\s?\d{1,4}\s?[页版])?"
    r"|[A-Da-d]?\d{1,3}\s?[版页]|\d{1,4}\s?/\s?\d{1,4}|[-—–－]\s?[一二三四五六七八九十〇]{1,4}\s?[-—–－]|(?:Page|PAGE|P\.?)\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?"
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
# 长河新闻网 > 经济 > 正文: the way to a page.
_TRAIL = re.compile(
    r"[^>＞»。，；]{1,20}(?:[>＞»]{1,2}[^>＞»。，；]{1,20}){1,6}(?<=正文)|[^>＞»。，；]{1,20}(?:[>＞»]{1,2}[^>＞»。，；]{1,20}){2,6}"
)
_RULE = re.compile(r"[-—–_=~*·•.…─━═◆◇■□●○★☆※▲▼#|+\s]{2,}+")
_OFTEN = 3


class PageEntry(Entry):
    """Words of what a page carries beside its articles."""

    kind: Literal["paper", "column", "pointer", "button", "where", "contact", "advert"]
    words: tuple[str, ...]


PAGES: Family[PageEntry] = Family("pages", PageEntry)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a line of a page may be beside its articles, by its form and by the words of rules/pages.toml."""

    paper: regex.Pattern[str]
    folio: regex.Pattern[str]
    column: regex.Pattern[str]
    pointer: re.Pattern[str]
    button: re.Pattern[str]
    contact: re.Pattern[str]
    advert: regex.Pattern[str]

    def passing(self, text: str) -> bool:
        """A line that belongs to the page and not to what is read: a page number, a folio, a rule, a button."""
        if len(text) > 60:
            return False
        forms = (_RULE, self.folio, self.paper, self.column, self.pointer, self.button)
        return page_number(text) or _TRAIL.fullmatch(text) is not None or any(form.fullmatch(text) for form in forms)

    def masthead(self, text: str) -> bool:
        """贵州日报 alone, or with its date, its page, its issue; what it says of its other pages."""
        forms = (self.paper, self.folio, self.column, self.pointer)
        return len(text) <= 60 and any(form.fullmatch(text) for form in forms)

    def section(self, text: str) -> bool:
        """长河时报 · 区域新闻: a paper's name with that of its page, a heading of no article."""
        return len(text) <= 40 and self.column.fullmatch(text) is not None

    def contacts(self, text: str) -> set[str]:
        """The signals of a masthead or a contact block: 地址, 电话, 邮发代号 …"""
        return set(self.contact.findall(text)) if len(text) <= 120 else set()

    def advertisement(self, text: str) -> bool:
        """A line that says 广告 over what follows."""
        return len(text) <= 16 and self.advert.fullmatch(text) is not None


@remembered
def furniture(rules: str | None = None) -> Furniture:
    """The built-in words with the user's laid over them, compiled once for each state of the rules. Raises `RuleError`."""
    one = kinds(PAGES.load(rules))
    paper = rf"《?[\p{{Han}}]{{2,8}}?(?:{one['paper']})》?"
    return Furniture(
        paper=regex.compile(paper),
        # 贵州日报 2024年1月30日 星期二 第3版
        folio=regex.compile(
            rf"(?:{paper}|星期[一二三四五六日天]|第\s?[A-D]?\d{{1,3}}\s?版|[A-D]?\d{{1,3}}\s?版"
            r"|(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|农历[\p{Han}]{2,12}"
            rf"|(?:{one['column']})(?:新闻|周刊)?|总?第?\s?\d{{3,6}}\s?期|(?:今日|本期|共)\s?\d{{1,3}}\s?版"
            r"|[A-D]?\d{1,3}|[\s·|/:：]++){3,14}+"
        ),
        column=regex.compile(rf"{paper}\s?[·|｜/—\-]{{1,2}}\s?[\p{{Han}}]{{2,8}}"),
        # 导读 with what stands on other pages: 春耕备耕进行时 07版
        pointer=re.compile(
            rf"(?:今日|本期|本版|要闻|重点)?(?:{one['pointer']})|目\s{{1,4}}录"
            r"|.{4,36}?[\s　…·.]{1,20}+[（(]?(?:详见|见)?第?\s?[A-D]?\d{1,3}\s?版[)）]?"
        ),
        button=re.compile(
            rf"[\[【（(]?\s?(?:{one['button']}|{one['where']})\s?[:：]?\s?[\]】）)]?|[>＞》《<|｜×【】\[\]:：/]{{1,4}}"
            rf"|(?:{one['where']})[:：][^。，]{{0,40}}+|【字[号体][:：][^。，】]{{0,12}}】?"
        ),
        contact=re.compile(rf"({one['contact']}|CN\s?\d\d-)"),
        advert=regex.compile(rf"{one['advert']}|(?:本版|本报)?广告(?:[·・、\s]\p{{Han}}{{1,8}})?"),
    )


def page_number(text: str) -> bool:
    """— 12 —, 第3版, 3/14."""
    return len(text) <= 16 and _PAGE_NUMBER.fullmatch(text) is not None


def continuation(text: str) -> bool:
    """（上接第1版） or （下转第3版） alone in its line."""
    return len(text) <= 30 and (CONTINUED.fullmatch(text) is not None or CONTINUES.fullmatch(text) is not None)


def running_heads(found: Sequence[Line]) -> set[str]:
    """Short lines that stand again and again: a newspaper's or a report's running heads."""
    if len(found) < _OFTEN:
        return set()
    short = Counter(
        line.text
        for line in found
        if 2 <= len(line.text) <= 30
        and not line.hashes
        and not line.bullet
        and not any(mark in line.text for mark in "。！？；：，、”")
    )
    return {text for text, count in short.items() if count >= _OFTEN}


def bare_numbers(found: Sequence[Line]) -> set[int]:
    """Which lines, by index, are page numbers without any mark: 12 alone between empty lines, or counting up from page to page."""
    bare = [index for index, line in enumerate(found) if _BARE_NUMBER.fullmatch(line.text) and not line.bullet]
    numbers = {index: int(found[index].text) for index in bare}
    counting = {
        index
        for at, index in enumerate(bare)
        for other in bare[max(0, at - 1) : at + 2]
        if abs(numbers[other] - numbers[index]) == 1 and (other > index) == (numbers[other] > numbers[index])
    }
    alone = {index for index in bare if found[index].blank and (index + 1 == len(found) or found[index + 1].blank)}
    return alone | counting
