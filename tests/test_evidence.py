"""What is known of a text beside the rules: pieces, names, words."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from zhibiao.components import groups
from zhibiao.components.witnesses import Witnesses
from zhibiao.evidence import Evidence, Word, read_names
from zhibiao.evidence.hints import hints
from zhibiao.evidence.pieces import LIMIT, pieces
from zhibiao.evidence.tagger import Sentence, Tagger
from zhibiao.evidence.witness import Name, Placed
from zhibiao.extractor import Extractor, Tally
from zhibiao.model import Article, Stretch
from zhibiao.nlp import pipe, process
from zhibiao.sources import read_source

SEEDS = Path(__file__).parents[1] / "seeds"
PAGE = (
    "云南省能源局副局长段玉林介绍，昆明市今年将建成充电桩3万个。\n"
    "“绿色铝产能要提高到500万吨以上。”段玉林说。记者 何思远\n\n"
    "3月12日，西双版纳傣族自治州人民政府与华能澜沧江公司签约。"
)
TEXTS = st.text(
    alphabet=st.sampled_from("云南省昆明市长段玉林说，。；：、“”！？\n 　1２aＡ吨%\U0002000b"), max_size=600
)


def shown(text: str, words: Sequence[Word | Name]) -> list[str]:
    """`段玉林/PER`."""
    return [f"{text[word.start : word.end]}/{word.tag}" for word in words]


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
    words = evidence.tagged(0, 300_000)
    assert sum(word.end - word.start for word in words) == (0 if character.isspace() else 300_000)
    assert all(word.end - word.start <= LIMIT for word in words)
    assert len(evidence.words(150_000, 150_001)) == (0 if character.isspace() else 1)


# -- names ----------------------------------------------------------------------------------------------------------


def test_names_have_the_offsets_of_the_text() -> None:
    assert shown(PAGE, Evidence(PAGE).names(0, PAGE.index("3月"))) == [
        "云南省能源局/ORG",
        "段玉林/PER",
        "昆明市/LOC",
        "段玉林/PER",
        "何思远/PER",
    ]


def test_only_what_touches_the_place_is_given() -> None:
    at = PAGE.index("玉林")
    assert shown(PAGE, Evidence(PAGE).names(at, at + 1)) == ["段玉林/PER"]
    assert Evidence(PAGE).names(at, at) == []


def test_the_tagger_says_how_sure_it_is() -> None:
    at = PAGE.index("段玉林")
    (name,) = Evidence(PAGE).names(at, at + 1)
    assert 0.9 < name.chance <= 1


def watch(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the tagger is asked to read, ask by ask; it finds no names."""
    asked: list[list[str]] = []

    def read(self: Tagger, sentences: Sequence[Sentence]) -> list[list[tuple[int, int, str, float]]]:
        asked.append([text for text, _ in sentences])
        return [[] for _ in sentences]

    monkeypatch.setattr(Tagger, "read", read)
    return asked


def test_a_sentence_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = watch(monkeypatch)
    evidence = Evidence(PAGE)
    first, last = PAGE.index("昆明"), PAGE.index("西双")
    evidence.prepare([Stretch(first, first + 2), Stretch(0, 2), Stretch(last, last + 4)])
    evidence.names(first, first + 2)
    evidence.names(last, len(PAGE))
    lines = PAGE.split("\n")
    assert [sorted(sentences) for sentences in asked] == [sorted([lines[0], lines[3]])]


def test_a_sentence_alike_in_other_characters_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    written = "記者何思遠報道。县长段玉林说，收入增长三成。"
    plain = "记者何思远报道。县长段玉林说，收入增长三成。"
    earlier, alone = Evidence(written), Evidence(plain)
    both = [Stretch(0, 1), Stretch(10, 11)]
    earlier.prepare(both)
    alone.prepare(both)
    asked = watch(monkeypatch)
    later = Evidence(plain, earlier=earlier)
    later.prepare(both)
    assert asked == [["记者何思远报道。"]]
    assert shown(plain, later.known_names()) == shown(plain, alone.known_names()[-1:])
    assert later.tagged(0, len(plain)) == alone.tagged(0, len(plain))


