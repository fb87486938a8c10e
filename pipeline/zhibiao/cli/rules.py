"""`zhibiao rules`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhibiao.cli import complain, plain
from zhibiao.cli.common_options import RULES

if TYPE_CHECKING:
    from zhibiao.workshop.coverage import Coverage

KINDS = (
    "unit", "phrase", "group", "zone", "alias", "trap", "organisation", "title", "surname", "not-a-name", "indicator", "firm",
)  # fmt: skip
"""What `rules new` can write: the keys of `workshop.writing.RECIPES`, known here without importing it."""


@click.group("rules")
def command() -> None:
    """List, check, try out and write rules, and see how often each fired."""


@command.command("list")
@click.argument("family", required=False)
@RULES
def list_(family: str | None, rules: str | None) -> None:
    """List the rules, or those of one FAMILY (units, regions, titles …): id, number of words, the first of them."""
    from zhibiao.workshop.families import all_families, all_rules, own_names, words_of

    families = all_families()
    if family is not None and family not in families:
        raise click.UsageError(f"no family {family!r}; the families are {', '.join(families)}")
    own = {name: own_names(one, rules) for name, one in families.items()}
    for one, entry in all_rules(rules):
        if family in {None, one.name}:
            words = words_of(entry)
            mark = "*" if entry.name in own[one.name] else " "
            shown = "、".join(words[:6]) + ("…" if len(words) > 6 else "")
            click.echo(plain(f"{mark}{one.id(entry)}  {len(words)}  {shown}".rstrip()))
    if rules is not None:
        complain(f"* is a rule of {rules}")


@command.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False), metavar="[DIR]")
def check(folder: str | None) -> None:
    """Read the built-in rules, with DIR laid over them, and run the examples and counter-examples of every rule.

    Prints a line for each fault: file and line, or the rule's id, and what to write instead. Exit status 1 where there
    is one.
    """
    from zhibiao.workshop.checking import RuleFault, check_rules

    faults = rules = examples = 0
    for row in check_rules(folder):
        if isinstance(row, RuleFault):
            click.echo(plain(str(row)))
            faults += 1
        else:
            rules += row.rules
            examples += row.examples
    complain(f"{rules} rules, {examples} examples, {faults} fault(s)")
    sys.exit(1 if faults else 0)


@command.command("test")
@click.argument("ids", nargs=-1, metavar="[RULE]...")
@RULES
def test(ids: tuple[str, ...], rules: str | None) -> None:
    """Run the examples of the RULEs (units:长度; without any, those of --rules DIR), a line for each.

    `ok` or `FAULT`, the sentence, and what went wrong. Exit status 1 where there is a fault.
    """
    from zhibiao.workshop.checking import try_rules
    from zhibiao.workshop.families import all_families, own_names

    wanted = set(ids)
    if not wanted and rules is not None:
        wanted = {f"{name}:{own}" for name, one in all_families().items() for own in own_names(one, rules)}
    if not wanted:
        raise click.UsageError("name a rule, as units:长度, or give your own with --rules DIR")
    faults = 0
    for rule, sentence, why in try_rules(frozenset(wanted), rules):
        wanted.discard(rule)
        faults += bool(why)
        click.echo(plain(f"{'FAULT' if why else 'ok'}  {rule}  {sentence}" + (f"  {why}" if why else "")))
    for rule in sorted(wanted):
        complain(f"{rule}: no such rule, or it has no example")
    sys.exit(1 if faults or wanted else 0)


@command.command("coverage")
@click.argument("outputs", type=click.Path(exists=True), metavar="OUTPUTS")
@RULES
@click.option(
    "--sources", metavar="DIR", type=click.Path(exists=True), help="Read these again and list the rules that compete."
)
@click.option("--top", default=40, show_default=True, metavar="N", help="How many rows of each list.")
def coverage(outputs: str, rules: str | None, sources: str | None, top: int) -> None:
    """Count how often each rule fired in OUTPUTS, name those that never did, and with --sources those that compete."""
    from zhibiao.workshop.coverage import coverage as count

    found = count(Path(outputs), rules)
    failed = bool(found.faults)
    for fault in found.faults:
        complain(f"{fault.path}: {fault.why}")
    if sources is not None:
        failed |= _rivals(found, sources, rules)
    click.echo("fired")
    for rule, times in found.fired.most_common(top):
        click.echo(plain(f"{times:>8}  {rule}"))
    click.echo(f"never fired ({len(found.never)})")
    for rule in found.never[:top]:
        click.echo(plain(f"          {rule}"))
    click.echo(f"leave no trace in records: {', '.join(found.silent)}")
    if sources is not None:
        click.echo("compete (times, winner, loser, a place)")
        for pair, times in found.rivals.most_common(top):
            click.echo(plain(f"{times:>8}  {pair[0]}  over  {pair[1]}  {found.places[pair]}"))
    sys.exit(1 if failed else 0)


def _rivals(found: Coverage, sources: str, rules: str | None) -> bool:
    """Count the rules that compete in the sources; whether one could not be read."""
    from zhibiao.errors import SourceError
    from zhibiao.extractor import Extractor
    from zhibiao.inputs import Failure, find_inputs
    from zhibiao.sources import read_source
    from zhibiao.workshop.coverage import add_rivals

    extractor, failed = Extractor(rules=rules), False
    for one in find_inputs([sources]):
        try:
            if isinstance(one, Failure):
                raise SourceError(one.path, one.why)
            add_rivals(found, read_source(one.file, one.path), extractor)
        except SourceError as error:
            complain(str(error))
            failed = True
    return failed


@command.command("new")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@click.option(
    "--example", "examples", multiple=True, required=True, metavar="TEXT", help="A sentence, 「新增[3万标箱]」."
)
@click.option("--reject", "rejects", multiple=True, metavar="TEXT", help="A sentence in which it must find nothing.")
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE", help="Another field, its value in TOML.")
@click.option("--to", "folder", default="my-rules", show_default=True, metavar="DIR", help="Your own folder of rules.")
def new(
    kind: str, name: str, examples: tuple[str, ...], rejects: tuple[str, ...], fields: tuple[str, ...], folder: str
) -> None:
    """Write a rule of KIND for the word NAME into your own folder, once it does what its examples say.

    Without [brackets] in an example they are put around what the rule finds there. Afterwards use it with --rules DIR.
    """
    from zhibiao.errors import ZhibiaoError
    from zhibiao.workshop.writing import RECIPES, known_word, write_rule

    try:
        block = write_rule(Path(folder), kind, name, examples, rejects, fields)
    except ZhibiaoError as error:
        complain(f"no rule written: {error}")
        if rule := known_word(name, kind):
            complain(f"{name} is known already, to {rule}")
        sys.exit(1)
    click.echo(plain(block) if "\n" not in block else block.rstrip("\n"))
    complain(f"written to {Path(folder) / RECIPES[kind].family}.toml; use it with --rules {folder}")
