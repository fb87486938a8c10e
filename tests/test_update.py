"""`zhibiao update`: only what is new, changed, damaged or made in another way; the outputs are those of a run over all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from support.shell import PAGE, complaints, rows, shards, zhibiao
from zhibiao.inputs import find_inputs
from zhibiao.jobs import Recipe
from zhibiao.locking import locked
from zhibiao.model import Article
from zhibiao.run import update
from zhibiao.shards import read_head

pytestmark = pytest.mark.usefixtures("one_pipeline")
OTHER = "云南省工作简报\n\n2025年，昆明市新增就业12万人。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with three sources in texts/."""
    monkeypatch.chdir(tmp_path)
    put("甲.txt", PAGE)
    put("下/乙.md", OTHER)
    put("多.jsonl", *lines("第一", "第二", "第三"))
    return tmp_path


def put(name: str, *lines: str) -> None:
    file = Path("texts", name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines), encoding="utf-8")


def lines(*names: str) -> list[str]:
    texts = {name: f"{name}期简报。2024年，贵州省数字经济占比达45%以上，{name}批项目20个。" for name in names}
    return [json.dumps({"text": text, "title": name}, ensure_ascii=False) for name, text in texts.items()]


def run(*options: object, code: int = 0) -> dict[str, object]:
    """Update, and the line that the run log got."""
    result = zhibiao("update", "texts", *options)
    assert result.exit_code == code, result.stderr
    return rows(Path("outputs/runs.jsonl"))[-1]


def did(row: dict[str, object]) -> dict[str, object]:
    """What was to be done, without what was not."""
    names = ("new", "changed", "outdated", "damaged", "unchanged", "vanished", "pruned", "reused")
    return {name: row[name] for name in names if row[name]}


def bytes_of(output: str) -> dict[str, bytes]:
    return {name: Path(output, name).read_bytes() for name in shards(Path(output))}


def as_a_run_over_all() -> None:
    """The outputs are what `extract` makes of the sources."""
    assert zhibiao("extract", "texts", "-q", "-o", "fresh").exit_code == 0
    assert bytes_of("outputs") == bytes_of("fresh")


def test_new_then_nothing_to_do() -> None:
    assert did(run()) == {"new": 3}
    times = {name: Path("outputs", name).stat().st_mtime_ns for name in shards(Path("outputs"))}
    row = run()
    assert did(row) == {"unchanged": 3}
    assert (row["done"], row["records"], row["ended"]) == (0, {}, "whole")
    assert {name: Path("outputs", name).stat().st_mtime_ns for name in times} == times
    as_a_run_over_all()


def test_extract_leaves_nothing_to_update() -> None:
    zhibiao("extract", "texts", "-q")
    assert did(run()) == {"unchanged": 3}


def test_a_changed_source() -> None:
    run()
    put("甲.txt", PAGE.replace("45%", "46%"))
    put("丙.txt", OTHER)
    row = run()
    assert did(row) == {"new": 1, "changed": 1, "unchanged": 2}
    assert row["done"] == 2
    as_a_run_over_all()


def test_touched_is_not_changed() -> None:
    run()
    os.utime("texts/甲.txt", (0, 0))
    assert did(run()) == {"unchanged": 3}


def test_unchanged_articles_of_a_changed_jsonl_are_reused(monkeypatch: pytest.MonkeyPatch) -> None:
    from zhibiao.nlp import pipe

    def watched(nlp: Language, articles: Iterable[Article]) -> Iterator[Doc]:
        for doc in pipe(nlp, articles):
            seen.append(doc.text)
            yield doc

    run()
    seen: list[str] = []
    put("多.jsonl", *lines("第零", "第三", "第一", "第四"))
    with monkeypatch.context() as patched:
        patched.setattr("zhibiao.extractor.pipe", watched)
        assert did(run()) == {"changed": 1, "unchanged": 2, "reused": 2}
    assert [text[:2] for text in seen] == ["第零", "第四"]
    as_a_run_over_all()


