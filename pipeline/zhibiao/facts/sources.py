"""Where an article says who states something: 国家统计局数据显示, 据省水利厅介绍, “……”贵州省政府工作报告提出, 张三丰说."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar

import regex

from zhibiao.facts.addresses import addressed
from zhibiao.facts.context import Context, Placed
from zhibiao.facts.scanning import Scanner
from zhibiao.model import BY_START, Attribution, Stretch, value
from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.remembering import remembered
from zhibiao.rulebook.words import kinds


class SourceEntry(Entry):
    """Words of one kind that introduce a source."""

    kind: Literal["verb", "data", "closer", "document"]
    words: tuple[str, ...]


M = TypeVar("M", bound=Placed)

SOURCES: Family[SourceEntry] = Family("attributions", SourceEntry)


@value
class Source:
    """Who speaks, and the stretch that it speaks of: the quotation before it, and what follows it."""

    attribution: Attribution
    start: int
    said_from: int
    said_to: int


@value
class Wording:
    """The compiled words."""

    verb: Scanner[regex.Match[str]]
    framed: regex.Pattern[str]
    document: regex.Pattern[str]


@remembered
def wording(rules: str | None = None) -> Wording:
    """The patterns of rules/attributions.toml."""
    entries = SOURCES.load(rules)
    either = kinds(entries)
    telling = [word for entry in entries if entry.kind in {"data", "verb"} for word in entry.words]
    said = f"(?P<data>{either['data']})|(?P<verb>{either['verb']})"
    return Wording(
        verb=Scanner(
            regex.compile(
                rf"(?:{said}|(?P<told>告诉[^，。；\n]{{0,14}}?(?:记者|本报|本台)))(?=[，：:,“。]|，?\p{{Han}})"
            ),
            ["告诉", *telling],
        ),
        framed=regex.compile(
            rf"(?:(?:(?<!\p{{Han}})|(?<=另|又))(?:据|根据|按照)|(?:记者|本报)[^，。；\n]{{0,12}}?从)(?P<who>[^，。；：\n]{{2,40}}?)(?P<close>{either['closer']})(?=[，：:,到]|，)"
        ),
        document=regex.compile(
            rf"(?:《(?P<book>[^》\n]{{2,60}})》|(?P<plain>[\p{{Han}}0-9“”]{{0,24}}?(?:{either['document']})))\Z"
        ),
    )


def find_sources(context: Context) -> list[Source]:
    """The sources of an article in text order, those in paragraphs with quantities."""
    found = [*_framed(context), *_spoken(context)]
    found.sort(key=lambda source: source.start)
    return found


def _framed(context: Context) -> Iterator[Source]:
    """据…介绍, 记者从…获悉."""
    for match in wording(context.rules).framed.finditer(context.text):
        sentence = context.sentence(match.start())
        if match.end() > sentence.end or not context.counts(match.start()):
            continue
        who = _who(context, match.start("who"), match.end("who"))
        if who is not None:
            yield Source(who, match.start(), match.end(), sentence.end)


def _spoken(context: Context) -> Iterator[Source]:
    """X表示，…; X数据显示，…; “…”X说."""
    text = context.text
    for match in wording(context.rules).verb.finditer(text):
        if not _ends_clause(text, match.end()) or not context.counts(match.start()):
            continue
        sentence = context.sentence(match.start())
        low = _speaker_from(context, sentence, match.start())
        if match.start() - low < 2 or _FRAME.match(text, low) or _OBEYS.search(text, low, match.start()):
            continue
        who = _who(context, low, match.start(), match.lastgroup == "data")
        if who is None:
            continue
        quoted = _quotation_before(context, low)
        yield Source(who, match.start(), quoted.start if quoted else match.end(), sentence.end)


_OBEYS = re.compile(r"(?:落实|贯彻|按照|遵照|围绕|对照|执行|根据|完成)[^，。；]{0,40}\Z")
"""落实省委全会发展部署 tells what is obeyed, and no one speaks."""
_FRAME = re.compile(r"\s*(?:据|根据|记者[^，。]{0,8}从|从)")


def _ends_clause(text: str, at: int) -> bool:
    """Whether the verb ends its clause or opens what is said (表示，; 提出推进…)."""
    return at >= len(text) or text[at] in "，：:,“。到" or text[at - 1] in "出确示"


def _speaker_from(context: Context, sentence: Stretch, verb: int) -> int:
    """Where the speaker may begin: behind the last closing quotation mark or full stop, not more than 80 characters before."""
    low = max(sentence.start, verb - 80)
    closing = max(context.text.rfind(mark, low, verb) for mark in "”」。！？；")
    return closing + 1 if closing >= low else low


def _quotation_before(context: Context, at: int) -> Stretch | None:
    """The quotation that closes right before `at`, over several sentences of its paragraph."""
    if at == 0 or context.text[at - 1] not in "”」":
        return None
    block = context.block(at)
    low = block.start if block else 0
    depth = 0
    for position in range(at - 1, max(low, at - 2000) - 1, -1):
        if context.text[position] in "”」":
            depth += 1
        elif context.text[position] in "“「":
            depth -= 1
            if depth == 0:
                return Stretch(position, at)
    return None


_TRIM = regex.compile(
    r"(?:[，：:\s的]|(?:发表|发布)(?:书面|联合)?(?:声明|消息|公告|通报)|\d{1,2}日|在[^，。]{2,24}(?:上|时|中|后)|接受[^，。]{2,16}采访时?|日前|近日|今天|昨日|当天|也|还|则|均|都|又|就|最新|发布|公布|进一步|同时|明确|此前|对此|向记者|对记者|告诉记者|[（(][^）)]{1,16}[)）])+\Z"
)


_ISSUED = re.compile(r"(?:发布|印发|出台|公布|制定|发表|审议|通过|下发|签署|提交)(?:了|的)?")
_BODY = re.compile(
    r"(?:厅|局|委|办|部|署|会|院|所|中心|公司|集团|部门|银行|人民政府|政府|省委|市委|县委|区委|党委|政协|人大|海关|大学|机构|组织|总工会|指挥部|平台|研究院|智库|台|站)\Z"
)


def _who(context: Context, low: int, high: int, data: bool = False) -> Attribution | None:
    """The person, document or organisation named in `[low, high)`, by what stands last."""
    text = context.text
    person = _last(context.people, low, high)
    if person is not None and not data:
        return Attribution("person", text[person.start : person.end], person.start, person.end, person)
    words = text[low:high]
    trimmed = _TRIM.sub("", words)
    end = low + len(trimmed)
    if not data and (one := addressed(text, low, end, context.addresses)) is not None:
        return Attribution("person", text[one[0] : end], one[0], end, one[1])
    comma = max(trimmed.rfind("，"), trimmed.rfind("：")) + 1
    if (match := wording(context.rules).document.search(trimmed, comma)) is not None:
        issued = [m.end() for m in _ISSUED.finditer(match[0])]
        start = low + match.start() + (issued[-1] if issued and issued[-1] < len(match[0]) else 0)
        return Attribution("document", text[start:end], start, end)
    body = _last(context.organisations, low + comma, high)
    if body is not None and body.kind == "document":
        return Attribution("document", text[body.start : body.end], body.start, body.end)
    if body is not None and body.kind == "newspaper":
        return Attribution("outlet", text[body.start : body.end], body.start, body.end)
    if body is not None and end - body.end <= 12:
        return Attribution("organisation", text[body.start : body.end], body.start, body.end)
    named = trimmed[comma:]
    if len(named) <= 30 and _BODY.search(named) and not regex.search("[，。的]", named):
        return Attribution("organisation", named, end - len(named), end)
    region = _last(context.regions, low + comma, high)
    if region is not None and region.end == end:
        return Attribution("organisation", text[region.start : region.end], region.start, region.end)
    return None


def _last(mentions: Sequence[M], low: int, high: int) -> M | None:
    """The last mention that lies in `[low, high)`; mentions are in text order."""
    index = bisect_left(mentions, high, key=BY_START) - 1
    while index >= 0 and mentions[index].start >= low:
        if mentions[index].end <= high:
            return mentions[index]
        index -= 1
    return None
