"""SVG to PNG by resvg, with a font that has every character, or a word on which to install."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import regex

from zhibiao.charts.svg import FAMILY
from zhibiao.errors import MissingExtra, OutputError

# File names of fonts with Chinese characters, the best first.
_KNOWN = (
    r"NotoSansCJK.*Regular",
    r"NotoSansSC|NotoSansHans",
    r"SourceHanSans.*(?:Regular|VF)",
    r"PingFang|Hiragino Sans GB|STHeiti",
    r"msyh",
    r"wqy-(?:microhei|zenhei)",
    r"simhei",
    r"DroidSansFallback",
    r"NotoSansCJK|SourceHanSans|NotoSerifCJK|NotoSerifSC|SourceHanSerif|simsun|ukai|uming|LXGWWenKai",
)
_NAMES = [regex.compile(pattern, regex.IGNORECASE) for pattern in _KNOWN]
_ENDINGS = (".ttf", ".ttc", ".otf", ".otc")
INSTALL = (
    "install one: apt install fonts-noto-cjk (or fonts-wqy-zenhei), or name a file with --font; an .svg needs none"
)


def png(svg: str, font: Path | None = None, zoom: int = 2) -> bytes:
    """The picture as PNG, twice as large as in the SVG.

    Raises `MissingExtra` without resvg and fontTools, `OutputError` where no font has all the characters.
    """
    try:
        import resvg_py
    except ImportError:
        raise MissingExtra("resvg-py", "charts", "a .png cannot be drawn") from None
    file = find_font(_letters(svg), [font] if font else fonts())
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=_with_family(svg, file),
            font_files=[str(file)],
            skip_system_fonts=True,
            zoom=zoom,
            font_family=family(file),
        )
    )


def find_font(letters: frozenset[str], files: Sequence[Path]) -> Path:
    """The first font that has all the characters. Raises `OutputError` and names one that is missing."""
    missing = ""
    for file in files:
        lacking = letters - {chr(code) for code in _characters(file)}
        if not lacking:
            return file
        missing = missing or f"; {file.name} has no {min(lacking)}"
    raise OutputError(f"no font with Chinese characters is found{missing}; {INSTALL}")


def fonts() -> list[Path]:
    """The installed fonts that have Chinese characters by their names, the best first."""
    found = [(rank, file) for folder in _folders() for file in _files(folder) if (rank := _rank(file.name)) is not None]
    return [file for _, file in sorted(found)]


def family(file: Path) -> str:
    """The name of the font's family, the first one of a collection."""
    return str(_open(file)["name"].getDebugName(1))


def _letters(svg: str) -> frozenset[str]:
    """The characters that are drawn: those of text elements."""
    drawn = regex.findall(r"<text[^>]*+>([^<]*+)</text>", svg)
    return frozenset("".join(drawn).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) - {" ", "　"}


def _with_family(svg: str, file: Path) -> str:
    head, _, rest = svg.partition(f'font-family="{FAMILY}"')
    return f'{head}font-family="{family(file)}"{rest}'


def _rank(name: str) -> int | None:
    return next((rank for rank, known in enumerate(_NAMES) if known.search(name)), None)


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names if name.lower().endswith(_ENDINGS))


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    data = os.environ.get("XDG_DATA_HOME", str(home / ".local/share"))
    return [Path(data, "fonts"), home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


@cache
def _characters(file: Path) -> frozenset[int]:
    return frozenset(_open(file).getBestCmap() or {})


@cache
def _open(file: Path):  # type: ignore[no-untyped-def]
    try:
        from fontTools.ttLib import TTFont, TTLibError
    except ImportError:
        raise MissingExtra("fonttools", "charts", "a .png cannot be drawn") from None
    try:
        return TTFont(io.BytesIO(file.read_bytes()), fontNumber=0, lazy=True)
    except (OSError, TTLibError) as error:
        raise OutputError(f"{file}: no font that can be read: {error}; {INSTALL}") from None
