"""A large JSONL source in steps that several workers can do: its blocks are found, read, and put together in order.

Where the blocks end depends on the file alone, and the shard has the bytes that one worker would have written. What depends
on the lines before a block goes with it: the number of its first line, how often each of its articles stood there before.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import time
from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from zhibiao.inputs import GZIP, divisible, state_of
from zhibiao.jobs.job import KINDS, Job, Outcome, Recipe
from zhibiao.jobs.source import changed, faults, journalling
from zhibiao.model import LineFault
from zhibiao.reuse import Earlier, Place, earlier_places
from zhibiao.shards import TEMPORARY, shard_path, write_lines, write_part

if TYPE_CHECKING:
    from zhibiao.extractor import Extractor, Names, Tally

_ARTICLE = b'{"record":"article"'
_INDEX = re.compile(rb'(\A\{"record":"article","id":"[^"]*+","index":)(\d++)')


@dataclass(frozen=True, slots=True)
class Survey:
    """The first step: to find the blocks."""

    job: Job


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What all steps of a source know of it. `draft` is how the names of its parts begin, beside its shard."""

    sha256: str
    encoding: str
    state: Hashable
    draft: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The bytes `[start, end)` of a source, whole lines of which `line` is the number of the first.

    `seen` tells how often articles that stand here stood before; `earlier` has three numbers for each line that is
    unchanged since the shard of before: its own, and the bytes of that shard in which its rows stand.
    """

    start: int
    end: int
    line: int
    seen: dict[str, int]
    earlier: array[int]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a source, none where it is to be done as a whole."""

    surveyed: Surveyed
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A step in the middle: to extract the lines of a block into a part."""

    job: Job
    surveyed: Surveyed
    number: int
    cut: Cut


@dataclass(frozen=True, slots=True)
class Part:
    """What became of a block; its records stand in the file of this name beside the shard, indices counted from 0."""

    number: int
    name: str
    chars: int
    counts: dict[str, int]
    broken: int
    faults: tuple[LineFault, ...]
    reused: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Assembly:
    """The last step: to put the parts together."""

    job: Job
    surveyed: Surveyed
    parts: tuple[Part, ...]


def divided(job: Job, recipe: Recipe) -> bool:
    """Whether a source is worth doing in blocks: plain JSONL of more than one, whose corrections need not be counted."""
    file = job.input.file
    if job.size <= recipe.block or file.name.lower().endswith(GZIP):
        return False
    from zhibiao.sources import format_of

    return (
        format_of(file.name) == "jsonl"
        and divisible(file)
        and not (recipe.finish and recipe.finish.digest(job.input.path))
    )


def steps(job: Job, recipe: Recipe) -> int:
    """How many workers could be at a source at once."""
    return -(-job.size // recipe.block) if divided(job, recipe) else 1


def survey(task: Survey, recipe: Recipe, base: str) -> Layout:
    """Find the blocks of a source. Raises `SourceError` and `OutputError`."""
    from zhibiao.extractor import Names
    from zhibiao.sources.jsonl import encoding_of, hashes_of, lines_of

    file, path = task.job.input.file, task.job.input.path
    state = state_of(file)
    encoding = encoding_of(file, packed=False)
    places = earlier_places(shard_path(task.job.output, path), recipe.expected(base, path))
    with lines_of(file, recipe.max_bytes) as lines:
        cuts = list(_cuts(lines, encoding, Names(path), places, recipe.block))
    total, hashes = hashes_of(file, [cut.end for cut in cuts])
    if state != state_of(file):
        raise changed(file)
    if len(cuts) < 2 or (recipe.finish and recipe.finish.concerns(path, total)):
        return Layout(Surveyed(total, encoding, state, ""), ())
    surveyed = Surveyed(total, encoding, state, f".{secrets.token_hex(8)}.")
    return Layout(surveyed, tuple(replace(cut, sha256=one) for cut, one in zip(cuts, hashes, strict=True)))


def _cuts(
    lines: Iterable[tuple[int, int, bytes | None]], encoding: str, names: Names, places: Mapping[str, Place], size: int
) -> Iterator[Cut]:
    from zhibiao.sources.jsonl import documents

    everywhere: Counter[str] = Counter()
    first, start, at = 1, 0, 0
    here: set[str] = set()
    cut = Cut(0, 0, 1, {}, array("Q"))
    for number, end, line in lines:
        at = end
        for document in documents(line, number, encoding) if line and line.strip() else ():
            if isinstance(document, LineFault):
                continue
            key = names.plain(document)
            if key not in here and everywhere[key]:
                cut.seen[key] = everywhere[key]
            here.add(key)
            everywhere[key] += 1
            if places and (place := places.get(document.digest)):
                cut.earlier.extend((number, *place))
        if end - start >= size:
            yield replace(cut, end=end)
            first, start, here = number + 1, end, set()
            cut = Cut(start, start, first, {}, array("Q"))
    if at > start:
        yield replace(cut, end=at)


def read_block(task: Block, recipe: Recipe, extractor: Extractor) -> Part:
    """Extract the lines of a block. Raises `SourceError` and `OutputError`."""
    from zhibiao.extractor import Tally
    from zhibiao.sources import Source
    from zhibiao.sources.jsonl import JsonLines

    began = time.perf_counter()
    file, path = task.job.input.file, task.job.input.path
    known, cut = task.surveyed, task.cut
    lines = JsonLines(file, cut.sha256, known.encoding, False, recipe.max_bytes, cut.start, cut.end, cut.line)
    source = Source(path, known.sha256, known.encoding, lines, "jsonl")
    shard = shard_path(task.job.output, path)
    name = f"{known.draft}{task.number}{TEMPORARY}"
    tally = Tally()
    numbers = cut.earlier
    places = {numbers[at]: (numbers[at + 1], numbers[at + 2]) for at in range(0, len(numbers), 3)}
    old = shard if places else None
    with contextlib.closing(Earlier(old, lambda document: places.get(document.line or 0))) as earlier:
        write_part(shard.with_name(name), extractor.rows(source, tally, earlier, seen=cut.seen))
    counts = {kind: tally.counts[kind] for kind in KINDS}
    seconds = time.perf_counter() - began
    return Part(task.number, name, tally.chars, counts, tally.broken, tuple(tally.faults), earlier.reused, seconds)


def assemble(task: Assembly, recipe: Recipe, extractor: Extractor) -> Outcome:
    """Put the parts together into the shard. Raises `SourceError` and `OutputError`."""
    from zhibiao.records import to_line
    from zhibiao.sources import Source

    began = time.perf_counter()
    file, path = task.job.input.file, task.job.input.path
    shard = shard_path(task.job.output, path)
    source = Source(path, task.surveyed.sha256, task.surveyed.encoding, (), "jsonl")
    tally = _sum(task.parts)

    def head() -> bytes:
        if task.surveyed.state != state_of(file):
            raise changed(file)
        stamp = recipe.expected(extractor.fingerprint, path)
        return to_line(extractor.head(source, tally).model_copy(update={"fingerprint": stamp})).encode()

    write_lines(shard, _joined(shard, task.parts), head, journalling(recipe, path, shard))
    return Outcome(
        task.job,
        tuple(faults(file, tally)),
        written=True,
        chars=tally.chars,
        counts={kind: tally.counts[kind] for kind in KINDS},
        reused=sum(part.reused for part in task.parts),
        seconds=sum(part.seconds for part in task.parts) + time.perf_counter() - began,
    )


def _sum(parts: Iterable[Part]) -> Tally:
    from zhibiao.extractor import Tally

    tally = Tally()
    for part in parts:
        tally.chars += part.chars
        tally.counts.update(part.counts)
        for fault in part.faults:
            tally.fault(fault)
        tally.broken += part.broken - len(part.faults)
    return tally


def _joined(shard: Path, parts: Iterable[Part]) -> Iterator[bytes]:
    """The lines of all parts, their articles counted through."""
    before = 0

    def counted(found: re.Match[bytes]) -> bytes:
        return found[1] + str(int(found[2]) + before).encode()

    for part in parts:
        with shard.with_name(part.name).open("rb") as file:
            for line in file:
                yield (
                    _INDEX.sub(counted, line.rstrip(b"\n"), count=1)
                    if line.startswith(_ARTICLE)
                    else line.rstrip(b"\n")
                )
        before += part.counts["article"]


def clear(job: Job, surveyed: Surveyed) -> None:
    """Remove the parts of a source that is through, whole or not."""
    for part in shard_path(job.output, job.input.path).parent.glob(f"{surveyed.draft}*"):
        part.unlink(missing_ok=True)
