"""One source to its shard."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from zhibiao import changes
from zhibiao.errors import UnreadableSource
from zhibiao.inputs import Failure, SourceFile, state_of
from zhibiao.jobs.job import KINDS, Job, Outcome, Recipe
from zhibiao.reuse import Earlier
from zhibiao.shards import shard_path, write_shard

if TYPE_CHECKING:
    from zhibiao.extractor import Extractor, Tally
    from zhibiao.records import SourceRecord


def extract(job: Job, recipe: Recipe, extractor: Extractor) -> Outcome:
    """Extract a source and write its shard. Raises `SourceError` and `OutputError`."""
    from zhibiao.extractor import Tally
    from zhibiao.sources import read_source

    began = time.perf_counter()
    file, path = job.input.file, job.input.path
    shard = shard_path(job.output, path)
    state = state_of(file)
    stamp = recipe.expected(extractor.fingerprint, path)
    finish = recipe.finish
    source = read_source(file, path, recipe.max_bytes)
    tally = Tally()

    def head() -> SourceRecord:
        if state != state_of(file):
            raise changed(file)
        return extractor.head(source, tally).model_copy(update={"fingerprint": stamp})

    reusing = source.many and stamp == extractor.fingerprint
    with contextlib.closing(Earlier.of(shard, stamp if reusing else "")) as earlier:
        write_shard(shard, extractor.rows(source, tally, earlier, finish), head, journalling(recipe, path, shard))
    return Outcome(
        job,
        (*faults(file, tally), *(Failure(str(file), why) for why in (finish.lost(source) if finish else ()))),
        written=True,
        chars=tally.chars,
        counts={kind: tally.counts[kind] for kind in KINDS},
        reused=earlier.reused,
        seconds=time.perf_counter() - began,
    )


def journalling(recipe: Recipe, path: str, shard: Path) -> Callable[[Path], None]:
    """What notes the changes between a shard and the draft that is to take its place, where the recipe wants them."""

    def prepared(draft: Path) -> None:
        if recipe.journal:
            changes.note(recipe.journal, changes.between(path, shard, draft))

    return prepared


def faults(file: SourceFile, tally: Tally) -> Iterator[Failure]:
    """The lines that could not be used; of very many only the first ones are told apart."""
    for fault in tally.faults:
        yield Failure(f"{file}:{fault.line}", fault.why)
    if more := tally.broken - len(tally.faults):
        yield Failure(str(file), f"{more} more faults in its lines; the first {len(tally.faults)} are named")


def changed(file: SourceFile) -> UnreadableSource:
    """The error for a source that is no longer what it was when it was begun."""
    return UnreadableSource(str(file), "it changed while it was read; the next run will read it whole")
