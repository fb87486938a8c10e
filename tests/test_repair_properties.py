"""Clean articles come through untouched; damaged ones come back as they were, every character in its place."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from support.damage import CAPTIONS, LEDES, PASSING, SENTENCES, TITLE, page, paragraphs, places_to_cut, wrapped
from zhibiao.extractor import Extractor
from zhibiao.model import Article
from zhibiao.records import Record, check_offsets, check_places
from zhibiao.sources import Source
from zhibiao.text.articles import articles

SOME = settings(max_examples=40, deadline=None)


def told(raw: str) -> list[str]:
    """The paragraphs of the articles, without what belongs to none."""
    return [
        one.text[block.start : block.end]
        for one in articles(raw)
        if one.kind != "boilerplate"
        for block in one.blocks
        if block.kind not in {"boilerplate", "title"}
    ]


def sound(found: list[Article], raw: str) -> None:
    for one in found:
        assert list(check_offsets(one, raw)) == []


@SOME
@given(paragraphs)
def test_clean_text_comes_through_without_repair(blocks: list[str]) -> None:
    for raw in (
        page(blocks),
        "\n".join([TITLE, *blocks]),
        "\n".join([TITLE, *("\u3000\u3000" + block for block in blocks)]),
    ):
        found = articles(raw)
        assert told(raw) == blocks
        assert not any(one.repairs for one in found)


@SOME
@given(paragraphs, st.lists(st.integers(20, 40), min_size=1, max_size=9), st.booleans())
def test_wrapped_lines_are_read_as_paragraphs(blocks: list[str], widths: list[int], indent: bool) -> None:
    raw = "\n".join(wrapped(blocks, widths, indent=indent))
    assert told(raw) == blocks
    sound(articles(raw), raw)


@SOME
@given(paragraphs, st.integers(20, 40), st.integers(4, 12))
def test_pages_between_wrapped_lines(blocks: list[str], width: int, height: int) -> None:
    lines = wrapped(blocks, [width], indent=True)
    for number, at in enumerate(range(height + 2, len(lines), height + 5), 1):
        lines[at:at] = ["", f"— {number} —", "", "江州日报", ""]
    raw = "\n".join(lines)
    assert "".join(told(raw)) == "".join(blocks)  # at a page's end a paragraph may end as well
    sound(articles(raw), raw)


@SOME
@given(paragraphs, st.data())
def test_what_passes_between_two_halves(blocks: list[str], data: st.DataObject) -> None:
    which = data.draw(st.integers(0, len(blocks) - 1))
    at = data.draw(st.sampled_from(places_to_cut(blocks[which])))
    between = data.draw(st.lists(st.sampled_from(PASSING), max_size=3, unique=True))
    halves = [blocks[which][:at], *between, blocks[which][at:]]
    plain = page([*blocks[:which], halves[0], halves[-1], *blocks[which + 1 :]])
    raw = page([*blocks[:which], *halves, *blocks[which + 1 :]])
    assert told(raw) == told(plain)  # page numbers and running heads make no difference
    sound(articles(raw), raw)


def _made(rng: random.Random) -> list[str]:
    words = {"place": "江州市", "name": "林海峰"}
    drawn = [one.format(n=rng.randrange(11, 980), m=rng.randrange(2, 96), **words) for one in rng.sample(SENTENCES, 10)]
    return ["".join(drawn[at : at + 2]) for at in range(0, 10, 2)]


@pytest.mark.parametrize(
    ("between", "floor"),
    [
        ((), 0.9),
        (CAPTIONS[:1], 0.9),
        (PASSING[2:3], 0.9),
        (LEDES[:1], 0.8),
        (LEDES[:2], 0.75),
        ((LEDES[0], CAPTIONS[0]), 0.8),
    ],
    ids=["nothing", "a caption", "a running head", "a lede", "two blocks", "a lede and a caption"],
)
def test_how_many_cuts_are_mended(between: tuple[str, ...], floor: float) -> None:
    rng = random.Random(20250101)
    mended = total = 0
    for _ in range(300):
        blocks = _made(rng)
        which = rng.randrange(len(blocks))
        at = rng.choice(places_to_cut(blocks[which]))
        raw = page([*blocks[:which], blocks[which][:at], *between, blocks[which][at:], *blocks[which + 1 :]])
        total += 1
        mended += [block for block in told(raw) if block not in between] == blocks
    assert mended / total >= floor, f"{mended} of {total}"


def test_a_cut_hardly_ever_makes_a_sentence_that_was_not_there() -> None:
    rng = random.Random(20250102)
    wrong = 0
    for _ in range(300):
        blocks = _made(rng)
        which = rng.randrange(len(blocks))
        at = rng.choice(places_to_cut(blocks[which]))
        apart = [*blocks[:which], blocks[which][:at], blocks[which][at:], *blocks[which + 1 :]]
        wrong += told(page(apart)) not in (blocks, apart)
    assert wrong <= 3, f"{wrong} of 300"


def _facts(records: list[Record], raw: str) -> list[tuple[object, ...]]:
    """What the facts say, without where: kind, words, and the words of what belongs to them."""
    inner = {row.id for row in records if row.record == "article" and row.kind == "boilerplate"}
    found: list[tuple[object, ...]] = []
    for row in records:
        if row.record in {"source", "article"} or row.article in inner:
            continue
        assert list(check_places(row, raw)) == []
        if row.record == "region":
            found.append(("region", row.text, tuple(row.path), row.nested))
        elif row.record == "person":
            found.append(("person", row.text, tuple((title.text, title.org, title.role) for title in row.titles)))
        else:
            indicator = row.indicator.text if row.indicator else None
            found.append(("quantity", row.text, row.value, row.comparator, row.unit, indicator, row.status, row.year))
    return found


@settings(max_examples=15, deadline=None)
@given(blocks=paragraphs, data=st.data())
def test_facts_and_their_characters_come_back(
    extractor_of_all: Extractor, blocks: list[str], data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(blocks) - 1))
    at = data.draw(st.sampled_from(places_to_cut(blocks[which])))
    undated = [one for one in PASSING if "年" not in one]  # a folio's date would tell the year of the facts
    between = data.draw(st.lists(st.sampled_from([*undated, *LEDES]), max_size=2, unique=True))
    clean = page(blocks)
    raw = page([*blocks[:which], blocks[which][:at], *between, blocks[which][at:], *blocks[which + 1 :]])
    assume([block for block in told(raw) if block not in LEDES] == blocks)
    one, other = (list(extractor_of_all.records(Source.of(text, "a"))) for text in (clean, raw))
    assert _facts(other, raw) == _facts(one, clean)


@pytest.fixture(scope="module")
def extractor_of_all() -> Extractor:
    return Extractor()