def test_known_names_are_those_of_what_was_read() -> None:
    evidence = Evidence(PAGE)
    assert evidence.known_names() == []
    at = PAGE.index("何思远")
    evidence.prepare([Stretch(at, at + 3)])
    assert shown(PAGE, evidence.known_names()) == ["何思远/PER"]


# -- many texts together ---------------------------------------------------------------------------------------------

TOGETHER = [PAGE, "记者何思远报道，收入增长三成。", "", "全省工业增加值增长百分之六。", "\ud800市长段玉林说。", PAGE]


def test_names_read_together_are_those_read_alone() -> None:
    together = [Evidence(text) for text in TOGETHER]
    read_names(together)
    for evidence in together:
        alone = Evidence(evidence.text)
        alone.prepare(Stretch(at, at + 1) for at in alone.hints)
        assert evidence.known_names() == alone.known_names()
    assert [len(evidence.known_names()) > 0 for evidence in together] == [True, True, False, False, True, True]


def test_many_texts_are_one_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = watch(monkeypatch)
    together = [Evidence(text) for text in TOGETHER]
    read_names(together)
    read_names(together)
    read_names([Evidence(PAGE, enabled=False), Evidence("")])
    assert len(asked) == 1


def articles() -> list[Article]:
    """Thirty articles, no two alike."""
    clauses = (
        "昆明市今年建成充电桩",
        "云南省能源局副局长段玉林介绍，今年新建",
        "记者何思远从贵阳市了解到，全市新增就业岗位",
    )
    return [Article.of(f"{clauses[number % 3]}{number + 2}万个。") for number in range(30)]


@pytest.mark.parametrize(("window", "asks"), [(1, 30), (200, 4), (40_000, 1)])
def test_articles_are_read_by_windows(nlp: Language, monkeypatch: pytest.MonkeyPatch, window: int, asks: int) -> None:
    alone = [
        [repr(fact) for fact in (*groups.regions(doc), *groups.people(doc))]
        for doc in map(partial(process, nlp), articles())
    ]
    asked = 0
    read = Tagger.read

    def counted(self: Tagger, sentences: Sequence[Sentence]) -> list[list[tuple[int, int, str, float]]]:
        nonlocal asked
        asked += 1
        return read(self, sentences)

    monkeypatch.setattr(Tagger, "read", counted)
    monkeypatch.setattr("zhibiao.components.evidence.WINDOW", window)
    together = [[repr(fact) for fact in (*groups.regions(doc), *groups.people(doc))] for doc in pipe(nlp, articles())]
    assert together == alone
    assert any("段玉林" in fact for facts in together for fact in facts)
    assert asked <= asks + 1


