"""The command line: one thin file a command, each imported only when it is called."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import click

from zhibiao import __version__
from zhibiao.errors import FullOutput, LockedOutput, SourceError, ZhibiaoError

COMMANDS = {
    "extract": "Extract records from files, folders or standard input.",
    "update": "Extract only what is new, changed, or was made by other rules.",
    "status": "Say how fresh an output folder is, what it holds, and what failed.",
    "validate": "Check shards against the record contract.",
    "schema": "Print the JSON Schema of the records.",
    "text": "Print the decoded text of a source, as its offsets count it.",
    "explain": "Show every rule that fired on a stretch of text, and every reading that lost.",
    "rules": "Check rule files and run their examples.",
    "audit": "List what was found most often, to be read by eye.",
    "review": "Make one HTML page to read, check and correct the records.",
    "apply": "Store a reviewer's corrections beside the shards, and apply them.",
    "corrections": "List stored corrections, or turn them into annotated texts.",
    "table": "Write the facts as a table: CSV, Excel, Parquet, DuckDB, Markdown.",
    "chart": "Draw an indicator over the regions: bars or a tile map, SVG or PNG.",
    "eval": "Score shards against annotated texts, compare with an earlier run.",
}


def plain(message: str) -> str:
    """The message on one line, whatever stands in a file's name."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in message)


LOG_FORMAT = "zhibiao.log_format"
"""Where the context of a command keeps how to write on standard error: text or json."""


def complain(message: str, *, level: str = "error", **fields: Any) -> None:
    """Say on standard error what went wrong; where JSON was asked for, with these fields."""
    context = click.get_current_context(silent=True)
    if context and context.meta.get(LOG_FORMAT) == "json":
        row = {"time": datetime.now(UTC).isoformat(timespec="seconds"), "level": level, **fields, "message": message}
        click.echo(json.dumps(row, ensure_ascii=(sys.stderr.encoding or "").lower() != "utf-8"), err=True)
    else:
        click.echo(f"zhibiao: {plain(message)}", err=True)


def _status(error: ZhibiaoError) -> int:
    if isinstance(error, SourceError):
        return 1
    if isinstance(error, LockedOutput):
        return 3
    return 4 if isinstance(error, FullOutput) else 2


class LazyGroup(click.Group):
    """Lists commands without importing them, so that --help is quick; says in one line what went wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that cannot show 亿 gets \\u4ebf, not a traceback
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except ZhibiaoError as error:
            complain(str(error), event="ended")
            ctx.exit(_status(error))
        except KeyboardInterrupt:
            complain("interrupted; the shards that are there are whole", event="ended")
            ctx.exit(130)

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
    zhibiao update 政府工作报告/ -o outputs      the same, of what is new or changed
    zhibiao explain 报告.txt --find 45%          why this, and why not that

    Exit status: 0 all went well, 1 some input failed, 2 nothing was begun (wrong call, broken rules, no output folder),
    3 another run is writing the output folder, 4 broken off because the disk is full; 130 and 143 stopped from outside.
    """
