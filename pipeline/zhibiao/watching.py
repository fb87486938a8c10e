"""When to update again: whenever sources or rules change, as the system tells, or by looking every few seconds."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from zhibiao.engines import Engine, cores
from zhibiao.engines.processes import Processes
from zhibiao.errors import UnreadableSource, ZhibiaoError
from zhibiao.fingerprint import fingerprint
from zhibiao.inputs import wanted
from zhibiao.jobs import Job, Outcome, Recipe

_QUIET = 500
"""A folder is left alone for so many milliseconds before its changes count: files come in one by one."""
_PATIENCE = 2000
"""After so many milliseconds without a change it is asked whether something was left over."""


def beats(paths: Sequence[str], output: Path, rules: str | None, poll: float | None = None) -> Iterator[bool]:
    """True for each time that a source or a rule changed, False in between, every two seconds; does not end.

    `poll` are the seconds after which to look by oneself, for network folders that do not tell. Raises
    `UnreadableSource` where nothing can be watched, and `ZhibiaoError` where watchfiles is not installed.
    """
    try:
        from watchfiles import Change, watch
    except ImportError:
        raise ZhibiaoError("--watch needs watchfiles; pip install 'zhibiao[watch]'") from None
    places = _places(paths, rules)
    own = os.path.abspath(output)
    rule_folder = os.path.abspath(rules) + os.sep if rules else None

    def counts(change: Change, file: str) -> bool:
        if file == own or file.startswith(own + os.sep):
            return False
        if rule_folder and file.startswith(rule_folder):
            return file.endswith((".toml", ".tsv"))
        # A folder that was moved here or away counts with all that is in it.
        return wanted(os.path.basename(file)) or os.path.isdir(file) or (change == Change.deleted and "." not in file)

    yield from map(
        bool,
        watch(
            *places,
            watch_filter=counts,
            debounce=4 * _QUIET,
            step=_QUIET,
            rust_timeout=_PATIENCE,
            yield_on_timeout=True,
            force_polling=poll is not None,
            poll_delay_ms=round(1000 * (poll or 1)),
            ignore_permission_denied=True,
        ),
    )


def _places(paths: Sequence[str], rules: str | None) -> list[str]:
    """The folders to watch: a source's own, and of a pattern the one before its first wildcard."""
    found = [rules] if rules else []
    for path in paths:
        folder = Path(path)
        while glob.has_magic(str(folder)):
            folder = folder.parent
        folder = folder.parent if folder.is_file() else folder
        if not folder.is_dir():
            raise UnreadableSource(path, "no such file or folder; make it before it is watched")
        found.append(str(folder))
    return sorted({os.path.abspath(folder) for folder in found})


class Standing:
    """Keeps worker processes from one update to the next, as long as rules and the rest of the recipe stay as they are."""

    def __init__(self, workers: int | None, timeout: float | None) -> None:
        self._workers = workers or cores()
        self._timeout = timeout
        self._made: tuple[str, Recipe] | None = None
        self._engine: Processes | None = None

    def make(self, jobs: Sequence[Job], recipe: Recipe) -> Engine:
        """An engine whose `close` leaves the workers as they are."""
        wanted = fingerprint(recipe.rules, evidence=recipe.evidence), recipe
        if self._engine is None or self._made != wanted:
            self.close()
            self._engine, self._made = Processes(recipe, self._workers, self._timeout), wanted
        return _Lent(self._engine)

    def close(self) -> None:
        """Stop the workers."""
        if self._engine:
            self._engine.close()
        self._engine = None


class _Lent:
    def __init__(self, engine: Processes) -> None:
        self._engine = engine
        self.ready = engine.ready

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        whole = False
        try:
            yield from self._engine.run(jobs)
            whole = True
        finally:
            if not whole:  # the run was broken off, and its jobs with it
                self._engine.close()

    def close(self) -> None:
        """Nothing: the workers wait for the next run."""
