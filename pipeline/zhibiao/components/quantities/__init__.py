"""Quantities: a number with its unit and comparator, what only looks like one, and what is shared in a list."""

from zhibiao.components.quantities.finder import make_quantities

__all__ = ["make_quantities"]
