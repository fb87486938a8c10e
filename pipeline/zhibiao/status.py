"""How an output folder is: how fresh, how much is in it, what failed and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from zhibiao.errors import UnreadableSource
from zhibiao.fingerprint import fingerprint
from zhibiao.inputs import Failure
from zhibiao.jobs import Recipe
from zhibiao.locking import holder
from zhibiao.shards import check_whole, read_head, read_runs, shard_names


@dataclass(slots=True)
class Status:
    """What the shards and the run log tell. `outdated` counts shards by the version that made them, `age` is in seconds."""

    output: str
    fingerprint: str
    shards: int = 0
    chars: int = 0
    records: Counter[str] = field(default_factory=Counter)
    outdated: Counter[str] = field(default_factory=Counter)
    damaged: list[Failure] = field(default_factory=list)
    faults: list[Failure] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    running: str | None = None
    last_run: dict[str, Any] | None = None
    age: float | None = None

    @property
    def well(self) -> bool:
        """Whether nothing failed, nothing is damaged or outdated, and the last run came to its end."""
        ended = self.last_run is not None and self.last_run.get("ended", "whole") == "whole"
        return ended and not (self.failed or self.damaged or self.outdated)

    def row(self) -> dict[str, Any]:
        """As one JSON object."""
        named = ("damaged", "faults", "failed")
        return {
            "record": "status",
            "output": self.output,
            "well": self.well,
            "fingerprint": self.fingerprint,
            "shards": self.shards,
            "chars": self.chars,
            "records": dict(self.records),
            "outdated": dict(self.outdated),
            **{name: [{"path": one.path, "why": one.why} for one in getattr(self, name)] for name in named},
            "running": self.running,
            "last_run": self.last_run,
            "age": self.age,
        }


def status(output: Path, recipe: Recipe, *, whole: bool = False) -> Status:
    """Read the first line of each shard, or all of it, and the last line of the run log.

    `recipe` says how one would extract now: shards that were made in another way are outdated.
    """
    found = Status(str(output), fingerprint(recipe.rules, evidence=recipe.evidence))
    for name in shard_names(output):
        shard = output / name
        try:
            head = read_head(shard)
            if whole:
                check_whole(shard, head)
        except (UnreadableSource, FileNotFoundError) as error:
            found.damaged.append(Failure(str(shard), getattr(error, "why", "is gone")))
            continue
        found.shards += 1
        found.chars += head.chars
        found.records.update({"article": head.articles, **head.counts})
        found.faults += [Failure(f"{head.path}:{line}", why) for line, why in head.faults]
        if head.fingerprint != recipe.expected(found.fingerprint, head.path):
            found.outdated[head.version] += 1
    found.running = holder(output)
    found.last_run = next(read_runs(output), None)
    if found.last_run:
        found.failed = [Failure(one["path"], one["why"]) for one in found.last_run.get("failed", ())]
        found.age = _age(found.last_run.get("time"))
    return found


def _age(time: object) -> float | None:
    try:
        return round((datetime.now(UTC) - datetime.fromisoformat(str(time))).total_seconds(), 1)
    except (ValueError, TypeError):
        return None
