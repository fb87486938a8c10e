"""Help: every command has it, it names every option, and it imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from support.shell import zhibiao
from zhibiao import __version__
from zhibiao.cli import COMMANDS, main


def commands() -> dict[str, click.Command]:
    """Every command by the words that call it: `rules check` is one."""
    found: dict[str, click.Command] = {}
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        found[name] = command
        if isinstance(command, click.Group):
            found |= {f"{name} {sub}": part for sub, part in command.commands.items()}
    return found


def test_list() -> None:
    result = zhibiao("--help")
    assert result.exit_code == 0
    for name, help_text in COMMANDS.items():
        assert f"  {name}" in result.stdout
        assert help_text in " ".join(result.stdout.split())
    assert zhibiao("-h").stdout == result.stdout
    assert zhibiao("--version").stdout == f"zhibiao, version {__version__}\n"


@pytest.mark.parametrize("words", commands())
def test_command(words: str) -> None:
    command = commands()[words]
    assert command.help, "a command says what it does"
    result = zhibiao(*words.split(), "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {words}")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help or parameter.name == "help", f"{parameter.opts} says what it does"
            assert max(parameter.opts, key=len) in result.stdout


def test_unknown_command() -> None:
    result = zhibiao("extrakt")
    assert result.exit_code == 2
    assert "No such command 'extrakt'" in result.stderr


HEAVY = {"spacy", "thinc", "pydantic", "numpy", "onnxruntime", "rich", "regex", "pint", "charset_normalizer", "rjieba"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["extract", "--help"], ["validate", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "zhibiao", *arguments], capture_output=True, text=True, check=True
    )
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "click" in imported
    assert not imported & HEAVY
