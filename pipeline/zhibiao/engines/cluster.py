"""Workers of a dask cluster do the jobs: each loads the pipeline once and writes shards to a file system that all share."""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhibiao.engines.agenda import Agenda
from zhibiao.engines.refusal import Refused
from zhibiao.errors import MissingExtra, WorkerError, ZhibiaoError
from zhibiao.fingerprint import fingerprint
from zhibiao.inputs import absolute as absolute_file
from zhibiao.jobs import Job, Outcome, Recipe, Result, Task, work
from zhibiao.shards import sweep
from zhibiao.shipped import PROGRAM

if TYPE_CHECKING:
    from zhibiao.extractor import Extractor

CONNECT_SECONDS = 10
"""So long a scheduler has to answer."""
LONELY_SECONDS = 60
"""So long a run waits without any worker, also for the first one, before it is broken off."""
_AHEAD = 4
"""So many jobs wait on each worker, so that it need not wait for the scheduler; of millions of jobs the others stay here."""
_RETRIES = 2


class Cluster:
    """The workers of the scheduler at an address such as `tcp://10.0.0.5:8786`; they may come and go during a run."""

    def __init__(self, recipe: Recipe, scheduler: str) -> None:
        self._recipe = absolute_recipe(recipe)
        self._base = fingerprint(recipe.rules, evidence=recipe.evidence)
        self._scheduler = scheduler
        self._client: Any = None
        self._known: tuple[float, list[str]] = (0.0, [])

    def ready(self) -> None:
        """Connect, and load rules and models on all workers that are there. Raises `RuleError` and `WorkerError`."""
        self._client = connect(self._scheduler)
        try:
            self._client.wait_for_workers(1, timeout=LONELY_SECONDS)
        except TimeoutError:
            raise WorkerError(f"{self._scheduler}: has no workers; start some: dask worker {self._scheduler}") from None
        loads = [
            self._client.submit(load, self._recipe, self._base, workers=[name], pure=False) for name in self._names()
        ]
        refusals = []
        for future in loads:
            error = future.exception()
            if error is None and (refused := future.result()):
                refusals.append(refused.error())
            elif error is not None:  # a worker that went away; with none left, the next lines say so
                refusals.append(WorkerError(f"{self._scheduler}: a worker cannot load zhibiao: {_one_line(error)}"))
        if refusals and (len(refusals) == len(loads) or not isinstance(refusals[0], WorkerError)):
            raise refusals[0]

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """The largest first; outcomes as they come. Raises `WorkerError` where scheduler or workers are gone for good."""
        agenda = Agenda(jobs, self._recipe)
        ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        handed_out: dict[Any, Task] = {}
        try:
            while agenda or handed_out:
                ahead = max(1, len(self._names())) * _AHEAD
                while agenda and len(handed_out) < ahead:
                    task = agenda.take()
                    future = self._client.submit(
                        do, absolute(task), self._recipe, self._base, pure=False, retries=_RETRIES
                    )
                    handed_out[future] = task
                    future.add_done_callback(ended.put)
                future = self._next(ended)
                task = handed_out.pop(future)
                if outcome := agenda.ended(task, self._result(future, task)):
                    yield outcome
        finally:
            for job in jobs[:1]:
                sweep(job.output)  # what a worker was writing when it was lost

    def close(self) -> None:
        """Take back what has not begun, and leave the cluster as it was."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _names(self) -> list[str]:
        """The workers, asked for once a second: the question costs as much as a small job."""
        now = time.monotonic()
        if not self._known[1] or now - self._known[0] >= 1:
            self._known = now, list(self._client.scheduler_info(n_workers=-1)["workers"])
        return self._known[1]

    def _next(self, ended: queue.SimpleQueue[Any]) -> Any:
        """The next job's future that is through."""
        lonely = 0
        while lonely < LONELY_SECONDS:
            try:
                return ended.get(timeout=1)
            except queue.Empty:
                lonely = 0 if self._names() else lonely + 1
            if self._client.status not in ("running", "connecting"):
                break
        raise WorkerError(
            f"{self._scheduler}: lost, or without workers for {LONELY_SECONDS} s; the next update goes on"
        )

    def _result(self, future: Any, task: Task) -> Result:
        if future.status in ("cancelled", "lost"):
            raise WorkerError(f"{self._scheduler}: the scheduler was lost; the next update goes on")
        error = future.exception()
        if error is not None:
            why = f"its workers died or could not work ({_one_line(error)}); the others went on"
            return Outcome.failed(task.job, why)
        result: Result = future.result()
        return as_asked(result, task.job) if isinstance(result, Outcome) else result


