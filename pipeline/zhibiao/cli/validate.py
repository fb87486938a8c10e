"""`zhibiao validate`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zhibiao.cli import complain, plain


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--sources",
    metavar="PATH",
    type=click.Path(exists=True, path_type=Path),
    help="The folder (or the file) that was extracted: also compare with the raw text.",
)
def command(paths: tuple[str, ...], sources: Path | None) -> None:
    """Check shards (files, or folders of them) against the record contract.

    Prints a line for each fault: file, line, field, why. Exit status 1 where there is one.
    """
    from zhibiao.shards import shards
    from zhibiao.validation import validate_shard

    faults = checked = 0
    for path in map(Path, paths):
        found = list(shards(path))
        if not found:
            why = "holds no shard" if path.is_dir() else "no such file or folder; check the path"
            click.echo(plain(f"{path}: {why}"))
            faults += 1
        for shard in found:
            checked += 1
            for fault in validate_shard(shard, sources):
                click.echo(plain(str(fault)))
                faults += 1
    complain(f"{checked} shard(s), {faults} fault(s)")
    sys.exit(1 if faults else 0)
