"""Shards of small pages and what a reviewer says about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from support.shell import rows
from zhibiao.extractor import Extractor
from zhibiao.records import to_line
from zhibiao.sources import read_source

PAGE = """贵州省数字经济发展工作要点

2024年，贵州省数字经济占比达45%以上，遵义市建成5G基站2万个。

贵州省政协委员张丽说，到2025年底，全省算力规模力争达到60EFLOPS，新增就业超过3.5万人。

乌江镇供水能力为三十余吨，另有若干吨在建。
"""
CONTEXT = 16


def extracted(extractor: Extractor, folder: Path, output: Path) -> None:
    """A shard for each source of a folder, as a run writes it."""
    for file in sorted(folder.iterdir()):
        source = read_source(file, file.name)
        output.mkdir(parents=True, exist_ok=True)
        lines = [f"{to_line(record)}\n" for record in extractor.records(source)]
        (output / f"{file.name}.jsonl").write_text("".join(lines), encoding="utf-8")


def fact(shard: Path, text: str, kind: str = "quantity") -> dict[str, Any]:
    """The one record of a kind with this text."""
    found = [row for row in rows(shard) if row["record"] == kind and row["text"] == text]
    assert len(found) == 1, f"{len(found)} {kind} records {text!r}"
    return found[0]


def decided(shard: Path, row: dict[str, Any], raw: str, decision: str, **fields: Any) -> dict[str, Any]:
    """The line of corrections that the review page exports for a decision."""
    source = rows(shard)[0]
    line = {
        **{"record": "correction", "sha256": source["sha256"], "source": source["path"], "article": row["article"]},
        **{"kind": row["record"], "start": row["start"], "end": row["end"], "text": row["text"]},
        "before": raw[max(0, row["start"] - CONTEXT) : row["start"]],
        "after": raw[row["end"] : row["end"] + CONTEXT],
        **{"decision": decision, "at": "2026-01-05T09:00:00.000Z"},
    }
    return {**line, **({"fields": fields} if fields else {})}


def write_lines(file: Path, *lines: dict[str, Any]) -> Path:
    """A JSONL file."""
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return file
