"""A correction set to where its words stand now."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from zhibiao.corrections.anchor import Spans, Squeezed, find_again, nearest, stands
from zhibiao.corrections.line import Correction

_REACH = 300
"""So many characters from a fact its indicator and its titles are looked for."""


def place_in(
    raw: str | None, one: Correction, *, same_source: bool, known_article: bool, many: bool
) -> Correction | None:
    """The correction with its places in this document; None where it is about another, or cannot be found."""
    here = known_article or not many
    if raw is None:
        return one if same_source and here else None
    spans = tuple(one.spans)
    if (here or one.before or one.after) and stands(raw, spans, one.text, one.before, one.after):
        return one
    found = find_again(_squeezed(raw), one.text, one.before, one.after)
    return _moved(one, found, raw) if found else None


@lru_cache(maxsize=2)
def _squeezed(raw: str) -> Squeezed:
    return Squeezed.of(raw)


def _moved(one: Correction, spans: Spans, raw: str) -> Correction:
    """The correction at another place, with what its fields point at; a field whose words are gone is left out."""
    start, end = spans[0][0], spans[-1][1]
    pieces = [{"start": low, "end": high} for low, high in spans] if len(spans) > 1 else None
    fields = {name: _moved_field(value, one.start, start, raw) for name, value in one.fields.items()}
    kept = {name: value for name, value in fields.items() if value is not _GONE}
    text = "".join(raw[low:high] for low, high in spans)
    row = one.model_dump(exclude_defaults=True)
    return Correction.model_validate(
        {**row, "start": start, "end": end, "text": text, "pieces": pieces, "fields": kept or one.fields}
    )


_GONE = object()


def _moved_field(value: Any, old: int, new: int, raw: str) -> Any:
    if isinstance(value, list):
        moved = [_moved_field(one, old, new, raw) for one in value]
        return _GONE if _GONE in moved else moved
    if not isinstance(value, dict) or "start" not in value:
        return value
    words, at = value["text"], value["start"] - old + new
    if "pieces" not in value and at >= 0 and raw.startswith(words, at):
        return {**value, "start": at, "end": at + len(words)}
    found = nearest(raw, words, new, _REACH)
    rest = {name: part for name, part in value.items() if name != "pieces"}
    return {**rest, "start": found[0], "end": found[1]} if found else _GONE
