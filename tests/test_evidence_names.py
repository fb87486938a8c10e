"""The tagger of names: what it reads, what it finds, and that what stands in a sentence depends on that sentence alone."""

from __future__ import annotations

import math
from itertools import pairwise, product

import numpy as np
import numpy.typing as npt
import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from support.growth import growth
from zhibiao.evidence import Evidence
from zhibiao.evidence.tag_paths import KINDS, TAGS, names_of
from zhibiao.evidence.tagger import BLOCK, GAP, LEAST, PARTS, Sentence, features, tagger
from zhibiao.shipped import MODELS

LETTERS = "云南省昆明市长段玉林说，。；、“”！\n 　1２aＡ吨%·\U0002000b"
SENTENCES = (
    "云南省能源局副局长段玉林介绍，昆明市今年将建成充电桩3万个。",
    "匈牙利总理安布罗斯访问北京。",
    "记者 何思远报道，收入增长三成。",
    "好。",
    "全省规模以上工业增加值增长百分之六，农村居民收入稳步提高。",
)


def tagged(text: str) -> Sentence:
    return text, [(len(word), part) for word, part in rjieba.tag(text)]


def found(text: str) -> list[str]:
    """`段玉林/PER`."""
    (names,) = tagger().read([tagged(text)])
    return [f"{text[start:end]}/{kind}" for start, end, kind, _ in names]


# -- what the network reads -------------------------------------------------------------------------------------------


def test_every_character_has_its_numbers_and_blanks_stand_between() -> None:
    texts = ["市长段玉林说", "好"]
    read = features([tagged(text) for text in texts])
    gap = "\0" * GAP
    assert "".join(map(chr, read["characters"])).startswith(f"{gap}市长段玉林说{gap}好{gap}")
    assert {len(row) for row in read.values()} == {LEAST}
    for row in read.values():
        assert not row[:GAP].any()
        assert not row[2 * GAP + 7 :].any()


def test_words_tell_their_borders() -> None:
    (text, _), nr, v = tagged("段玉林说"), PARTS.index("nr"), PARTS.index("v")
    read = features([(text, [(3, "nr"), (1, "v")])])
    assert read["words"][GAP : GAP + 4].tolist() == [4 * nr, 4 * nr + 1, 4 * nr + 2, 4 * v + 3]


def test_full_width_letters_and_digits_are_the_plain_ones() -> None:
    wide, plain = features([tagged("ＡＩ２：")]), features([tagged("AI2:")])
    assert wide["characters"].tolist() == plain["characters"].tolist()
    assert wide["pairs"].tolist() == plain["pairs"].tolist()


def test_an_unknown_part_of_speech_is_read_as_x() -> None:
    assert features([("好", [(1, "none")])])["words"].tolist() == features([("好", [(1, "x")])])["words"].tolist()


# -- what it finds ----------------------------------------------------------------------------------------------------


def test_people_places_and_organisations() -> None:
    assert found("云南省财政厅厅长段玉林在北京会见记者。")[-2:] == ["段玉林/PER", "北京/LOC"]
    assert "段玉林/PER" in found("段玉林说，今年将建成充电桩3万个。")
    assert "王伟/PER" in found("记者王伟报道")


@pytest.mark.parametrize("text", ["", "\n", "中", "\ud800".replace("\ud800", "\ufffd"), "\0\0", "\U0002000b"])
def test_short_and_strange_texts_have_no_names(text: str) -> None:
    assert tagger().read([tagged(text)] if text else []) == [[]][: len(text)]


