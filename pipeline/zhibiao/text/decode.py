"""Bytes to text, and which encoding it was."""

from __future__ import annotations

import codecs

from zhibiao.errors import UndecodableSource

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("gb18030", "big5", "utf_16_le", "utf_16_be")
_SAMPLE = 1 << 16


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The text (byte order mark removed, nothing else changed) and the encoding that was used.

    A byte order mark decides; then UTF-8 where the bytes are valid UTF-8; then GB18030, UTF-16 or Big5 by
    charset-normalizer's evidence. Raises `UndecodableSource` naming the first byte that fits none.

    >>> decode("省长".encode("gb18030"), "a.txt")
    ('省长', 'gb18030')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding, path), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(data, path, error)
    if "\0" in text:
        return _guess(data, path, UnicodeDecodeError("utf-8", data, data.index(0), data.index(0) + 1, "NUL byte"))
    return text, "utf-8"


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        why = f"its byte order mark says {encoding}, but byte {error.start} is not {encoding}; save it as UTF-8"
        raise UndecodableSource(path, why, error.start) from None
    return text


def _guess(data: bytes, path: str, error: UnicodeDecodeError) -> tuple[str, str]:
    for encoding in _order(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _plausible(text):
            return text, encoding.replace("_", "-")
    why = (
        f"byte {error.start} (0x{data[error.start]:02x}) is neither UTF-8 nor GB18030, UTF-16 or Big5; save it as UTF-8"
    )
    raise UndecodableSource(path, why, error.start)


def _order(data: bytes) -> list[str]:
    """The encodings to try, likeliest first."""
    if b"\0" in data[:_SAMPLE]:
        return ["utf_16_le", "utf_16_be"]
    from charset_normalizer import from_bytes

    # Few of its guesses on short Chinese texts are wrong, but Big5 and GB18030 share most of their bytes.
    found = [match.encoding for match in from_bytes(data[:_SAMPLE], cp_isolation=list(_CANDIDATES))]
    if found[:1] == ["big5"] and not _reads_as_gb18030(data[:_SAMPLE]):
        return ["big5", "gb18030"]
    return ["gb18030", "big5"]


def _reads_as_gb18030(data: bytes) -> bool:
    """Whether most characters are common ones: level one of GB 2312 (rows 16–55) and its punctuation (rows 1–9)."""
    text = data.decode("gb18030", errors="replace")
    wide = [character for character in text if ord(character) > 127]
    common = sum(1 for character in wide if _row(character) <= 55)
    return common >= 0.9 * len(wide)


def _row(character: str) -> int:
    """The row of GB 2312 in which a character stands, 99 for none."""
    try:
        return character.encode("gb2312")[0] - 0xA0
    except (UnicodeEncodeError, IndexError):
        return 99


def _plausible(text: str) -> bool:
    """Whether this is text: no NUL, few control characters, few private-use or unassigned ones."""
    sample = text[:_SAMPLE]
    if "\0" in sample:
        return False
    odd = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f") or "\ue000" <= c <= "\uf8ff" or c > "\U0002ffff")
    return odd <= len(sample) // 50
