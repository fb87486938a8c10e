"""What the tables hold: every column with its type and what it means. docs/tables.md says the same, and a test compares them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

What = Literal["targets", "figures", "people", "regions"]
Type = Literal["text", "integer", "number", "boolean"]
Cell = str | int | Decimal | bool | None
Row = dict[str, Cell]

WHATS: tuple[What, ...] = get_args(What)


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `brief` ones are in the Markdown table too, which is to be read and not computed with."""

    name: str
    type: Type
    about: str
    brief: bool = False
    width: int = 12


_KEPT = (
    Column("confidence", "number", "how sure the fact is, 0 to 1", width=10),
    Column("corrected", "boolean", "whether a reviewer's correction was applied", width=10),
    Column("same_as", "text", "the id of the first record that states the same in this article", width=16),
    Column(
        "reprints",
        "text",
        "the articles whose equal row was folded into this one, `source#article`, joined by `; `",
        width=24,
    ),
)
_CITATION = (
    Column("source", "text", "the source's path; in a workbook a link", brief=True, width=32),
    Column("article_title", "text", "the title of the article", width=28),
    Column("article", "text", "the article's id", width=16),
    Column("article_kind", "text", "news, report, statistics, plan, notice or boilerplate", width=11),
    Column("published", "text", "the date of the article, YYYY-MM-DD", width=11),
    Column("url", "text", "the address of the article, where known", width=20),
    Column(
        "start",
        "integer",
        "where it stands: the first character of `text`, in code points of the decoded source",
        brief=True,
        width=9,
    ),
    Column("end", "integer", "where it ends, not included", brief=True, width=9),
    Column("id", "text", "the record's id", width=16),
    Column("rules", "text", "the rules that produced it, joined by a space", width=24),
    Column("shard", "text", "the shard that holds the record, below the folder that was given", width=32),
)
FIGURES: tuple[Column, ...] = (
    Column("region", "text", "for which the value holds: names from the top, joined by `/`", brief=True, width=22),
    Column("adcode", "text", "its GB/T 2260 code", width=9),
    Column("region_link", "text", "how far its evidence lies: clause, sentence, paragraph, section, article", width=11),
    Column(
        "indicator",
        "text",
        "what is measured: the canonical name where there is one, else as written, ellipsis filled",
        brief=True,
        width=26,
    ),
    Column("indicator_id", "text", "the canonical name, empty for an indicator that has none", width=22),
    Column("indicator_text", "text", "the indicator as written", width=22),
    Column(
        "measure",
        "text",
        "level, growth, average growth, cumulative growth, change (in the indicator's own unit) or gap",
        brief=True,
        width=14,
    ),
    Column("comparator", "text", "`=` `>=` `>` `<=` `<` `~`", brief=True, width=6),
    Column("value", "number", "the value, 万 and 亿 multiplied out", brief=True, width=16),
    Column("value_max", "number", "the upper end of a range", brief=True, width=12),
    Column("unit", "text", "the unit as written, without 万 and 亿", brief=True, width=9),
    Column("normal_value", "number", "the value in the standard unit of its dimension", width=16),
    Column("normal_value_max", "number", "the upper end in the standard unit", width=12),
    Column("normal_unit", "text", "the standard unit", width=9),
    Column("text", "text", "number and unit as written", width=14),
    Column("dimension", "text", "count, ratio, currency, length, area, mass, energy …", width=10),
    Column("change", "text", "level, delta or gap", width=8),
    Column("direction", "text", "up or down, for a delta or a gap", width=9),
    Column("baseline", "text", "against what: 同比, 比上年, 全国", width=12),
    Column("status", "text", "target, actual or other", brief=True, width=8),
    Column("commitment", "text", "binding, expected, strive or propose, for a target", width=11),
    Column("year", "integer", "the year in which the value holds or is to be reached", brief=True, width=7),
    Column("period", "text", "the words that the year comes from", width=14),
    Column("action", "text", "the verb that governs it: 建成, 达到", width=9),
    Column("attribution", "text", "who states it", width=20),
    Column("attribution_kind", "text", "person, document, organisation or outlet", width=12),
    Column(
        "flag",
        "text",
        "`unit`, `below`, `above`: not a plausible value of its indicator (rules/indicators.toml)",
        brief=True,
        width=8,
    ),
    *_KEPT,
    Column("sentence", "text", "the sentence it stands in, repaired", width=60),
    *_CITATION,
)
PEOPLE: tuple[Column, ...] = (
    Column("name", "text", "the person's name, without inner spaces", brief=True, width=10),
    Column("org", "text", "the body that the title belongs to", brief=True, width=28),
    Column("role", "text", "the head of the title: 党委书记, 教授", brief=True, width=16),
    Column("former", "boolean", "whether it is a former post: 原, 前, 曾任", brief=True, width=8),
    Column("acting", "boolean", "whether it is an acting post: 代", width=8),
    Column("title_region", "text", "the region of the body, names joined by `/`", width=18),
    Column("says", "boolean", "whether the mention introduces a statement", width=8),
    Column("text", "text", "the name as written", width=10),
    Column("title_text", "text", "the title as written", brief=True, width=32),
    Column("title_start", "integer", "where the title stands", width=9),
    Column("title_end", "integer", "where the title ends, not included", width=9),
    *_KEPT,
    *_CITATION,
)
REGIONS: tuple[Column, ...] = (
    Column("region", "text", "what is meant: names from the top, joined by `/`", brief=True, width=26),
    Column("name", "text", "the last of these names", width=14),
    Column("adcode", "text", "its GB/T 2260 code", brief=True, width=9),
    Column("level", "text", "country, province, prefecture, county, township, zone or group", brief=True, width=11),
    Column("members", "text", "the codes of a group's members, joined by a space", width=20),
    Column("text", "text", "the name as written", brief=True, width=12),
    Column("nested", "boolean", "whether it is a part of a longer name", brief=True, width=8),
    Column("inside", "text", "that longer name", width=26),
    Column("as_of", "integer", "the year for which a retired name is read", width=8),
    Column("alternatives", "text", "other readings, best first, joined by `; `", width=20),
    *_KEPT,
    *_CITATION,
)
TABLES: dict[What, tuple[Column, ...]] = {
    "targets": FIGURES,
    "figures": FIGURES,
    "people": PEOPLE,
    "regions": REGIONS,
}
CONFLICTS: tuple[Column, ...] = (
    Column("region", "text", "for which both values hold", brief=True, width=22),
    Column("indicator", "text", "what both measure", brief=True, width=26),
    Column("year", "integer", "for which year", brief=True, width=7),
    Column("status", "text", "target, actual or other", brief=True, width=8),
    Column("measure", "text", "level, growth …", brief=True, width=14),
    Column(
        "scope",
        "text",
        "between `sources`, between `articles` of one source, or `within` one article",
        brief=True,
        width=9,
    ),
    *(
        column
        for n in ("1", "2")
        for column in (
            Column(f"text_{n}", "text", f"value {n} as written, with its comparator", brief=True, width=16),
            Column(f"value_{n}", "number", f"value {n}", width=16),
            Column(f"value_max_{n}", "number", f"the upper end of range {n}", width=12),
            Column(f"unit_{n}", "text", f"the unit of value {n}", width=9),
            Column(f"source_{n}", "text", f"where value {n} stands: the source", brief=True, width=30),
            Column(f"article_{n}", "text", f"where value {n} stands: the article's id", width=16),
            Column(f"start_{n}", "integer", f"where value {n} stands: its first character", brief=True, width=9),
            Column(f"end_{n}", "integer", f"where value {n} ends, not included", width=9),
            Column(f"sentence_{n}", "text", f"the sentence that states value {n}", brief=True, width=50),
            Column(f"confidence_{n}", "number", f"how sure value {n} is", width=9),
            Column(f"id_{n}", "text", f"the id of record {n}", width=16),
        )
    ),
)
