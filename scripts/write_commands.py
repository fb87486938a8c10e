"""Write what every command's --help says into docs/commands.md; a test compares.

usage: write_commands.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from zhibiao.cli import main as zhibiao

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
_WIDTH = 100


def page() -> str:
    """The whole page."""
    parts = ["# Commands", "", "What `zhibiao COMMAND --help` says, for reading in one go."]
    for name, command in walk(zhibiao, "zhibiao"):
        with click.Context(command, info_name=name, max_content_width=_WIDTH, terminal_width=_WIDTH) as context:
            help_text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
        parts += ["", f"## {name}", "", "```", help_text, "```"]
    return "\n".join(parts) + "\n"


def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """The command and those under it, each with its full name."""
    yield name, command
    if isinstance(command, click.Group):
        with click.Context(command, info_name=name) as context:
            for part in command.list_commands(context):
                inner = command.get_command(context, part)
                assert inner is not None
                yield from walk(inner, f"{name} {part}")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
