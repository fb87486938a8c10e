"""docs/scheduling.md: what can be copied from it can be read by whom it is meant for."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from support.shell import PAGE
from zhibiao.cli.update import command

TEXT = (Path(__file__).parents[1] / "docs/scheduling.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [block for name, block in BLOCKS if name == language]


def test_the_blocks_are_there() -> None:
    assert [name for name, _ in BLOCKS] == ["cron", "ini", "ini", "python", "yaml"]


def test_options_exist() -> None:
    options = {option for parameter in command.params for option in parameter.opts}
    status = {"--json", "--max-age"}
    written = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT)) - {"--now"}
    assert written <= options | status
    assert "--prune" in written


def test_cron(tmp_path: Path) -> None:
    (line,) = (line for line in blocks("cron")[0].splitlines() if not line.startswith("#"))
    *_, call = line.split(" ", 5)
    assert "%" not in call, "cron would end the command there"
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/甲.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "sources/坏.txt").write_bytes(b"\xff\xff\xff")
    call = call.replace("/srv/policy", str(tmp_path)).replace(
        "/opt/zhibiao/bin/zhibiao", f"{sys.executable} -m zhibiao"
    )
    call = call.replace("-q", "-q --no-evidence")
    assert subprocess.run(["sh", "-c", call], check=False, capture_output=True).stdout == b""
    failed, status = (tmp_path / "nightly.log").read_text(encoding="utf-8").splitlines()
    assert failed.startswith("zhibiao: sources/坏.txt: byte 0 (0xff) is ")
    assert status == "zhibiao: exit status 1"
    assert (tmp_path / "outputs/甲.txt.jsonl").exists()


def test_systemd(tmp_path: Path) -> None:
    service, timer = blocks("ini")
    for unit, name in ((service, "zhibiao.service"), (timer, "zhibiao.timer")):
        parsed = ConfigParser(interpolation=None)
        parsed.optionxform = str  # type: ignore[assignment,method-assign]
        parsed.read_string(unit)
        assert parsed["Unit"]["Description"]
        (tmp_path / name).write_text(unit.replace("/opt/zhibiao/bin/zhibiao", sys.executable), encoding="utf-8")
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd here")
    units = [str(tmp_path / name) for name in ("zhibiao.service", "zhibiao.timer")]
    done = subprocess.run([analyze, "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if str(tmp_path) in line] == []
    calendar = re.search(r"OnCalendar=(.+)", timer)
    assert calendar
    assert subprocess.run([analyze, "calendar", calendar[1]], capture_output=True, check=False).returncode == 0


def test_airflow() -> None:
    compile(blocks("python")[0], "dag.py", "exec")


def test_workflow() -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    parsed = yaml.safe_load(blocks("yaml")[0])
    steps = parsed["jobs"]["update"]["steps"]
    assert all(("run" in step) != ("uses" in step) for step in steps)
    assert sum("zhibiao update" in step.get("run", "") for step in steps) == 1
