"""What a noun phrase beside a number is made of, and what stands between the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zhibiao.facts.tokens import Token

NOUNS = frozenset({"noun", "quoted", "nominal"})
CHANGES = frozenset({"delta", "to", "gap", "head", "self"})
VERBS = frozenset({"strict", "soft", "whole", "verb"})


@dataclass(slots=True)
class Phrase:
    """A noun phrase and its surroundings: 新建充电桩达到[3万个].

    `trail` is what stands between it and the number, nearest first (达到), `action` the verb that governs it (新建), `lead` a
    change word before it (减少 in 减少二氧化碳排放).
    """

    tokens: list[Token] = field(default_factory=list)
    trail: list[Token] = field(default_factory=list)
    action: Token | None = None
    lead: Token | None = None


def text(found: Sequence[Token]) -> str:
    """The words of tokens, one after the other."""
    return "".join(token.text for token in found)
