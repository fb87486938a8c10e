"""`zhibiao rules`."""

from __future__ import annotations

import sys

import click

from zhibiao.cli import complain, plain


@click.group("rules")
def command() -> None:
    """Check rule files and run their examples."""


@command.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False), metavar="[DIR]")
def check(folder: str | None) -> None:
    """Read the built-in rules, with DIR laid over them, and run the examples and counter-examples of every rule.

    Prints a line for each fault: file and line, or the rule's id, and what to write instead. Exit status 1 where there
    is one.
    """
    from zhibiao.rulecheck import RuleFault, check_rules

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
