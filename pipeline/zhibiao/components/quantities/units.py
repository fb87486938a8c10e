"""Units and measure words: which one stands at a place, composed ones included (元/吨), and what it comes to in canonical units."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, Field

from zhibiao.model import value
from zhibiao.rulebook import Entry, Family


def _ratio(size: int | str) -> Fraction:
    """`2000/3`, `0.5`, `1/3.6` or `1000` as an exact fraction.

    >>> _ratio("1/3.6")
    Fraction(5, 18)
    """
    above, _, below = str(size).partition("/")
    return Fraction(Decimal(above)) / Fraction(Decimal(below or "1"))


def _is_ratio(size: int | str) -> int | str:
    try:
        return size if _ratio(size) > 0 else _fail(size)
    except (ArithmeticError, ValueError):
        return _fail(size)


def _fail(size: int | str) -> int | str:
    raise ValueError(f'{size!r} is no size; write 1000, "0.5" or "2000/3"')


class UnitEntry(Entry):
    """A class of units: 长度, 货币, 机构量词."""

    dimension: str
    canonical: str | None = None
    sizes: dict[str, Annotated[int | str, AfterValidator(_is_ratio)]] = Field(default_factory=dict)
    words: tuple[str, ...] = ()
    digits_only: tuple[str, ...] = ()
    not_before: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    time: bool = False
    grade: bool = False


UNITS: Family[UnitEntry] = Family("units", UnitEntry, group="quantities")


@value
class Unit:
    """A unit as written: `size` canonical units make one; composed ones have the canonical units of both parts (CNY/kg)."""

    word: str
    dimension: str
    rule: str
    size: Fraction | None = None
    canonical: str | None = None
    digits_only: bool = False
    not_before: tuple[str, ...] = ()
    time: bool = False
    grade: bool = False
    letters: bool = False

    def per(self, other: Unit, written: str) -> Unit:
        """元 per 吨 is 元/吨."""
        size = self.size / other.size if self.size and other.size else None
        canonical = f"{self.canonical}/{other.canonical}" if size else None
        return Unit(written, f"{self.dimension}/{other.dimension}", self.rule, size, canonical)

    def normal(self, low: Decimal, high: Decimal | None) -> tuple[Decimal, Decimal | None, str] | None:
        """The value in the canonical unit: 3 亩 is 2000 m²."""
        if self.size is None or self.canonical is None:
            return None
        return _times(low, self.size), None if high is None else _times(high, self.size), self.canonical


def _times(value: Decimal, size: Fraction) -> Decimal:
    if size == 1:
        return value
    exact = Fraction(value) * size
    with localcontext(prec=18) as context:
        product = context.divide(Decimal(exact.numerator), Decimal(exact.denominator))
        return Decimal(int(product)) if product == product.to_integral_value() else product.normalize()


_DOTS = frozenset("·•/")
_LETTER = re.compile(r"[A-Za-z0-9]")
_PER = re.compile(r"[/／每](?=[^\d\s]|[\d]*[万千百])\d{0,3}[百千万亿]{0,2}")


class Units:
    """All units of the rules, to be asked which one stands at a place."""

    def __init__(self, rules: str | None = None) -> None:
        self._units: dict[str, Unit] = {}
        for entry in UNITS.load(rules):
            for word in (*entry.sizes, *entry.words):
                size = _ratio(entry.sizes[word]) if word in entry.sizes else None
                self._units[word] = Unit(
                    word,
                    entry.dimension,
                    UNITS.id(entry),
                    size if entry.canonical else None,
                    entry.canonical,
                    word in entry.digits_only,
                    entry.not_before.get(word, ()),
                    entry.time,
                    entry.grade,
                    word[-1].isascii() and word[-1].isalpha(),
                )
        lengths: dict[str, set[int]] = {}
        for word in self._units:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: tuple(sorted(all_, reverse=True)) for first, all_ in lengths.items()}

    def find(self, text: str, at: int, *, arabic: bool = True) -> tuple[Unit, int] | None:
        """The longest unit that stands at `at`, with its end.

        >>> Units().find("5000元/吨", 4)[1]
        7
        """
        found = self._single(text, at, arabic)
        if found is None:
            return None
        unit, end = found
        if end < len(text) and text[end] in "/／每" and (per := _PER.match(text, end)):
            other = self._single(text, per.end(), True)
            if other is not None and (text[end] != "每" or (other[0].size is not None and not unit.time)):
                return self._further(text, at, unit.per(other[0], text[at : other[1]]), other[1])
        return found

    def _further(self, text: str, at: int, unit: Unit, end: int) -> tuple[Unit, int]:
        """元/人·月: a second unit below the line."""
        if text[end : end + 1] in _DOTS and (other := self._single(text, end + 1, True)) is not None:
            return unit.per(other[0], text[at : other[1]]), other[1]
        return unit, end

    def _single(self, text: str, at: int, arabic: bool) -> tuple[Unit, int] | None:
        for length in self._lengths.get(text[at : at + 1], ()):
            unit = self._units.get(text[at : at + length])
            end = at + length
            if unit is None or end > len(text) or (unit.digits_only and not arabic):
                continue
            if unit.not_before and text.startswith(unit.not_before, end):
                continue
            if unit.letters and _LETTER.match(text, end):
                continue
            return unit, end
        return None
