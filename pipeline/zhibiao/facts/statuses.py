"""Is a number a target, a fact, or neither (a threshold, an example)?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from zhibiao.facts.changes import Changed
from zhibiao.facts.context import Context
from zhibiao.facts.markers import STATUSES, Marker, Markers, Mood, StatusEntry, markers, moods
from zhibiao.facts.thresholds import is_threshold
from zhibiao.model import BY_START, Commitment, Quantity, Status, Stretch, TargetYear, value


@value
class Judged:
    """The status, and for a target how firmly it is meant."""

    status: Status = "actual"
    commitment: Commitment | None = None
    rules: tuple[str, ...] = ()


@value
class _Place:
    """A quantity's sentence with its markers, and the passage around it."""

    context: Context
    sentence: Stretch
    found: Sequence[Marker]
    mood: Mood | None
    provides: bool = False
    happened: int | None = None
    """Where 造成, 受灾 … ends that comes first."""


_REACH = 400
"""Markers further away than this many characters say nothing about a number."""
_AHEAD = 60
"""So far behind a number a marker of the same clause is looked for."""
_CLOSE = 1
_FARTHER = 0.75
"""What a marker in an earlier clause weighs against one in the same clause."""
_STARTING = re.compile(r"(?:由|从|自|较|比)[^，。；：\n]{0,16}$")
_ENDING = re.compile(r"^[^，。；：\n]{0,8}?(?:到|至|为|成)")
_AIM = re.compile(
    r"^(?:以上|以下|左右|以内)?的?(?:年度|发展|预期|增长)?(?:目标|预期|要求)|^(?:以上|以下|左右|以内)?，为?(?:约束性|预期性)"
)
_MOVEMENT = re.compile(r"(?:从|由)[^，。；：\n]*?\d[^，。；：\n]*?(?:到|至|为)[^，。；：\n]{0,4}$")
_BASE = re.compile(r"[比较从自由]$|相比$")
_COMPARED_WITH = re.compile(r"[比较]\Z")
_HAPPENED = re.compile(r"造成|导致|致使|受灾|遇难|伤亡|袭击|遭遇")
_GRANT = re.compile(r"给予|予以|奖励|奖补|补助|补贴|贴息|资助|处以|罚款|减免|配套")
_PROVIDING = re.compile(
    r"(?:^|[。；：、\n\s\d.)）])对[^。；，\n]{2,60}的[^。；，\n]{0,14}，[^。；\n]{0,60}?(?:给予|予以|奖励|补助|补贴|奖补|贴息)"
    r"|单个(?:企业|项目|主体)[^。；，\n]{0,12}(?:最高|不超过)"
    r"|按[^。；，\n]{1,40}(?:%|％|‰|比例|标准)[^。；，\n]{0,6}(?:给予|予以|奖|补)"
)
_DEADLINE = re.compile(r"(?:^|[，。；：、\s])到(?:20[2-9]\d年|“十[五六七]五”末)")
_TERM = re.compile(r"(?:有效期|施行期|试行期|执行期限?)(?:限|为|至|到|是)?\Z")
_BY_PASSAGE = frozenset({"heading", "opening", "verbs", "section"})
_FIRM = re.compile(r"不低于|不少于|不超过|不高于|控制在|不得")


def bind(context: Context, moved: Sequence[Changed], dated: Sequence[TargetYear | None]) -> list[Judged]:
    """One answer a quantity."""
    if not context.quantities:
        return []
    known = markers(context.rules)
    answers: list[Judged] = []
    for sentence, mood in moods(context, known):
        if len(answers) == len(context.quantities):
            break
        answers += _sentence(context, sentence, mood, known, len(answers), dated)
    return answers + [Judged()] * (len(context.quantities) - len(answers))


def _sentence(
    context: Context,
    sentence: Stretch,
    mood: Mood | None,
    known: Markers,
    first: int,
    dated: Sequence[TargetYear | None],
) -> list[Judged]:
    """The answers for the quantities of one sentence; `first` is the index of the first that is not yet answered."""
    last = bisect_left(context.quantities, sentence.end, lo=first, key=BY_START)
    if first == last:
        return []
    window = min(sentence.end, sentence.start + _REACH)
    provides = _PROVIDING.search(context.text, sentence.start, window) is not None
    happened = _HAPPENED.search(context.text, sentence.start, sentence.end)
    place = _Place(
        context, sentence, known.inside(context, sentence), mood, provides, happened.end() if happened else None
    )
    return [_judge(place, index, dated[index]) for index in range(first, last)]


