"""The shipped models: their size, their cards, and that they need nothing but themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhibiao.evidence.pkuseg_words import cut
from zhibiao.shipped import MODELS

WORDS = MODELS / "words"


def test_the_word_model_is_small_and_has_a_card() -> None:
    assert sum(file.stat().st_size for file in WORDS.iterdir()) <= 8_000_000
    card = (WORDS / "CARD.md").read_text(encoding="utf-8")
    for part in ("Data", "Size", "Scores", "scripts/train_words.py"):
        assert part in card


def test_the_hints_are_small_and_have_a_card() -> None:
    assert sum(file.stat().st_size for file in (MODELS / "hints").iterdir()) <= 500_000
    card = (MODELS / "hints" / "CARD.md").read_text(encoding="utf-8")
    for part in ("Data", "Size", "Scores", "scripts/train_hints.py"):
        assert part in card


@settings(deadline=None)  # the first call loads the model
@given(st.text(alphabet="数字经济占比达到以上省长张丽说２5%.-/*，。“”aＡ\U0002000b\n é", max_size=80))
def test_words_are_in_order_and_leave_out_only_white_space(sentence: str) -> None:
    borders = list(cut(sentence))
    assert all(start < end for start, end in borders)
    assert all(left[1] <= right[0] for left, right in pairwise(borders))
    assert "".join(sentence[start:end] for start, end in borders) == "".join(sentence.split())


@pytest.mark.parametrize(
    "words",
    [
        ["数字", "经济", "规模", "超过", "三万亿元", "。"],
        ["加快", "建设", "现代化", "产业", "体系", "，", "推动", "高质量", "发展", "。"],
    ],
)
def test_known_words(words: list[str]) -> None:
    sentence = "".join(words)
    assert [sentence[start:end] for start, end in cut(sentence)] == words


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
