"""The large fixed tables among the rules: tab-separated, a head line first, written by scripts and never by hand."""

from __future__ import annotations

from collections.abc import Iterator

from zhibiao.errors import RuleError
from zhibiao.rulebook.family import BUILT_IN


def cells(name: str, columns: int) -> Iterator[list[str]]:
    """The cells of each line of rules/<name>.tsv. Raises `RuleError` where the file or a line is damaged."""
    file = BUILT_IN / f"{name}.tsv"
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RuleError(str(file), 0, f"cannot be read: {error.strerror}; install zhibiao anew") from None
    for number, line in enumerate(lines[1:], 2):
        row = line.split("\t")
        if len(row) != columns:
            why = f"{columns} columns are wanted, found {len(row)}; the table is damaged: install zhibiao anew"
            raise RuleError(str(file), number, why)
        yield row
