"""Pictures of figures over regions: bars and a tile map of the provinces, as SVG with real text, and as PNG.

`series` (what is shown) → `bars`, `tiles` (SVG, by `svg`) → `raster` (PNG).
"""

from zhibiao.charts.bars import bars_svg
from zhibiao.charts.series import NothingToDraw, Offer, Point, Series, choose, offers, series_of
from zhibiao.charts.tiles import map_svg

__all__ = ["NothingToDraw", "Offer", "Point", "Series", "bars_svg", "choose", "map_svg", "offers", "series_of"]
