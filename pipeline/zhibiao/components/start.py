"""spaCy, imported without its command line.

`import spacy` also imports `spacy.cli` and with it the clients of its model hub (weasel, httpx, requests, typer): a third of the time of
every start, and nothing here calls them. While spaCy is imported a placeholder stands in their place; afterwards `import spacy.cli`
finds the real ones.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_LEFT_OUT = ("spacy.cli", "spacy.cli.info")


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
    try:
        spacy = import_module("spacy")
    finally:
        for name in _LEFT_OUT:
            del sys.modules[name]
    if hasattr(spacy, "cli"):
        del spacy.cli
