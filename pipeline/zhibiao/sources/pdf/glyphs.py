"""The characters of a PDF's pages and where they stand, from pypdfium2."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from zhibiao.errors import UnreadableSource

_RADICALS = ("\u2f00", "\u2fdf")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: points from the page's top left corner; `base` is its baseline, `size` the height of its line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float


def pages(data: bytes, path: str) -> Iterator[tuple[float, float, list[Glyph]]]:
    """Each page's width, height and characters, in the order of the file. Raises `UnreadableSource`."""
    try:
        import pypdfium2
    except ImportError:
        raise UnreadableSource(path, "to read PDF install the extra: pip install 'zhibiao[pdf]'") from None
    try:
        with closing(pypdfium2.PdfDocument(data)) as file:
            for index in range(len(file)):
                page = file[index]
                with closing(page), closing(page.get_textpage()) as text:
                    width, height = page.get_size()
                    yield width, height, list(_glyphs(pypdfium2.raw, text, height))
    except pypdfium2.PdfiumError as error:
        why = "needs a password" if "assword" in str(error) else f"is no sound PDF ({error})"
        raise UnreadableSource(path, f"{why}; save it anew without protection") from None


def _glyphs(raw: Any, text: Any, height: float) -> Iterator[Glyph]:
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code < 0x20 or raw.FPDFText_IsGenerated(text, index) == 1 or 0xD800 <= code < 0xE000 or code >= 0xFFFE:
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            continue
        raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        yield Glyph(
            _plain(chr(code)),
            box.left,
            height - box.top,
            box.right,
            height - box.bottom,
            height - y.value,
            max(box.top - box.bottom, 1.0),
        )


def _plain(character: str) -> str:
    """A radical of its own block is the character that looks like it: ⼯ is 工."""
    if _RADICALS[0] <= character <= _RADICALS[1]:
        return unicodedata.normalize("NFKC", character)
    return character
