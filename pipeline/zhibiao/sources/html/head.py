"""What a page says of its article: in <meta>, in <title>, in JSON-LD.

Sites of Chinese governments name ArticleTitle, PubDate, ContentSource, Author and Url; others follow Open Graph or schema.org.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

import regex

from zhibiao.sources.fields import day_of
from zhibiao.sources.html.scan import Page

_ATTRIBUTE = regex.compile(
    r"(?<![\w\-])([a-zA-Z:\-]{1,30}+)\s{0,8}+=\s{0,8}+(?:\"([^\"]{0,2000}+)\"|'([^']{0,2000}+)'|([^\s\"'>]{1,2000}+))"
)
_TITLE = ("articletitle", "og:title", "twitter:title", "title")
_DAY = (
    *(
        "pubdate",
        "publishdate",
        "publish_date",
        "publish-date",
        "pubtime",
        "publishtime",
        "publish_time",
        "firstpublishedtime",
    ),
    *(
        "article:published_time",
        "og:release_date",
        "og:published_time",
        "weibo:article:create_at",
        "datepublished",
        "date",
    ),
)
_URL = ("url", "og:url")
_WRITER = ("author", "article:author")
_NAME = regex.compile(r"(?:[\p{Han}]{0,12}(?:记者|通讯员|作者)[:：\s]?\s?)[\p{Han}·、\s]{2,30}")
# 标题_栏目_某某省统计局, 标题 - 新闻 - 某某网
_SITE = regex.compile(
    r"\s*+[_|｜]\s*+[^_|｜]{0,60}\Z|\s*+[-—–－]{1,2}\s*+[^-—–－_|]{0,30}?(?:网|网站|门户|政府|委员会|厅|局|办|在线|频道|新闻|资讯|日报|晚报|中心|首页|客户端)\s*+\Z"
)
_SEGMENTS = 6


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an article from its page's head."""

    title: str | None = None
    published: date | None = None
    url: str | None = None
    byline: str | None = None


def head_of(page: Page) -> Head:
    """The head of a page, each field from the most telling place that has it."""
    metas = _metas(page)
    linked = next(_linked_data(page), {})
    first = _first(metas, _TITLE) or _words(linked.get("headline")) or _title(page)
    days = [*(metas.get(name) for name in _DAY), _words(linked.get("datePublished"))]
    writer = _first(metas, _WRITER)
    return Head(
        title=plain_title(first) if first else None,
        published=next((day for day in map(day_of, days) if day is not None), None),
        url=next(
            (url for url in (_canonical(page), *(metas.get(name) for name in _URL)) if url and "://" in url), None
        ),
        byline=writer if writer and _NAME.fullmatch(writer) else None,
    )


def plain_title(title: str) -> str:
    """A title without the names of the column and the site behind it.

    >>> plain_title("前三季度全市固定资产投资稳步增长_数据发布_青川市统计局")
    '前三季度全市固定资产投资稳步增长'
    """
    for _ in range(_SEGMENTS):
        shorter = _SITE.sub("", title).strip()
        if len(shorter) < 4 or shorter == title:
            return title
        title = shorter
    return title


def attributes(raw: str) -> dict[str, str]:
    """The attributes of a tag, by their names in small letters."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(raw[:8000]):
        value = match[2] if match[2] is not None else match[3] if match[3] is not None else match[4]
        found.setdefault(match[1].lower(), unescape(value).strip())
    return found


def _metas(page: Page) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.elements:
        if element.name == "meta":
            known = attributes(element.attributes)
            name = known.get("name") or known.get("property") or known.get("itemprop") or ""
            if content := " ".join(known.get("content", "").split()):
                found.setdefault(name.lower(), content)
    return found


def _canonical(page: Page) -> str | None:
    for element in page.elements:
        if element.name == "link" and "canonical" in element.attributes[:400]:
            known = attributes(element.attributes)
            if known.get("rel", "").lower() == "canonical":
                return known.get("href")
    return None


def _title(page: Page) -> str | None:
    for element, start, end in page.hidden:
        if element.name == "title":
            return " ".join(unescape(page.raw[start : min(end, start + 400)]).split()) or None
    return None


def _linked_data(page: Page) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that have a headline or a date."""
    for element, start, end in page.hidden:
        if element.name != "script" or "ld+json" not in element.attributes[:400]:
            continue
        try:
            data = json.loads(page.raw[start:end])
        except (ValueError, RecursionError):
            continue
        for one in data if isinstance(data, list) else [data]:
            if isinstance(one, dict) and ("headline" in one or "datePublished" in one):
                yield one


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if metas.get(name)), None)


def _words(value: object) -> str | None:
    return " ".join(value.split()) if isinstance(value, str) else None
