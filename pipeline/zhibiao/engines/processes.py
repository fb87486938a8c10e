"""Worker processes do the jobs: each loads the pipeline once, writes shards, and sends back only what became of them."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from zhibiao.engines.refusal import Refused
from zhibiao.errors import WorkerError, ZhibiaoError
from zhibiao.jobs import Job, Outcome, Recipe, work

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
        waiting = deque(sorted(jobs, key=lambda job: -job.size))
        while waiting or self._busy():
            self._fill(min(self._count, len(waiting) + self._busy()))
            self._hand_out(waiting)
            for worker in self._heard():
                if not worker.ready:
                    self._greet(worker)
                elif outcome := worker.answer():
                    yield outcome
            yield from self._late()

    def close(self) -> None:
        """Stop them all, in the middle of a job too."""
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def _busy(self) -> int:
        return sum(1 for worker in self._workers if worker.job)

    def _hand_out(self, waiting: deque[Job]) -> None:
        for worker in self._workers:
            if worker.ready and not worker.job and waiting and not worker.give(waiting.popleft(), self._timeout):
                waiting.appendleft(worker.take())  # it died while it had nothing to do

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

    def _late(self) -> Iterator[Outcome]:
        """Those whose time is up."""
        now = time.monotonic()
        for worker in self._workers:
            if worker.job and worker.deadline is not None and worker.deadline <= now:
                job = worker.take()
                worker.stop()
                why = f"took longer than {self._timeout:g} s; split it or raise --timeout"
                yield Outcome.failed(job, why, seconds=self._timeout)


class _Worker:
    """A process and this end of its pipe."""

    def __init__(self, recipe: Recipe) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.ready = False
        self.dead = False
        self.job: Job | None = None
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

    def give(self, job: Job, timeout: float | None) -> bool:
        """Send it a job; False where it died meanwhile."""
        self.job = job
        self.deadline = None if timeout is None else time.monotonic() + timeout
        try:
            self.pipe.send(job)
        except OSError:
            self.stop()
            return False
        return True

    def take(self) -> Job:
        """The job that it has, which it has no longer."""
        job, self.job, self.deadline = self.job, None, None
        assert job is not None
        return job

    def answer(self) -> Outcome | None:
        """What became of its job; None where it died without one."""
        try:
            outcome: Outcome = self.pipe.recv()
        except (EOFError, OSError):
            self.stop()
            why = f"its worker process died ({self.ending()}); the others went on"
            return Outcome.failed(self.take(), why) if self.job else None
        self.take()
        return outcome

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
            extractor.nlp  # noqa: B018
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
