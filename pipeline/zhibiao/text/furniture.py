"""What a page carries beside its articles: page numbers, running heads, mastheads, contact blocks, a web page's buttons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import regex

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
_RULE = re.compile(r"[-—–_=~*·•.…─━═◆◇■□●○★☆※▲▼#|+\s]{2,}+")
_PAPER = (
    r"《?[\p{Han}]{2,8}?(?:日报|晚报|晨报|早报|商报|时报|周报|导报|快报|画报|都市报|电子报|青年报|工人报|农民报|经济报|科技报|法治报|教育报|信息报|证券报"
    r"|参考报|新闻报|周刊|公报)》?"
)
_MASTHEAD = regex.compile(_PAPER)
# 贵州日报 2024年1月30日 星期二 第3版
_FOLIO = regex.compile(
    rf"(?:{_PAPER}|星期[一二三四五六日天]|第\s?[A-D]?\d{{1,3}}\s?版|[A-D]?\d{{1,3}}\s?版|(?:19|20)\d{{2}}年\d{{1,2}}月\d{{1,2}}日|农历[\p{{Han}}]{{2,12}}"
    r"|(?:要闻|综合|经济|时政|国际|理论|专题|评论|民生|产业|科技|文化|广告|副刊|深度)(?:新闻|周刊)?|总?第?\s?\d{3,6}\s?期|(?:今日|本期|共)\s?\d{1,3}\s?版"
    r"|[A-D]?\d{1,3}|[\s·|/:：]++){3,14}+"
)
_SECTION = regex.compile(rf"{_PAPER}\s?[·|｜/—\-]{{1,2}}\s?[\p{{Han}}]{{2,8}}")
# 导读 with what stands on other pages: 春耕备耕进行时 07版
_POINTER = re.compile(
    r"(?:今日|本期|本版|要闻|重点)?(?:导读|导航|看点|提要|目录)|(?:内容提要|目录|目\s{1,4}录)"
    r"|.{4,36}?[\s　…·.]{1,20}+[（(]?(?:详见|见)?第?\s?[A-D]?\d{1,3}\s?版[)）]?"
)
_BUTTONS = re.compile(
    r"[\[【（(]?\s?(?:下载|打印|打印本页|全屏|收藏|关闭|关闭窗口|加大|还原|减小|大|中|小|字号|字体|首页|主页|返回|返回顶部|回到顶部|上一篇|下一篇|上一页|下一页|分享|分享到|分享到微信"
    r"|扫一扫|点赞|评论|我要纠错|纠错|举报|登录|注册|搜索|查看原文|阅读原文|展开全文|更多|更多>>|相关报道|相关文档|相关阅读|相关链接|推荐阅读|延伸阅读|点击图片进入专题|节目官网|true|false|null"
    r"|当前位置|您的位置|您现在的位置|浏览次数|阅读次数|点击数|打开APP|下载客户端|【字[号体]|字[号体])\s?[:：]?\s?[\]】）)]?"
    r"|[>＞》《<|｜×【】\[\]:：/]{1,4}|(?:您的?(?:现在的)?位置|当前位置)[:：][^。，]{0,40}+|【字[号体][:：][^。，】]{0,12}】?"
)
_CONTACTS = re.compile(
    r"(地址|电话|传真|邮编|邮政编码|邮发代号|刊号|连续出版物号|CN\s?\d\d-|国外代号|广告(?:热线|许可|经营|部)|官方(?:微信|微博|网站)|公众号|二维码"
    r"|www\.|https?:|订阅|零售|每份|定价|印刷|版权所有|投稿|邮箱|热线|客服|扫一扫|法律顾问|社长|总编辑|主办|主管|发行|出版)"
)
_ADVERT = regex.compile(
    r"广告|(?:本版|本报)?广告(?:[·・、\s]\p{Han}{1,8})?|招商(?:广告)?|公益广告|遗失声明|遗失启事|招聘启事|招标公告|拍卖公告|讣告"
)
_OFTEN = 3


def page_number(text: str) -> bool:
    """— 12 —, 第3版, 3/14."""
    return len(text) <= 16 and _PAGE_NUMBER.fullmatch(text) is not None


def passing(text: str) -> bool:
    """A line that belongs to the page and not to what is read: a page number, a folio, a rule, a button."""
    if len(text) > 60:
        return False
    return page_number(text) or any(
        form.fullmatch(text) for form in (_RULE, _FOLIO, _MASTHEAD, _SECTION, _POINTER, _BUTTONS)
    )


def masthead(text: str) -> bool:
    """贵州日报 alone, or with its date, its page, its issue; what it says of its other pages."""
    return len(text) <= 60 and any(form.fullmatch(text) for form in (_MASTHEAD, _FOLIO, _SECTION, _POINTER))


def section(text: str) -> bool:
    """长河时报 · 区域新闻: a paper's name with that of its page, a heading of no article."""
    return len(text) <= 40 and _SECTION.fullmatch(text) is not None


def continuation(text: str) -> bool:
    """（上接第1版） or （下转第3版） alone in its line."""
    return len(text) <= 30 and (CONTINUED.fullmatch(text) is not None or CONTINUES.fullmatch(text) is not None)


def contacts(text: str) -> set[str]:
    """The signals of a masthead or a contact block: 地址, 电话, 邮发代号 …"""
    return set(_CONTACTS.findall(text)) if len(text) <= 120 else set()


def advertisement(text: str) -> bool:
    """A line that says 广告 over what follows."""
    return len(text) <= 16 and _ADVERT.fullmatch(text) is not None


def running_heads(found: Sequence[Line]) -> set[str]:
    """Short lines that stand again and again: a newspaper's or a report's running heads."""
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
