"""JSONL with one article a line, read line by line: {"text": …, "title": …, "published": …, "url": …, "id": …}."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from zhibiao.errors import UndecodableSource, UnreadableSource
from zhibiao.inputs import SourceFile, oversized
from zhibiao.model import LineFault
from zhibiao.sources.document import Document
from zhibiao.sources.fields import day_of
from zhibiao.text.decode import decode

_SAMPLE = 1 << 16
_MOST = 100
"""So many times as large as the packed file a .jsonl.gz may be; ten is usual."""
_WORDS = ("title", "url", "byline")


@dataclass(frozen=True, slots=True)
class JsonLines:
    """The documents of a JSONL file, or of some of its lines; goes through the file anew each time, with one line in memory.

    `limit` bounds a line, and for a packed file the whole, which may also be a hundred times the packed one. Of a plain
    file only the bytes `[start, end)` may be wanted, of which `first` is the number of the first line; `sha256` is that of
    the bytes that are read.
    """

    file: SourceFile
    sha256: str
    encoding: str
    packed: bool
    limit: int | None
    start: int = 0
    end: int | None = None
    first: int = 1

    def __iter__(self) -> Iterator[Document | LineFault]:
        with _open(self.file, self.packed, self.start, self.end) as (handle, seen):
            most = None
            if self.packed and self.limit is not None:
                most = max(self.limit, _MOST * self.file.stat().st_size)
            for number, end, line in numbered_lines(handle, self.limit, self.first):
                if most is not None and end > most:
                    raise oversized(str(self.file), most)
                if line is None:
                    yield LineFault(number, f"more than the limit of {self.limit} bytes; split it or raise --max-bytes")
                elif line.strip():
                    yield from documents(line, number, self.encoding)
            if seen.hexdigest() != self.sha256:
                raise UnreadableSource(str(self.file), "it changed while it was read; extract it again")


def encoding_of(file: SourceFile, packed: bool) -> str:
    """UTF-8, unless the first lines are in GB18030 or Big5. Raises `UndecodableSource` for UTF-16 and `UnreadableSource`."""
    with _open(file, packed) as (handle, _):
        sample = handle.read(_SAMPLE)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UndecodableSource(str(file), "JSONL in UTF-16; save it as UTF-8", 0)
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        found = decode(whole, str(file))[1]
    except UndecodableSource:
        return "utf-8"
    return found if found in {"gb18030", "big5", "utf-8-sig"} else "utf-8"


@contextmanager
def lines_of(file: SourceFile, limit: int | None) -> Iterator[Iterator[tuple[int, int, bytes | None]]]:
    """The `numbered_lines` of a plain file. Raises `UnreadableSource`."""
    with _open(file, packed=False) as (handle, _):
        yield numbered_lines(handle, limit)


def hashes_of(file: SourceFile, ends: Iterable[int]) -> tuple[str, list[str]]:
    """The SHA-256 of a plain file, and of each stretch of it between these places. Raises `UnreadableSource`."""
    at, found = 0, []
    with _open(file, packed=False) as (handle, total):
        for end in ends:
            one = hashlib.sha256()
            while at < end and (block := handle.read(min(1 << 20, end - at))):
                one.update(block)
                at += len(block)
            found.append(one.hexdigest())
        while handle.read(1 << 20):
            pass
        return total.hexdigest(), found


@contextmanager
def _open(
    file: SourceFile, packed: bool, start: int = 0, end: int | None = None
) -> Iterator[tuple[BinaryIO, hashlib._Hash]]:
    """The unpacked bytes, and the hash of the file's own bytes as far as they have been read."""
    try:
        with file.open("rb", buffering=0) as raw:
            if start:
                raw.seek(start)
            hashing = _Hashing(raw, None if end is None else end - start)
            plain = io.BufferedReader(hashing, 1 << 20)
            if packed:
                with gzip.GzipFile(fileobj=plain) as unpacked:
                    yield unpacked, hashing.seen  # type: ignore[misc]
            else:
                yield plain, hashing.seen
    except (gzip.BadGzipFile, zlib.error, EOFError):
        raise UnreadableSource(str(file), "is no whole gzip file; pack it anew") from None
    except OSError as error:
        raise UnreadableSource(str(file), f"cannot be read: {error.strerror}") from None


