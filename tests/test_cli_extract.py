"""`zhibiao extract`: whatever is put in, one clear line for each failure, the right exit status, the rest not lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.shell import PAGE, complaints, process, rows, shards, zhibiao

pytestmark = pytest.mark.usefixtures("one_pipeline")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with one sound source in texts/."""
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    Path("texts/good.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path


def run_log() -> list[dict[str, object]]:
    return rows(Path("outputs/runs.jsonl"))


# -- what goes well ---------------------------------------------------------------------------------------------------


def test_a_folder() -> None:
    Path("texts/深/层").mkdir(parents=True)
    Path("texts/深/层/报告.md").write_text(f"# 报告\n\n{PAGE}", encoding="utf-8")
    result = zhibiao("extract", "texts")
    assert (result.exit_code, complaints(result)) == (0, [])
    assert shards(Path("outputs")) == ["good.txt.jsonl", "深/层/报告.md.jsonl"]
    source, article, *facts = rows(Path("outputs/good.txt.jsonl"))
    assert (source["record"], source["path"], source["chars"]) == ("source", "good.txt", len(PAGE))
    assert article["record"] == "article"
    assert any(fact["record"] == "quantity" and fact["text"] == "45%" for fact in facts)
    assert all(PAGE[fact["start"] : fact["end"]] == fact["text"] for fact in facts)
    assert zhibiao("validate", "outputs", "--sources", "texts").exit_code == 0


def test_the_summary_names_what_was_found() -> None:
    result = zhibiao("extract", "texts")
    assert "good.txt" in result.stdout
    assert "45" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("1 source(s): 1 articles, ")
    assert zhibiao("extract", "texts", "--quiet").stdout == ""


def test_a_summary_of_many_sources_gives_totals_only() -> None:
    for number in range(25):
        Path(f"texts/{number}.txt").write_text("贵州省", encoding="utf-8")
    (line,) = zhibiao("extract", "texts").stdout.splitlines()
    assert line.startswith("26 source(s): 26 articles, ")
    assert line.endswith(" quantities → outputs/")


def test_a_pattern_and_an_output_folder() -> None:
    result = zhibiao("extract", "*/g*.txt", "-o", "deep/out")
    assert result.exit_code == 0
    assert shards(Path("deep/out")) == ["texts/good.txt.jsonl"]


def test_the_run_log_grows_by_a_line_a_run() -> None:
    zhibiao("extract", "texts", "-q")
    zhibiao("extract", "texts", "none.txt", "-q")
    first, second = run_log()
    assert {key: first[key] for key in ("record", "done", "failed")} == {"record": "run", "done": 1, "failed": []}
    assert second["done"] == 1
    assert second["failed"] == [{"path": "none.txt", "why": "no such file or folder; check the path"}]
    assert first["fingerprint"] == second["fingerprint"] == rows(Path("outputs/good.txt.jsonl"))[0]["fingerprint"]


def test_again_gives_the_same_bytes() -> None:
    zhibiao("extract", "texts", "-q")
    before = Path("outputs/good.txt.jsonl").read_bytes()
    zhibiao("extract", "texts", "-q", "-o", "other")
    zhibiao("extract", "texts", "-q")
    assert before == Path("outputs/good.txt.jsonl").read_bytes() == Path("other/good.txt.jsonl").read_bytes()


@pytest.mark.parametrize("data", [b"", b"  \n\t\n ", "\u3000\u3000\n".encode(), b"\xef\xbb\xbf"])
def test_no_text(data: bytes) -> None:
    Path("texts/none.txt").write_bytes(data)
    result = zhibiao("extract", "texts")
    assert (result.exit_code, complaints(result)) == (0, ["zhibiao: texts/none.txt: holds no text"])
    (source,) = rows(Path("outputs/none.txt.jsonl"))
    assert (source["articles"], source["counts"]) == (0, {"region": 0, "person": 0, "quantity": 0})


@pytest.mark.parametrize(
    "name",
    ["with space.txt", "quo\"te's.txt", "二〇二四年报告.txt", "-q.txt", "--help.txt", "line\nfeed.txt", "[a]*?.txt", "$(x);&.txt"],
)  # fmt: skip
def test_odd_names(name: str) -> None:
    Path("texts", name).write_text(PAGE, encoding="utf-8")
    assert zhibiao("extract", "texts", "-q").exit_code == 0
    assert zhibiao("extract", f"texts/{name}", "-q", "-o", "alone").exit_code == 0
    shard = Path("outputs", f"{name}.jsonl").read_bytes()
    assert shard == Path("alone", f"{name}.jsonl").read_bytes()
    assert json.loads(shard.split(b"\n")[0])["path"] == name
    assert zhibiao("validate", "outputs", "--sources", "texts").exit_code == 0


# -- what goes wrong --------------------------------------------------------------------------------------------------


def _binary(file: Path) -> None:
    file.write_bytes(bytes(range(256)) * 64)


def _undecodable(file: Path) -> None:
    file.write_bytes(PAGE.encode() + b"\xff\xff" + PAGE.encode())


def _dangling(file: Path) -> None:
    file.symlink_to("gone")


def _pipe(file: Path) -> None:
    os.mkfifo(file)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (_binary, "byte 128 (0x80) is "),
        (_undecodable, f"byte {len(PAGE.encode())} (0xff) is "),
        (_dangling, "cannot be read: No such file or directory"),
        (_pipe, "not a regular file; give a file, or - for standard input"),
    ],
)
def test_a_source_that_cannot_be_used(make: Callable[[Path], None], why: str) -> None:
    make(Path("texts/bad.txt"))
    result = zhibiao("extract", "texts")
    assert result.exit_code == 1
    (line,) = complaints(result)
    assert line.startswith(f"zhibiao: texts/bad.txt: {why}")
    assert shards(Path("outputs")) == ["good.txt.jsonl"]
    (failure,) = run_log()[0]["failed"]  # type: ignore[misc]
    assert failure["path"] == "texts/bad.txt"
    assert failure["why"].startswith(why)
    assert "1 failed (named above and in outputs/runs.jsonl)" in result.stdout


