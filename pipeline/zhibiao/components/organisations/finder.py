"""Longer names that hold places and posts: 北京理工大学, 贵州省政府工作报告, 第八届中国—东盟博览会, “山东算网”, 《湖南日报》."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from zhibiao.components import groups
from zhibiao.components.organisations.bodies import ORGANISATIONS, BodyBook, Kind, OrganisationRule, region_from
from zhibiao.components.witnesses import Witnesses
from zhibiao.evidence import Evidence
from zhibiao.model import Organisation, RegionMention, Rejected

_BOOK = re.compile(r"《[^《》\n]{2,80}》")
_QUOTED = re.compile(r"[“「]([^“”「」，。！？；：、\n]{3,16})[”」]")
_DOING = ("建设", "推进", "促进", "发展", "开发", "改造", "建成", "新建")  # 济宁|建设算力中心 is a sentence
_KINDS = (
    *("国家级", "省级", "市级", "县级", "区级", "国际级", "世界级"),
    *("县域", "省域", "市域", "区域", "国有", "国际化", "市场", "人民群众"),
)


def find_organisations(
    text: str, evidence: Evidence, bodies: BodyBook, regions: Sequence[RegionMention] = ()
) -> Iterator[Organisation | Rejected]:
    """The longer names of a text, none overlapping, the longest first."""
    witnesses = Witnesses(evidence, text, named=False)
    found = [*_books(text), *_quoted(text, bodies, regions), *_headed(text, bodies, witnesses, regions)]
    end = -1
    for one in sorted(found, key=lambda body: (body.start, -body.end)):
        if one.start >= end:
            yield one
            end = one.end


def _books(text: str) -> Iterator[Organisation]:
    for match in _BOOK.finditer(text):
        paper = match[0][:-1].endswith(("日报", "晚报", "时报", "周刊", "杂志", "早报", "商报"))
        kind: Kind = "newspaper" if paper else "document"
        yield Organisation(match.start(), match.end(), kind, ("organisations:文件",))


def _quoted(text: str, bodies: BodyBook, regions: Sequence[RegionMention]) -> Iterator[Organisation]:
    """“山东算网”: a name in quotation marks that begins with a region and goes on."""
    for match in _QUOTED.finditer(text):
        region = region_from(regions, match.start(1))
        if region is not None and region.end < match.end(1):
            yield Organisation(match.start(1), match.end(1), "project", ("organisations:工程与项目",))


def _headed(
    text: str, bodies: BodyBook, witnesses: Witnesses, regions: Sequence[RegionMention]
) -> Iterator[Organisation]:
    for core, end in bodies.ends(text):
        word = text[core:end]
        rule = bodies.rule(word)
        whole = word in bodies.wholes
        if rule.strict or not _ends_here(text, core, end, bodies, witnesses):
            continue
        start = bodies.left(text, core, witnesses, regions)
        start = _opened(text, start, core, bodies, regions)
        if start < core:
            if not _named(text, start, rule, regions) or not _balanced(text[start:end]):
                continue
        elif not whole or len(word) < 3:
            continue
        yield Organisation(start, end, rule.kind, (ORGANISATIONS.id(rule),))


def _opened(text: str, start: int, core: int, bodies: BodyBook, regions: Sequence[RegionMention]) -> int:
    """The first place from `start` on where a longer name may well begin: with a region, with 国家."""
    for at in range(start, core):
        if bodies.opens(text, at, regions, single=at == start):
            return at
    return core


def _named(text: str, start: int, rule: OrganisationRule, regions: Sequence[RegionMention]) -> bool:
    """Whether it is a name and not a kind of thing: 国家统计局, but not 国家重点项目 or 省级平台."""
    if (region := region_from(regions, start)) is not None:
        return rule.kind not in {"facility", "project"} or not text.startswith(_DOING, region.end)
    return rule.kind in {"body", "event"} and not text.startswith(_KINDS, start)


def _balanced(written: str) -> bool:
    return all(written.count(a) == written.count(b) for a, b in ("“”", "《》", "（）", "「」"))


def _ends_here(text: str, core: int, end: int, bodies: BodyBook, witnesses: Witnesses) -> bool:
    """Not 局 in 局部, not 展 in 发展: a word ends with the head, and it is not one that only looks so."""
    if any(text[end - length : end] in bodies.nots for length in range(2, 5)):
        return False
    if witnesses.enabled:
        return witnesses.word_to(end) is not None
    return end - core > 1 or end == len(text) or not text[end].isalpha()


@Language.factory("zhibiao_organisations", default_config={"rules": None})
def make_organisations(nlp: Language, name: str, rules: str | None) -> Callable[[Doc], Doc]:
    """The factory that config.cfg names."""
    bodies = BodyBook(rules)

    def component(doc: Doc) -> Doc:
        found = find_organisations(groups.text(doc), groups.evidence(doc), bodies, groups.regions(doc))
        groups.put(doc, "organisations", found)
        return doc

    return component
