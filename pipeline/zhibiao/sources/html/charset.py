"""The bytes of a page to text: what a byte order mark says, what the page itself says, else as any text."""

from __future__ import annotations

import codecs

import regex

from zhibiao.text.decode import decode

_HEAD = 4096
_CHARSET = regex.compile(
    rb"<meta[^<>]{0,400}?charset\s{0,8}=\s{0,8}[\"']?\s{0,8}([A-Za-z0-9_\-]{2,20})", regex.IGNORECASE
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# A page that says GB2312 may hold any character of its successors, and a browser reads it so.
_READ_AS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
_WRONG = 0.01
"""So many characters that cannot be read make the page's own word untrue."""


def decode_page(data: bytes, path: str) -> tuple[str, str]:
    """The text of a page and its encoding. Raises `UndecodableSource`.

    The page's own word is taken where the bytes are not UTF-8; single damaged characters become U+FFFD, as in a browser.

    >>> decode_page('<meta charset="gb2312"><p>贵州'.encode("gbk"), "a.html")
    ('<meta charset="gb2312"><p>贵州', 'gb18030')
    """
    match = _CHARSET.search(data[:_HEAD])
    if match and not data.startswith(_MARKS) and not _is_utf8(data):
        encoding = _READ_AS.get(match[1].decode().lower())
        if encoding:
            text = data.decode(encoding, errors="replace")
            if text.count("\ufffd") <= _WRONG * len(text):
                return text, encoding
    return decode(data, path)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