def test_a_sentence_has_the_same_names_in_every_company() -> None:
    sentences = [tagged(text) for text in SENTENCES]
    alone = [tagger().read([sentence])[0] for sentence in sentences]
    assert any(alone)
    filler = tagged("，".join(SENTENCES) * 3)
    for before in range(0, 40, 3):
        row = [tagged("一" * before or "一"), *sentences, *[filler] * (before % 7)]
        assert tagger().read(row)[1 : 1 + len(sentences)] == alone
    many = sentences * (2 * BLOCK // sum(len(text) for text, _ in sentences))
    assert tagger().read(many) == alone * (len(many) // len(sentences))


@given(st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=60), max_size=12))
def test_any_sentences_together_are_read_as_alone(texts: list[str]) -> None:
    sentences = [tagged(text) for text in texts]
    together = tagger().read(sentences)
    assert together == [tagger().read([sentence])[0] for sentence in sentences]
    for text, names in zip(texts, together, strict=True):
        assert all(0 <= start < end <= len(text) and kind in KINDS for start, end, kind, _ in names)
        assert all(left[1] <= right[0] for left, right in pairwise(names))
        assert all(0 < chance <= 1 for *_, chance in names)


@pytest.mark.parametrize("piece", ["段玉林", "省长", "阿", "·", "王。", "段玉林和何思远、"])
def test_the_work_grows_with_the_text(piece: str) -> None:
    assert growth(lambda text: Evidence(text).names(0, len(text)), piece, 4_000) < 2.5


# -- the best path ----------------------------------------------------------------------------------------------------


def chances(rows: list[list[int]]) -> npt.NDArray[np.float32]:
    """Logarithms of chances from whole weights."""
    weights = np.array(rows, dtype=np.float64).reshape(-1, TAGS) + 0.01
    return np.log(weights / weights.sum(1, keepdims=True)).astype(np.float32)


def every_path(length: int) -> list[list[int]]:
    """All rows of tags where B I E and nothing else follow one another."""
    first, last = ({0, *(4 * kind + n for kind in range(len(KINDS)) for n in ends)} for ends in ((1, 4), (3, 4)))
    after = {0: first} | {4 * k + n: first for k in range(len(KINDS)) for n in (3, 4)}
    after |= {4 * k + n: {4 * k + 2, 4 * k + 3} for k in range(len(KINDS)) for n in (1, 2)}
    paths = [[tag] for tag in sorted(first)]
    for _ in range(length - 1):
        paths = [[*path, tag] for path, tag in product(paths, range(TAGS)) if tag in after[path[-1]]]
    return [path for path in paths if path[-1] in last]


PATHS = {length: every_path(length) for length in (1, 2, 3)}


@given(
    st.integers(1, 3).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 20), min_size=TAGS, max_size=TAGS), min_size=n, max_size=n)
    )
)
def test_no_path_is_better_than_the_one_that_is_walked(rows: list[list[int]]) -> None:
    rows = [[0, *row[1:]] for row in rows]  # all of it lies open
    scores = chances(rows)
    names = names_of(scores)
    walked = [0] * len(rows)
    for start, end, kind, chance in names:
        first = 1 + 4 * KINDS.index(kind)
        tags = [first + 3] if end - start == 1 else [first, *[first + 1] * (end - start - 2), first + 2]
        walked[start:end] = tags
        total = sum(float(scores[start + n, tag]) for n, tag in enumerate(tags))
        assert math.isclose(chance, math.exp(total / (end - start)), rel_tol=1e-4)
    best = max(sum(float(scores[at, tag]) for at, tag in enumerate(path)) for path in PATHS[len(rows)])
    assert sum(float(scores[at, tag]) for at, tag in enumerate(walked)) >= best - 1e-3


def test_where_no_name_is_likely_none_is_looked_for() -> None:
    assert names_of(chances([[10_000, *[1] * (TAGS - 1)]] * 3)) == []


# -- what is shipped --------------------------------------------------------------------------------------------------


def test_the_tagger_is_small_and_has_a_card() -> None:
    assert sum(file.stat().st_size for file in (MODELS / "names").iterdir()) <= 4_000_000
    card = (MODELS / "names" / "CARD.md").read_text(encoding="utf-8")
    for part in ("Data", "Size", "Scores", "scripts/train_names.py"):
        assert part in card
