"""README.md tells the truth: its output is real, its code runs, its queries answer."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import duckdb
import pytest
import regex

from support.scripts import script
from support.shell import zhibiao

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language."""
    return regex.findall(rf"```{language}\n(.*?)```", README, regex.DOTALL)


def test_shown_output_is_real() -> None:
    write_readme = script("write_readme")
    fresh = write_readme.filled(README, write_readme.made_of_seed())
    assert fresh == README, "run scripts/write_readme.py"


@pytest.mark.parametrize("code", blocks("python"))
def test_code_runs(code: str) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    assert out.getvalue() in {
        "数字经济占比 >= 45 % 2024 贵州省\n",
        "[('20万张', Decimal('200000'))]\n",
    }


@pytest.mark.usefixtures("one_pipeline")
@pytest.mark.parametrize("query", blocks("sql"))
def test_queries_answer(query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert zhibiao("extract", ROOT / "seeds", "-o", tmp_path / "outputs", "-q").exit_code == 0
    monkeypatch.chdir(tmp_path)
    rows = duckdb.sql(query).fetchall()
    assert ("贵州省", "数字经济占比", ">=", 45.0, "%", 2024, "target") in [row[:7] for row in rows]


@pytest.mark.parametrize("command", regex.findall(r"^(?:make|zhibiao) ([a-z]+)", README, regex.MULTILINE))
def test_commands_exist(command: str) -> None:
    from zhibiao.cli import COMMANDS

    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert command in COMMANDS or regex.search(rf"^{command}:", makefile, regex.MULTILINE)
