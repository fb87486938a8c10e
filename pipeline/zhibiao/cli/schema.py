"""`zhibiao schema`."""

from __future__ import annotations

import json

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema (2020-12) of one line of a shard."""
    from zhibiao.records import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
