"""Region mentions inside longer names: 贵州 in 贵州省政府工作报告."""

from __future__ import annotations

from collections.abc import Iterator

from zhibiao.facts.context import Context
from zhibiao.model import RegionMention


def nest(context: Context) -> Iterator[RegionMention]:
    """The mentions, `nested` and `inside` set where an organisation, a document, a title … holds them."""
    yield from context.regions
