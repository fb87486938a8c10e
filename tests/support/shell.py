"""The command line as tests call it: inside this process, or as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from zhibiao.cli import main

PAGE = """贵州省数字经济发展工作要点

2024年，贵州省数字经济占比达45%以上，遵义市建成5G基站2万个。

到2025年底，全省算力规模力争达到60EFLOPS，新增就业超过3.5万人。
"""
"""A small page that holds a quantity, a region and a year."""


def zhibiao(*arguments: object, stdin: str | bytes | None = None) -> Result:
    """Run a command in this process; a traceback is an error of the test."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def process(*arguments: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "zhibiao", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=900,
        env={**os.environ, **environment},
    )


def rows(shard: Path) -> list[dict[str, Any]]:
    """The JSON objects of a shard."""
    return [json.loads(line) for line in shard.read_text(encoding="utf-8").split("\n") if line]


def shards(output: Path) -> list[str]:
    """The files of an output folder but for the run log, by their paths."""
    return sorted(
        file.relative_to(output).as_posix()
        for file in output.rglob("*")
        if file.is_file() and file != output / "runs.jsonl"
    )


def complaints(result: Result) -> list[str]:
    """The lines on standard error."""
    return result.stderr.splitlines()
