"""A large JSONL source in blocks: whoever reads them in whatever order, the shard has the bytes of one process."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from support import workers
from support.shell import rows, shards, zhibiao
from support.steps import Steps
from zhibiao.engines import engine_for
from zhibiao.engines.agenda import Agenda
from zhibiao.engines.processes import Processes
from zhibiao.engines.serial import Serial
from zhibiao.errors import FullOutput
from zhibiao.extractor import Extractor
from zhibiao.inputs import Input, find_inputs
from zhibiao.jobs import Assembly, Block, Job, Layout, Outcome, Part, Recipe, Survey, Task, work
from zhibiao.run import Report, extract_all, update

RECIPE = Recipe(evidence=False, block=2_000)
MANY = Path("texts/多.jsonl")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(evidence=False)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a source of some ten blocks in texts/."""
    monkeypatch.chdir(tmp_path)
    MANY.parent.mkdir()
    write(*lines(range(100)))
    return tmp_path


def lines(numbers: Sequence[int]) -> list[str]:
    """Articles of which some stand there again and again, and between them what cannot be used."""
    found = []
    for number in numbers:
        text = f"第{number % 70}期简报。2024年，贵州省数字经济占比达{number % 70}%以上，遵义市新增就业{number % 70 + 1}万人。"
        found.append(json.dumps({"text": text, "id": number % 70 or None}, ensure_ascii=False))
        if number % 9 == 0:
            found += ["", '{"text": 5}', "{"]
        if number % 31 == 0:
            found.append(json.dumps({"text": "云南省新建学校5所。", "published": "昨天"}, ensure_ascii=False))
    return found


def write(*found: str, encoding: str = "utf-8") -> None:
    MANY.write_text("\n".join(found), encoding=encoding)


def in_blocks(extractor: Extractor, recipe: Recipe = RECIPE, seed: int = 0, output: str = "outputs") -> Report:
    engine = Steps(extractor, recipe, seed)
    return update(find_inputs(["texts"]), Path(output), recipe, make_engine=lambda _jobs, _recipe: engine)


def alone(extractor: Extractor, recipe: Recipe = RECIPE, output: str = "fresh") -> Report:
    engine = Serial(recipe)
    vars(engine)["_extractor"] = extractor
    return extract_all(find_inputs(["texts"]), Path(output), recipe, make_engine=lambda _jobs, _recipe: engine)


def everything(output: str) -> dict[str, bytes]:
    """All files of an output folder, hidden ones too, but for the run log."""
    return {name: Path(output, name).read_bytes() for name in shards(Path(output))}


def told(report: Report) -> tuple[object, ...]:
    """What a run says, whoever did the work."""
    return report.done, report.failed, report.records, report.chars


