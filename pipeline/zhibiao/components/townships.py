"""Townships: their suffix and a county before them (濉溪县百善镇), and from then on the name alone (百善)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from zhibiao.components.region_words import Words
from zhibiao.evidence import Word
from zhibiao.model import Region, RegionMention

_TOWN = regex.compile(r"(?P<stem>[\p{Han}--[的和与及在有了为是各等乡镇区县市村、]]{1,5}?)(?P<suffix>镇|乡|街道|苏木)(?![长村])", regex.V1)
_NAMED = regex.compile(r"([\p{Han}--[的和与及在有了为是各等乡镇区县市村小城集古名强重点心制色大全老新本该某此中个在到从往访来于]]{2}[镇乡])(?![长村镇])", regex.V1)
_NEAR = 80
_RULE = ("regions:乡镇",)
_HOLDERS = {"county"}
# Prefectures without counties hold towns directly.
_DIRECT = {"东莞市", "中山市", "儋州市", "嘉峪关市"}


def find_townships(text: str, regions: Sequence[RegionMention], taken: bytearray, words: Words) -> Iterator[RegionMention]:
    """The townships behind a county, and every other mention of the same names."""
    known: dict[str, Region] = {}
    for mention in regions:
        region = mention.region
        if region.level not in _HOLDERS and region.name not in _DIRECT:
            continue
        match = _TOWN.match(text, mention.end)
        if match is None or any(taken[match.start() : match.end()]):
            continue
        if words and any(word.tag[:1] in "vpcudf" for word in _inside(words, *match.span("stem"))) and len(match["stem"]) > 2:
            continue
        known.setdefault(match[0], Region((*region.path, match[0]), "township"))
    for name, parent in _repeated(text, regions, taken):
        known.setdefault(name, Region((*parent.path, name), "township"))
    for name, region in known.items():
        yield from _everywhere(text, name, region, taken)
        stem = name.removesuffix("街道").removesuffix("苏木").rstrip("镇乡")
        if len(stem) > 1:
            yield from _everywhere(text, stem, region, taken)


def _repeated(text: str, regions: Sequence[RegionMention], taken: bytearray) -> Iterator[tuple[str, Region]]:
    """Names with the suffix that stand twice, behind different words, after a county was named: 粮食大镇百善镇, 在百善镇."""
    seen: dict[str, set[str]] = {}
    first: dict[str, int] = {}
    for match in _NAMED.finditer(text, overlapped=True):
        name = match[1]
        if not any(taken[match.start() : match.end()]):
            seen.setdefault(name, set()).add(text[match.start() - 1 : match.start()])
            first.setdefault(name, match.start())
    for name, lefts in seen.items():
        holder = next((m for m in reversed(regions) if m.end <= first[name] and m.region.level in _HOLDERS), None)
        if len(lefts) > 1 and holder is not None and first[name] - holder.end <= _NEAR:
            yield name, holder.region


def _inside(words: Words, start: int, end: int) -> Iterator[Word]:
    at = start
    while at < end:
        word = words.at(at)
        if word is None:
            return
        yield word
        at = word.end


def _everywhere(text: str, name: str, region: Region, taken: bytearray) -> Iterator[RegionMention]:
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not any(taken[at:end]):
            taken[at:end] = b"\1" * len(name)
            yield RegionMention(at, end, region, rules=_RULE, confidence=0.85)
        at = text.find(name, end)
