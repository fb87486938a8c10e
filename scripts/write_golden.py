"""Write the golden shards in tests/golden/ anew: what the program makes of whole pages.

usage: write_golden.py

Run it after a change of what comes out, and read the difference before it is committed: every line of it is a claim.
"""

from __future__ import annotations

from pathlib import Path

from zhibiao.extractor import Extractor
from zhibiao.records import SourceRecord, to_line

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"


def sources() -> list[Path]:
    """The seeds and the pages that the tests were given."""
    return sorted(
        [*(ROOT / "seeds").glob("*.txt"), *(ROOT / "tests").glob("pages/*.txt"), ROOT / "tests/varied/page.txt"]
    )


def golden(source: Path) -> Path:
    """Where a source's golden shard lies."""
    return GOLDEN / f"{source.relative_to(ROOT).as_posix().replace('/', '.')}.jsonl"


def shard(source: Path, extractor: Extractor) -> str:
    """What comes out; the fingerprint, which changes with every rule, is left out."""
    rows = []
    for record in extractor.records(extractor.read(source.read_bytes(), source.name)):
        if isinstance(record, SourceRecord):
            record = record.model_copy(update={"fingerprint": ""})
        rows.append(to_line(record) + "\n")
    return "".join(rows)


def main() -> None:
    """Write them all."""
    GOLDEN.mkdir(exist_ok=True)
    extractor = Extractor()
    for old in GOLDEN.glob("*.jsonl"):
        old.unlink()
    for source in sources():
        golden(source).write_text(shard(source, extractor), encoding="utf-8")


if __name__ == "__main__":
    main()
