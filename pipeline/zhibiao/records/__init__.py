"""Facts to records: the contract that every later tool reads.

`schema` holds the pydantic models and the JSON Schema, `build` makes records of facts and gives them their raw offsets,
`check` compares records with the raw text they point into.
"""

from zhibiao.records.build import records_of
from zhibiao.records.check import check_offsets, check_places
from zhibiao.records.schema import (
    SCHEMA,
    ArticleRecord,
    FactRecord,
    FaultRecord,
    PersonRecord,
    QuantityRecord,
    Record,
    RegionRecord,
    SourceRecord,
    json_schema,
    parse,
    to_line,
)

__all__ = [
    "SCHEMA",
    "ArticleRecord",
    "FactRecord",
    "FaultRecord",
    "PersonRecord",
    "QuantityRecord",
    "Record",
    "RegionRecord",
    "SourceRecord",
    "check_offsets",
    "check_places",
    "json_schema",
    "parse",
    "records_of",
    "to_line",
]
