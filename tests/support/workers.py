"""Worker processes that do what their source tells them to: die, sleep, fail. They load no rules and no models."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from support import made
from zhibiao.engines.processes import Processes
from zhibiao.inputs import Failure, Input
from zhibiao.jobs import Job, Outcome, Recipe
from zhibiao.records import Record, parse


class Obedient:
    """Stands for an Extractor; the first word of a text is an order, and the others are its argument."""

    fingerprint = "0"

    def __init__(self, start: str) -> None:
        self._start = start

    @property
    def nlp(self) -> None:
        self._obey(self._start)
        import_module("zhibiao.extractor")  # as a real one does, so that no job pays for it
        import_module("zhibiao.sources")

    def rows(self, source: Any, tally: Any, *_more: object, **_named: object) -> Iterator[Record]:
        for document in source.documents:
            self._obey(document.text)
            tally.chars += len(document.text)
        yield from ()

    def head(self, source: Any, _tally: Any) -> Record:
        return parse(made.lines([{**made.shard()[0], "path": source.path, "sha256": source.sha256}])[0])

    @staticmethod
    def _obey(text: str) -> None:
        order, _, what = text.partition(" ")
        if order == "die":
            os.kill(os.getpid(), int(what or signal.SIGKILL))
        elif order == "exit":
            os._exit(int(what))
        elif order == "sleep":
            time.sleep(float(what))
        elif order == "once" and not Path(what).exists():  # dies the first time only
            Path(what).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        elif order == "raise":
            raise KeyError(what)
        elif order == "memory":
            raise MemoryError


class Orders(Recipe):
    """A recipe whose extractor is an obedient one; `rules` is the order that it is given at its start."""

    def extractor(self) -> Any:
        return Obedient(self.rules or "")


def outcomes(texts: dict[str, str], folder: Path, workers: int = 2, timeout: float | None = None) -> dict[str, str]:
    """What became of each text: "" where its shard was written, else why not."""
    found: dict[str, str] = {}
    engine = Processes(Orders(), workers, timeout)
    try:
        engine.ready()
        for outcome in engine.run(jobs(texts, folder)):
            assert outcome.written == (not outcome.failures)
            found[outcome.job.input.path] = outcome.failures[0].why if outcome.failures else ""
    finally:
        engine.close()
    return found


def jobs(texts: dict[str, str], folder: Path) -> list[Job]:
    """A source for each text."""
    found = []
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
        found.append(Job(Input(folder / name, name), folder / "outputs", len(text)))
    return found


__all__ = ["Failure", "Obedient", "Orders", "Outcome", "jobs", "outcomes"]