def test_a_title_that_changed_is_another_article() -> None:
    run()
    put("多.jsonl", *[line.replace('"title": "第一"', '"title": "第壹"') for line in lines("第一", "第二")])
    assert did(run()) == {"changed": 1, "unchanged": 2, "reused": 1}
    as_a_run_over_all()


def test_other_rules() -> None:
    Path("rules").mkdir()
    run()
    assert did(run("--rules", "rules")) == {"outdated": 3}
    Path("rules/notes.md").touch()
    assert did(run("--rules", "rules")) == {"unchanged": 3}
    Path("rules/statuses.toml").write_text("# 没有条目\n", encoding="utf-8")
    assert did(run("--rules", "rules")) == {"outdated": 3}


def test_without_evidence_is_another_recipe() -> None:
    run()
    assert did(run("--no-evidence")) == {"outdated": 3}
    assert did(run("--no-evidence")) == {"unchanged": 3}


def test_corrections_make_their_own_source_stale(tmp_path: Path) -> None:
    class Corrected:
        def digest(self, path: str) -> str:
            return "1" if path == "甲.txt" else ""

        def __call__(self, source: object, document: object, rows: list[object]) -> list[object]:
            return rows[:1]

        def lost(self, source: object) -> list[str]:
            return ["one correction has lost its place"] if source.path == "甲.txt" else []  # type: ignore[attr-defined]

    run("--no-evidence")
    recipe = Recipe(evidence=False, finish=Corrected())  # type: ignore[arg-type]
    report = update(find_inputs(["texts"]), Path("outputs"), recipe)
    assert report.states == {"outdated": 1, "unchanged": 2}
    assert [failure.why for failure in report.failed] == ["one correction has lost its place"]
    assert [row["record"] for row in rows(Path("outputs/甲.txt.jsonl"))] == ["source", "article"]
    again = update(find_inputs(["texts"]), Path("outputs"), recipe)
    assert again.states == {"unchanged": 3}
    assert did(run("--no-evidence")) == {"outdated": 1, "unchanged": 2}, "withdrawn"


# -- sources that are gone --------------------------------------------------------------------------------------------


def test_vanished_sources_keep_their_shards_until_pruned() -> None:
    run()
    Path("texts/下/乙.md").unlink()
    result = zhibiao("update", "texts")
    assert result.stdout.startswith("2 unchanged, 1 vanished (--prune removes their shards): ")
    assert "下/乙.md.jsonl" in shards(Path("outputs"))
    assert did(run("--prune")) == {"unchanged": 2, "vanished": 1, "pruned": 1}
    assert shards(Path("outputs")) == ["多.jsonl.jsonl", "甲.txt.jsonl"]
    assert not Path("outputs/下").exists()


def test_nothing_is_pruned_where_sources_could_not_be_listed() -> None:
    run()
    result = zhibiao("update", "nowhere", "--prune")
    assert result.exit_code == 1
    assert "3 vanished (not pruned, for not all sources could be listed)" in result.stdout
    assert len(shards(Path("outputs"))) == 3


def test_what_is_no_shard_is_not_pruned() -> None:
    run()
    Path("outputs/mine.jsonl").write_text('{"a": 1}\n', encoding="utf-8")
    Path("outputs/notes.txt").touch()
    os.rename("outputs/甲.txt.jsonl", "outputs/moved.jsonl")
    assert did(run("--prune")) == {"new": 1, "unchanged": 2}
    assert {"mine.jsonl", "notes.txt", "moved.jsonl"} < set(shards(Path("outputs")))


def test_a_source_that_fails_keeps_its_shard() -> None:
    run()
    before = bytes_of("outputs")
    Path("texts/甲.txt").write_bytes(b"\xff\xff\xff")
    row = run("--prune", code=1)
    assert did(row) == {"changed": 1, "unchanged": 2}
    assert bytes_of("outputs") == before
    assert [failure["path"] for failure in row["failed"]] == ["texts/甲.txt"]  # type: ignore[attr-defined]


