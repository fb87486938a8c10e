"""The fingerprint: other rules, models, evidence or corrections give another one, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

import zhibiao.fingerprint
from zhibiao.extractor import Extractor
from zhibiao.fingerprint import expected, fingerprint, rules_digest


def test_rules(tmp_path: Path) -> None:
    built_in, user = tmp_path / "built_in", tmp_path / "user"
    for folder in (built_in, user):
        folder.mkdir()
    (built_in / "units.toml").write_text("a", encoding="utf-8")
    first = rules_digest(None, built_in)
    empty = rules_digest(str(user), built_in)
    (user / "units.toml").write_text("b", encoding="utf-8")
    assert len({first, empty, rules_digest(str(user), built_in)}) == 3
    (built_in / "README.md").touch()
    assert rules_digest(None, built_in) == first
    (built_in / "divisions.tsv").write_text("530000\t云南省\n", encoding="utf-8")
    assert rules_digest(None, built_in) != first


def test_which_folder_a_rule_lies_in_matters(tmp_path: Path) -> None:
    for name in ("a", "b", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "a/units.toml").write_text("a", encoding="utf-8")
    (tmp_path / "b/units.toml").write_text("b", encoding="utf-8")
    assert rules_digest(str(tmp_path / "a"), tmp_path / "b") != rules_digest(str(tmp_path / "b"), tmp_path / "a")
    assert rules_digest(str(tmp_path / "empty"), tmp_path / "a") != rules_digest(
        str(tmp_path / "a"), tmp_path / "empty"
    )


def test_program_models_and_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "facts.py").touch()
    monkeypatch.setattr(zhibiao.fingerprint, "PROGRAM", tmp_path)
    found = [fingerprint(), fingerprint(evidence=False)]
    (tmp_path / "facts.py").write_text("x", encoding="utf-8")
    found.append(fingerprint())
    (tmp_path / "models/weights.npz").write_bytes(b"1")
    found.append(fingerprint())
    monkeypatch.setattr(zhibiao.fingerprint, "version", lambda _package: "9")
    found.append(fingerprint())
    assert len(set(found)) == len(found)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__/facts.py").touch()
    assert fingerprint() == found[-1]


def test_a_package_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zhibiao.fingerprint, "PACKAGES", ("no-such-package",))
    assert len(fingerprint()) == 12


def test_corrections_of_one_source() -> None:
    assert expected("0a1b", "") == "0a1b"
    assert len({"0a1b", expected("0a1b", "1"), expected("0a1b", "2"), expected("0a1c", "1")}) == 4


def test_an_extractor_stamps_what_it_will_load() -> None:
    assert Extractor(evidence=False).fingerprint == fingerprint(evidence=False)
