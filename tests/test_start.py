"""What a start imports, and what it leaves out."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version


def printed(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_pipeline_is_loaded_without_the_clients_of_a_model_hub():
    code = "import zhibiao, sys; zhibiao.load(); print([m for m in ('spacy.cli', 'weasel', 'httpx', 'typer') if m in sys.modules])"
    assert printed(code) == "[]"


def test_the_command_line_of_spacy_is_there_for_whoever_asks():
    code = (
        "import zhibiao.components, spacy.cli; print(spacy.cli.info.__name__, spacy.info(silent=True)['spacy_version'])"
    )
    assert printed(code) == f"info {version('spacy')}"


def test_spacy_may_be_imported_first():
    code = "import spacy.cli, zhibiao.components; print(spacy.info.__module__)"
    assert printed(code) == "spacy.cli.info"


def test_pydantic_1_is_left_out_of_a_start_and_there_for_whoever_asks():
    code = "import sys, zhibiao.components; print('pydantic.v1' in sys.modules); import pydantic.v1; print(pydantic.v1.BaseModel)"
    assert printed(code).split() == ["False", "<class", "'pydantic.v1.main.BaseModel'>"]


def test_garbage_is_collected_after_loading_as_before():
    code = "import gc, zhibiao; zhibiao.load(); on = gc.isenabled(); gc.disable(); zhibiao.extract('好。'); print(on, gc.isenabled())"
    assert printed(code) == "True False"
