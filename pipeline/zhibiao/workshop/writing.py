"""A new rule, written as a block of TOML into the user's own folder and tried before it is kept."""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

from zhibiao.errors import RuleError, ZhibiaoError
from zhibiao.nlp import load
from zhibiao.rulebook import Family
from zhibiao.workshop.checking import check_entry, found
from zhibiao.workshop.families import all_families, all_rules, words_of


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a kind of rule needs: its family, the field that takes the new word, and the fields that are alike in most."""

    family: str
    field: str | None
    given: dict[str, Any]
    about: str


RECIPES = {
    "unit": Recipe("units", "words", {"dimension": "count"}, "a unit or measure word: 标箱"),
    "phrase": Recipe(
        "fixed_phrases", "phrases", {"reason": "固定说法"}, "words with a number that are no quantity: 三农"
    ),
    "group": Recipe("regions", None, {"kind": "group"}, "a group of regions: 京津冀 (--set members='[\"110000\", …]')"),
    "zone": Recipe(
        "regions", "forms", {"kind": "zone"}, 'a zone or new district (--set path=\'["河北省", "雄安新区"]\')'
    ),
    "alias": Recipe("regions", "forms", {"kind": "alias"}, "another name of a region (--set path='[\"上海市\"]')"),
    "trap": Recipe("regions", "words", {"kind": "trap"}, "words that look like a region and are none"),
    "organisation": Recipe(
        "organisations", "words", {"kind": "body", "role": "head"}, "how the name of a body ends: 研究院"
    ),
    "title": Recipe("titles", "words", {"part": "head"}, "the head of a role: 主任"),
    "surname": Recipe("surnames", "words", {"kind": "rare"}, "a surname"),
    "not-a-name": Recipe("names", "words", {"kind": "word"}, "a word that only looks like a name: 高峰"),
    "indicator": Recipe("indicators", "aliases", {}, "a canonical indicator"),
    "firm": Recipe("holders", "words", {"kind": "firm"}, "a firm known by a name without 公司"),
}
"""Kinds of rules by the word that `zhibiao rules new` takes."""


def write_rule(
    folder: Path,
    kind: str,
    name: str,
    examples: Sequence[str],
    rejects: Sequence[str] = (),
    fields: Sequence[str] = (),
) -> str:
    """Add a rule to the user's folder; the block as written.

    `fields` are `field=value` with the value in TOML. An example without [brackets] gets them around what the rule finds.
    Raises `ZhibiaoError` where the rule exists already or does not do what its examples say; the folder is then unchanged.
    """
    recipe = RECIPES[kind]
    family = all_families()[recipe.family]
    entry: dict[str, Any] = {"name": name, **recipe.given}
    if recipe.field is not None:
        entry[recipe.field] = [name]
    entry.update(_field(text) for text in fields)
    if rejects:
        entry["rejects"] = list(rejects)
    rules = str(folder) if folder.is_dir() else None
    for other, existing in all_rules(rules):
        if other is family and existing.name == name:
            raise ZhibiaoError(f"{family.id(existing)} exists already and would be replaced; choose another name")
    file = folder / f"{family.name}.toml"
    with tempfile.TemporaryDirectory() as temporary:
        trial = Path(temporary) / "rules"
        trial.mkdir()
        for own in folder.glob("*.toml"):
            shutil.copyfile(own, trial / own.name)
        marked = _marked(trial, file, family, entry, list(examples))
        block = _append(trial / file.name, file, {**entry, "examples": marked})
        _must_hold(trial, family, name)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(trial / file.name, file)
    return block


def known_word(word: str, kind: str, rules: str | None = None) -> str | None:
    """The rule of the same family that lists the word already, if any."""
    family = RECIPES[kind].family
    return next((f.id(entry) for f, entry in all_rules(rules) if f.name == family and word in words_of(entry)), None)


def _field(text: str) -> tuple[str, Any]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise ZhibiaoError(f"{text!r}: write --set FIELD=VALUE, as --set dimension=mass")
    try:
        return name.strip(), tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return name.strip(), value  # a bare word is a text


def _marked(trial: Path, file: Path, family: Family[Any], entry: dict[str, Any], examples: list[str]) -> list[str]:
    """The examples, those without brackets with what the rule finds in brackets."""
    if all("[" in example for example in examples) or family.group is None:
        return examples
    bare = trial.with_name("bare")
    shutil.copytree(trial, bare)
    _append(bare / file.name, file, entry)
    nlp = _load(bare)
    marked = []
    for example in examples:
        if "[" not in example:
            places = list(found(nlp, family.group, f"{family.name}:{entry['name']}", example))
            if len(places) != 1:
                seen = "、".join(f"[{words}]" for *_, words in places) or "nothing"
                raise ZhibiaoError(f"finds {seen} in {example!r}; put the wanted part in [square brackets]")
            start, end, words = places[0]
            example = f"{example[:start]}[{words}]{example[end:]}"
        marked.append(example)
    return marked


def _append(trial: Path, file: Path, entry: dict[str, Any]) -> str:
    block = tomlkit.dumps({"entry": [entry]})
    before = trial.read_text(encoding="utf-8") if trial.is_file() else f"# {file.stem}：自己的规则\n"
    trial.write_text(before.rstrip("\n") + "\n\n" + block, encoding="utf-8")
    return block


def _load(rules: Path) -> Any:
    try:
        return load(rules=str(rules))
    except RuleError as error:
        raise ZhibiaoError(f"{Path(error.file).name}:{error.line}: {error.why}") from None


def _must_hold(trial: Path, family: Family[Any], name: str) -> None:
    nlp = _load(trial)
    entry = next(entry for entry in family.load(str(trial)) if entry.name == name)
    for fault in check_entry(nlp, family, entry):
        raise ZhibiaoError(str(fault))
