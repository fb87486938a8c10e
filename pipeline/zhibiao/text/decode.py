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
_WIDE = ("utf_16_le", "utf_16_be")
_NARROW = ("gb18030", "big5")
_SAMPLE = 1 << 16
_FEWEST = 3
"""So many characters of UTF-8 before the first wrong byte make a damaged UTF-8 file and not another encoding."""
_COMMON_ROWS = 55
"""Rows 1–9 of GB 2312 hold marks and letters, rows 16–55 the common characters."""


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The text (byte order mark removed, nothing else changed) and the encoding that was used.

    A byte order mark decides; then UTF-8 where the bytes are valid UTF-8; then GB18030, UTF-16 or Big5 by what reads as
    text and by charset-normalizer's evidence. Raises `UndecodableSource` naming the first byte that fits none.

    >>> decode("省长".encode("gb18030"), "a.txt")
    ('省长', 'gb18030')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding, path), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _wide_characters(data[: error.start]) >= _FEWEST:
            why = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8, but the bytes before it are; mend or remove it"
            raise UndecodableSource(path, why, error.start) from None
        return _guess(data, path, error.start)
    if "\0" in text:
        return _guess(data, path, data.index(0))
    return text, "utf-8"


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        why = f"its byte order mark says {encoding}, but byte {error.start} is not {encoding}; save it as UTF-8"
        raise UndecodableSource(path, why, error.start) from None
    return text


def _wide_characters(data: bytes) -> int:
    """How many characters of two or more bytes stand in valid UTF-8."""
    return sum(1 for byte in data[-_SAMPLE:] if byte >= 0xC2)


def _guess(data: bytes, path: str, wrong: int) -> tuple[str, str]:
    farthest = wrong
    for encoding in _order(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            # Of the encodings that read as text up to the wrong byte, the one that goes farthest tells where that is.
            if encoding in _NARROW and _plausible(data[: error.start].decode(encoding)):
                farthest = max(farthest, error.start)
            continue
        if _plausible(text):
            return text, encoding.replace("_", "-")
    why = f"byte {farthest} (0x{data[farthest]:02x}) is neither UTF-8 nor GB18030, UTF-16 or Big5; save it as UTF-8"
    raise UndecodableSource(path, why, farthest)


def _order(data: bytes) -> list[str]:
    """The encodings to try, likeliest first."""
    wide = sorted(_WIDE, key=lambda encoding: -_readable(data, encoding))
    if b"\0" in data[:_SAMPLE]:
        return wide
    from charset_normalizer import from_bytes

    # Few of its guesses on short Chinese texts are wrong, but Big5 and GB18030 share most of their bytes.
    found = [match.encoding for match in from_bytes(data[:_SAMPLE], cp_isolation=list(_NARROW))]
    big5_first = found[:1] == ["big5"] and _readable(data, "gb18030") < 0.9
    narrow = ["big5", "gb18030"] if big5_first else ["gb18030", "big5"]
    # Chinese in UTF-16 without a single Latin letter or line feed has no zero byte in it.
    if len(data) % 2 == 0 and _readable(data, wide[0]) >= max(0.9, _readable(data, narrow[0])):
        return [wide[0], *narrow]
    return narrow


def _readable(data: bytes, encoding: str) -> float:
    """Which share of the characters are letters, marks and common Chinese characters."""
    text = data[:_SAMPLE].decode(encoding, errors="replace")
    common = sum(1 for character in text if "\n" <= character <= "~" or _row(character) <= _COMMON_ROWS)
    return common / max(1, len(text))


def _row(character: str) -> int:
    """The row of GB 2312 in which a character stands, 99 for none."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return 99
    return code[0] - 0xA0 if len(code) > 1 else 99


def _plausible(text: str) -> bool:
    """Whether this is text: no NUL, few control characters, few private-use or unassigned ones."""
    sample = text[:_SAMPLE]
    if "\0" in sample:
        return False
    odd = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f") or "\ue000" <= c <= "\uf8ff" or c > "\U0002ffff")
    return bool(sample) and odd <= len(sample) // 50