def connect(scheduler: str) -> Any:
    """A client of the scheduler. Raises `MissingExtra` and `WorkerError`."""
    try:
        from distributed import Client
    except ImportError:
        raise MissingExtra("distributed", "dask", "to work on a cluster") from None
    # Their logs would tell of every lost worker; the report tells what came of it. distributed.client has a level of its own.
    for name in ("distributed", "distributed.client", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        make: Any = Client
        return make(scheduler, timeout=CONNECT_SECONDS, set_as_default=False, name="zhibiao")
    except (OSError, ValueError, ImportError) as error:  # ImportError: an unknown protocol
        why = _one_line(error)
        raise WorkerError(f"{scheduler}: no dask scheduler answers ({why}); check --scheduler") from None


# -- on the workers --------------------------------------------------------------------------------------------------

_loading = threading.Lock()
_loaded_from: dict[str, tuple[int, int]] = {}
_loaded: dict[tuple[str | None, bool, str], Extractor] = {}


def load(recipe: Recipe, base: str) -> Refused | None:
    """Load rules and models in this process, once; what is wrong with them comes back."""
    try:
        with _loading:
            _extractor(recipe, base)
    except ZhibiaoError as error:
        return Refused(error)
    return None


def do(task: Task, recipe: Recipe, base: str) -> Result:
    """Do a task in this process, one at a time also where the worker has several threads."""
    with _loading:
        return work(task, recipe, _extractor(recipe, base))


def _extractor(recipe: Recipe, base: str) -> Extractor:
    """That of this process. Raises `WorkerError` where it would not give what the others give."""
    key = (recipe.rules, recipe.evidence, base)
    if key not in _loaded:
        if _loaded_from.setdefault("program", _program()) != _program():
            raise WorkerError("zhibiao was changed since a worker loaded it; start the workers anew")
        extractor = recipe.extractor()
        extractor.nlp  # noqa: B018
        if extractor.fingerprint != base:
            raise WorkerError("a worker has another zhibiao, other models or other rules; install the same everywhere")
        _loaded.clear()  # rules were edited since: the earlier ones are not asked for again
        _loaded[key] = extractor
    return _loaded[key]


def _program() -> tuple[int, int]:
    """What tells that the files of the program were replaced under a process that runs for weeks."""
    times = [file.stat().st_mtime_ns for file in PROGRAM.rglob("*.py")]
    return len(times), max(times)


# -- paths -----------------------------------------------------------------------------------------------------------


def absolute(task: Task) -> Task:
    """The task as workers see it, who stand in other folders."""
    one = task.job.input
    job = replace(
        task.job, input=replace(one, file=absolute_file(one.file)), output=Path(os.path.abspath(task.job.output))
    )
    return job if isinstance(task, Job) else replace(task, job=job)


def absolute_recipe(recipe: Recipe) -> Recipe:
    """The same of a recipe."""
    return replace(
        recipe,
        rules=os.path.abspath(recipe.rules) if recipe.rules else None,
        journal=Path(os.path.abspath(recipe.journal)) if recipe.journal else None,
    )


def as_asked(outcome: Outcome, job: Job) -> Outcome:
    """The outcome with the paths of the call, as every other engine names them."""
    theirs, ours = str(outcome.job.input.file), str(job.input.file)
    failures = tuple(
        replace(failure, path=ours + failure.path.removeprefix(theirs)) if failure.path.startswith(theirs) else failure
        for failure in outcome.failures
    )
    return replace(outcome, job=job, failures=failures)


def _one_line(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 200 else text[:200] + "…"
