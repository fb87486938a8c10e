"""The documentation tells the truth: commands are those that are there, what it shows runs, links lead somewhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import regex

from support.reviewed import decided, fact
from support.scripts import script

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = regex.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^\1```", regex.DOTALL | regex.MULTILINE)
LINK = regex.compile(r"\[[^\]\[]*+\]\(([^()\s]++)\)")
SHOWN = {"", "sh", "python", "sql", "json", "toml", "yaml", "ini", "cron", "systemd", "html", "text"}
"""The languages of blocks; those of `sh` are run."""


def blocks(page: Path, language: str) -> list[str]:
    """The blocks of a language, without their indent."""
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [regex.sub(rf"(?m)^{indent}", "", code) for indent, kind, code in found if kind == language]


def names(pages: list[Path]) -> list[str]:
    return [page.relative_to(ROOT).as_posix() for page in pages]


def test_commands_are_documented_as_they_are():
    write = script("write_commands")
    assert write.PAGE.read_text(encoding="utf-8") == write.page(), "run scripts/write_commands.py"


@pytest.mark.parametrize("name", names(PAGES))
def test_links_lead_to_files_that_are_there(name):
    page = ROOT / name
    for link in LINK.findall(BLOCK.sub("", page.read_text(encoding="utf-8"))):
        if not link.startswith(("http:", "https:", "#", "mailto:")):
            assert (page.parent / link.partition("#")[0]).exists(), link


@pytest.mark.parametrize("name", names(PAGES))
def test_blocks_are_of_known_languages_and_data_can_be_read(name):
    kinds = {kind for _, kind, _ in BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))}
    assert kinds <= SHOWN
    for code in blocks(ROOT / name, "toml"):
        tomllib.loads(code)
    for code in blocks(ROOT / name, "json"):
        json.loads(code)


REPORT = """2026年贵州省政府工作报告

2026年主要预期目标是：地区生产总值增长5%左右，粮食产量1100万吨以上。
"""


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader has it: samples, a folder of sources, outputs made of them, and a reviewer's decision."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "seeds" / "报告.txt").write_text(REPORT, encoding="utf-8")
    shutil.copytree(folder / "seeds", folder / "sources")
    run("zhibiao extract seeds -o outputs -q", folder)
    shard = folder / "outputs" / "报告.txt.jsonl"
    line = decided(shard, fact(shard, "5%"), REPORT, "accept")
    (folder / "corrections.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run shell code as a reader would, the commands of this environment first in the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", code],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize("name", names([page for page in PAGES if blocks(page, "sh")]))
def test_what_is_shown_runs(name, workplace, tmp_path):
    folder = tmp_path / "reader"
    shutil.copytree(workplace, folder)
    for code in blocks(ROOT / name, "sh"):
        if "jq " in code and shutil.which("jq") is None:
            continue  # jq is not part of what is installed
        done = run(code, folder)
        assert done.returncode == 0, f"{code}\n{done.stdout}{done.stderr}"
