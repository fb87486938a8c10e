"""Records and shards made by hand, for tests that need no pipeline."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

TEXT = "贵州省\n2024年，贵州省长张三丰说，数字经济占比达45%，占比达45%。\n"
DATA = TEXT.encode()


def fact(kind: str, number: int, at: int, text: str, **fields: Any) -> dict[str, Any]:
    """The fields that every fact has, and `fields`."""
    place = {"start": at, "end": at + len(text), "text": text}
    return {
        **{"record": kind, "id": f"{kind[0]}-{number}", "article": "a-1", **place},
        **{"rules": ["made:up"], "confidence": 0.9, **fields},
    }


def quantity(number: int, at: int, **fields: Any) -> dict[str, Any]:
    """45% at `at`."""
    empty = "value_max normal indicator indicator_id indicator_full action direction baseline commitment same_as year"
    nothing = dict.fromkeys([*empty.split(), "period", "region", "attribution"])
    row = {**nothing, "value": 45, "comparator": "=", "unit": "%", "dimension": "ratio", "change": "level"}
    return fact("quantity", number, at, "45%", **{**row, "status": "actual", "sentence": "占比达45%。", **fields})


def shard() -> list[dict[str, Any]]:
    """A sound shard of `TEXT`: source, article, region, person, two quantities of which the second repeats the first."""
    said = {"kind": "person", "text": "张三丰", "start": TEXT.index("张"), "end": TEXT.index("丰") + 1, "id": "p-1"}
    first, second = TEXT.index("45%"), TEXT.rindex("45%")
    province = {"path": ["贵州省"], "name": "贵州省", "adcode": "520000", "level": "province"}
    facts = [
        fact("region", 1, 0, "贵州省", **province, members=[], nested=False, inside=None, as_of=None, alternatives=[]),
        fact("person", 1, TEXT.index("张"), "张三丰", name="张三丰", titles=[], says=True, same_as=None),
        quantity(1, first, attribution=said),
        quantity(2, second, same_as="q-1"),
    ]
    article = {
        **{"record": "article", "id": "a-1", "index": 0, "title": None, "subtitle": None, "byline": None},
        **{"published": "2024-04-11", "published_from": "text", "reference_year": 2024, "url": None, "kind": "news"},
        **{"start": 0, "end": len(TEXT) - 1, "sections": [], "repairs": [], "language": "zh-Hans"},
    }
    source = {
        **{"record": "source", "path": "page.txt", "sha256": hashlib.sha256(DATA).hexdigest(), "encoding": "utf-8"},
        **{"chars": len(TEXT), "articles": 1, "counts": {"region": 1, "person": 1, "quantity": 2}},
        **{"fingerprint": "0", "version": "0.1.0", "schema": "1"},
    }
    return [source, article, *facts]


def lines(rows: list[Any]) -> list[str]:
    """The lines of a shard; a row that is a string is a line as it is."""
    return [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]


def write(file: Path, rows: list[Any]) -> Path:
    """A shard file."""
    file.write_text("".join(f"{line}\n" for line in lines(rows)), encoding="utf-8")
    return file
