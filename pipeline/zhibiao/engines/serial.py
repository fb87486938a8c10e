"""This process does the jobs, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from zhibiao.jobs import Job, Outcome, Recipe, work

if TYPE_CHECKING:
    from zhibiao.extractor import Extractor


class Serial:
    """No processes, no time limit; a source that crashes the interpreter ends the run."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe

    @cached_property
    def _extractor(self) -> Extractor:
        return self._recipe.extractor()

    def ready(self) -> None:
        """Load rules and models. Raises `RuleError`."""
        self._extractor.nlp  # noqa: B018

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """In the order in which they come."""
        for job in jobs:
            yield work(job, self._recipe, self._extractor)

    def close(self) -> None:
        """Nothing was started."""