def test_no_more_articles_are_held_than_a_window(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0

    def counted() -> Iterator[Article]:
        nonlocal taken
        for article in articles():
            taken += 1
            yield article

    monkeypatch.setattr("zhibiao.components.evidence.WINDOW", 60)
    docs = pipe(nlp, counted())
    next(docs)
    assert 2 <= taken <= 5
    assert len(list(docs)) == 29


def test_lines_of_a_source_are_read_together_and_stay_as_they_are(
    extractor: Extractor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps({"text": article.text}, ensure_ascii=False) for article in articles()]
    lines[7] = "{"
    file = tmp_path / "甲.jsonl"
    file.write_text("\n".join([*lines, lines[3]]), encoding="utf-8")

    def rows() -> tuple[list[str], list[int]]:
        tally = Tally()
        found = [row.model_dump_json() for row in extractor.rows(read_source(file, file.name), tally)]
        return found, [fault.line for fault in tally.faults]

    together = rows()
    monkeypatch.setattr("zhibiao.extractor.WINDOW", 1)
    assert rows() == together
    assert together[1] == [8]
    monkeypatch.setattr("zhibiao.extractor.WINDOW", 40_000)
    asked = watch(monkeypatch)
    rows()
    assert len(asked) == 1


# -- hints ----------------------------------------------------------------------------------------------------------


def test_names_are_hinted_at_and_few_other_places_are() -> None:
    hinted = Evidence(PAGE).hints
    names = [at for at in range(len(PAGE)) if PAGE.startswith(("段玉林", "何思远"), at)]
    assert all(any(abs(at - hint) <= 1 for hint in hinted) for at in names)
    assert len(hinted) < 12


def test_a_text_without_people_is_hardly_read(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = watch(monkeypatch)
    text = "全省规模以上工业增加值增长百分之六，农村居民收入稳步提高，新增城镇就业超过三十万人。\n" * 20
    witnesses = Witnesses(Evidence(text), text)
    assert witnesses.persons() == []
    assert sum(map(len, [sentence for sentences in asked for sentence in sentences])) < len(text) / 5


def test_the_score_of_a_place_depends_on_what_stands_around() -> None:
    evidence = Evidence("局长段玉林介绍，一段路程。")
    assert evidence.likely(2) > 0 > evidence.likely(9)


@given(st.text(max_size=60))
def test_any_text_has_a_score_for_each_character(text: str) -> None:
    scores = hints().scores(text)
    assert scores.shape == (len(text),)
    assert scores.dtype == np.float32


def test_many_texts_have_the_scores_that_each_has_alone() -> None:
    texts = [PAGE, "", "市长段玉林说", PAGE * 200]
    for text, scores in zip(texts, hints().scores_of(texts), strict=True):
        assert scores.tolist() == hints().scores(text).tolist()


@pytest.mark.parametrize("at", [0, 8_190, 8_200, 16_384])
def test_a_long_text_is_scored_as_its_parts_are(at: int) -> None:
    text = PAGE * 300
    around = slice(max(0, at - 8), at + 48)
    assert (
        hints().scores(text)[at : at + 40].tolist() == hints().scores(text[around])[at - around.start :][:40].tolist()
    )


def test_nothing_is_hinted_at_without_evidence() -> None:
    assert Evidence(PAGE, enabled=False).hints == []


def test_without_a_witness_for_names_words_stand_in() -> None:
    class Wordy(Evidence):
        naming = False

        def prepare(self, places: Iterable[Placed]) -> None:
            raise AssertionError("the tagger was asked")

    evidence = Wordy("省财政厅厅长李建国介绍，收入增长。")
    assert shown(evidence.text, evidence.known_names()) == ["李建国/PER"]


# -- words ----------------------------------------------------------------------------------------------------------


def test_words_cover_the_sentences_they_touch() -> None:
    evidence = Evidence(PAGE)
    for words in (evidence.words(0, len(PAGE)), evidence.tagged(0, len(PAGE))):
        assert "".join(PAGE[word.start : word.end] for word in words).replace(" ", "") == "".join(PAGE.split())
    at = PAGE.index("产能")
    (word,) = evidence.words(at, at + 1)
    assert word.start <= at < word.end


def test_a_word_is_found_by_its_first_character_by_its_end_and_by_any_it_holds() -> None:
    evidence = Evidence(PAGE)
    words = evidence.tagged(0, len(PAGE))
    for word in words:
        assert evidence.word_from(word.start) == evidence.word_to(word.end) == word
        assert {evidence.word_at(place) for place in range(word.start, word.end)} == {word}
    inside = {place for word in words for place in range(word.start + 1, word.end)}
    assert {evidence.word_from(place) for place in inside} == {evidence.word_to(place) for place in inside} == {None}


@pytest.mark.parametrize("place", [-1, PAGE.index("\n"), len(PAGE), len(PAGE) + 5])
def test_no_word_stands_between_sentences_and_outside_the_text(place: int) -> None:
    assert Evidence(PAGE).word_at(place) is None
    assert Evidence(PAGE).word_from(place) is None


@pytest.mark.parametrize("text", ["", "\n", "中", "\ud800", "中\udfff国", "\U0002000b"])
def test_short_and_broken_texts(text: str) -> None:
    evidence = Evidence(text)
    for words in (evidence.words(0, 9), evidence.tagged(0, 9)):
        assert sum(word.end - word.start for word in words) == len(text.strip())


def test_without_evidence_nothing_is_known() -> None:
    evidence = Evidence(PAGE, enabled=False)
    evidence.prepare([Stretch(0, len(PAGE))])
    assert [*evidence.words(0, 90), *evidence.tagged(0, 90), *evidence.names(0, 90)] == []
    assert evidence.word_at(0) is evidence.word_from(0) is evidence.word_to(2) is None


def test_no_model_is_loaded_before_it_is_asked_for() -> None:
    models = "{'onnxruntime', 'spacy_pkuseg', 'rjieba'}"
    code = f"import sys, zhibiao.extractor; print(sorted({models} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
