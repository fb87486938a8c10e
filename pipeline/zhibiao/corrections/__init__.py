"""What reviewers decided about facts: kept beside the shards, applied by every later run, turned into gold.

`line` holds the format of a correction, `store` the file of an output folder, `anchor` finds the place of a correction in
a text that may have changed, `patch` lays its fields over a record, `corrector` applies the corrections of one source,
`shard` those of a whole output folder, and `gold` writes annotated documents.
"""

from zhibiao.corrections.corrector import Corrector, Outcome
from zhibiao.corrections.gold import gold_documents
from zhibiao.corrections.line import Correction, parse_lines
from zhibiao.corrections.shard import Means, apply
from zhibiao.corrections.store import merge, read_corrections, store

__all__ = [
    "Correction",
    "Corrector",
    "Means",
    "Outcome",
    "apply",
    "gold_documents",
    "merge",
    "parse_lines",
    "read_corrections",
    "store",
]
