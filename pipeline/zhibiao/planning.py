"""Which sources have to be extracted. The output folder itself is the state: the first line of each shard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from zhibiao.errors import OutputError, UnreadableSource
from zhibiao.inputs import Failure, Input, hash_file, size_of
from zhibiao.jobs import Job, Recipe
from zhibiao.shards import check_whole, read_head, shard_names, shard_path

State = Literal["new", "changed", "outdated", "damaged", "unchanged"]
"""`outdated`: made by another program, other rules or other models; `damaged`: the shard is cut off or no shard."""
STATES: tuple[State, ...] = get_args(State)


@dataclass(slots=True)
class Plan:
    """What a run has to do, and what it found out before it began."""

    jobs: list[Job] = field(default_factory=list)
    states: Counter[State] = field(default_factory=Counter)
    failed: list[Failure] = field(default_factory=list)
    damaged: list[Failure] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    sound: bool = True

    def add(self, one: Input, output: Path, state: State) -> None:
        """Count a source, and have it done where that is needed."""
        self.states[state] += 1
        if state != "unchanged":
            self.jobs.append(Job(one, output, size_of(one.file)))


def everything(inputs: Iterable[Input | Failure], output: Path) -> Plan:
    """All of them, whatever was done before."""
    plan = Plan()
    for one in inputs:
        if isinstance(one, Failure):
            plan.failed.append(one)
        else:
            plan.jobs.append(Job(one, output, size_of(one.file)))
    return plan


def stale(
    inputs: Iterable[Input | Failure], output: Path, recipe: Recipe, fingerprint: str, *, whole: bool = False
) -> Plan:
    """Those that are new or changed, and those whose shards are damaged or were made in another way.

    `whole` reads every shard to its end and not only its first line. `sound` is False where not all sources could be
    listed: then nobody knows which have vanished.
    """
    plan = Plan()
    for one in inputs:
        if isinstance(one, Failure):
            plan.failed.append(one)
            plan.sound = False
            continue
        try:
            shard = shard_path(output, one.path)
            plan.wanted.add(f"{one.path}.jsonl")
            state = _state(one, shard, recipe.expected(fingerprint, one.path), whole)
        except OutputError as error:
            plan.failed.append(Failure(str(one.file), str(error)))
        except UnreadableSource as error:
            if error.path == str(one.file):
                plan.failed.append(Failure(error.path, error.why))
            else:
                plan.damaged.append(Failure(error.path, f"{error.why}; made anew"))
                plan.add(one, output, "damaged")
        else:
            plan.add(one, output, state)
    return plan


def _state(one: Input, shard: Path, fingerprint: str, whole: bool) -> State:
    try:
        head = read_head(shard)
    except FileNotFoundError:
        return "new"
    if head.path != one.path:
        raise UnreadableSource(str(shard), f"the shard of another source, {head.path}")
    if whole:
        check_whole(shard, head)
    if head.fingerprint != fingerprint:
        return "outdated"
    return "unchanged" if head.sha256 == hash_file(one.file) else "changed"


def vanished(output: Path, wanted: set[str]) -> Iterator[Path]:
    """The shards that are not among those wanted, by their relative paths; what is no shard is nobody's to remove."""
    for name in shard_names(output):
        if name not in wanted:
            shard = output / name
            try:
                if shard_path(output, read_head(shard).path) == shard:
                    yield shard
            except (UnreadableSource, OutputError, FileNotFoundError):
                continue
