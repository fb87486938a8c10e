"""Rule files checked: read every family, run every example and every counter-example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import regex
from spacy.language import Language
from spacy.tokens import Doc

from zhibiao.errors import RuleError
from zhibiao.model import Article
from zhibiao.nlp import load, process
from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.family import FAMILIES

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
    """Every fault of the built-in rules with the user's laid over them, and a count a family."""
    try:
        nlp = load(rules=rules)
    except RuleError as error:
        yield RuleFault(f"{error.file}:{error.line}" if error.line else error.file, error.why)
        return
    if rules is not None:
        for file in sorted(Path(rules).glob("*.toml")):
            if file.stem not in FAMILIES:
                yield RuleFault(str(file), f"no such family; the families are {', '.join(sorted(FAMILIES))}")
    for family in FAMILIES.values():
        try:
            entries = family.load(rules)
        except RuleError as error:
            yield RuleFault(f"{error.file}:{error.line}" if error.line else error.file, error.why)
            continue
        for entry in entries:
            yield from _check_entry(nlp, family, entry)
        yield RuleCount(family.name, len(entries), sum(len(e.examples) + len(e.rejects) for e in entries))


def _check_entry(nlp: Language, family: Family[Entry], entry: Entry) -> Iterator[RuleFault]:
    rule = family.id(entry)
    for example in entry.examples:
        wanted = _WANTED.search(example)
        if wanted is None:
            yield RuleFault(rule, f"the example {example!r} has no [wanted part]")
            continue
        start = wanted.start()
        place = (start, start + len(wanted[1]))
        if family.group is None:
            continue
        found = _found(process(nlp, Article.of(_WANTED.sub(r"\1", example))), family.group, rule)
        if place not in found:
            seen = "、".join(f"{place}" for place in found) or "nothing"
            yield RuleFault(rule, f"does not find [{wanted[1]}] in {example!r}, but {seen}")
    for reject in entry.rejects:
        if family.group is not None and _found(process(nlp, Article.of(reject)), family.group, rule):
            yield RuleFault(rule, f"fires in its counter-example {reject!r}")


def _found(doc: Doc, group: str, rule: str) -> list[tuple[int, int]]:
    from zhibiao.components.groups import ATTRIBUTES

    attribute = ATTRIBUTES[group]
    return [(span.start, span.end) for span in doc.spans[group] if rule in span._.get(attribute).rules]
