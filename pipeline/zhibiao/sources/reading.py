"""A file to a source, by the ending of its name."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from zhibiao.inputs import GZIP, MAX_BYTES, SourceFile, hash_file, read_file, unpack
from zhibiao.sources.document import Document, Format, Source
from zhibiao.sources.jsonl import JsonLines, encoding_of
from zhibiao.text.decode import decode

_FORMATS: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".pdf": "pdf",
}


def format_of(name: str) -> Format:
    """What a file of this name holds; `text` where the ending says nothing else.

    >>> format_of("公报.html.gz"), format_of("公报.md"), format_of("公报")
    ('html', 'text', 'text')
    """
    path = PurePath(name.lower())
    return _FORMATS.get(path.with_suffix("").suffix if path.suffix == GZIP else path.suffix, "text")


def read_source(file: SourceFile, path: str, limit: int | None = MAX_BYTES) -> Source:
    """The source in a file; `path` is the name that its records get.

    `limit` bounds the bytes that are held in memory at once: a whole file, unpacked, or one line of JSONL. Raises
    `SourceError`.
    """
    packed = file.name.lower().endswith(GZIP)
    if format_of(file.name) == "jsonl":
        sha256, encoding = hash_file(file), encoding_of(file, packed)
        return Source(path, sha256, encoding, JsonLines(file, sha256, encoding, packed, limit), "jsonl")
    return decode_source(read_file(file, limit), path, limit, form=format_of(file.name), packed=packed)


def decode_source(
    data: bytes, path: str, limit: int | None = MAX_BYTES, *, form: Format = "text", packed: bool = False
) -> Source:
    """The source in bytes. Raises `SourceError`."""
    sha256 = hashlib.sha256(data).hexdigest()
    if packed:
        data = unpack(data, path, limit)
    if form == "html":
        from zhibiao.sources.html import decode_page, document

        page, encoding = decode_page(data, path)
        return Source(path, sha256, encoding, (document(page),), "html")
    if form == "pdf":
        from zhibiao.sources.pdf import documents

        return Source(path, sha256, "pdf", documents(data, path), "pdf")
    text, encoding = decode(data, path)
    return Source(path, sha256, encoding, (Document(text),))
