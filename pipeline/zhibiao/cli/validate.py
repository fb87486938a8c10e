"""`zhibiao validate`."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--sources", metavar="DIR", help="The folder that was extracted: also compare with the raw text.")
def command(paths: tuple[str, ...], sources: str | None) -> None:
    """Check shards (files, or folders of them) against the record contract.

    Prints a line for each fault: file, line, field, why. Exit status 1 where there is one.
    """
    from zhibiao.shards import shards
    from zhibiao.validation import validate_shard

    faults = checked = 0
    for path in map(Path, paths):
        if not path.exists():
            click.echo(f"{path}: no such file or folder; check the path")
            faults += 1
            continue
        for shard in shards(path):
            checked += 1
            for fault in validate_shard(shard, Path(sources) if sources else None):
                click.echo(str(fault))
                faults += 1
    click.echo(f"zhibiao: {checked} shard(s), {faults} fault(s)", err=True)
    sys.exit(1 if faults else 0)
