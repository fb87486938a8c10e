"""spaCy, imported without its command line.

`import spacy` also imports `spacy.cli` and with it the clients of its model hub (weasel, httpx, requests, typer): a third of the time of
every start, and nothing here calls them. While spaCy is imported a placeholder stands in their place; afterwards `import spacy.cli`
finds the real ones. `pydantic.v1`, which its configuration would take where schemas of pydantic 1 are in use, counts as not installed
meanwhile: neither spaCy 3.8 nor anything here has one.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from zhibiao.collecting import uncollected

_LEFT_OUT = ("spacy.cli", "spacy.cli.info")
_OPTIONAL = "pydantic.v1"


def _info(*arguments: Any, **options: Any) -> Any:
    """As `spacy.info`, which lies in the command line."""
    return import_module("spacy.cli.info").info(*arguments, **options)


def import_spacy() -> None:
    """Import spaCy, unless it is imported already."""
    if "spacy" in sys.modules or "spacy.cli" in sys.modules:
        return
    for name in _LEFT_OUT:
        sys.modules[name] = ModuleType(name)
    sys.modules["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
    absent = _OPTIONAL not in sys.modules
    try:
        if absent:
            sys.modules[_OPTIONAL] = None  # type: ignore[assignment]  # how Python notes what cannot be imported
        with uncollected():
            spacy = import_module("spacy")
    finally:
        for name in (*_LEFT_OUT, *([_OPTIONAL] if absent else [])):
            del sys.modules[name]
    if hasattr(spacy, "cli"):
        del spacy.cli
