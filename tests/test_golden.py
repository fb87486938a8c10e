"""Whole pages to whole shards, compared line by line with those that were read and found right."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.scripts import script
from zhibiao.extractor import Extractor

write_golden = script("write_golden")


@pytest.mark.parametrize("source", write_golden.sources(), ids=lambda source: source.stem)
def test_page(source: Path, extractor: Extractor) -> None:
    expected = write_golden.golden(source).read_text(encoding="utf-8").splitlines()
    assert write_golden.shard(source, extractor).splitlines() == expected, "scripts/write_golden.py writes them anew"


def test_no_golden_shard_without_its_page() -> None:
    wanted = {write_golden.golden(source) for source in write_golden.sources()}
    assert set(write_golden.GOLDEN.iterdir()) == wanted
