"""Regions: divisions, groups, zones, countries, each with what it means here; the gazetteer, gates and frames behind them."""

from zhibiao.components.regions.finder import RegionFinder, make_regions

__all__ = ["RegionFinder", "make_regions"]
