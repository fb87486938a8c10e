"""The options that several commands have: the rules, whether the models are asked, how large an input may be."""

from __future__ import annotations

import click

from zhibiao.inputs import MAX_BYTES

RULES = click.option(
    "--rules", metavar="DIR", type=click.Path(exists=True, file_okay=False), help="Rules laid over the built-in ones."
)
NO_EVIDENCE = click.option(
    "--no-evidence",
    is_flag=True,
    help="Run the rules alone, without word and name models (layout repair keeps its words).",
)
LARGEST = click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=MAX_BYTES,
    show_default=True,
    metavar="N",
    help="Refuse larger inputs.",
)
