"""A reviewer's fields laid over a record, and what follows from them."""

from __future__ import annotations

from typing import Any

from zhibiao.corrections.anchor import nearest
from zhibiao.corrections.line import Correction
from zhibiao.corrections.meanings import Meanings

Row = dict[str, Any]
REACH = 200
"""So many characters from its number an indicator may stand, where only its words are given."""
_PLACE = ("start", "end", "text", "pieces")


class Unfit(Exception):
    """A correction that cannot be laid over its record; says why."""


def patched(row: Row, correction: Correction, raw: str | None, meanings: Meanings) -> Row:
    """The record as the reviewer says; the same object where it says so already. Raises `Unfit`."""
    change = {"quantity": _quantity, "region": _region, "person": _person}[correction.kind]
    changed = {**row, **change(row, correction.fields, raw, meanings)}
    if changed == row:
        return row
    mark = f"corrections:{correction.decision}"
    rules = [rule for rule in row["rules"] if not rule.startswith("corrections:")]
    return {**changed, "rules": [mark, *rules], "confidence": 1.0, "corrected": True}


def blank(correction: Correction) -> Row:
    """A record without a place, for a fact that the extractor does not find. Raises `Unfit` where too little is said of it."""
    missing = [name for name in _NEEDED[correction.kind] if name not in correction.fields]
    if missing:
        raise Unfit(f"it is no longer found; to add it, fields.{missing[0]} is needed")
    row: Row = {"record": correction.kind, **_DEFAULTS[correction.kind]}
    if correction.kind == "quantity":
        row["sentence"] = correction.sentence or correction.text
    return row


_NEEDED = {"quantity": ("value", "unit"), "region": ("path",), "person": ()}
_DEFAULTS: dict[str, Row] = {
    "quantity": {
        **{"value": 0, "value_max": None, "comparator": "=", "unit": None, "normal": None, "dimension": "count"},
        **{"indicator": None, "indicator_id": None, "indicator_full": None, "action": None, "change": "level"},
        **{"direction": None, "baseline": None, "status": "actual", "commitment": None, "same_as": None, "year": None},
        **{"period": None, "region": None, "attribution": None},
    },
    "region": {
        **{"path": [], "name": "", "adcode": None, "level": "group", "members": [], "nested": False, "inside": None},
        **{"as_of": None, "alternatives": []},
    },
    "person": {"name": "", "titles": [], "says": False, "same_as": None},
}


# -- quantities -------------------------------------------------------------------------------------------------------


def _quantity(row: Row, fields: Row, raw: str | None, meanings: Meanings) -> Row:
    new: Row = {name: fields[name] for name in ("value", "value_max", "unit", "comparator") if name in fields}
    now = {**row, **new}
    if any(now[name] != row[name] for name in ("value", "value_max", "unit")) or not row["rules"]:
        new |= meanings.measure(now["value"], now["value_max"], now["unit"])
    if "indicator" in fields:
        new |= _indicator({**row, **new}, fields["indicator"], raw, meanings)
    if "change" in fields and fields["change"] != row["change"]:
        new |= {"change": fields["change"], "direction": None, "baseline": None}
    if "status" in fields and fields["status"] != row["status"]:
        new |= {"status": fields["status"], "commitment": None}
    if "year" in fields and fields["year"] != row["year"]:
        new |= {"year": fields["year"], "period": _period(fields["year"])}
    if "region" in fields and fields["region"] != _path(row["region"]):
        new["region"] = _value_region(fields["region"], meanings)
    identity = ("value", "value_max", "unit", "indicator", "year", "region")
    if any(name in new and new[name] != row[name] for name in identity):
        new["same_as"] = None  # it may no longer say what the other says
    return new


def _indicator(row: Row, wanted: Row | str | None, raw: str | None, meanings: Meanings) -> Row:
    if wanted is None:
        return {"indicator": None, "indicator_id": None, "indicator_full": None} if row["indicator"] else {}
    known = row["indicator"]
    if known is not None and known["text"] == (wanted if isinstance(wanted, str) else wanted["text"]):
        return {}
    place = _found_near(row, wanted, raw) if isinstance(wanted, str) else _place(wanted)
    name = meanings.indicator(place["text"], row)
    return {"indicator": place, "indicator_id": name, "indicator_full": None}


def _found_near(row: Row, words: str, raw: str | None) -> Row:
    if raw is None:
        raise Unfit(f"fields.indicator: where {words!r} stands is not known; give its start and end, or --sources")
    found = nearest(raw, words, row["start"], REACH)
    if found is None:
        raise Unfit(f"fields.indicator: {words!r} does not stand near the number; copy the words from the source")
    return {"start": found[0], "end": found[1], "text": words}


def _place(wanted: Row) -> Row:
    return {name: wanted[name] for name in _PLACE if wanted.get(name) is not None}


def _period(year: int | None) -> Row | None:
    return None if year is None else {"text": None, "start": None, "end": None, "inferred": "correction"}


def _path(region: Row | None) -> str | None:
    return None if region is None else "/".join(region["path"])


def _value_region(path: str | None, meanings: Meanings) -> Row | None:
    if path is None:
        return None
    region = meanings.region(path)
    return {"path": list(region.path), "name": region.name, "adcode": region.adcode, "link": "article"}


# -- regions and people -----------------------------------------------------------------------------------------------


def _region(row: Row, fields: Row, _raw: str | None, meanings: Meanings) -> Row:
    new: Row = {}
    if "path" in fields and fields["path"] != "/".join(row["path"]):
        region = meanings.region(fields["path"])
        reading = {"path": list(region.path), "name": region.name, "adcode": region.adcode, "level": region.level}
        old = {name: row[name] for name in reading}
        others = [other for other in ([old] if old["path"] else []) + row["alternatives"] if other != reading]
        new |= {**reading, "members": list(region.members), "as_of": None, "alternatives": others}
    if "nested" in fields and fields["nested"] != row["nested"]:
        new |= {"nested": fields["nested"], "inside": None}
    return new


def _person(row: Row, fields: Row, _raw: str | None, _meanings: Meanings) -> Row:
    new: Row = {}
    if "titles" in fields:
        known = {(title["start"], title["end"], title["org"]): title for title in row["titles"]}
        new["titles"] = [_title(title, known) for title in fields["titles"]]
    if fields.get("name") or not row["name"]:
        new["name"] = fields.get("name") or "".join(row["text"].split())
    return new


def _title(wanted: Row, known: dict[tuple[int, int, str | None], Row]) -> Row:
    """The title as the reviewer says; the region of one whose organisation stays is kept."""
    old = known.get((wanted["start"], wanted["end"], wanted.get("org")))
    return {
        **_place(wanted),
        "org": wanted.get("org"),
        "role": wanted["role"],
        "former": wanted.get("former", False),
        "acting": wanted.get("acting", old["acting"] if old else False),
        "region": old["region"] if old else None,
    }
