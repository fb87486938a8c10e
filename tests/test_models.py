"""The shipped models: their size, their cards, and that they need nothing but themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import spacy_pkuseg
from hypothesis import given, settings
from hypothesis import strategies as st

from zhibiao.evidence.pieces import pieces
from zhibiao.evidence.pkuseg_words import PkusegWords, pkuseg_words
from zhibiao.evidence.versions import MODELS

SEEDS = Path(__file__).parents[1] / "seeds"
WORDS = MODELS / "words"
SENTENCES = st.text(alphabet="数字经济占比达到以上省长张丽说２5%.-/*，。“”aＡ\U0002000b\n é", max_size=80)


def words(cutter: PkusegWords, sentences: list[str]) -> list[list[str]]:
    """The words themselves."""
    return [
        [sentence[start:end] for start, end in cut]
        for sentence, cut in zip(sentences, cutter.cut(sentences), strict=True)
    ]


@cache
def package() -> spacy_pkuseg.pkuseg:
    """spacy-pkuseg with the shipped model."""
    return spacy_pkuseg.pkuseg(str(WORDS), user_dict=None)


def of_package(sentences: list[str]) -> list[list[str]]:
    """The words that spacy-pkuseg itself cuts."""
    return [package()._cut(sentence) if sentence else [] for sentence in sentences]


def test_the_word_model_is_small_and_has_a_card() -> None:
    assert sum(file.stat().st_size for file in WORDS.iterdir()) <= 8_000_000
    card = (WORDS / "CARD.md").read_text(encoding="utf-8")
    for part in ("Data", "Size", "Scores", "scripts/train_words.py"):
        assert part in card


@pytest.mark.parametrize("seed", sorted(SEEDS.iterdir()), ids=lambda file: file.name)
def test_the_words_are_spacy_pkuseg_s_own(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    sentences = [text[piece.start : piece.end] for piece in pieces(text)]
    assert words(pkuseg_words(), sentences) == of_package(sentences)


@settings(max_examples=50, deadline=None)
@given(st.lists(SENTENCES, max_size=9))
def test_the_words_are_spacy_pkuseg_s_own_on_any_text(sentences: list[str]) -> None:
    assert words(pkuseg_words(), sentences) == of_package(sentences)


def test_known_words() -> None:
    sentences = ["数字经济规模超过三万亿元。", "加快建设现代化产业体系，推动高质量发展。"]
    assert words(pkuseg_words(), sentences) == [
        ["数字", "经济", "规模", "超过", "三万亿元", "。"],
        ["加快", "建设", "现代化", "产业", "体系", "，", "推动", "高质量", "发展", "。"],
    ]


def test_loading_needs_no_network_and_writes_nothing(tmp_path: Path) -> None:
    code = (
        "import socket\n"
        "def refuse(*_, **__): raise AssertionError('network')\n"
        "socket.socket.connect = socket.create_connection = refuse\n"
        "from zhibiao.evidence import Evidence\n"
        "text = '云南省副省长段玉林说。'\n"
        "evidence = Evidence(text)\n"
        "print(len(evidence.words(0, 11)) > 3, [text[w.start:w.end] for w in evidence.names(0, 11)])"
    )
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "PKUSEG_HOME": str(tmp_path / "pkuseg"),
        "TMPDIR": str(tmp_path),
    }
    ran = subprocess.run(
        [sys.executable, "-B", "-c", code], capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "True ['云南省', '段玉林']\n", "")
    assert list(tmp_path.iterdir()) == []
