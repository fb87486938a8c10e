"""Rule files checked: read every family, run every example and every counter-example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import regex

from zhibiao import components, facts, text
from zhibiao.components.groups import ATTRIBUTES
from zhibiao.errors import RuleError
from zhibiao.model import Article
from zhibiao.nlp import load, process
from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.family import FAMILIES

if TYPE_CHECKING:
    from spacy.language import Language

_WANTED = regex.compile(r"\[([^\[\]]++)\]")


@dataclass(frozen=True, slots=True)
class RuleFault:
    """One fault: the rule's id, or the file for one that cannot be read."""

    rule: str
    why: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.why}"


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How much was checked."""

    family: str
    rules: int
    examples: int


def check_rules(rules: str | None = None) -> Iterator[RuleFault | RuleCount]:
    """Every fault of the built-in rules with the user's laid over them, and a count a family.

    The examples are run once every file can be read.
    """
    _declare_families()
    if rules is not None:
        for file in sorted(Path(rules).glob("*.toml")):
            if file.stem not in FAMILIES:
                yield RuleFault(str(file), f"no such family; the families are {', '.join(sorted(FAMILIES))}")
    entries: dict[str, tuple[Entry, ...]] = {}
    for name, family in sorted(FAMILIES.items()):
        try:
            entries[name] = family.load(rules)
        except RuleError as error:
            yield _unreadable(error)
    if len(entries) < len(FAMILIES):
        return
    try:
        nlp = load(rules=rules)
    except RuleError as error:  # rules that can each be read, but not be used together
        yield _unreadable(error)
        return
    for name, family in sorted(FAMILIES.items()):
        for entry in entries[name]:
            yield from _check_entry(nlp, family, entry)
        yield RuleCount(name, len(entries[name]), sum(len(e.examples) + len(e.rejects) for e in entries[name]))


def _declare_families() -> None:
    """Import every module that may declare a family."""
    for package in (text, components, facts):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)


def _unreadable(error: RuleError) -> RuleFault:
    return RuleFault(f"{error.file}:{error.line}" if error.line else error.file, error.why)


def _check_entry(nlp: Language, family: Family[Entry], entry: Entry) -> Iterator[RuleFault]:
    for example in entry.examples:
        if why := _fault_of_example(nlp, family, entry, example):
            yield RuleFault(family.id(entry), why)
    for reject in entry.rejects:
        if family.group is not None:
            for _, _, words in _found(nlp, family.group, family.id(entry), reject):
                yield RuleFault(family.id(entry), f"finds [{words}] in its counter-example {reject!r}")


def _fault_of_example(nlp: Language, family: Family[Entry], entry: Entry, example: str) -> str:
    """Why an example does not hold, "" where it does.

    A rule of a span group must find the wanted part there; one that takes quantities away must leave none there; one that
    is nothing but words must have one of them in the example.
    """
    wanted = _WANTED.search(example)
    if wanted is None:
        return f"the example {example!r} has no [wanted part]"
    sentence, start = _WANTED.sub(r"\1", example), wanted.start()
    end = start + len(wanted[1])
    if family.group is not None:
        found = list(_found(nlp, family.group, family.id(entry), sentence))
        seen = "、".join(f"[{text}]" for _, _, text in found) or "nothing"
        here = (start, end) in [(low, high) for low, high, _ in found]
        return "" if here else f"does not find [{wanted[1]}] in {example!r}, but {seen}"
    words: tuple[str, ...] | None = getattr(entry, "words", None)
    if words is not None:
        known = not words or any(word in sentence for word in words)
        return "" if known else f"none of its words stands in its example {example!r}"
    doc = process(nlp, Article.of(sentence))
    left = [span.text for span in doc.spans["quantities"] if span.start < end and start < span.end]
    return f"leaves [{left[0]}] in {example!r}" if left else ""


def _found(nlp: Language, group: str, rule: str, sentence: str) -> Iterator[tuple[int, int, str]]:
    """What this very rule finds in a sentence."""
    doc = process(nlp, Article.of(sentence))
    for span in doc.spans[group]:
        if rule in span._.get(ATTRIBUTES[group]).rules:
            yield span.start, span.end, span.text
