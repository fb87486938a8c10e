"""SVG as elements: real text, colours that a page may override and that turn with a dark page."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

FAMILY = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Source Han Sans CN','PingFang SC','Microsoft YaHei',"
    "'WenQuanYi Micro Hei','WenQuanYi Zen Hei',SimHei,'Noto Serif CJK SC',sans-serif"
)
COLOURS = {
    "paper": "#ffffff",
    "ink": "#1d2530",
    "muted": "#5d6875",
    "grid": "#dde3ea",
    "bar": "#2f6fb3",
    "open": "#9cc3ea",
    "mark": "#c2571a",
    "empty": "#eef1f5",
}
_DARK = {
    "paper": "#14181d",
    "ink": "#e6ebf1",
    "muted": "#9aa7b5",
    "grid": "#303944",
    "bar": "#5d9fe0",
    "open": "#2f5c8a",
    "mark": "#f0945a",
    "empty": "#20262d",
}


def picture(width: float, height: float, label: str) -> Element:
    """The root, with its paper; `label` is what a screen reader says."""
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "zb-chart",
            "viewBox": f"0 0 {width:g} {height:g}",
            "width": f"{width:g}",
            "height": f"{height:g}",
            "role": "img",
            "aria-label": label,
            "font-family": FAMILY,
            "font-size": "14",
        },
    )
    style = SubElement(root, "style")
    style.text = (
        "@media (prefers-color-scheme: dark){" + "".join(_rule(name, colour) for name, colour in _DARK.items()) + "}"
    )
    box(root, 0, 0, width, height, "paper")
    return root


def _rule(name: str, colour: str) -> str:
    return f"svg.zb-chart .zb-{name}{{fill:{colour}}}svg.zb-chart .zb-{name}-line{{stroke:{colour}}}"


def box(parent: Element, x: float, y: float, width: float, height: float, colour: str, **more: str) -> Element:
    """A filled rectangle."""
    place = {"x": f"{x:.6g}", "y": f"{y:.6g}", "width": f"{width:.6g}", "height": f"{height:.6g}"}
    return SubElement(parent, "rect", {**place, "class": f"zb-{colour}", "fill": COLOURS[colour], **more})


def line(parent: Element, points: str, colour: str, **more: str) -> Element:
    """A line through points."""
    there = {
        "points": points,
        "class": f"zb-{colour}-line",
        "fill": "none",
        "stroke": COLOURS[colour],
        "stroke-width": "1",
    }
    return SubElement(parent, "polyline", {**there, **more})


def words(parent: Element, x: float, y: float, text: str, colour: str = "ink", **more: str) -> Element:
    """Text whose base line begins, or as `anchor` says, at a point."""
    anchor = {"text-anchor": more.pop("anchor")} if "anchor" in more else {}
    more = {name.replace("_", "-"): value for name, value in more.items()}
    place = {"x": f"{x:.6g}", "y": f"{y:.6g}"}
    element = SubElement(parent, "text", {**place, "class": f"zb-{colour}", "fill": COLOURS[colour], **anchor, **more})
    element.text = _clean(text)
    return element


def point(parent: Element, region: str, ids: tuple[str, ...], tip: str) -> Element:
    """The group of a region's marks, with what is shown when it is pointed at."""
    group = SubElement(parent, "g", {"class": "zb-point", "data-region": region, "data-ids": " ".join(ids)})
    SubElement(group, "title").text = _clean(tip)
    return group


def text_of(root: Element) -> str:
    """The whole SVG, without an XML declaration."""
    return tostring(root, encoding="unicode")


def _clean(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable())
