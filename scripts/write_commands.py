"""Write what every command's --help says into docs/commands.md; a test compares.

usage: write_commands.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from zhibiao.cli import main as zhibiao

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
_WIDTH = 100


def page() -> str:
    """The whole page."""
    parts = ["# Commands", "", "What `zhibiao COMMAND --help` says, for reading in one go."]
    for context in walk(zhibiao, "zhibiao"):
        help_text = "\n".join(line.rstrip() for line in context.get_help().splitlines())
        parts += ["", f"## {context.command_path}", "", "```", help_text, "```"]
    return "\n".join(parts) + "\n"


def walk(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[click.Context]:
    """The context of the command and of those under it."""
    settings: dict[str, Any] = {"max_content_width": _WIDTH, "terminal_width": _WIDTH, **command.context_settings}
    with click.Context(command, parent, name, **settings) as context:
        yield context
        if isinstance(command, click.Group):
            for part in command.list_commands(context):
                inner = command.get_command(context, part)
                assert inner is not None
                yield from walk(inner, part, context)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