class _Hashing(io.RawIOBase):
    """The next `size` bytes of a file, or all that are left."""

    def __init__(self, raw: io.RawIOBase, size: int | None = None) -> None:
        self._raw = raw
        self._left = size
        self.seen = hashlib.sha256()

    def readable(self) -> bool:  # BufferedReader asks
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        wanted = buffer if self._left is None else buffer[: self._left]
        count = self._raw.readinto(wanted) or 0
        if self._left is not None:
            self._left -= count
        self.seen.update(wanted[:count])
        return count


def numbered_lines(handle: BinaryIO, limit: int | None, first: int = 1) -> Iterator[tuple[int, int, bytes | None]]:
    """Each line with its number and the place of its end in the file; None for one that is longer than the limit.

    >>> list(numbered_lines(io.BytesIO(b"[1]\\n[22222]\\n"), 5))
    [(1, 4, b'[1]\\n'), (2, 12, None)]
    """
    size = -1 if limit is None else limit + 2
    number, end = first, 0
    while line := handle.readline(size):
        end += len(line)
        if limit is None or len(line) <= limit + 1:
            yield number, end, line
        else:
            while line and not line.endswith(b"\n"):
                line = handle.readline(_SAMPLE)
                end += len(line)
            yield number, end, None
        number += 1


def documents(line: bytes, number: int, encoding: str = "utf-8") -> Iterator[Document | LineFault]:
    """The document of a line, after the faults that are found in it.

    >>> [found.why for found in documents(b'{"text": 5}', 3)]
    ['text: must be a string']
    """
    try:
        row = json.loads(
            line.rstrip(b"\r\n").decode("utf-8-sig" if number == 1 and encoding != "gb18030" else encoding)
        )
    except UnicodeDecodeError as error:
        yield LineFault(number, f"byte {error.start} (0x{line[error.start]:02x}) is not {encoding}; save it as UTF-8")
        return
    except json.JSONDecodeError as error:
        yield LineFault(number, f"is no JSON: {error.msg} at character {error.pos}")
        return
    except (ValueError, RecursionError):
        yield LineFault(number, "is no JSON that can be read: too deep, or a number too long")
        return
    if not isinstance(row, dict):
        yield LineFault(number, 'must be an object: {"text": "…"}')
        return
    text = row.get("text")
    if not isinstance(text, str):
        yield LineFault(number, "text: missing; it holds the article" if text is None else "text: must be a string")
        return
    if (half := _half_pair(text)) is not None:
        yield LineFault(number, f"text: character {half} is half of a surrogate pair; decode the text anew")
        return
    yield from _document(row, text, number)


def _document(row: dict[str, object], text: str, number: int) -> Iterator[Document | LineFault]:
    words: dict[str, str | None] = {}
    for field in _WORDS:
        value = row.get(field)
        if value is not None and (not isinstance(value, str) or _half_pair(value) is not None):
            yield LineFault(number, f"{field}: must be a string; the article is read without it")
            value = None
        words[field] = " ".join(str(value).split()) or None if value is not None else None
    known = row.get("id")
    if known is not None and (not isinstance(known, str | int) or _half_pair(str(known)) is not None):
        yield LineFault(number, "id: must be a string or a whole number; the article is read without it")
        known = None
    published = row.get("published")
    day = day_of(published)
    if day is None and published not in (None, ""):
        yield LineFault(number, f"published: {str(published)[:40]!r} is no date; write it as 2024-01-31")
    yield Document(
        text,
        words["title"],
        day,
        words["byline"],
        words["url"],
        None if known is None else str(known),
        number,
        whole=True,
    )


def _half_pair(text: str) -> int | None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start
    return None