# -- what changed -----------------------------------------------------------------------------------------------------


def test_changes() -> None:
    run("--changes", "first.jsonl")
    first = rows(Path("first.jsonl"))
    facts = [row for name in shards(Path("outputs")) for row in rows(Path("outputs", name))[1:]]
    assert {row["change"] for row in first} == {"added"}
    assert len(first) == sum(1 for fact in facts if fact["record"] != "article")
    put("甲.txt", "号外\n\n" + PAGE.replace("45%", "46%").replace("遵义市建成5G基站2万个", ""))
    Path("texts/下/乙.md").unlink()
    row = run("--changes", "second.jsonl", "--prune")
    told = [(row["change"], row["path"], row["fact"]["text"]) for row in rows(Path("second.jsonl"))]
    assert told == [
        ("changed", "甲.txt", "46%"),
        ("gone", "甲.txt", "遵义市"),
        ("gone", "甲.txt", "2万个"),
        *(("gone", "下/乙.md", text) for text in ("云南省", "昆明市", "12万人")),
    ]
    assert row["changes"] == {"added": 0, "changed": 1, "gone": 5}
    run("--changes", "third.jsonl")
    assert rows(Path("third.jsonl")) == []
    assert sorted(file.name for file in Path("outputs").iterdir()) == ["runs.jsonl", "多.jsonl.jsonl", "甲.txt.jsonl"]


def test_changes_of_a_run_that_was_killed_are_told_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    replace = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if Path(target).name == "多.jsonl.jsonl":
            raise Killed
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(Killed):
            update(find_inputs(["texts"]), Path("outputs"), Recipe(), changes_to=Path("none.jsonl"))
    assert not Path("none.jsonl").exists()
    with Path("outputs/.changes.jsonl").open("a") as journal:
        journal.write('{"record":"change","cha')
    run("--changes", "all.jsonl")
    run("--changes", "nothing.jsonl")
    zhibiao("update", "texts", "-o", "other", "--changes", "undisturbed.jsonl")
    told, expected = (
        sorted(Path(name).read_text(encoding="utf-8").splitlines()) for name in ("all.jsonl", "undisturbed.jsonl")
    )
    assert told == expected
    assert rows(Path("nothing.jsonl")) == []


def test_changes_that_cannot_be_written_are_kept() -> None:
    result = zhibiao("update", "texts", "--changes", "texts/甲.txt/none.jsonl")
    assert result.exit_code == 2
    assert complaints(result)[-1].endswith("; the next --changes will tell them")
    run("--changes", "later.jsonl")
    assert rows(Path("later.jsonl"))


# -- damage -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-5], lambda data: b"\0" * 9, lambda data: b'{"record":"run"}\n']
)
def test_a_damaged_shard_is_named_and_made_anew(damage: object) -> None:
    run()
    shard = Path("outputs/甲.txt.jsonl")
    shard.write_bytes(damage(shard.read_bytes()))  # type: ignore[operator]
    result = zhibiao("update", "texts")
    assert result.exit_code == 0
    (line,) = complaints(result)
    assert line.startswith("zhibiao: outputs/甲.txt.jsonl: ")
    assert line.endswith("; made anew")
    assert result.stdout.startswith("1 damaged, 2 unchanged: ")
    as_a_run_over_all()


def test_damage_in_the_middle_needs_a_look_at_all() -> None:
    run()
    shard = Path("outputs/甲.txt.jsonl")
    first, _, *rest = shard.read_bytes().splitlines(keepends=True)
    shard.write_bytes(first + b"".join(rest))
    assert did(run()) == {"unchanged": 3}
    assert did(run("--check")) == {"damaged": 1, "unchanged": 2}
    as_a_run_over_all()


