"""What made a shard: program, rules and models as one short hash. To work it out imports none of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from zhibiao.shipped import PROGRAM, RULES

PACKAGES = (
    *("rjieba", "spacy-pkuseg", "onnxruntime"),  # bring models and word lists of their own
    *("charset-normalizer", "trafilatura", "lxml", "pypdfium2"),  # decide what text a source holds
)


def fingerprint(rules: str | None = None, *, evidence: bool = True) -> str:
    """Twelve hexadecimal digits: with equal fingerprint and source hash there is nothing to redo.

    It goes by what the files hold, so that an edited rule, another model and a changed line of the program count also
    where the version number stayed. `rules` is a folder laid over the built-in rules.
    """
    total = hashlib.blake2b(digest_size=6)
    total.update(b"evidence\0" if evidence else b"rules alone\0")
    for package in PACKAGES:
        total.update(f"{package} {_version(package)}\0".encode())
    _add_files(total, PROGRAM, (".py", ".cfg", ".tsv", ".msgpack", ".npz", ".onnx"), _unchanged)
    total.update(rules_digest(rules))
    return total.hexdigest()


def rules_digest(rules: str | None = None, built_in: Path = RULES) -> bytes:
    """A hash over the names and bytes of all rule files, built-in and the user's."""
    total = hashlib.blake2b(digest_size=16)
    for folder in [built_in] if rules is None else [built_in, Path(rules)]:
        total.update(b"\0\0")
        _add_files(total, folder, (".toml", ".tsv"))
    return total.digest()


def expected(base: str, finish: str) -> str:
    """The fingerprint of one source's shard: the base, and what `finish` did beside extracting ("" for nothing)."""
    return hashlib.blake2b(f"{base}\0{finish}".encode(), digest_size=6).hexdigest() if finish else base


def _content(file: Path) -> bytes:
    return hashlib.sha256(file.read_bytes()).digest()


_contents: dict[Path, tuple[int, int, bytes]] = {}


def _unchanged(file: Path) -> bytes:
    """Of a file that is installed and not edited: read again only where its time or its size has changed."""
    state = file.stat()
    known = _contents.get(file)
    if known is None or known[:2] != (state.st_mtime_ns, state.st_size):
        known = _contents[file] = (state.st_mtime_ns, state.st_size, _content(file))
    return known[2]


def _add_files(
    total: hashlib.blake2b, folder: Path, suffixes: tuple[str, ...], digest: Callable[[Path], bytes] = _content
) -> None:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if name.endswith(suffixes):
                file = Path(place, name)
                total.update(f"{file.relative_to(folder).as_posix()}\0".encode())
                total.update(digest(file))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
