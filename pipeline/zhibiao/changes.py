"""What a source says now that it did not say before: facts added, changed and gone between two shards of it."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any

from zhibiao.errors import UnreadableSource
from zhibiao.shards import read_rows

Row = dict[str, Any]

FACTS = ("region", "person", "quantity")
JOURNAL = ".changes.jsonl"
"""Where the changes of a run are gathered in the output folder, until the run is through."""

_PLACES = frozenset({"id", "article", "start", "end", "pieces", "same_as", "period", "sentence"})
_HOW = frozenset({"rules", "confidence"})


def meaning(row: Any) -> Any:
    """A fact without where it stands and how it was found: what moves is no news, and neither is a renamed rule."""
    if isinstance(row, dict):
        return {key: meaning(value) for key, value in row.items() if key not in _PLACES and key not in _HOW}
    return [meaning(value) for value in row] if isinstance(row, list) else row


def compare(path: str, before: Iterable[Row], now: Iterable[Row]) -> Iterator[Row]:
    """The changes of one source; `before` and `now` are the rows of its shards, articles and all.

    数字经济占比 at 45% before and at 46% now is one change; 45% that moved to another line is none. Facts are paired by
    what they say, then by their ids, then by what they are about.
    """
    old, new = (_Facts(rows) for rows in (before, now))
    for key in (_said, _id, _subject):
        for was, fact in old.pairs(new, key):
            if fields := _differing(was, fact):
                yield _change("changed", path, new.article(fact), fact, before=was, fields=fields)
    for was in old.left():
        yield _change("gone", path, old.article(was), was)
    for fact in new.left():
        yield _change("added", path, new.article(fact), fact)


def between(path: str, before: Path, now: Path | None) -> Iterator[Row]:
    """The same for the files of two shards; `now` is None where the source vanished. A missing or broken one says nothing."""
    old, new = (_rows(shard) for shard in (before, now))
    return compare(path, old, new)


def _rows(shard: Path | None) -> list[Row]:
    try:
        return read_rows(shard) if shard else []
    except UnreadableSource:
        return []


class _Facts:
    """The facts of a shard that have no partner yet, in text order."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._articles: dict[str, Row] = {}
        self._facts: dict[int, Row] = {}
        for number, row in enumerate(rows):
            if row["record"] == "article":
                self._articles[row["id"]] = row
            elif row["record"] in FACTS:
                self._facts[number] = row

    def article(self, fact: Row) -> Row:
        return self._articles.get(fact["article"], {})

    def left(self) -> Iterator[Row]:
        yield from self._facts.values()

    def pairs(self, other: _Facts, key: Callable[[Row], Hashable]) -> list[tuple[Row, Row]]:
        """Those of equal key, first with first, second with second; they are taken out of both."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for number, row in self._facts.items():
            waiting[key(row)].append(number)
        for numbers in waiting.values():
            numbers.reverse()
        found: list[tuple[Row, Row]] = []
        for number, row in list(other._facts.items()):
            if partners := waiting.get(key(row)):
                found.append((self._facts.pop(partners.pop()), other._facts.pop(number)))
        return found


def _said(row: Row) -> Hashable:
    return json.dumps(meaning(row), ensure_ascii=False, sort_keys=True)


def _id(row: Row) -> Hashable:
    return str(row["id"])


def _subject(row: Row) -> Hashable:
    """What a fact is about: who, which place, or which indicator of which region and year."""
    kind = row["record"]
    if kind == "quantity":
        indicator = row.get("indicator_id") or row.get("indicator_full") or (row.get("indicator") or {}).get("text")
        return (
            kind,
            indicator,
            (row.get("region") or {}).get("name"),
            row.get("year"),
            row.get("unit"),
            row.get("change"),
        )
    return kind, row.get("name"), tuple(row.get("path") or ())


def _differing(before: Row, now: Row) -> list[str]:
    was, now = meaning(before), meaning(now)
    return [key for key in now if was.get(key) != now[key]] + [key for key in was if key not in now]


def _change(what: str, path: str, article: Row, fact: Row, **more: Any) -> Row:
    return {"record": "change", "change": what, "path": path, "title": article.get("title"), "fact": fact, **more}


# -- the journal ------------------------------------------------------------------------------------------------------


def note(journal: Path, changes: Iterable[Row]) -> None:
    """Add the changes of one source; to be done before its new shard takes the place of the old one.

    A run that is killed between the two leaves changes that the next run notes again, and none is lost.
    """
    data = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in changes).encode()
    if not data:
        return
    with journal.open("ab+") as file:
        _keep_others_out(file.fileno())
        end = file.seek(0, os.SEEK_END)
        if end and os.pread(file.fileno(), 1, end - 1) != b"\n":  # half a line of a run that was killed
            data = b"\n" + data
        file.write(data)


def _keep_others_out(handle: int) -> None:
    """Until the file is closed: workers of one run add to one journal."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def publish(journal: Path, file: Path, *, more: bool = False) -> dict[str, int]:
    """Write the journal to its file, each change once, and remove it; how many of each kind.

    `more` adds to what is in the file already.
    """
    counts = dict.fromkeys(("added", "changed", "gone"), 0)
    seen: set[bytes] = set()
    temporary = file.with_name(f".{file.name}.new")
    file.parent.mkdir(parents=True, exist_ok=True)
    with temporary.open("wb") as out:
        if more and file.exists():
            out.write(file.read_bytes())
        for line in _lines(journal):
            key = hashlib.blake2b(line, digest_size=12).digest()
            try:
                what = json.loads(line)["change"]
            except ValueError:
                continue  # half a line: the run that wrote it was killed, and its source is done again
            if key not in seen:
                seen.add(key)
                counts[what] += 1
                out.write(line)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(file)
    journal.unlink(missing_ok=True)
    return counts


def _lines(journal: Path) -> Iterator[bytes]:
    if journal.exists():
        with journal.open("rb") as file:
            yield from file
