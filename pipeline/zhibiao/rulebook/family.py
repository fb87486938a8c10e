"""A family of rules: its file, its entries' type, and the user's folder laid over the built-in one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

import regex
import tomli
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from zhibiao.errors import RuleError
from zhibiao.shipped import RULES

BUILT_IN = RULES
"""The built-in rules."""

FAMILIES: dict[str, Family[Any]] = {}
"""Every family that was declared, by name; `zhibiao rules check` walks it."""


class Entry(BaseModel):
    """What every rule has.

    `examples` are sentences with the wanted part in square brackets (`数字经济占比达[45%]以上`); `rejects` are sentences in
    which the rule must find nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1)]
    examples: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    note: str = ""


E = TypeVar("E", bound=Entry)


class Family(Generic[E]):
    """One rule file's rules; `group` is the span group in which an example's wanted part must turn up, if any."""

    def __init__(self, name: str, entry: Any, group: str | None = None) -> None:
        self.name = name
        self.group = group
        self._adapter: TypeAdapter[E] = TypeAdapter(entry)
        self._read: dict[Path, tuple[bytes, tuple[E, ...]]] = {}
        FAMILIES[name] = self

    def id(self, entry: E) -> str:
        """`units:亩`."""
        return f"{self.name}:{entry.name}"

    def files(self, rules: str | None = None) -> list[Path]:
        """The built-in file, and the user's where there is one."""
        folders = [BUILT_IN] if rules is None else [BUILT_IN, Path(rules)]
        return [file for folder in folders if (file := folder / f"{self.name}.toml").is_file()]

    def load(self, rules: str | None = None) -> tuple[E, ...]:
        """The entries, the user's in place of the built-in ones of the same name. Raises `RuleError`."""
        merged: dict[str, E] = {}
        for file in self.files(rules):
            merged.update((entry.name, entry) for entry in self.read(file))
        return tuple(merged.values())

    def read(self, file: Path) -> tuple[E, ...]:
        """The entries of one file, which is taken apart anew only where its bytes have changed. Raises `RuleError`."""
        data = _bytes(file)
        known = self._read.get(file)
        if known is None or known[0] != data:
            known = self._read[file] = (data, tuple(self._entries(file, _text(file, data))))
        return known[1]

    def _entries(self, file: Path, text: str) -> list[E]:
        found: dict[str, E] = {}
        for index, raw in enumerate(_entries(file, text)):
            try:
                entry = self._adapter.validate_python(raw)
            except ValidationError as error:
                fault = error.errors()[0]
                named = [part for part in fault["loc"] if isinstance(part, str)]
                field = named[-1] if named else fault.get("ctx", {}).get("discriminator", "").strip("'")
                raise RuleError(str(file), _line(text, index, field), _advice(fault, field)) from None
            if entry.name in found:
                raise RuleError(
                    str(file), _line(text, index, "name"), f"a second entry is named {entry.name!r}; keep one"
                )
            found[entry.name] = entry
        return list(found.values())


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise RuleError(str(file), 0, f"cannot be read: {error.strerror}") from None


def _text(file: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RuleError(str(file), line, f"not UTF-8 (byte {error.start}); save the file as UTF-8") from None


def _entries(file: Path, text: str) -> list[dict[str, Any]]:
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        at = regex.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        why = str(error) if at else "a bracket or a quotation mark is not closed before the end of the file"
        raise RuleError(str(file), line, f"not valid TOML: {_slip(text, line) or why}") from None
    for key in data:
        if key != "entry":
            raise RuleError(
                str(file), _first(text, key), f"unknown top-level key {key!r}; rules are written under [[entry]]"
            )
    entries = data.get("entry", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RuleError(str(file), _first(text, "entry"), "write [[entry]] with two brackets for each rule")
    return entries


_SLIPS = str.maketrans("＝：“”＂‘’，【】［］　＃", '==""""",[][] #')


def _slip(text: str, line: int) -> str:
    """The slip of a Chinese keyboard on this line, outside of quotation marks and comments, as advice."""
    lines = text.split("\n")
    if not 0 < line <= len(lines):
        return ""
    bare = regex.sub(r'"[^"]*+"', lambda match: " " * len(match[0]), lines[line - 1]).partition("#")[0]
    for column, (wrong, right) in enumerate(zip(bare, bare.translate(_SLIPS), strict=True), 1):
        if wrong != right:
            return f"full-width {wrong!r} in column {column}; write {right!r} instead"
    if word := regex.search(r"=\s*+(\p{L}[^\s,\]]*+)", bare):
        right = word[1].lower() if word[1] in {"True", "False"} else f'"{word[1]}"'
        return f"{word[1]} stands bare; write {right} instead"
    return ""


def _first(text: str, key: str) -> int:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip().lstrip("[").startswith(key):
            return number
    return 1


def _line(text: str, index: int, field: str) -> int:
    """The line of a field of the entry with this index; the entry's own line where the field is missing."""
    start, seen = 1, -1
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("[[entry]]"):
            seen += 1
            if seen == index:
                start = number
            elif seen > index:
                break
        elif seen == index and field and regex.match(rf"{regex.escape(field)}\s*=", stripped):
            return number
    return start


def _advice(fault: Any, field: str) -> str:
    kind, found = fault["type"], fault["input"]
    if kind == "union_tag_invalid":  # in a family whose entries are of several kinds
        return f"{field} {found[field]!r} is unknown; write one of {fault['ctx']['expected_tags']}"
    if kind == "union_tag_not_found":
        return f"the field {field!r} is missing; add it to this entry"
    if kind == "missing":
        return f"the field {field!r} is missing; add it to this entry"
    if kind == "extra_forbidden":
        return f"unknown field {field!r}; remove it or correct its spelling"
    if kind == "string_type":
        return f"{field}: a text is wanted, found {found!r}; put it in quotation marks"
    if kind in {"tuple_type", "list_type"}:
        return f'{field}: a list is wanted, found {found!r}; put it in square brackets, as ["甲", "乙"]'
    return f"{field}: {fault['msg']} (found {found!r})"
