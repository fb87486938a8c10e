"""Worker processes do the jobs: each loads the pipeline once, writes shards, and sends back only what became of them."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from zhibiao.engines.agenda import Agenda
from zhibiao.engines.refusal import Refused
from zhibiao.errors import WorkerError, ZhibiaoError
from zhibiao.jobs import Job, Outcome, Recipe, Result, Task, ready, work
from zhibiao.shards import sweep

_START_FAILURES = 3
"""So many workers in a row that die before they are ready end the run."""
_READY = "ready"


class Processes:
    """`workers` processes, each started anew after it died or was stopped; `timeout` is in seconds a source."""

    def __init__(self, recipe: Recipe, workers: int, timeout: float | None = None) -> None:
        self._recipe = recipe
        self._count = workers
        self._timeout = timeout
        self._workers: list[_Worker] = []
        self._failures = 0

    def ready(self) -> None:
        """Start them all and wait for the first. Raises `RuleError` and `WorkerError`."""
        self._fill(self._count)
        while not any(worker.ready for worker in self._workers):
            for worker in self._heard():
                self._greet(worker)
            self._fill(self._count)

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """The largest first, so that no core waits at the end for the other; outcomes as they come."""
        agenda = Agenda(jobs, self._recipe)
        broken, failed = True, False
        try:
            while agenda or self._busy():
                self._fill(min(self._count, len(agenda) + self._busy()))
                self._hand_out(agenda)
                for task, result in self._results():
                    if outcome := agenda.ended(task, result):
                        failed = failed or not outcome.written
                        yield outcome
            broken = False
        finally:
            if broken:
                self.close()
            if broken or failed:  # what a worker was writing when it died, or was stopped
                sweep(jobs[0].output)

    def close(self) -> None:
        """Stop them all, in the middle of a job too."""
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def _busy(self) -> int:
        return sum(1 for worker in self._workers if worker.task)

    def _hand_out(self, agenda: Agenda) -> None:
        for worker in self._workers:
            if worker.ready and not worker.task and agenda and not worker.give(agenda.take(), self._timeout):
                agenda.add(worker.take())  # it died while it had nothing to do

    def _results(self) -> Iterator[tuple[Task, Result]]:
        """What came of tasks, after waiting for one."""
        for worker in self._heard():
            if not worker.ready:
                self._greet(worker)
            elif answer := worker.answer():
                yield answer
        yield from self._late()

    def _fill(self, count: int) -> None:
        self._workers = [worker for worker in self._workers if not worker.dead]
        while len(self._workers) < count:
            self._workers.append(_Worker(self._recipe))

    def _heard(self) -> list[_Worker]:
        """The workers that said something or died, after waiting for one."""
        living = [worker for worker in self._workers if not worker.dead]
        ends = [worker.deadline for worker in living if worker.deadline is not None]
        patience = max(0.0, min(ends) - time.monotonic()) if ends else None
        said = set(wait([worker.pipe for worker in living], patience)) if living else set()
        return [worker for worker in living if worker.pipe in said]

    def _greet(self, worker: _Worker) -> None:
        if worker.greeted():
            self._failures = 0
            return
        self._failures += 1
        if self._failures >= _START_FAILURES:
            raise WorkerError(f"worker processes die while they start ({worker.ending()}); try --workers 1")

    def _late(self) -> Iterator[tuple[Task, Outcome]]:
        """Those whose time is up."""
        now = time.monotonic()
        for worker in self._workers:
            if worker.task and worker.deadline is not None and worker.deadline <= now:
                task = worker.take()
                worker.stop()
                why = f"took longer than {self._timeout:g} s; split it or raise --timeout"
                yield task, Outcome.failed(task.job, why, seconds=self._timeout)


class _Worker:
    """A process and this end of its pipe."""

    def __init__(self, recipe: Recipe) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.ready = False
        self.dead = False
        self.task: Task | None = None
        self.deadline: float | None = None
        self._process: SpawnProcess = context.Process(target=serve, args=(theirs, recipe), daemon=True)
        self._process.start()
        theirs.close()  # so that its death ends the pipe

    def greeted(self) -> bool:
        """Whether it is ready to work. Raises what kept it from loading, as `RuleError`."""
        try:
            message = self.pipe.recv()
        except (EOFError, OSError):
            self.stop()
            return False
        if isinstance(message, Refused):
            self.stop()
            raise message.error()
        self.ready = True
        return True

    def give(self, task: Task, timeout: float | None) -> bool:
        """Send it a task; False where it died meanwhile."""
        self.task = task
        self.deadline = None if timeout is None else time.monotonic() + timeout
        try:
            self.pipe.send(task)
        except OSError:
            self.stop()
            return False
        return True

    def take(self) -> Task:
        """The task that it has, which it has no longer."""
        task, self.task, self.deadline = self.task, None, None
        assert task is not None
        return task

    def answer(self) -> tuple[Task, Result] | None:
        """What came of its task; None where it died without one."""
        try:
            result: Result = self.pipe.recv()
        except (EOFError, OSError):
            self.stop()
            if not self.task:
                return None
            task = self.take()
            why = f"its worker process died ({self.ending()}); the others went on"
            return task, Outcome.failed(task.job, why)
        return self.take(), result

    def stop(self) -> None:
        """End it at once, whatever it is doing."""
        self.dead = True
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def ending(self) -> str:
        """`killed by signal 9, as the system does where memory runs out`."""
        code = self._process.exitcode
        if code is None or code >= 0:
            return f"exit status {code}"
        hint = ", as the system does where memory runs out" if code == -signal.SIGKILL else ""
        return f"killed by signal {-code}{hint}"


def serve(pipe: Connection, recipe: Recipe) -> None:
    """The life of a worker: load, say so, do what comes through the pipe until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    extractor = recipe.extractor()
    with contextlib.suppress(EOFError, OSError):
        try:
            ready(extractor)
        except ZhibiaoError as error:
            pipe.send(Refused(error))
            return
        pipe.send(_READY)
        while True:
            pipe.send(work(pipe.recv(), recipe, extractor))


def _end_with_parent() -> None:
    """A killed parent's workers write no more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
