"""The case tables in tests/cases/*.md: one marked sentence a list item.

A table's test strips the marks, runs the pipeline, writes what was found back into the sentence, and compares two
strings: an extra find fails as well as a missing one.
"""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parents[1] / "cases"


def sentences(table: str) -> list[str]:
    """The marked sentences of tests/cases/<table>.md: every line that begins with `- `."""
    lines = (CASES / f"{table}.md").read_text(encoding="utf-8").splitlines()
    return [line[2:].strip() for line in lines if line.startswith("- ")]
