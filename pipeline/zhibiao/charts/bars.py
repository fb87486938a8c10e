"""A bar chart of regions: a bar ends where its value lies, is open where the value is (≥ 5 %), and spans a range."""

from __future__ import annotations

import math
from decimal import Decimal
from xml.etree.ElementTree import Element

from zhibiao.charts.series import Point, Series
from zhibiao.charts.svg import box, line, picture, point, text_of, words
from zhibiao.tables.comparing import short

_WIDTH, _TOP, _ROW, _RIGHT, _FOOT = 860.0, 78.0, 26.0, 150.0, 56.0
_BAR = 16.0
_OPEN = 26.0
_LETTER = 14.0
MOST = 80
"""So many regions are drawn; more are no picture any more."""


def bars_svg(series: Series) -> str:
    """The chart as SVG: `≥` fades out to the right, `≤` to the left, a range is an interval, `~` has a hatched end."""
    points = series.points[:MOST]
    left = 32 + _LETTER * max(len(_shown(point)) for point in points)
    scale = _Scale(points, left, _WIDTH - _RIGHT)
    root = picture(_WIDTH, _TOP + _ROW * len(points) + _FOOT, series.title)
    words(root, 20, 34, series.title, font_size="20", font_weight="bold")
    words(root, 20, 56, _count(series), "muted", font_size="13")
    bottom = _TOP + _ROW * len(points)
    for tick in scale.ticks:
        line(root, f"{scale.at(tick):.6g},{_TOP - 4} {scale.at(tick):.6g},{bottom:.6g}", "grid")
        words(root, scale.at(tick), bottom + 18, short(scale.decimal(tick)), "muted", anchor="middle", font_size="12")
    for index, one in enumerate(points):
        _bar(root, one, _TOP + _ROW * index, left, scale)
    words(root, 20, bottom + 42, _legend(points), "muted", font_size="12")
    return text_of(root)


def _bar(root: Element, one: Point, top: float, left: float, scale: _Scale) -> None:
    group = point(root, one.adcode or one.region, one.ids, _tip(one))
    words(group, left - 10, top + 17, _shown(one), anchor="end")
    low, high, y = scale.at(float(one.low)), scale.at(float(one.high)), top + 4
    zero = scale.zero
    end = max(high, zero)
    if one.low != one.high:
        box(group, min(zero, low), y + _BAR / 2 - 1.5, abs(low - zero), 3, "open")
        box(group, low, y, max(2.0, high - low), _BAR, "bar", rx="2")
    else:
        box(group, min(zero, high), y, max(1.0, abs(high - zero)), _BAR, "bar", rx="2")
    if one.comparator in {">", ">="}:
        for step in range(3):
            box(group, high + step * _OPEN / 3 + 2, y, _OPEN / 3 - 3, _BAR, "open", opacity=f"{1 - 0.3 * step:g}")
        end = high + _OPEN
    elif one.comparator in {"<", "<="}:
        for step in range(3):
            line(
                group, f"{high - 4 - step * 6:.6g},{y} {high - 4 - step * 6:.6g},{y + _BAR}", "paper", stroke_width="2"
            )
    elif one.comparator == "~":
        line(
            group,
            f"{high:.6g},{y - 2} {high - 5:.6g},{y + 5} {high + 5:.6g},{y + 11} {high:.6g},{y + _BAR + 2}",
            "mark",
            stroke_width="2",
        )
        end = high + 6
    mark = f"  （另有 {'、'.join(one.others)}）" if one.others else ""
    words(group, end + 8, top + 17, one.label + mark)


class _Scale:
    """Values to places, from zero on; round ticks."""

    def __init__(self, points: tuple[Point, ...], left: float, right: float) -> None:
        self.low = min(0.0, *(float(one.low) for one in points))
        self.high = max(0.0, *(float(one.high) for one in points))
        span = (self.high - self.low) or 1.0
        step = 10 ** math.floor(math.log10(span / 5))
        self.step = next(step * times for times in (1, 2, 5, 10) if span / (step * times) <= 6)
        self.left, self.wide, self.span = left, right - left, span

    def at(self, value: float) -> float:
        return self.left + (value - self.low) / self.span * self.wide

    @property
    def zero(self) -> float:
        return self.at(0.0)

    @property
    def ticks(self) -> list[float]:
        first, last = math.ceil(self.low / self.step - 1e-9), math.floor(self.high / self.step + 1e-9)
        return [number * self.step for number in range(first, last + 1)]

    def decimal(self, tick: float) -> Decimal:
        return Decimal(f"{tick:.6g}")


def _shown(one: Point) -> str:
    return one.name if len(one.name) <= 10 else one.name[:9] + "…"


def _tip(one: Point) -> str:
    return f"{one.region} {one.label}  {one.cited}"


def _count(series: Series) -> str:
    more = len(series.points) - MOST
    return f"{len(series.points)} 个地区" + (f"，画出前 {MOST} 个" if more > 0 else "")


def _legend(points: tuple[Point, ...]) -> str:
    signs = {one.comparator for one in points}
    parts = [
        "≥、>：右端渐淡，表示不低于、超过" if signs & {">", ">="} else "",
        "≤、<：右端有缺口，表示不高于、低于" if signs & {"<", "<="} else "",
        "~：折线，表示左右、约" if "~" in signs else "",
        "粗段：区间" if any(one.low != one.high for one in points) else "",
    ]
    return "；".join(part for part in parts if part)
