"""`zhibiao text`."""

from __future__ import annotations

import sys

import click

from zhibiao.cli import complain
from zhibiao.cli.common_options import LARGEST
from zhibiao.inputs import source_file


@click.command("text")
@click.argument("file", metavar="FILE")
@click.option("--line", type=click.IntRange(min=1), metavar="N", help="Of a JSONL source, this line only.")
@click.option(
    "--articles", "read", is_flag=True, help="The articles as they are read: main text only, layout repaired."
)
@LARGEST
def command(file: str, line: int | None, read: bool, max_bytes: int) -> None:
    """Print the decoded text of FILE, into which the offsets of its records point: text, HTML, PDF, a line of JSONL.

    Nothing is added to it, so that its characters can be counted; with --articles an empty line stands between two.
    Exit status 1 where FILE, or a line of it, cannot be used.
    """
    from zhibiao.model import LineFault
    from zhibiao.sources import articles_of, read_source

    out = sys.stdout.buffer
    faults = printed = 0
    for document in read_source(source_file(file), file, max_bytes).documents:
        if line is not None and document.line != line:
            continue
        if isinstance(document, LineFault):
            complain(f"{file}:{document.line}: {document.why}")
            faults += 1
            continue
        texts = [article.text for article in articles_of(document)] if read else [document.text]
        for text in texts:
            out.write(b"\n\n" * (printed > 0 and read) + text.encode("utf-8", "surrogatepass"))
            printed += 1
        if document.line is not None and line is None:
            out.write(b"\n")
    out.flush()
    if line is not None and not printed and not faults:
        complain(f"{file}: has no line {line} with an article")
    sys.exit(1 if faults or (line is not None and not printed) else 0)
