"""Bytes to text: which encoding, and what is said where there is none."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibiao.errors import UndecodableSource
from zhibiao.text.decode import decode

SIMPLIFIED = "贵州省2024年数字经济占比达45%以上，规模突破万亿元。\n"
TRADITIONAL = "臺灣地區數位經濟規模達45%，產業發展迅速，國際競爭力提升。\n"
HAN = "贵州省数字经济占比超过四成，规模突破万亿元。"


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL * 5, "big5", "big5"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (HAN * 5, "utf-16-le", "utf-16-le"),
        (HAN * 5, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32", "utf-32"),
        ("省长", "gb18030", "gb18030"),
        ("㎡与〇、㐂、𠮷", "gb18030", "gb18030"),
        ("GDP 5.5%\n", "ascii", "utf-8"),
    ],
)
def test_encodings(text: str, encoding: str, said: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == (text, said)


def test_big_endian_with_its_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), "a.txt") == (SIMPLIFIED, "utf-16")


@pytest.mark.parametrize("text", ["", " \n\t\u3000", "\n"])
def test_nothing_is_text(text: str) -> None:
    assert decode(text.encode(), "a.txt") == (text, "utf-8")


def test_only_a_mark() -> None:
    assert decode(codecs.BOM_UTF8, "a.txt") == ("", "utf-8-sig")


def test_line_ends_stay_as_they_are() -> None:
    text = "一\r\n二\r三\n四\u2028五"
    assert decode(text.encode(), "a.txt")[0] == text


UTF8, GB = SIMPLIFIED.encode(), SIMPLIFIED.encode("gb18030")


@pytest.mark.parametrize(
    ("data", "offset", "said"),
    [
        (UTF8 + b"\xff" + UTF8, len(UTF8), "mend"),
        (UTF8 + "省".encode()[:2], len(UTF8), "mend"),
        (UTF8 + b"\xed\xa0\x80" + UTF8, len(UTF8), "mend"),
        (GB + b"\xff\xff" + GB, len(GB), "GB18030"),
        (UTF8 + b"\0" + UTF8, len(UTF8), "save it as UTF-8"),
        (SIMPLIFIED.encode("utf-16")[:-1], len(SIMPLIFIED) * 2, "byte order mark"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 9, None, "save it as UTF-8"),
        (b"PK\x03\x04" + random.Random(2).randbytes(3000), None, "save it as UTF-8"),
        (random.Random(1).randbytes(5000), None, "save it as UTF-8"),
    ],
    ids=["wrong byte", "cut off", "surrogate", "wrong GB", "NUL", "odd UTF-16", "PNG", "zip", "noise"],
)
def test_no_text(data: bytes, offset: int | None, said: str) -> None:
    with pytest.raises(UndecodableSource, match=said) as caught:
        decode(data, "a.txt")
    assert offset is None or caught.value.offset == offset
    assert f"byte {caught.value.offset}" in str(caught.value)
    assert str(caught.value).startswith("a.txt: ")


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    try:
        text, encoding = decode(data, "a.txt")
    except UndecodableSource as error:
        offset = error.offset
    else:
        offset = 0
        assert data.decode(encoding) == text
    assert 0 <= offset <= len(data)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_any_utf8(text: str) -> None:
    assert decode(text.encode(), "a.txt") == (text, "utf-8")
