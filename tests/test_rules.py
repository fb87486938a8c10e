"""Every rule does what its examples say; `zhibiao rules check` says so of anyone's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from support.shell import complaints, zhibiao
from zhibiao.components import groups
from zhibiao.model import Region, RegionMention
from zhibiao.rulebook import Entry, Family, family
from zhibiao.workshop import checking, families
from zhibiao.workshop.checking import RuleCount, RuleFault, check_rules


def test_every_rule_does_what_its_examples_say() -> None:
    checked = list(check_rules())
    assert [str(row) for row in checked if isinstance(row, RuleFault)] == []
    counts = {row.family: row for row in checked if isinstance(row, RuleCount)}
    assert set(counts) == {file.stem for file in family.BUILT_IN.glob("*.toml")}
    for name, count in counts.items():
        assert count.rules, f"{name} holds no rule"


class Name(Entry):
    """A rule that finds its own name."""


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One family, `names`, whose rules find their own names as regions; a folder for its file."""
    monkeypatch.setattr(family, "BUILT_IN", tmp_path / "none")
    monkeypatch.setattr(family, "FAMILIES", {})
    monkeypatch.setattr(families, "FAMILIES", family.FAMILIES)
    names: Family[Name] = Family("names", Name, group="regions")

    def find(text: str, entries: tuple[Name, ...]) -> Iterator[RegionMention]:
        for entry in entries:
            at = text.find(entry.name)
            if at >= 0:
                region = Region((entry.name,), "zone")
                yield RegionMention(at, at + len(entry.name), region, rules=(names.id(entry),))

    def load(*, rules: str) -> Language:
        entries = names.load(rules)

        def component(doc: Doc) -> Doc:
            groups.put(doc, "regions", find(doc.text, entries))
            return doc

        return _Pipeline(component)  # type: ignore[return-value]

    monkeypatch.setattr(checking, "load", load)
    monkeypatch.setattr(families, "_declare", lambda: None)
    return tmp_path


class _Pipeline:
    def __init__(self, component: Callable[[Doc], Doc]) -> None:
        from spacy.vocab import Vocab

        from zhibiao.components.characters import CharacterTokenizer

        self.make_doc = CharacterTokenizer(Vocab())
        self.pipeline = [("regions", component)]
        self.config = {"paths": {"rules": None}}


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ('examples = ["在[高新区]的企业"]', None),
        ('rejects = ["在开发区的企业"]', None),
        ('examples = ["在高新区的企业"]', "the example '在高新区的企业' has no [wanted part]"),
        ('examples = ["在[开发区]的企业"]', "does not find [开发区] in '在[开发区]的企业', but nothing"),
        ('examples = ["在[高新]区的企业"]', "does not find [高新] in '在[高新]区的企业', but [高新区]"),
        ('rejects = ["在高新区的企业"]', "finds [高新区] in its counter-example '在高新区的企业'"),
    ],
)
def test_examples(entry: str, why: str | None, rules: Path) -> None:
    (rules / "names.toml").write_text(f'[[entry]]\nname = "高新区"\n{entry}\n', encoding="utf-8")
    result = zhibiao("rules", "check", rules)
    assert result.stdout == (f"names:高新区: {why}\n" if why else "")
    assert result.exit_code == (1 if why else 0)
    assert complaints(result) == [f"zhibiao: 1 rules, 1 examples, {1 if why else 0} fault(s)"]


def test_broken_files(rules: Path) -> None:
    (rules / "names.toml").write_text('[[entry]]\nname："高新区"\n', encoding="utf-8")
    (rules / "nmaes.toml").touch()
    result = zhibiao("rules", "check", rules)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{rules / 'nmaes.toml'}: no such family; the families are names",
        f"{rules / 'names.toml'}:2: not valid TOML: full-width '：' in column 5; write '=' instead",
    ]


def test_misuse(tmp_path: Path) -> None:
    assert zhibiao("rules", "check", tmp_path / "none").exit_code == 2