def _judge(place: _Place, index: int, year: TargetYear | None) -> Judged:
    quantity = place.context.quantities[index]
    if is_threshold(place.context, index):
        return Judged("other", rules=("statuses:threshold",))
    if _TERM.search(place.context.text, max(0, quantity.start - 8), quantity.start):
        return Judged("other", rules=("statuses:term",))  # 有效期3年
    score: dict[Status, float] = {"target": 0.0, "actual": 0.5, "other": 0.0}
    origin = _origin(place.context.text, quantity)
    counted = _counted(place, quantity, origin)
    for marker, weight in counted:
        score[marker.entry.status] += weight
    if (passage := _passage(place, quantity)) is not None and not (passage.status == "actual" and _ahead(place, year)):
        score[passage.status] += passage.weight
    budgeted = _of_this_year(place, year)
    if budgeted:
        score["target"] += 1.5  # 今年安排经费2200亿元，比去年增加390亿元: a report plans its year
    if budgeted or any(m.entry.status == "target" and m.entry.scope == "sentence" for m, weight in counted if weight):
        # 预计接待旅客640万人次，同比增长12.3%: a forecast may be compared with the past
        score["actual"] -= sum(weight for m, weight in counted if m.entry.scope == "clause" and m.entry.weight == 2)
    if place.context.article.kind == "report" and _forecast(place, quantity, counted):
        score["target"] += 2  # a review given before the year was counted: 预计完成生产总值1500亿元
    if _AIM.match(place.context.text[quantity.end : quantity.end + 12]):
        score["target"] += 3
    if quantity.comparator in {">=", "~"} and any(m.entry.scope == "opening" for m, _ in counted):
        score["target"] += 1  # 统筹布局…建成25个以上
    if origin is not None:
        score["actual"] += 0.5  # 里程由1600公里增至1900公里
    _by_kind(place, score)
    _by_year(place, quantity, year, score)
    status = max(score, key=lambda one: score[one])
    if status == "target" and _starts(place, quantity):
        return Judged("actual", rules=("statuses:from",))
    return Judged(
        status,
        _commitment(place, quantity, counted) if status == "target" else None,
        _rules(counted, status, _passage(place, quantity)),
    )


def _forecast(place: _Place, quantity: Quantity, counted: Sequence[tuple[Marker, float]]) -> bool:
    start = place.context.clause(quantity.start).start
    return any(m.entry.commitment == "expected" and 0 <= m.start - start <= _CLOSE for m, _ in counted)


def _counted(place: _Place, quantity: Quantity, origin: int | None) -> list[tuple[Marker, float]]:
    """The markers that speak about a number, with what each weighs; `origin` is where its movement begins."""
    if not place.found:
        return []
    text, clause = place.context.text, place.context.clause(quantity.start)
    low = bisect_left(place.found, quantity.start - _REACH, key=BY_START)
    high = bisect_left(place.found, min(clause.end, quantity.end + _AHEAD), key=BY_START)
    break_at = text.rfind("；", max(place.sentence.start, quantity.start - _REACH), quantity.start)
    line_at = text.rfind("\n", place.sentence.start, quantity.start)
    happened = place.happened is not None and place.happened <= quantity.start  # 持续降雨造成…
    opened = place.found[0].entry.scope == "opening"
    subject = opened and _led_by_place(
        place.context, max(place.sentence.start, quantity.start - _REACH), quantity.start
    )
    counted = []
    for marker in place.found[low:high]:
        here = clause.start <= marker.start
        after = marker.start >= quantity.end
        if quantity.start <= marker.start < quantity.end or (after and marker.entry.status == "target"):
            continue
        if not here and marker.entry.scope == "clause":
            continue
        if marker.entry.scope == "opening" and (subject or happened):
            continue
        if marker.entry.status == "actual" and _COMPARED_WITH.search(text, max(0, marker.start - 2), marker.start):
            continue  # 将降至260万吨，较上半年减少12%
        if origin is not None and origin <= marker.start < quantity.start and marker.entry.status == "actual":
            continue  # 将从如今3个多小时压缩到2个小时
        weight = float(marker.entry.weight) if here else marker.entry.weight * _FARTHER
        if marker.entry.status == "target" and _past_between(place.context, marker.end, quantity.start):
            weight *= 0.5  # 五年将达到1600万吨，而从1900年到1948年不过760万吨
        if marker.start < line_at:
            weight = 0.0  # another item of a list
        if marker.start < break_at:
            behind = 0.25 if marker.entry.commitment == "expected" else 0.5  # 预计…；13个项目已投产
            behind = 1.0 if text.startswith("：", marker.end) else behind  # 预计：全县生产总值…；财政收入…
            weight *= 0.0 if place.context.periods_in(break_at, quantity.start) else behind
        counted.append((marker, weight))
    return counted


def _past_between(context: Context, low: int, high: int) -> bool:
    """Whether a time before the article's own comes between a marker and a number."""
    reference = context.article.reference_year
    if reference is None:
        return False
    return any(
        period.last is not None
        and period.last < reference
        and period.start - low > _CLOSE  # 预计2021年增加值超2万亿元
        and not _BASE.search(context.text[period.start - 2 : period.start])
        for period in context.periods_in(low, high)
    )