def test_a_folder_named_like_a_file_is_a_folder() -> None:
    Path("texts/x.txt").mkdir()
    Path("texts/x.txt/in.txt").write_text(PAGE, encoding="utf-8")
    assert zhibiao("extract", "texts", "-q").exit_code == 0
    assert shards(Path("outputs")) == ["good.txt.jsonl", "x.txt/in.txt.jsonl"]


def test_a_name_too_long_for_a_shard() -> None:
    name = "报" * 83 + ".md"  # 252 bytes
    Path("texts", name).write_text(PAGE, encoding="utf-8")
    result = zhibiao("extract", "texts", "-q")
    assert result.exit_code == 1
    (line,) = complaints(result)
    assert line.endswith("cannot be written: File name too long; rename the source")
    assert shards(Path("outputs")) == ["good.txt.jsonl"]


def test_a_name_that_is_not_utf8() -> None:
    Path(os.fsdecode(b"texts/\xff.txt")).write_text(PAGE, encoding="utf-8")
    result = zhibiao("extract", "texts", "-q")
    assert (result.exit_code, complaints(result)) == (
        1,
        ["zhibiao: texts/\\udcff.txt: the name is not UTF-8; rename the source"],
    )
    assert shards(Path("outputs")) == ["good.txt.jsonl"]
    assert run_log()[0]["done"] == 1


def test_a_line_feed_in_a_failing_name_is_one_line() -> None:
    _binary(Path("texts/a\nb.txt"))
    assert len(complaints(zhibiao("extract", "texts", "-q"))) == 1


def test_two_sources_for_one_shard() -> None:
    Path("more").mkdir()
    Path("more/good.txt").write_text("云南省", encoding="utf-8")
    result = zhibiao("extract", "texts", "more", "-q")
    assert (result.exit_code, complaints(result)) == (
        1,
        ["zhibiao: more/good.txt: would share the shard of texts/good.txt; give the folder above both"],
    )
    assert rows(Path("outputs/good.txt.jsonl"))[0]["chars"] == len(PAGE)


def test_a_source_in_the_place_of_the_run_log() -> None:
    Path("runs").write_text(PAGE, encoding="utf-8")
    result = zhibiao("extract", "runs", "texts", "-q")
    assert result.exit_code == 1
    assert "would take the place of outputs/runs.jsonl; rename the source" in result.stderr
    assert shards(Path("outputs")) == ["good.txt.jsonl"]


def test_a_source_that_fails_keeps_the_shard_of_before() -> None:
    zhibiao("extract", "texts", "-q")
    before = Path("outputs/good.txt.jsonl").read_bytes()
    _binary(Path("texts/good.txt"))
    assert zhibiao("extract", "texts", "-q").exit_code == 1
    assert Path("outputs/good.txt.jsonl").read_bytes() == before
    assert zhibiao("validate", "outputs", "--sources", "texts").exit_code == 1


