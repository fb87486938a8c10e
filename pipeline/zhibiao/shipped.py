"""Where the data lies that is shipped with the program."""

from __future__ import annotations

from pathlib import Path

PROGRAM = Path(__file__).parent
MODELS = PROGRAM / "models"

_PACKAGED = PROGRAM / "rules"
RULES = _PACKAGED if _PACKAGED.is_dir() else PROGRAM.parents[1] / "rules"
"""The built-in rules: inside the package once it is installed, the top-level folder in a checkout."""