def _led_by_place(context: Context, low: int, high: int) -> bool:
    """Whether a clause in between begins with a place: 强化科技力量，北京布局建设145家实验室 is no imperative any more."""
    return any(context.clause(region.start).start == region.start for region in context.regions_in(low, high))


def _origin(text: str, quantity: Quantity) -> int | None:
    """Where 从 begins for the end of a movement: 从如今3个多小时缩短至[1个多小时]."""
    led = text[max(0, quantity.start - 40) : quantity.start]
    found = _MOVEMENT.search(led)
    return None if found is None else max(0, quantity.start - 40) + found.start()


def _starts(place: _Place, quantity: Quantity) -> bool:
    """Whether a number is where a movement starts: 由原来的[2个半小时]压缩到50分钟."""
    text = place.context.text
    led = text[max(place.sentence.start, quantity.start - 20) : quantity.start]
    return bool(_STARTING.search(led)) and bool(_ENDING.match(text[quantity.end : quantity.end + 12]))


def _ahead(place: _Place, year: TargetYear | None) -> bool:
    """Whether a value's year lies after a report's own: no review holds it, whatever heading stood last."""
    reference = place.context.article.reference_year
    return (
        year is not None and reference is not None and year.year > reference and place.context.article.kind == "report"
    )


def _of_this_year(place: _Place, year: TargetYear | None) -> bool:
    """Whether a report says 今年 of a value, and no part of it (今年一至九月)."""
    if year is None or year.evidence is None or year.inferred is not None or place.context.article.kind != "report":
        return False
    return place.context.text[year.evidence.start : year.evidence.end] in {"今年", "本年"}


def _by_kind(place: _Place, score: dict[Status, float]) -> None:
    """Plans set targets; notices too, but for what they grant."""
    if place.context.article.kind == "plan":
        score["target"] += 1.5
    elif place.context.article.kind == "notice":
        grants = _GRANT.search(place.context.text, place.sentence.start, place.sentence.end) is not None
        score["other" if grants else "target"] += 3 if grants else 1
    if place.provides:
        score["other"] += 2.5


def _by_year(place: _Place, quantity: Quantity, year: TargetYear | None, score: dict[Status, float]) -> None:
    """A year after the article's own speaks for a target, one before it for a fact."""
    reference = place.context.article.reference_year
    if reference is None:
        if year is not None and _DEADLINE.search(
            place.context.text, max(place.sentence.start, quantity.start - _REACH), quantity.start
        ):
            score["target"] += 0.6
        return
    passage = year is not None and place.context.article.kind == "report" and year.inferred in _BY_PASSAGE
    if passage and year is not None:
        score["target" if year.year >= reference else "actual"] += 1.5
    last, deadline, span = None, False, False
    for period in place.context.periods_in(max(place.sentence.start, quantity.start - _REACH), quantity.start):
        words = place.context.text[max(0, period.start - 2) : period.end]
        if period.last is not None and not words.endswith("以来") and not _BASE.search(words[:2]):
            last, deadline = period.last, period.kind == "deadline"
            span = period.first is not None and period.first <= reference < period.last
    if last is None and year is not None and year.inferred in {None, "carried"}:
        last = year.year
    if last is None:
        return
    if last > reference:
        score["target"] += 0.4 if span and place.context.article.kind == "news" else 3  # “十四五”期间 in its midst
    elif last < reference:
        score["actual"] += 3.5 if place.context.article.kind == "plan" else 2
    elif deadline:
        score["target"] += 0.4 if place.context.article.kind in {"news", "statistics"} else 1


def _commitment(place: _Place, quantity: Quantity, counted: Sequence[tuple[Marker, float]]) -> Commitment | None:
    """How firmly a target is meant: by the nearest marker, by its comparator, by its passage."""
    semicolon = place.context.text.rfind("；", place.sentence.start, quantity.start)
    for marker, _ in reversed(counted):
        if marker.start > semicolon and marker.entry.status == "target" and marker.entry.commitment:
            return marker.entry.commitment
    around = place.context.text[max(place.sentence.start, quantity.start - 6) : quantity.start]
    if _FIRM.search(around):
        return "binding"
    if quantity.comparator == "~":
        return "expected"
    passage = _passage(place, quantity) if place.mood is not None and place.mood.near else None
    return passage.commitment if passage is not None and passage.status == "target" else None


def _passage(place: _Place, quantity: Quantity) -> StatusEntry | None:
    """What the passage says that a number stands in."""
    return place.mood.at(quantity.start) if place.mood is not None else None


def _rules(counted: Sequence[tuple[Marker, float]], status: Status, passage: StatusEntry | None) -> tuple[str, ...]:
    found = [
        STATUSES.id(marker.entry) for marker, weight in reversed(counted) if marker.entry.status == status and weight
    ]
    if passage is not None and passage.status == status:
        found.append(STATUSES.id(passage))
    return tuple(dict.fromkeys(found))[:2]
