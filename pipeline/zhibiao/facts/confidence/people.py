"""The signs on a person: how surely it is a name and ends where it does, and whether the titles are all and no more."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Protocol

import regex

from zhibiao.components.witnesses import Witnesses
from zhibiao.evidence import Name, Word
from zhibiao.facts.confidence.steps import step
from zhibiao.facts.confidence.weights import BASE
from zhibiao.facts.context import Context
from zhibiao.model import Person, PersonMention, Title

_MARKS = frozenset("，。“”、（）《》：；")
_HAN = regex.compile(r"\p{Han}")
_MOST_SEEN = 4
_CHANCES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)


class Seen(Protocol):
    """A word or a name that a witness saw."""

    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def tag(self) -> str: ...  # noqa: D102


class Surroundings:
    """One article's people with what its witnesses say and how often each name stands there."""

    def __init__(self, context: Context, people: Iterable[Person]) -> None:
        self.context = context
        self.text = context.text
        self.witnesses = Witnesses(context.evidence, context.text, named=False)
        mentions = [person.mention for person in people]
        self.seen = Counter(mention.name for mention in mentions)
        self.titled = {mention.name for mention in mentions if mention.titles}
        self.starts = {mention.start for mention in mentions}

    @cached_property
    def names(self) -> dict[int, Name]:
        """What the witness of names saw, by first characters; of sentences not read before it reads those with a person."""
        evidence, starts = self.context.evidence, sorted(self.starts)
        hinted = evidence.hinted() if evidence.enabled else []
        evidence.prepare(piece for piece in hinted if bisect_left(starts, piece.start) < bisect_left(starts, piece.end))
        return {name.start: name for name in evidence.known_names()} if evidence.enabled else {}

    def mark(self, at: int) -> str:
        """What kind of character stands at `at`."""
        letter = self.text[at : at + 1] if at >= 0 else ""
        if not letter or letter in _MARKS:
            return letter or "nothing"
        return "space" if letter.isspace() else "Han" if _HAN.match(letter) else "other"


def name_signs(around: Surroundings, person: Person) -> Iterator[str]:
    """The signs on a name: who saw it, its surname, what stands before and behind it."""
    yield BASE
    yield from _marked(around, _name_signs(around, person.mention))


def title_signs(around: Surroundings, person: Person) -> Iterator[str]:
    """The signs on the titles of a person, together."""
    yield BASE
    yield from _marked(around, _all_title_signs(around, person))


def _marked(around: Surroundings, signs: Iterator[str]) -> Iterator[str]:
    """The signs, marked where the rules are alone: they then weigh otherwise."""
    return signs if around.witnesses.enabled else (f"rules alone, {sign}" for sign in signs)


def _name_signs(around: Surroundings, mention: PersonMention) -> Iterator[str]:
    yield "any"
    yield from (f"rule {rule}" for rule in mention.rules if rule.startswith(("surnames:", "names:")))
    surname = next((rule for rule in mention.rules if rule.startswith("surnames:")), "no surname")
    yield f"{surname}, {step(len(mention.name))} characters"
    yield f"found with {int(mention.confidence * 25) / 25:.2f}"
    yield f"dot {'·' in mention.name}"
    yield f"says {mention.says}"
    yield f"mentions {min(_MOST_SEEN, around.seen[mention.name])}"
    yield f"titled here {bool(mention.titles)}, anywhere {mention.name in around.titled}"
    yield f"mark before {around.mark(mention.start - 1)}"
    yield f"mark behind {around.mark(mention.end)}"
    yield from _place_signs(around, mention)
    yield from _witness_signs(around, mention)


def _place_signs(around: Surroundings, mention: PersonMention) -> Iterator[str]:
    before = [title for title in mention.titles if title.start < mention.start]
    touching = any(title.end == mention.start for title in before)
    yield f"titles before {min(2, len(before))}, touching {touching}"
    yield f"titles behind {min(2, len(mention.titles) - len(before))}"
    yield f"in a row {not {mention.start - n for n in (3, 4, 5)}.isdisjoint(around.starts)}"
    yield f"in a longer name {around.context.organisation_at(mention.start) is not None}"


def _witness_signs(around: Surroundings, mention: PersonMention) -> Iterator[str]:
    """Whether the witness of names, and the words, begin and end with it."""
    witnesses = around.witnesses
    if not witnesses.enabled:
        return
    name, word = around.names.get(mention.start), witnesses.word_from(mention.start)
    seen = name is not None and name.tag == "PER" and name.end == mention.end
    worded = word is not None and word.tag.startswith("nr") and word.end == mention.end
    yield f"name {_ends(name, mention.end)}"
    yield f"word {_ends(word, mention.end)}"
    yield f"witnesses {seen} {worded}"
    if name is not None:
        yield f"chance above {_CHANCES[bisect_right(_CHANCES, name.chance) - 1]}, {_ends(name, mention.end)}"
    yield f"witness {seen}, titled {bool(mention.titles)}"
    yield f"likely {max(-5, min(4, int(around.context.evidence.likely(mention.start) // 2)))}"
    yield f"word before {_tag(witnesses.word_to(mention.start))}"
    yield f"word behind {_tag(witnesses.word_from(mention.end))}"


def _ends(word: Seen | None, end: int) -> str:
    """A witness's word against a name that begins at the same place: its tag, and whether it ends there, before or behind."""
    if word is None:
        return "none"
    return f"{word.tag[:3]} {'same' if word.end == end else 'longer' if word.end > end else 'shorter'}"


def _tag(word: Word | None) -> str:
    return word.tag[:1] if word is not None else "none"


def _all_title_signs(around: Surroundings, person: Person) -> Iterator[str]:
    mention = person.mention
    yield "any"
    yield f"{step(len(mention.titles))} titles"
    yield f"seen before {person.same_as is not None}"
    yield f"says {mention.says}"
    yield f"mark before {around.mark(mention.start - 1)}"
    yield f"mark behind {around.mark(mention.end)}"
    if not mention.titles:
        yield f"no title, in a row {not {mention.start - n for n in (3, 4, 5)}.isdisjoint(around.starts)}"
        yield f"no title, word before {_tag(around.witnesses.word_to(mention.start))}"
        yield f"no title, word behind {_tag(around.witnesses.word_from(mention.end))}"
    for title in mention.titles:
        yield from _title_signs(around, mention, title)


def _title_signs(around: Surroundings, mention: PersonMention, title: Title) -> Iterator[str]:
    yield from (f"rule {rule}" for rule in title.rules)
    where = "before" if title.start < mention.start else "behind"
    touches = title.end == mention.start or title.start == mention.end
    yield f"title {where}, touching {touches}"
    yield f"organisation of {step(len(title.org or ''))} characters, {where}"
    yield f"role of {step(len(title.role))} characters"
    yield f"former {title.former}"
    yield f"mark before the title {around.mark(title.start - 1)}"
    word = around.witnesses.word_from(title.start)
    yield f"title begins a word {word is not None}"
    yield f"word before the title {_tag(around.witnesses.word_to(title.start))}"
    of = around.context.organisation_at(title.start)
    yield f"title begins with its organisation {of is not None and of.start == title.start}"
