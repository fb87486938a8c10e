"""A quantity with what it measures, where, when, and who says so: the answers of the other modules put together."""

from __future__ import annotations

from collections.abc import Iterator

from zhibiao.facts import attributions, changes, indicators, places, repeats, statuses, years
from zhibiao.facts.context import Context
from zhibiao.model import Status, Target, TargetYear, changed


def find_targets(context: Context) -> Iterator[Target]:
    """A target for each quantity, in text order; every answer is a list in the order of the quantities."""
    if not context.quantities:
        return iter(())
    measured = indicators.bind(context)
    moved = changes.bind(context, measured)
    dated = years.bind(context)
    judged = statuses.bind(context, moved, dated)
    placed = places.bind(context)
    said = attributions.bind(context)
    rows = [
        Target(
            quantity=quantity,
            indicator=what.indicator,
            indicator_id=what.id,
            indicator_full=what.full,
            action=what.action,
            change=change.kind,
            direction=change.direction,
            baseline=change.baseline,
            status=status.status,
            commitment=status.commitment,
            year=_year(context, status.status, year),
            region=None if status.status == "other" and context.article.kind != "notice" else place,
            attribution=who,
            sentence=context.sentence(quantity.start),
            rules=(*what.rules, *change.rules, *status.rules),
        )
        for quantity, what, change, year, status, place, who in zip(
            context.quantities, measured, moved, dated, judged, placed, said, strict=True
        )
    ]
    return repeats.mark(rows if context.written is None else [_as_written(row, context.written) for row in rows])


def _year(context: Context, status: Status, year: TargetYear | None) -> TargetYear | None:
    """Without the year of what only bounds, which is reached in none, and of a fact that stands under a title of years to come.

    “十五五”蓝图：再造万亿级产业 ¶ …已装风机30台.
    """
    if year is None or status == "other":
        return None
    reference = context.article.reference_year
    ahead = status == "actual" and reference is not None and year.year > reference
    return None if ahead and year.inferred in {"title", "heading"} else year


def _as_written(row: Target, written: str) -> Target:
    """With the characters of the text: 工業增加值 and not 工业增加值."""
    if row.indicator is None:
        return row
    words = "".join(written[s.start : s.end] for s in row.indicator.stretches)
    return changed(row, indicator=changed(row.indicator, text=words))
