"""What is still to be done in a run: sources, the largest first, and the steps of those that are done in blocks."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from zhibiao.jobs import Assembly, Block, Job, Layout, Outcome, Part, Recipe, Result, Survey, Task
from zhibiao.jobs.blocks import Surveyed, clear, divided


@dataclass(slots=True)
class _Large:
    """A source whose blocks are being read; `left` of them are not through."""

    surveyed: Surveyed
    left: int
    parts: list[Part] = field(default_factory=list)
    failed: Outcome | None = None


class Agenda:
    """Gives out tasks, takes what they gave, and says what became of a source when its last one is through."""

    def __init__(self, jobs: Sequence[Job], recipe: Recipe) -> None:
        self._numbers = count()
        self._waiting: list[tuple[int, bool, int, Task]] = []
        self._large: dict[Job, _Large] = {}
        for job in jobs:
            self.add(Survey(job) if divided(job, recipe) else job)

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, task: Task) -> None:
        """Let a task wait: behind those of larger sources, before those of smaller ones; what was begun goes before others."""
        begun = isinstance(task, Block | Assembly)
        heapq.heappush(self._waiting, (-task.job.size, not begun, next(self._numbers), task))

    def take(self) -> Task:
        """The next task."""
        return heapq.heappop(self._waiting)[-1]

    def ended(self, task: Task, result: Result) -> Outcome | None:
        """What became of the source, if that was its last task."""
        if isinstance(result, Layout):
            self._lay_out(task.job, result)
            return None
        if isinstance(task, Block):
            return self._block(task.job, result)
        if isinstance(task, Assembly):
            self._clear(task.job)
        assert isinstance(result, Outcome)
        return result

    def _lay_out(self, job: Job, layout: Layout) -> None:
        if not layout.cuts:
            self.add(job)
            return
        self._large[job] = _Large(layout.surveyed, len(layout.cuts))
        for number, cut in enumerate(layout.cuts):
            self.add(Block(job, layout.surveyed, number, cut))

    def _block(self, job: Job, result: Result) -> Outcome | None:
        large = self._large[job]
        large.left -= 1
        if isinstance(result, Part):
            large.parts.append(result)
        elif isinstance(result, Outcome):
            if result.full:
                return result
            large.failed = large.failed or result
            large.left -= self._drop(job)
        if large.left:
            return None
        if large.failed:
            self._clear(job)
            return large.failed
        parts = sorted(large.parts, key=lambda part: part.number)
        self.add(Assembly(job, large.surveyed, tuple(parts)))
        return None

    def _drop(self, job: Job) -> int:
        """Take back what waits of a source; how much that was."""
        kept = [one for one in self._waiting if one[-1].job is not job]
        dropped = len(self._waiting) - len(kept)
        if dropped:
            heapq.heapify(kept)
            self._waiting = kept
        return dropped

    def _clear(self, job: Job) -> None:
        clear(job, self._large.pop(job).surveyed)
