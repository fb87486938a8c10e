"""Who does the jobs of a run: this process, or worker processes that may die or be stopped without harm to the others."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Protocol

from zhibiao.jobs import Job, Outcome, Recipe
from zhibiao.jobs.blocks import steps

_LITTLE = 100_000
"""So many bytes are done before worker processes would have started."""


class Engine(Protocol):
    """Does jobs, in any order; an outcome comes back for each."""

    def ready(self) -> None:
        """Load rules and models. Raises `RuleError` and `WorkerError`."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Do them; may be called again."""

    def close(self) -> None:
        """End what was started."""


def cores() -> int:
    """The cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def engine_for(jobs: Sequence[Job], recipe: Recipe, workers: int | None, timeout: float | None = None) -> Engine:
    """The engine that suits: worker processes where there is work for them, or where one may have to be stopped."""
    from zhibiao.engines.serial import Serial

    tasks = sum(steps(job, recipe) for job in jobs)
    workers = min(workers or cores(), max(1, tasks))
    little = tasks < 2 or sum(job.size for job in jobs) < _LITTLE
    if timeout is None and (workers == 1 or little):
        return Serial(recipe)
    from zhibiao.engines.processes import Processes

    return Processes(recipe, 1 if little else workers, timeout)
