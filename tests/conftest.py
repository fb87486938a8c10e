"""What every test may ask for."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings
from spacy.language import Language

import zhibiao.extractor
import zhibiao.nlp
from zhibiao.extractor import Extractor

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline with the built-in rules, loaded once."""
    return zhibiao.nlp.load()


@pytest.fixture
def one_pipeline(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Extractor with the built-in rules uses the pipeline that is loaded already."""
    load = zhibiao.nlp.load

    def loaded(*, rules: str | None = None, evidence: bool = True) -> Language:
        return nlp if rules is None and evidence else load(rules=rules, evidence=evidence)

    monkeypatch.setattr(zhibiao.extractor, "load", loaded)


@pytest.fixture
def extractor(one_pipeline: None) -> Extractor:
    """An Extractor with the built-in rules."""
    return Extractor()
