"""Rule files checked: read every family, run every example and every counter-example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from zhibiao.components.groups import ATTRIBUTES
from zhibiao.errors import RuleError
from zhibiao.model import Article
from zhibiao.nlp import load, process
from zhibiao.rulebook import Entry, Family
from zhibiao.workshop.families import all_families, all_rules

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
    families = all_families()
    if rules is not None:
        for file in sorted(Path(rules).glob("*.toml")):
            if file.stem not in families:
                yield RuleFault(str(file), f"no such family; the families are {', '.join(families)}")
    entries: dict[str, tuple[Entry, ...]] = {}
    for name, family in families.items():
        try:
            entries[name] = family.load(rules)
        except RuleError as error:
            yield _unreadable(error)
    if len(entries) < len(families):
        return
    try:
        nlp = load(rules=rules)
    except RuleError as error:  # rules that can each be read, but not be used together
        yield _unreadable(error)
        return
    for name, family in families.items():
        for entry in entries[name]:
            yield from check_entry(nlp, family, entry)
        yield RuleCount(name, len(entries[name]), sum(len(e.examples) + len(e.rejects) for e in entries[name]))


def try_rules(ids: frozenset[str], rules: str | None = None) -> Iterator[tuple[str, str, str]]:
    """Each example and counter-example of the rules with these ids: the id, the sentence, why it does not hold or "".

    Raises `RuleError`.
    """
    nlp = load(rules=rules)
    for family, entry in all_rules(rules):
        if family.id(entry) in ids:
            for example in entry.examples:
                yield family.id(entry), example, _fault_of_example(nlp, family, entry, example)
            for reject in entry.rejects:
                yield family.id(entry), reject, _fault_of_reject(nlp, family, entry, reject)


def _unreadable(error: RuleError) -> RuleFault:
    return RuleFault(f"{error.file}:{error.line}" if error.line else error.file, error.why)


def check_entry(nlp: Language, family: Family[Entry], entry: Entry) -> Iterator[RuleFault]:
    """The examples and counter-examples of one rule that do not hold."""
    for example in entry.examples:
        if why := _fault_of_example(nlp, family, entry, example):
            yield RuleFault(family.id(entry), why)
    for reject in entry.rejects:
        if why := _fault_of_reject(nlp, family, entry, reject):
            yield RuleFault(family.id(entry), why)


def _fault_of_reject(nlp: Language, family: Family[Entry], entry: Entry, reject: str) -> str:
    """What a rule finds in a counter-example, "" where nothing."""
    if family.group is None:
        return ""
    words = [text for *_, text in found(nlp, family.group, family.id(entry), reject)]
    return f"finds {'、'.join(f'[{word}]' for word in words)} in its counter-example {reject!r}" if words else ""


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
        spans = list(found(nlp, family.group, family.id(entry), sentence))
        seen = "、".join(f"[{text}]" for _, _, text in spans) or "nothing"
        here = (start, end) in [(low, high) for low, high, _ in spans]
        return "" if here else f"does not find [{wanted[1]}] in {example!r}, but {seen}"
    words: tuple[str, ...] | None = getattr(entry, "words", None)
    if words is not None:
        known = not words or any(word in sentence for word in words)
        return "" if known else f"none of its words stands in its example {example!r}"
    doc = process(nlp, Article.of(sentence))
    left = [span.text for span in doc.spans["quantities"] if span.start < end and start < span.end]
    return f"leaves [{left[0]}] in {example!r}" if left else ""


def found(nlp: Language, group: str, rule: str, sentence: str) -> Iterator[tuple[int, int, str]]:
    """What this very rule finds in a sentence."""
    doc = process(nlp, Article.of(sentence))
    for span in doc.spans[group]:
        if rule in span._.get(ATTRIBUTES[group]).rules:
            yield span.start, span.end, span.text
