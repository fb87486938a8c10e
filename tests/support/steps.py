"""An engine that does the steps of large sources in this process, in any order that could come about with many workers."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from zhibiao.engines.agenda import Agenda
from zhibiao.extractor import Extractor
from zhibiao.jobs import Job, Outcome, Recipe, Task, work
from zhibiao.shards import sweep


class Steps:
    """`done` are the tasks in the order in which they were done."""

    def __init__(self, extractor: Extractor, recipe: Recipe, seed: int = 0) -> None:
        self.extractor = extractor
        self._recipe = recipe
        self._chance = random.Random(seed)
        self.done: list[Task] = []

    def ready(self) -> None: ...

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        agenda = Agenda(jobs, self._recipe)
        try:
            while agenda:
                tasks = [agenda.take() for _ in range(len(agenda))]
                self._chance.shuffle(tasks)
                for task in tasks:
                    self.done.append(task)
                    if outcome := agenda.ended(task, work(task, self._recipe, self.extractor)):
                        yield outcome
        finally:
            sweep(jobs[0].output)

    def close(self) -> None: ...
