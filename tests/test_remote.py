"""Sources behind URLs, through fsspec: in memory, and on a file system that fails in its own way."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.shell import PAGE, complaints, process, rows, shards, zhibiao
from support.steps import Steps
from zhibiao.errors import OutputError, UnreadableSource
from zhibiao.extractor import Extractor
from zhibiao.inputs import Input, find_inputs, hash_file, read_file, size_of, source_file, state_of
from zhibiao.jobs import Block, Job, Recipe
from zhibiao.remote import RemoteFile, is_url, local_folder, local_path
from zhibiao.sources import read_source

fsspec = pytest.importorskip("fsspec")
pytestmark = pytest.mark.usefixtures("one_pipeline")

LINES = [json.dumps({"text": f"2024年，贵州省新增就业{number}万人。"}, ensure_ascii=False) for number in range(1, 4)]
TREE = {
    "要点.txt": PAGE.encode(),
    "2023/全文.md": PAGE.replace("45%", "43%").encode(),
    "2024/全文.md": PAGE.replace("45%", "44%").encode(),
    "2024/多.jsonl": "\n".join(LINES).encode(),
    "2024/多.jsonl.gz": gzip.compress("\n".join(LINES).encode(), mtime=0),
    "2024/页.html": "<title>简讯</title><p>2024年，贵州省新建学校3所，改造医院2家。</p>".encode(),
    "2024/.隐.txt": b"x",
    "2024/表.docx": b"x",
    "旧/多.jsonl.jsonl": b'{"record":"source","path":"a"}\n',
}


class Failing(Exception):
    """As a client of an object store raises it: no `OSError`, and with several lines."""


class Store(fsspec.AbstractFileSystem):
    """Files in `held`, which can be listed; what is in `broken` fails when it is opened, or after so many bytes."""

    protocol = "store"
    cachable = False
    held: dict[str, bytes] = {}  # noqa: RUF012
    broken: dict[str, int] = {}  # noqa: RUF012

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        path = self._strip_protocol(path)
        if path == "down":
            raise Failing("503 Service Unavailable.\n  Retry later.")
        if path in self.held:
            return {"name": path, "size": len(self.held[path]), "type": "file", "ETag": str(hash(self.held[path]))}
        if any(name.startswith(f"{path}/") for name in self.held):
            return {"name": path, "size": 0, "type": "directory"}
        raise FileNotFoundError(path)

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:
        path = self._strip_protocol(path)
        below = {name[len(path) + 1 :].partition("/")[0] for name in self.held if name.startswith(f"{path}/")}
        found = [self.info(f"{path}/{name}") for name in sorted(below)]
        return found if detail else [one["name"] for one in found]

    def _open(self, path: str, mode: str = "rb", **_: Any) -> Any:
        if path not in self.held:
            raise FileNotFoundError(path)
        return _Broken(self, path, self.broken.get(path))

    def cat_file(self, path: str, start: int | None = None, end: int | None = None, **_: Any) -> bytes:
        return self.held[self._strip_protocol(path)][start:end]


class _Broken(fsspec.spec.AbstractBufferedFile):
    def __init__(self, system: Store, path: str, after: int | None) -> None:
        self._after = after
        super().__init__(system, path, "rb", block_size=1000, cache_type="none")

    def _fetch_range(self, start: int, end: int) -> bytes:
        if self._after is not None and end > self._after:
            raise Failing("reset by peer")
        return self.fs.held[self.path][start:end]


fsspec.register_implementation("store", Store, clobber=True)


@pytest.fixture(params=["memory", "store"])
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A folder behind a URL; the same tree is in texts/ of the current one."""
    monkeypatch.chdir(tmp_path)
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    Store.broken.clear()
    Store.held.clear()
    for name, data in TREE.items():
        file = Path("texts", name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        put(f"{request.param}://bucket/texts/{name}", data)
    yield f"{request.param}://bucket/texts"
    memory.store.clear()


def put(url: str, data: bytes) -> None:
    scheme, _, path = url.partition("://")
    if scheme == "memory":
        fsspec.filesystem("memory").pipe_file(path, data)
    else:
        Store.held[path] = data


def remove(url: str) -> None:
    scheme, _, path = url.partition("://")
    if scheme == "memory":
        fsspec.filesystem("memory").rm_file(path)
    else:
        del Store.held[path]


def everything(output: str) -> dict[str, bytes]:
    return {name: Path(output, name).read_bytes() for name in shards(Path(output))}


# -- where URLs lead --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "below", ["", "/", "/2024", "/2024/全文.md", "/*/全文.md", "/20*", "/2024/*.jsonl*", "/**/*.md"]
)
def test_the_same_paths_as_on_this_machine(below: str, root: str) -> None:
    def found(path: str) -> list[str]:
        return sorted(one.path if isinstance(one, Input) else one.why for one in find_inputs([path]))

    assert found(root + below) == found(f"texts{below}")


