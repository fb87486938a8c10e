"""The command line: one thin file a command, each imported only when it is called."""

from __future__ import annotations

import io
import sys
from importlib import import_module
from typing import Any

import click

from zhibiao import __version__
from zhibiao.errors import SourceError, ZhibiaoError

COMMANDS = {
    "extract": "Extract records from files, folders or standard input.",
    "validate": "Check shards against the record contract.",
    "schema": "Print the JSON Schema of the records.",
    "explain": "Show every rule that fired on a stretch of text, and every reading that lost.",
    "rules": "Check rule files and run their examples.",
    "audit": "List what was found most often, to be read by eye.",
    "eval": "Score shards against annotated texts.",
}


def plain(message: str) -> str:
    """The message on one line, whatever stands in a file's name."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in message)


def complain(message: str) -> None:
    """Say on standard error what went wrong."""
    click.echo(f"zhibiao: {plain(message)}", err=True)


class LazyGroup(click.Group):
    """Lists commands without importing them, so that --help is quick; says in one line what went wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that cannot show 亿 gets \\u4ebf, not a traceback
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except ZhibiaoError as error:
            complain(str(error))
            ctx.exit(1 if isinstance(error, SourceError) else 2)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which one needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's file."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"zhibiao.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """From the table above, without importing."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="zhibiao")
def main() -> None:
    """zhibiao (指标): regions, people with titles, and numeric targets from Chinese policy text, as validated JSONL.

    \b
    zhibiao extract 政府工作报告/ -o outputs     one shard a source
    zhibiao explain 报告.txt --find 45%          why this, and why not that

    Exit status: 0 all went well, 1 some input failed, 2 nothing was begun (wrong call, broken rules, no output folder).
    """
