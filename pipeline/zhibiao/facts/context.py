"""What the facts look at: one Doc's mentions, and the clause, sentence, paragraph and section of any place in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol, TypeVar

from zhibiao.components import groups
from zhibiao.evidence import Evidence, Word
from zhibiao.facts.addresses import addresses
from zhibiao.facts.deictics import Deictic, find_deictics
from zhibiao.facts.regions import nest
from zhibiao.model import (
    Article,
    Block,
    Organisation,
    Period,
    PersonMention,
    Quantity,
    RegionMention,
    Stretch,
)
from zhibiao.rulebook.traditional import simplified
from zhibiao.text.marks import full_width
from zhibiao.text.sentences import clauses, sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Placed(Protocol):
    """Anything with a place in the clean text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


P = TypeVar("P", bound=Placed)
_NOWHERE = Stretch(0, 0)
_MIXED = re.compile("[國會對發產業經濟應實設開關際題數務報說現點進種類當時間個們來為與後從電動學辦區縣鄉鎮億萬戶領農]")
"""Characters by which a text is at least partly in traditional ones."""


@dataclass(frozen=True)
class Context:
    """One article's text and mentions, each kind in text order; offsets are those of the clean text."""

    text: str
    article: Article
    evidence: Evidence
    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
    regions: tuple[RegionMention, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    people: tuple[PersonMention, ...] = ()
    rules: str | None = None
    written: str | None = None
    """The text as it was written, where `text` is that in simplified characters or with full-width marks."""

    @classmethod
    def of(cls, doc: Doc) -> Context:
        """The context of a Doc that went through the pipeline; traditional characters and half-width marks are read as their likes."""
        text, article, evidence = groups.text(doc), groups.article(doc), groups.evidence(doc)
        written = None
        if article.language == "zh-Hant" or _MIXED.search(text) is not None:
            written, text = text, simplified(text)
            evidence = Evidence(text, enabled=evidence.enabled, earlier=evidence)
        if (marked := full_width(text)) != text:
            written, text = written or text, marked
        return cls(
            text,
            article,
            evidence,
            tuple(groups.quantities(doc)),
            tuple(groups.periods(doc)),
            tuple(groups.regions(doc)),
            tuple(groups.organisations(doc)),
            tuple(groups.people(doc)),
            doc._.rules,
            written,
        )

    @cached_property
    def _words(self) -> dict[int, list[Word]]:
        return {}

    @cached_property
    def answers(self) -> dict[tuple[str, int], bool]:
        """What `once` keeps: the answer to each question about each quantity, by its first character."""
        return {}

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """The sentences in order; a heading is one."""
        return tuple(sentences(self.text))

    @cached_property
    def clauses(self) -> tuple[Stretch, ...]:
        """The clauses in order: what stands between commas, semicolons, colons and full stops."""
        return tuple(clauses(self.text))

    @cached_property
    def nested(self) -> tuple[RegionMention, ...]:
        """The regions, those marked that stand inside a longer name; asked for by several, worked out once."""
        return tuple(nest(self))

    @cached_property
    def deictics(self) -> tuple[Deictic, ...]:
        """The words that point at a region: 全省, 我市."""
        return tuple(find_deictics(self.text, self.rules))

    @cached_property
    def addresses(self) -> dict[str, PersonMention]:
        """Surname with title to the mention that it leads to: 林部长."""
        return addresses(self.people)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.article.blocks]

    @cached_property
    def _period_starts(self) -> list[int]:
        return [period.start for period in self.periods]

    def periods_in(self, start: int, end: int) -> Sequence[Period]:
        """The time expressions that begin in `[start, end)`."""
        return self.periods[bisect_left(self._period_starts, start) : bisect_left(self._period_starts, end)]

    @cached_property
    def _quantity_starts(self) -> list[int]:
        return [quantity.start for quantity in self.quantities]

    def quantities_in(self, start: int, end: int) -> Sequence[Quantity]:
        """The quantities that begin in `[start, end)`."""
        return self.quantities[bisect_left(self._quantity_starts, start) : bisect_left(self._quantity_starts, end)]

    def numbered(self, start: int, end: int) -> Iterator[tuple[int, Quantity]]:
        """The quantities that begin in `[start, end)`, each with its index."""
        first = bisect_left(self._quantity_starts, start)
        return enumerate(self.quantities_in(start, end), first)

    @cached_property
    def _region_starts(self) -> list[int]:
        return [region.start for region in self.regions]

    def regions_in(self, start: int, end: int) -> Sequence[RegionMention]:
        """The regions that begin in `[start, end)`."""
        return self.regions[bisect_left(self._region_starts, start) : bisect_left(self._region_starts, end)]

    @cached_property
    def _nested_before(self) -> list[int]:
        return list(accumulate((region.nested for region in self.regions), initial=0))

    def region_counts(self, start: int, end: int) -> tuple[int, int]:
        """How many regions begin in `[start, end)`: those that stand alone, those nested in a longer name."""
        low, high = bisect_left(self._region_starts, start), bisect_left(self._region_starts, end)
        nested = self._nested_before[high] - self._nested_before[low]
        return high - low - nested, nested

    @cached_property
    def _organisation_starts(self) -> list[int]:
        return [organisation.start for organisation in self.organisations]

    def organisation_at(self, at: int) -> Organisation | None:
        """The longer name in which the character `at` stands."""
        index = bisect_right(self._organisation_starts, at) - 1
        return self.organisations[index] if index >= 0 and at < self.organisations[index].end else None

    @cached_property
    def _counting(self) -> frozenset[int]:
        blocks = (self.block(quantity.start) for quantity in self.quantities)
        return frozenset(block.start for block in blocks if block is not None)

    def counts(self, at: int) -> bool:
        """Whether quantities stand in the paragraph, heading … of the character `at`."""
        block = self.block(at)
        return block is None or block.start in self._counting

    def words(self, sentence: Stretch) -> list[Word]:
        """The words of a sentence with parts of speech; several ask for them."""
        if sentence.start not in self._words:
            self._words[sentence.start] = self.evidence.tagged(sentence.start, sentence.end)
        return self._words[sentence.start]

    def sentence(self, at: int) -> Stretch:
        """The sentence in which the character `at` stands."""
        index = bisect_right(self._sentence_starts, at)
        return self.sentences[index - 1] if index else _NOWHERE

    def clause(self, at: int) -> Stretch:
        """The clause in which the character `at` stands."""
        index = bisect_right(self._clause_starts, at)
        return self.clauses[index - 1] if index else _NOWHERE

    def clauses_in(self, start: int, end: int) -> Sequence[Stretch]:
        """The clauses that begin in `[start, end)`."""
        return self.clauses[bisect_left(self._clause_starts, start) : bisect_left(self._clause_starts, end)]

    def block(self, at: int) -> Block | None:
        """The paragraph, heading … in which the character `at` stands."""
        index = bisect_right(self._block_starts, at) - 1
        return self.article.blocks[index] if index >= 0 else None


def once(question: Callable[[Context, Quantity], bool]) -> Callable[[Context, Quantity], bool]:
    """A question about a quantity that several ask, answered once an article."""

    @wraps(question)
    def answer(context: Context, quantity: Quantity) -> bool:
        asked = (question.__name__, quantity.start)
        known = context.answers.get(asked)
        if known is None:
            known = context.answers[asked] = question(context, quantity)
        return known

    return answer


def within(mentions: Sequence[P], start: int, end: int) -> Iterator[P]:
    """The mentions that lie in `[start, end)`; `mentions` are in text order."""
    for mention in mentions:
        if mention.start >= end:
            return
        if start <= mention.start and mention.end <= end:
            yield mention