def test_nowhere(root: str) -> None:
    inputs = [f"{root}/none.txt", f"{root}/*.xlsx", f"{root}/旧", f"{root}/旧/多.jsonl.jsonl"]
    assert [(one.path, one.why) for one in find_inputs(inputs) if not isinstance(one, Input)] == [
        (f"{root}/none.txt", "cannot be read: No such file or directory"),
        (f"{root}/*.xlsx", "holds no .txt, .md, .html, .htm, .jsonl or .pdf file"),
        (f"{root}/旧", "holds no .txt, .md, .html, .htm, .jsonl or .pdf file"),
        (f"{root}/旧/多.jsonl.jsonl", "was written by zhibiao itself; give the source that it was made of"),
    ]


def test_a_file_counts_once_and_shards_are_not_shared(root: str) -> None:
    found = list(find_inputs([root, f"{root}/要点.txt", "texts/要点.txt"]))
    assert [one.path for one in found if isinstance(one, Input)].count("要点.txt") == 1
    (failure,) = [one for one in found if not isinstance(one, Input)]
    assert (failure.path, failure.why) == (
        *("texts/要点.txt", f"would share the shard of {root}/要点.txt; give the folder above both"),
    )


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("s3://bucket/报告/2024.txt", "2024.txt"),
        ("https://news.example.cn/%E6%8A%A5.html?from=a/b#c", "报.html"),
        ("https://news.example.cn/", "index.html"),
        ("simplecache::s3://bucket/a#1.txt", "a#1.txt"),
        ("zip://报告/a.txt::s3://bucket/b.zip", "a.txt"),
        ("sftp://who@host:22/报告.txt", "报告.txt"),
    ],
)
def test_names(url: str, name: str) -> None:
    assert is_url(url)
    assert RemoteFile(url).name == name
    assert str(source_file(url)) == url


def test_passwords_are_not_told() -> None:
    assert str(RemoteFile("sftp://who:secret@host:22/a.txt")) == "sftp://who:…@host:22/a.txt"
    assert str(RemoteFile("s3://bucket/a:b@c.txt")) == "s3://bucket/a:b@c.txt"
    (failure,) = find_inputs(["nothing://who:secret@host/a.txt"])
    assert "secret" not in str(failure)


@pytest.mark.parametrize("path", ["报告/a.txt", "/报告", "C://报告", "a:b.txt", "报告://a", "", "-", ":://a"])
def test_no_urls(path: str) -> None:
    assert not is_url(path)
    assert source_file(path) == Path(path)


def test_urls_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "报告 1.txt"
    file.write_text(PAGE, encoding="utf-8")
    assert local_path("s3://a") is None
    for url in (f"file://{file}", f"local://{file}", f"file://localhost{file}", file.as_uri()):
        assert source_file(url) == file
    done = zhibiao("update", file.as_uri(), "-o", f"file://{tmp_path}/out", "-q", "--no-evidence")
    assert (done.exit_code, shards(tmp_path / "out")) == (0, ["报告 1.txt.jsonl"])


# -- runs -------------------------------------------------------------------------------------------------------------


def test_the_same_bytes_as_from_this_machine(root: str) -> None:
    assert zhibiao("extract", root, "-o", "there", "-q").exit_code == 0
    assert zhibiao("extract", "texts", "-o", "here", "-q").exit_code == 0
    assert everything("there") == everything("here")
    assert len(everything("there")) == 6