def test_too_large() -> None:
    Path("texts/large.txt").write_text("省" * 1000, encoding="utf-8")
    result = zhibiao("extract", "texts", "-q", "--max-bytes", "1000")
    why = "more than the limit of 1000 bytes; split it or raise --max-bytes"
    assert (result.exit_code, complaints(result)) == (1, [f"zhibiao: texts/large.txt: {why}"])
    result = zhibiao("extract", "-", "--max-bytes", "10", stdin=PAGE)
    assert (result.exit_code, complaints(result)) == (
        1,
        ["zhibiao: -: more than the limit of 10 bytes; split it or raise --max-bytes"],
    )


def test_a_defect_costs_one_source(monkeypatch: pytest.MonkeyPatch) -> None:
    from zhibiao.facts import collect
    from zhibiao.model import Facts

    def fail(doc: object) -> Facts:
        if "云南" in str(doc):
            raise KeyError("亩")
        return collect(doc)  # type: ignore[arg-type]

    monkeypatch.setattr("zhibiao.extractor.collect", fail)
    Path("texts/bad.txt").write_text("云南省", encoding="utf-8")
    result = zhibiao("extract", "texts", "-q")
    assert result.exit_code == 1
    (line,) = complaints(result)
    assert line.startswith("zhibiao: texts/bad.txt: zhibiao failed on it (KeyError: '亩' at extractor.py:")
    assert line.endswith("); please report this")
    assert shards(Path("outputs")) == ["good.txt.jsonl"]


# -- what cannot begin ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("output", ["texts/good.txt", "texts/good.txt/below", "/proc/none"])
def test_an_output_folder_that_cannot_be(output: str) -> None:
    result = zhibiao("extract", "texts", "-o", output)
    (line,) = complaints(result)
    assert result.exit_code == 2
    assert line.startswith(f"zhibiao: {output}: cannot be made: ")
    assert line.endswith("; choose another --output")


def test_an_output_folder_without_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhibiao.locking.os.access", lambda _path, _mode: False)
    result = zhibiao("extract", "texts")
    assert (result.exit_code, complaints(result)) == (
        2,
        ["zhibiao: outputs: cannot be written; choose another --output"],
    )


def test_broken_rules() -> None:
    Path("rules").mkdir()
    Path("rules/units.toml").write_text("[[entry]]\nname：“标箱”\n", encoding="utf-8")
    result = zhibiao("extract", "texts", "--rules", "rules")
    assert (result.exit_code, complaints(result)) == (
        2,
        ["zhibiao: rules/units.toml:2: not valid TOML: full-width '：' in column 5; write '=' instead"],
    )
    assert not Path("outputs").exists()


@pytest.mark.parametrize(
    "arguments",
    [(), ("-", "texts"), ("texts", "--rules", "none"), ("texts", "--max-bytes", "0"), ("texts", "--wrong")],
)
def test_misuse(arguments: tuple[str, ...]) -> None:
    result = zhibiao("extract", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")
    assert not Path("outputs").exists()


# -- standard input and output ----------------------------------------------------------------------------------------


def test_standard_input() -> None:
    result = zhibiao("extract", "-", stdin=PAGE)
    assert result.exit_code == 0
    source, article, *facts = [json.loads(line) for line in result.stdout.splitlines()]
    assert (source["path"], article["record"]) == ("-", "article")
    assert any(fact["text"] == "45%" for fact in facts)
    assert not Path("outputs").exists()


def test_standard_input_that_is_no_text() -> None:
    result = zhibiao("extract", "-", stdin=b"\xff\xff\xff")
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = complaints(result)
    assert line.startswith("zhibiao: -: byte 0 (0xff) is ")


def test_json_is_utf8_whatever_the_terminal_speaks() -> None:
    done = process("extract", "-", stdin=PAGE.encode(), PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "贵州省".encode() in done.stdout
    done = process("extract", "texts", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u8d35\\u5dde\\u7701" in done.stdout


def test_a_reader_that_goes_away() -> None:
    many = (PAGE * 400).encode()
    command = f"{sys.executable} -m zhibiao extract - | head -1"
    done = subprocess.run(["bash", "-c", command], input=many, capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["record"] == "source"


def test_ten_megabytes_on_one_line() -> None:
    Path("texts/line.txt").write_text("贵州省" * 10 + "的" * 3_400_000, encoding="utf-8")
    result = zhibiao("extract", "texts/line.txt", "--no-evidence", "-q")
    assert (result.exit_code, complaints(result)) == (0, [])
    assert rows(Path("outputs/line.txt.jsonl"))[0]["chars"] == 3_400_030