def test_the_shard_of_another_source_is_made_anew() -> None:
    run()
    Path("outputs/甲.txt.jsonl").write_bytes(Path("outputs/下/乙.md.jsonl").read_bytes())
    assert did(run()) == {"damaged": 1, "unchanged": 2}
    as_a_run_over_all()


# -- runs side by side, misuse ----------------------------------------------------------------------------------------


def test_a_second_run_says_who_is_at_work() -> None:
    with locked(Path("outputs")):
        for command in ("update", "extract"):
            result = zhibiao(command, "texts")
            assert result.exit_code == 3
            (line,) = complaints(result)
            assert line.startswith(f"zhibiao: outputs: another run is writing it (process {os.getpid()} on ")
    assert did(run()) == {"new": 3}


def test_misuse() -> None:
    for arguments in (("-",), ("texts", "--poll", "1"), (), ("texts", "--workers", "0"), ("texts", "--timeout", "0")):
        assert zhibiao("update", *arguments).exit_code == 2
    assert not Path("outputs").exists()


def test_nothing_to_do_loads_nothing() -> None:
    run("--no-evidence")
    code = (
        "import sys\nfrom zhibiao.cli import main\n"
        "try:\n    main(['update', 'texts', '--no-evidence'])\n"
        "except SystemExit as end:\n    print(end.code, *sorted(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    summary, modules = done.stdout.splitlines()
    assert summary.startswith("3 unchanged")
    assert modules.split()[0] == "0"
    heavy = {"spacy", "pydantic", "numpy", "regex", "onnxruntime", "rich", "multiprocessing", "jsonlines", "asyncio"}
    assert not heavy & set(modules.split())


def test_log_as_json() -> None:
    Path("texts/坏.txt").write_bytes(b"\xff\xff\xff")
    put("空.txt", "")
    result = zhibiao("update", "texts", "-q", "--log-format", "json")
    assert result.exit_code == 1
    empty, failed, run_row = sorted((json.loads(line) for line in complaints(result)), key=lambda row: row["event"])
    assert (empty["event"], empty["level"], empty["path"]) == ("empty", "warning", "texts/空.txt")
    assert (failed["event"], failed["level"], failed["path"]) == ("failed", "error", "texts/坏.txt")
    assert failed["why"].startswith("byte 0 (0xff) is ")
    assert run_row["run"] == {
        key: value for key, value in rows(Path("outputs/runs.jsonl"))[-1].items() if key != "record"
    }
    with locked(Path("outputs")):
        (line,) = complaints(zhibiao("update", "texts", "--log-format", "json"))
    assert json.loads(line)["event"] == "ended"


def test_the_run_log_counts() -> None:
    row = run()
    assert row["command"] == "update"
    assert row["fingerprint"] == read_head(Path("outputs/甲.txt.jsonl")).fingerprint
    found = [record for name in shards(Path("outputs")) for record in rows(Path("outputs", name))]
    kinds = ("article", "region", "person", "quantity")
    counts = {kind: sum(1 for record in found if record["record"] == kind) for kind in kinds}
    assert row["records"] == dict(sorted(counts.items()))
    assert row["chars"] == sum(record["chars"] for record in found if record["record"] == "source")
    assert set(row["seconds"]) == {"plan", "load", "extract"}  # type: ignore[call-overload]


@pytest.mark.parametrize("name", ["..甲.txt", "a\\..\\b.txt", "~.txt", "$HOME.txt", "C:.txt", "runs.jsonl.txt", ".."])
def test_outputs_stay_inside_the_folder(name: str) -> None:
    Path("texts", name, "x").mkdir(parents=True, exist_ok=True)
    put(f"{name}/x/{name}.txt" if name != ".." else "y.txt", PAGE)
    before = set(Path.cwd().iterdir())
    assert zhibiao("update", "texts", "-o", "deep/outputs", "-q").exit_code == 0
    assert set(Path.cwd().iterdir()) - before == {Path.cwd() / "deep"}
    assert os.listdir("deep") == ["outputs"]