def test_update(root: str) -> None:
    def run(*options: str) -> dict[str, Any]:
        assert zhibiao("update", root, "-q", *options).exit_code == 0
        row = rows(Path("outputs/runs.jsonl"))[-1]
        return {key: row[key] for key in ("new", "changed", "unchanged", "vanished", "pruned", "reused") if row[key]}

    assert run() == {"new": 6}
    assert run() == {"unchanged": 6}
    put(f"{root}/2024/多.jsonl", "\n".join([LINES[2], LINES[0]]).encode())
    remove(f"{root}/要点.txt")
    assert run("--prune") == {"changed": 1, "unchanged": 4, "vanished": 1, "pruned": 1, "reused": 2}


def test_text_and_explain_and_audit(root: str) -> None:
    assert zhibiao("text", f"{root}/要点.txt").stdout == PAGE
    assert "45%" in zhibiao("explain", f"{root}/要点.txt", "--find", "45%", "--no-evidence").stdout
    assert "贵州省" in zhibiao("audit", "regions", root, "--no-evidence").stdout


def test_blocks(root: str) -> None:
    data = "\n".join(LINES * 60).encode()
    put(f"{root}/长.jsonl", data)
    Path("长.jsonl").write_bytes(data)
    recipe = Recipe(evidence=False, block=3_000)
    extractor = Extractor(evidence=False)
    (one,) = find_inputs([f"{root}/长.jsonl"])
    assert isinstance(one, Input)
    engine = Steps(extractor, recipe)
    (outcome,) = engine.run([Job(one, Path("there"), size_of(one.file))])
    assert (outcome.written, outcome.failures) == (True, ())
    assert sum(isinstance(task, Block) for task in engine.done) > 3
    assert zhibiao("extract", "长.jsonl", "-o", "here", "-q", "--no-evidence").exit_code == 0
    assert everything("there") == everything("here")


# -- faults -----------------------------------------------------------------------------------------------------------


