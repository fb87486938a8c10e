"""Every family of rules, and every rule."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from zhibiao import components, facts, text
from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.family import BUILT_IN, FAMILIES


def all_families() -> dict[str, Family[Any]]:
    """Every family by name, in alphabetical order."""
    _declare()
    return dict(sorted(FAMILIES.items()))


def all_rules(rules: str | None = None) -> Iterator[tuple[Family[Any], Entry]]:
    """Every rule of the built-in folder with the user's laid over it. Raises `RuleError`."""
    for family in all_families().values():
        for entry in family.load(rules):
            yield family, entry


def words_of(entry: Entry) -> tuple[str, ...]:
    """The words that a rule lists, whatever its family calls them: words, phrases, sizes, aliases, forms, names."""
    found: list[str] = []
    for field in ("words", "phrases", "sizes", "aliases", "forms", "names", "before", "after"):
        value = getattr(entry, field, ())
        found += [word for word in value if isinstance(word, str)] if not isinstance(value, str) else [value]
    return tuple(dict.fromkeys(found))


def own_names(family: Family[Any], rules: str | None) -> frozenset[str]:
    """The names of the rules that the user's folder adds or replaces. Raises `RuleError`."""
    if rules is None or not (Path(rules) / f"{family.name}.toml").is_file():
        return frozenset()
    return frozenset(entry.name for entry in family.read(Path(rules) / f"{family.name}.toml"))


def _declare() -> None:
    """Import every module that may declare a family."""
    for package in (text, components, facts):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)


__all__ = ["BUILT_IN", "all_families", "all_rules", "own_names", "words_of"]
