"""The command line: one thin file a command, each imported only when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from zhibiao import __version__

COMMANDS = {
    "extract": "Extract records from files, folders or standard input.",
    "validate": "Check shards against the record contract.",
    "schema": "Print the JSON Schema of the records.",
    "explain": "Show every rule that fired on a stretch of text, and every reading that lost.",
    "rules": "Check rule files and run their examples.",
    "eval": "Score shards against annotated texts.",
}


class LazyGroup(click.Group):
    """Lists commands without importing them, so that --help is quick."""

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

    Exit status: 0 all went well, 1 some input failed, 2 the command was called wrongly.
    """