def test_a_source_that_vanishes(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = list(find_inputs([f"{root}/2023", f"{root}/要点.txt", f"{root}/2024/多.jsonl"]))
    monkeypatch.setattr("zhibiao.cli.extract.find_inputs", lambda _paths: inputs)
    remove(f"{root}/要点.txt")
    remove(f"{root}/2024/多.jsonl")
    done = zhibiao("extract", root, "-q")
    assert done.exit_code == 1
    assert sorted(complaints(done)) == [
        f"zhibiao: {root}/2024/多.jsonl: cannot be read: No such file or directory",
        f"zhibiao: {root}/要点.txt: cannot be read: No such file or directory",
    ]
    assert shards(Path("outputs")) == ["全文.md.jsonl"]


@pytest.mark.parametrize("root", ["store"], indirect=True)
@pytest.mark.parametrize("name", ["要点.txt", "2024/多.jsonl", "2024/多.jsonl.gz", "2024/页.html"])
def test_a_server_that_fails_while_it_is_read(name: str, root: str) -> None:
    Store.broken[f"bucket/texts/{name}"] = 5
    done = zhibiao("extract", root, "-q")
    assert done.exit_code == 1
    assert complaints(done) == [f"zhibiao: {root}/{name}: cannot be read: reset by peer"]
    assert len(shards(Path("outputs"))) == 5
    Store.broken.clear()
    assert zhibiao("update", root, "-q").exit_code == 0


@pytest.mark.parametrize("root", ["store"], indirect=True)
def test_a_server_that_cannot_list(root: str) -> None:
    assert zhibiao("update", root, "-q").exit_code == 0
    done = zhibiao("update", "store://down", "-q", "--prune")
    assert done.exit_code == 1
    assert complaints(done) == ["zhibiao: store://down: cannot be read: 503 Service Unavailable. Retry later"]
    assert len(shards(Path("outputs"))) == 6  # nothing is pruned where sources could not be listed


def test_a_source_that_changes_while_it_is_read(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(file: Any, *more: Any) -> Any:
        source = read_source(file, *more)
        put(f"{root}/要点.txt", b"x")
        return source

    monkeypatch.setattr("zhibiao.sources.read_source", meanwhile)
    done = zhibiao("extract", f"{root}/要点.txt", "-q", "--no-evidence")
    why = "it changed while it was read; the next run will read it whole"
    assert (done.exit_code, complaints(done)) == (1, [f"zhibiao: {root}/要点.txt: {why}"])


def test_limits(root: str) -> None:
    done = zhibiao("extract", f"{root}/要点.txt", "--max-bytes", "100", "-q")
    why = "more than the limit of 100 bytes; split it or raise --max-bytes"
    assert (done.exit_code, complaints(done)) == (1, [f"zhibiao: {root}/要点.txt: {why}"])
    file = source_file(f"{root}/要点.txt")
    assert read_file(file, None) == PAGE.encode()
    assert hash_file(file) == hash_file(Path("texts/要点.txt"))
    before = state_of(file)
    put(f"{root}/要点.txt", b"y")
    assert state_of(file) not in (None, before)
    remove(f"{root}/要点.txt")
    assert state_of(file) is None
    with pytest.raises(UnreadableSource, match="No such file"):
        hash_file(file)


def test_without_fsspec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("要点.txt").write_text(PAGE, encoding="utf-8")
    monkeypatch.setitem(sys.modules, "fsspec", None)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    done = zhibiao("update", "要点.txt", "s3://bucket/报告", "-q", "--no-evidence")
    why = "cannot be read: fsspec is not installed; pip install 'zhibiao[remote]'"
    assert (done.exit_code, complaints(done)) == (1, [f"zhibiao: s3://bucket/报告: {why}"])
    assert shards(Path("outputs")) == ["要点.txt.jsonl"]


def test_a_scheme_whose_package_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "s3fs", None)
    done = zhibiao("extract", "s3://bucket/报告", "-q")
    why = "cannot be read: Install s3fs to access S3; zhibiao[remote] brings fsspec only"
    assert (done.exit_code, complaints(done)) == (1, [f"zhibiao: s3://bucket/报告: {why}"])
    done = zhibiao("extract", "nothing://bucket/报告", "-q")
    assert (done.exit_code, len(complaints(done))) == (1, 1)
    assert "rotocol not known: nothing" in complaints(done)[0]


@pytest.mark.parametrize("command", ["extract", "update"])
def test_outputs_are_written_to_folders(command: str, tmp_path: Path) -> None:
    (tmp_path / "要点.txt").write_text(PAGE, encoding="utf-8")
    done = zhibiao(command, tmp_path / "要点.txt", "-o", "s3://bucket/outputs", "-q")
    (line,) = complaints(done)
    assert done.exit_code == 2
    assert line.startswith("zhibiao: s3://bucket/outputs: shards are written to a folder, which can be locked")
    with pytest.raises(OutputError):
        local_folder("memory://outputs")


def test_urls_are_not_watched(tmp_path: Path) -> None:
    done = zhibiao("update", "s3://bucket/报告", "-o", tmp_path, "--watch")
    assert done.exit_code == 2
    assert "--watch is for folders of this machine" in done.stderr


def test_paths_of_this_machine_do_without_fsspec(tmp_path: Path) -> None:
    (tmp_path / "要点.txt").write_text(PAGE, encoding="utf-8")
    program = (
        "import sys; from zhibiao.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith('fsspec')])"
    )
    command = [sys.executable, "-c", program, "extract", tmp_path / "要点.txt", "-o", tmp_path / "o", "-q"]
    done = subprocess.run([*map(str, command), "--no-evidence"], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_worker_processes_read_urls(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for number in range(4):
        (tmp_path / f"texts/{number}.txt").write_text(PAGE * 30, encoding="utf-8")
    url = f"simplecache::file://{tmp_path}/texts"
    done = process("extract", url, "-o", tmp_path / "there", "-q", "--no-evidence", "--workers", "2")
    assert (done.returncode, done.stderr) == (0, b"")
    assert zhibiao("extract", tmp_path / "texts", "-o", tmp_path / "here", "-q", "--no-evidence").exit_code == 0
    assert everything(str(tmp_path / "there")) == everything(str(tmp_path / "here"))
