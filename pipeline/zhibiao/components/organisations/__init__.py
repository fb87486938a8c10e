"""Longer names that hold places and posts: where they end, and how far to the left they reach."""

from zhibiao.components.organisations.finder import make_organisations

__all__ = ["make_organisations"]
