"""Who states a value: a person, a document, an organisation, an outlet."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from zhibiao.facts.context import Context
from zhibiao.facts.sources import Source, find_sources
from zhibiao.model import BY_START, Attribution, Quantity

_DOCUMENTS = frozenset({"report", "plan", "notice"})


def bind(context: Context) -> list[Attribution | None]:
    """One answer a quantity."""
    sources = find_sources(context)
    starts = [source.start for source in sources]
    default = _own(context)
    found = [_said(context, quantity, sources, starts) or default for quantity in context.quantities]
    return found if context.written is None else [_as_written(said, context.written) for said in found]


def _as_written(said: Attribution | None, written: str) -> Attribution | None:
    """With the characters of the text: 發展改革委 and not 发展改革委."""
    if said is None or said.start is None or said.end is None:
        return said
    return replace(said, text=written[said.start : said.end])


def _said(context: Context, quantity: Quantity, sources: Sequence[Source], starts: Sequence[int]) -> Attribution | None:
    """The source whose words hold the quantity; else the one that spoke last in its paragraph."""
    index = bisect_right(starts, quantity.start)
    for source in sources[index : index + 6]:  # the source may stand behind the quotation
        if source.said_from <= quantity.start < source.start:
            return source.attribution
    block = context.block(quantity.start)
    low = block.start if block else 0
    if index == 0 or sources[index - 1].start < low:
        return None
    source = sources[index - 1]
    if context.article.kind in _DOCUMENTS and source.said_to <= quantity.start:
        return None
    if source.attribution.kind == "person" and _narrated(context, source, quantity):
        return None
    return source.attribution


_NARRATES = re.compile(r"(?:记者|落实|按照|牢记|沿着|遵循|在[^，。]{2,20}(?:指引|领导|推动)下)")


_FARTHEST = 60


def _narrated(context: Context, source: Source, quantity: Quantity) -> bool:
    """Whether the article's own voice took over since a person spoke: 落实…要求，重庆启动…, 记者查询后看到."""
    if quantity.start < source.said_to:
        return False
    low = context.sentence(source.said_to + 1).start
    first = bisect_left(context.sentences, low, key=BY_START)
    for sentence in context.sentences[first : first + _FARTHEST]:
        if sentence.start > quantity.start:
            return False
        if _NARRATES.match(context.text, sentence.start):
            return True
    return False


def _own(context: Context) -> Attribution | None:
    """The article itself where it is a document, else the outlet that it names."""
    article = context.article
    if article.title and (article.kind in _DOCUMENTS or (article.kind == "statistics" and "公报" in article.title)):
        at = context.text.find(article.title)
        return Attribution("document", article.title, *((at, at + len(article.title)) if at >= 0 else (None, None)))
    if article.outlet:
        at = context.text.find(article.outlet)
        return Attribution("outlet", article.outlet, *((at, at + len(article.outlet)) if at >= 0 else (None, None)))
    return None
