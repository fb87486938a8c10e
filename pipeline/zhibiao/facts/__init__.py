"""From a Doc's span groups to facts: pure functions.

Each module answers one question about the mentions: `regions` (inside which longer name?), `referents` (which region is 全省?),
`people` (who is the same?), and
for every quantity `indicators` (what is measured?), `changes` (level, delta or gap?), `years`, `statuses` (target or fact?),
`places` (for which region?), `attributions` (who says so?), `repeats` (stated before?); `confidence`
(how sure?) looks at the answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhibiao.facts import (
    anchor_words,
    canonical,
    confidence,
    deictics,
    eras,
    holder_names,
    markers,
    people,
    role_words,
    sources,
    wording,
)
from zhibiao.facts.context import Context
from zhibiao.facts.targets import find_targets
from zhibiao.model import Facts
from zhibiao.rulebook.remembering import renew

if TYPE_CHECKING:
    from spacy.tokens import Doc


def collect(doc: Doc) -> Facts:
    """All facts of a processed Doc, in text order."""
    context = Context.of(doc)
    return Facts(
        regions=context.nested,
        people=tuple(confidence.judge_people(context, people.link(context))),
        targets=tuple(confidence.judge_targets(context, find_targets(context))),
        rejected=tuple(doc._.rejected),
    )


def read_rules(rules: str | None) -> None:
    """Read the rule files of the facts, so that a broken one is known before the first text. Raises `RuleError`."""
    renew(rules)
    for read in (
        wording.wording,
        anchor_words.anchor_words,
        deictics.deictic_words,
        markers.markers,
        canonical.canonical,
        holder_names.names,
        sources.wording,
        eras.words,
        role_words.role_words,
    ):
        read(rules)
