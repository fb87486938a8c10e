"""Shards made by hand for tables and charts: as small as a record may be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zhibiao.tables import Shard

CODES = {"山东省": "370000", "贵州省": "520000", "北京市": "110000", "四川省": "510000", "济宁市": "370800"}


def figure(text: str, value: float, unit: str | None, indicator: str, **more: Any) -> dict[str, Any]:
    """A quantity record; `sentence` is indicator and number unless it is given, `region` a path with `/`."""
    region = more.pop("region", "山东省")
    path = region.split("/") if region else []
    sentence = more.pop("sentence", f"{indicator}{text}。")
    start = more.pop("start", 100)
    record = {
        "record": "quantity",
        "id": f"q-{start}-{text}",
        "article": "a-1",
        "start": start,
        "end": start + len(text),
        "text": text,
        "rules": ["units:某"],
        "confidence": 0.9,
        "value": value,
        "value_max": None,
        "comparator": "=",
        "unit": unit,
        "normal": None,
        "dimension": "ratio" if unit == "%" else "count",
        "indicator": {"start": 0, "end": len(indicator), "text": indicator} if indicator else None,
        "indicator_id": None,
        "indicator_full": None,
        "action": None,
        "change": "level",
        "direction": None,
        "baseline": None,
        "status": "target",
        "commitment": None,
        "same_as": None,
        "year": 2026,
        "period": None,
        "region": {"path": path, "name": path[-1], "adcode": CODES.get(path[-1]), "link": "clause"} if path else None,
        "attribution": None,
        "sentence": sentence,
    }
    return record | more


def growth(text: str, value: float, region: str, indicator: str = "地区生产总值", **more: Any) -> dict[str, Any]:
    """A growth of the gross product in percent."""
    known: dict[str, Any] = {"change": "delta", "direction": "up", "indicator_id": indicator}
    return figure(text, value, "%", indicator, region=region, **(known | more))


def money(text: str, value: float, indicator: str = "地区生产总值", **more: Any) -> dict[str, Any]:
    """An amount in 元."""
    known: dict[str, Any] = {
        "dimension": "currency",
        "indicator_id": indicator,
        "normal": {"value": value, "value_max": None, "unit": "CNY"},
    }
    return figure(text, value, "元", indicator, **(known | more))


def shard(path: str, *facts: dict[str, Any], article: str = "a-1", **more: Any) -> Shard:
    """A shard with one article."""
    head = {"record": "source", "path": path}
    named = {
        "record": "article",
        "id": article,
        "title": "标题",
        "kind": "report",
        "published": None,
        "url": None,
        **more,
    }
    return Shard([head, named, *({**fact, "article": article} for fact in facts)], f"{path}.jsonl")


def written(folder: Path, shards: Sequence[Shard]) -> Path:
    """The shards as files of an output folder."""
    for one in shards:
        file = folder / one.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in one.records), encoding="utf-8")
    return folder
