"""A tile map: each province a tile in its rough place, the darker the larger its value."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from zhibiao.charts.bars import _tip
from zhibiao.charts.series import NothingToDraw, Point, Series
from zhibiao.charts.svg import COLOURS, box, picture, point, text_of, words

# Code of the province: its short name, its column and its row.
TILES: dict[str, tuple[str, int, int]] = {
    "230000": ("黑龙江", 8, 0),
    "150000": ("内蒙古", 6, 1),
    "220000": ("吉林", 8, 1),
    "650000": ("新疆", 1, 2),
    "640000": ("宁夏", 4, 2),
    "140000": ("山西", 5, 2),
    "110000": ("北京", 6, 2),
    "120000": ("天津", 7, 2),
    "210000": ("辽宁", 8, 2),
    "630000": ("青海", 2, 3),
    "620000": ("甘肃", 3, 3),
    "610000": ("陕西", 4, 3),
    "410000": ("河南", 5, 3),
    "130000": ("河北", 6, 3),
    "370000": ("山东", 7, 3),
    "540000": ("西藏", 2, 4),
    "510000": ("四川", 3, 4),
    "500000": ("重庆", 4, 4),
    "420000": ("湖北", 5, 4),
    "340000": ("安徽", 6, 4),
    "320000": ("江苏", 7, 4),
    "310000": ("上海", 8, 4),
    "530000": ("云南", 3, 5),
    "520000": ("贵州", 4, 5),
    "430000": ("湖南", 5, 5),
    "360000": ("江西", 6, 5),
    "330000": ("浙江", 7, 5),
    "450000": ("广西", 4, 6),
    "440000": ("广东", 5, 6),
    "350000": ("福建", 6, 6),
    "710000": ("台湾", 7, 6),
    "460000": ("海南", 4, 7),
    "820000": ("澳门", 5, 7),
    "810000": ("香港", 6, 7),
}
_TILE, _GAP, _TOP, _LEFT = 84.0, 6.0, 76.0, 20.0
_STEPS = ("#dcebf9", "#b7d5f1", "#8bbae5", "#5a98d3", "#2f6fb3", "#174e87")


def map_svg(series: Series) -> str:
    """The map as SVG; tiles without a value stay empty. Raises `NothingToDraw` where no province has a value."""
    points = {one.adcode: one for one in series.points if one.adcode in TILES}
    if not points:
        raise NothingToDraw(f"{series.title}: no value of a province; draw bars instead")
    width, height = _LEFT * 2 + 8 * (_TILE + _GAP), _TOP + 8 * (_TILE + _GAP) + 50
    root = picture(width, height, series.title)
    words(root, _LEFT, 34, series.title, font_size="20", font_weight="bold")
    words(root, _LEFT, 56, f"{len(points)} 个省级地区有数据", "muted", font_size="13")
    middles = [_middle(one) for one in points.values()]
    low, high = min(middles), max(middles)
    for code, (name, column, row) in TILES.items():
        one = points.get(code)
        x, y = _LEFT + (column - 1) * (_TILE + _GAP), _TOP + row * (_TILE + _GAP)
        group = point(root, code, one.ids if one else (), _tip(one) if one else f"{name}：无数据")
        if one is None:
            box(group, x, y, _TILE, _TILE, "empty", rx="6")
            words(group, x + _TILE / 2, y + 46, name, "muted", anchor="middle")
            continue
        step = 2 if low == high else min(5, int((_middle(one) - low) / (high - low) * 6))
        tile = box(group, x, y, _TILE, _TILE, "bar", rx="6")
        tile.set("fill", _STEPS[step])
        tile.set("class", "zb-tile")
        ink = "#ffffff" if step >= 3 else COLOURS["ink"]
        for text, down, size in ((name, 36, "15"), (_fitting(one.label), 60, "14" if len(one.label) < 9 else "11")):
            element = words(group, x + _TILE / 2, y + down, text, anchor="middle", font_size=size)
            element.set("fill", ink)
            element.set("class", "zb-on-tile")
    _scale(root, series, height - 26)
    return text_of(root)


def _scale(root: Element, series: Series, y: float) -> None:
    for place, colour in enumerate(_STEPS):
        box(root, _LEFT + place * 26, y - 12, 24, 14, "bar").attrib.update({"fill": colour, "class": "zb-tile"})
    words(
        root, _LEFT + len(_STEPS) * 26 + 10, y, "由低到高；区间按中点着色，≥、≤ 按所给的数着色", "muted", font_size="12"
    )


def _middle(one: Point) -> float:
    return float(one.low + one.high) / 2


def _fitting(label: str) -> str:
    return label if len(label) <= 12 else label[:11] + "…"