# -- the same bytes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", [1, 500, 2_000, 7_000])
def test_the_bytes_of_one_process(block: int, extractor: Extractor) -> None:
    recipe = Recipe(evidence=False, block=block)
    assert told(in_blocks(extractor, recipe, seed=block)) == told(alone(extractor, recipe))
    assert everything("outputs") == everything("fresh")
    head = rows(Path("outputs/多.jsonl.jsonl"))[0]
    assert (head["broken"], head["articles"]) == (28, 104)
    assert head["faults"][0] == {"line": 3, "why": "text: must be a string"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_encodings(encoding: str, extractor: Extractor) -> None:
    write(*lines(range(40)), encoding=encoding)
    assert told(in_blocks(extractor)) == told(alone(extractor))
    assert everything("outputs") == everything("fresh")


def test_lines_longer_than_the_limit_and_more_faults_than_are_named(extractor: Extractor) -> None:
    recipe = Recipe(evidence=False, block=2_000, max_bytes=5_000)
    write(*lines(range(20)), "[" * 9_000, *["{"] * 150, *lines(range(20, 40)), '{"text": "' + "县" * 3_000)
    assert told(in_blocks(extractor, recipe)) == told(alone(extractor, recipe))
    assert everything("outputs") == everything("fresh")
    assert rows(Path("outputs/多.jsonl.jsonl"))[0]["broken"] > 150


def test_blocks_end_where_the_file_says_so(extractor: Extractor) -> None:
    layout = work(Survey(job()), RECIPE, extractor)
    assert isinstance(layout, Layout)
    data = MANY.read_bytes()
    assert "".join(data[cut.start : cut.end].decode() for cut in layout.cuts) == data.decode()
    assert all(data[cut.end - 1 : cut.end] == b"\n" for cut in layout.cuts[:-1])
    assert [cut.line for cut in layout.cuts] == [data.count(b"\n", 0, cut.start) + 1 for cut in layout.cuts]
    assert all(2_000 <= cut.end - cut.start < 2_500 for cut in layout.cuts[:-1])


def job() -> Job:
    return Job(Input(MANY, MANY.name), Path("outputs"), MANY.stat().st_size)


def test_what_is_done_as_a_whole(extractor: Extractor) -> None:
    def first(name: str, recipe: Recipe = RECIPE, size: int = 9_000) -> Task:
        return Agenda([Job(Input(Path(name), name), Path("outputs"), size)], recipe).take()

    assert isinstance(first("a.jsonl"), Survey)
    assert isinstance(first("a.NDJSON"), Survey)
    assert isinstance(first("a.jsonl", size=2_000), Job)
    assert isinstance(first("a.jsonl.gz"), Job)  # it can only be read from its beginning
    assert isinstance(first("a.txt"), Job)
    assert isinstance(first("a.jsonl", Recipe()), Job)
    write(json.dumps({"text": "县" * 2_000}))  # one line is one block
    engine = Steps(extractor, RECIPE)
    (outcome,) = engine.run([job()])
    assert outcome.written
    assert [type(task) for task in engine.done] == [Survey, Job]


def test_the_largest_first_and_what_was_begun_before_others(extractor: Extractor) -> None:
    for name in ("b", "a"):
        Path(f"texts/{name}.jsonl").write_bytes(MANY.read_bytes())
    Path("texts/长.txt").write_bytes(b"x" * 90_000)
    jobs = [
        Job(one, Path("outputs"), one.file.stat().st_size) for one in find_inputs(["texts"]) if isinstance(one, Input)
    ]
    agenda, order = Agenda(jobs, RECIPE), []
    while agenda:
        task = agenda.take()
        order.append((task.job.input.path, type(task)))
        agenda.ended(task, work(task, RECIPE, extractor))
    names = [name for number, (name, _) in enumerate(order) if number == 0 or order[number - 1][0] != name]
    assert names == ["长.txt", "a.jsonl", "b.jsonl", "多.jsonl"]
    steps = [kind for name, kind in order if name == "a.jsonl"]
    assert (steps[0], steps[-1], set(steps[1:-1])) == (Survey, Assembly, {Block})


def test_processes_where_one_source_has_work_for_them() -> None:
    write("x" * 200_000)
    assert isinstance(engine_for([job()], RECIPE, 2), Processes)
    assert isinstance(engine_for([job()], Recipe(), 2), Serial)


def test_worker_processes(extractor: Extractor) -> None:
    report = extract_all(find_inputs(["texts"]), Path("outputs"), RECIPE, make_engine=lambda _, how: Processes(how, 2))
    assert told(report) == told(alone(extractor))
    assert everything("outputs") == everything("fresh")


# -- again ------------------------------------------------------------------------------------------------------------


def test_unchanged_lines_are_reused(extractor: Extractor) -> None:
    in_blocks(extractor)
    write(*lines(range(95, 105)), *reversed(lines(range(60))))
    report = in_blocks(extractor)
    assert report.states["changed"] == 1
    # Of an article that stands there twice the second one has another id than the only one before.
    assert report.reused >= 60
    fresh = alone(extractor)
    assert (report.failed, report.records, report.chars) == (fresh.failed, fresh.records, fresh.chars)
    assert everything("outputs") == everything("fresh")


def test_changes_are_told(extractor: Extractor) -> None:
    recipe = Recipe(evidence=False, block=2_000, journal=Path("journal.jsonl"))
    in_blocks(extractor)
    write(*lines(range(100)), '{"text": "2024年，四川省新增就业7万人。"}')
    list(Steps(extractor, recipe).run([job()]))
    assert {row["change"] for row in rows(Path("journal.jsonl"))} == {"added"}


def test_corrections_are_applied_in_one_piece(extractor: Extractor) -> None:
    class Concerned:
        def __init__(self, path: str, sha256: str) -> None:
            self.concerns = lambda one, other: one == path or other == sha256

        def digest(self, _path: str) -> str:
            return ""

        def lost(self, _source: object) -> list[str]:
            return []

        def __call__(self, _source: object, _document: object, found: list[object]) -> list[object]:
            return found

    for path, count in (("多.jsonl", 2), ("少.jsonl", None)):
        engine = Steps(extractor, Recipe(evidence=False, block=2_000, finish=Concerned(path, "")))
        (outcome,) = engine.run([job()])
        assert outcome.written
        assert count is None or [type(task) for task in engine.done] == [Survey, Job]


# -- faults -----------------------------------------------------------------------------------------------------------


def until_block(number: int, then: Callable[[], object], engine: Steps) -> Iterator[Outcome]:
    """Run, and do something before the block of this number, counted as they come."""
    agenda = Agenda([job()], RECIPE)
    came = 0
    while agenda:
        task = agenda.take()
        came += isinstance(task, Block)
        if came == number and isinstance(task, Block):
            then()
        if outcome := agenda.ended(task, work(task, RECIPE, engine.extractor)):
            yield outcome


@pytest.mark.parametrize("number", [1, 4])
@pytest.mark.parametrize("change", ["append", "edit", "remove"])
def test_a_source_that_changes_between_its_blocks(change: str, number: int, extractor: Extractor) -> None:
    before = MANY.read_text(encoding="utf-8")

    def meanwhile() -> None:
        if change == "append":
            MANY.write_text(before + '\n{"text": "云南省"}', encoding="utf-8")
        elif change == "edit":
            MANY.write_text(before.replace("贵州省", "云南省"), encoding="utf-8")
        else:
            MANY.unlink()

    (outcome,) = until_block(number, meanwhile, Steps(extractor, RECIPE))
    assert not outcome.written
    (failure,) = outcome.failures
    assert failure.path == str(MANY)
    assert "changed while it was read" in failure.why or "No such file" in failure.why
    assert everything("outputs") == {}


def test_a_block_that_fails_costs_its_source_and_leaves_nothing(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = extractor.rows

    def fail(source: object, *more: object, **named: object) -> object:
        if getattr(source, "documents").first > 60:  # noqa: B009
            raise KeyError("亩")
        return made(source, *more, **named)  # type: ignore[arg-type]

    Path("texts/甲.txt").write_text("贵州省新增就业3万人。", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(extractor, "rows", fail)
        patched.setattr("zhibiao.jobs.source.extract", None)
        report = in_blocks(extractor, RECIPE)
    failures = [one for one in report.failed if one.path == str(MANY)]
    assert len(failures) == 1
    assert failures[0].why.startswith("zhibiao failed on it (KeyError: '亩' at jobs/blocks.py:")
    assert "多.jsonl.jsonl" not in shards(Path("outputs"))
    assert not [name for name in everything("outputs") if name.startswith(".")]


def test_a_worker_that_dies_in_a_block(tmp_path: Path) -> None:
    found = [json.dumps({"text": "fine"})] * 60 + [json.dumps({"text": "die"})] + [json.dumps({"text": "fine"})] * 60
    write(*found)
    engine = Processes(workers.Orders(block=500), 2)
    try:
        engine.ready()
        (outcome,) = engine.run([job()])
    finally:
        engine.close()
    why = "its worker process died (killed by signal 9, as the system does where memory runs out); the others went on"
    assert [(one.path, one.why) for one in outcome.failures] == [(str(MANY), why)]
    assert everything("outputs") == {}


def test_a_time_limit_is_for_a_block(tmp_path: Path) -> None:
    write(*[json.dumps({"text": "sleep 0.4"})] * 6, *[json.dumps({"text": "fine"})] * 60)
    engine = Processes(workers.Orders(block=20), 2, timeout=1.5)  # a line a block: together they take longer
    try:
        engine.ready()
        (outcome,) = engine.run([job()])
    finally:
        engine.close()
    assert (outcome.written, outcome.failures) == (True, ())
    assert outcome.seconds > 1.5


def test_a_full_disk(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    replaced, calls = Path.replace, []

    def full(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replaced(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(FullOutput, match="No space left on device"):
            in_blocks(extractor)
    assert everything("outputs") == {}
    assert in_blocks(extractor).states["new"] == 1


def test_killed_in_the_middle_of_blocks(extractor: Extractor) -> None:
    program = """
import sys
from pathlib import Path
from zhibiao.engines.processes import Processes
from zhibiao.inputs import find_inputs
from zhibiao.jobs import Recipe
from zhibiao.run import update
if __name__ == "__main__":
    make = lambda jobs, recipe: Processes(recipe, 2)
    update(find_inputs(["texts"]), Path("outputs"), Recipe(evidence=False, block=2_000), make_engine=make)
"""
    Path("run.py").write_text(program)
    command = [sys.executable, "run.py"]
    with subprocess.Popen(command) as child:
        wait_for(
            lambda: [name for name in shards(Path("outputs")) if "zhibiao-tmp" in name] or child.poll() is not None
        )
        child.send_signal(signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    assert "多.jsonl.jsonl" not in shards(Path("outputs"))
    assert subprocess.run(command, check=False).returncode == 0
    alone(extractor)
    assert everything("outputs") == everything("fresh")


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 180
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


# -- large ------------------------------------------------------------------------------------------------------------


def test_blocks_of_a_large_file_are_found_in_little_memory(extractor: Extractor) -> None:
    row = json.dumps({"text": "全县新建学校3所，改造医院2家。" * 500}, ensure_ascii=False) + "\n"
    with MANY.open("w", encoding="utf-8") as handle:
        handle.writelines([row] * 1000)
    size = MANY.stat().st_size
    tracemalloc.start()
    try:
        layout = work(Survey(job()), Recipe(evidence=False), extractor)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(layout, Layout)
    assert len(layout.cuts) == -(-size // Recipe().block)
    assert layout.cuts[-1].seen == dict.fromkeys(layout.cuts[-1].seen, layout.cuts[-1].line - 1)
    assert peak < 6_000_000 < size / 3


def test_what_is_sent_about_is_small(extractor: Extractor) -> None:
    import pickle

    layout = work(Survey(job()), RECIPE, extractor)
    assert isinstance(layout, Layout)
    block = Block(job(), layout.surveyed, 0, layout.cuts[0])
    part = work(block, RECIPE, extractor)
    assert isinstance(part, Part)
    assert len(pickle.dumps(block)) < 2_000
    assert len(pickle.dumps(Assembly(job(), layout.surveyed, (part,)))) < 3_000


def test_on_the_command_line(extractor: Extractor) -> None:
    assert zhibiao("extract", "texts", "-q", "--no-evidence").exit_code == 1
    alone(extractor)
    assert everything("outputs") == everything("fresh")
