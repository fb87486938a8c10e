"""Where a personal name ends: 姜超|建议, 任振鹤|作报告, 泽连斯基|当天表示, 韦 韬.

A name's first character is given (a role ends before it, a witness saw it); each possible end is weighed by what follows, by
the characters of the name, and by the witnesses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from zhibiao.components.people.ends import called_again, kept
from zhibiao.components.people.name_rules import behind_preposition
from zhibiao.components.people.name_words import DOTS, HAN, NameWords
from zhibiao.components.witnesses import Witnesses
from zhibiao.evidence import Name, Word

_WITNESS = "names:witness"
_UNKNOWN = frozenset({"nr", "nz", "ns", "nt", "ng"})
_SURE = 0.9
_HINGES = frozenset("为作任在对就向和同与将说率以拿")
_SPACED = regex.compile(r"(\p{Han}{1,2})[ \u3000]{1,4}(\p{Han})(?!\p{Han})")
_DOTTED = regex.compile(rf"\p{{Han}}{{1,8}}+(?:[{DOTS}](?:[A-Z]\.?[{DOTS}])?\p{{Han}}{{1,8}}+){{1,4}}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A name that may stand at `[start, end)`; the higher the score, the surer (3 is sure)."""

    start: int
    end: int
    score: float
    rules: tuple[str, ...]


class NameBook(NameWords):
    """Reads names by the rules of rules/surnames.toml and rules/names.toml."""

    def read(self, text: str, at: int, witnesses: Witnesses, known: frozenset[str] = frozenset()) -> Reading | None:
        """The best reading of a name that begins at `at`; `known` are names that the article established."""
        if _DOTTED.match(text, at):
            readings = list(self._foreign(text, at, witnesses, known))
        else:
            readings = [
                *self._chinese(text, at, witnesses, known),
                *self._foreign(text, at, witnesses, known),
                *self._witnessed(text, at, witnesses),
            ]
        readings = [reading for reading in readings if not self.barred(text, at, reading.end)]
        best = max(readings, key=lambda reading: (reading.score, reading.end), default=None)
        if best is None:
            return None
        same = [reading for reading in readings if reading.end == best.end]
        rules = dict.fromkeys(rule for reading in same for rule in reading.rules)
        return Reading(at, best.end, best.score, tuple(sorted(rules, key=_WITNESS.__eq__)))

    def _chinese(self, text: str, at: int, witnesses: Witnesses, known: frozenset[str]) -> Iterator[Reading]:
        length, rule = self.surname(text, at)
        if not length:
            return
        if (spaced := _SPACED.match(text, at)) and len(spaced[1]) == length:
            score = 2.2 if text[spaced.end() : spaced.end() + 1] in {"", "\n", "）", ")", " ", "　"} else 1.6
            yield Reading(at, spaced.end(), score, (rule,))
        if self.honoured(text, at + length):
            return
        for given in (1, 2):
            end = at + length + given
            name = text[at:end]
            if end > len(text) or not all(map(HAN.match, name)) or name in self.words:
                continue
            if length + given == 2 and self._honorific_tail(text, at + 1, end):
                continue
            testimony = self._testimony(at, end, witnesses)
            score = testimony + self._border(text, end) + 0.3 * (given == 2)
            score += self._given(text, at + length, end) * (0.3 if self._seen(at, end, witnesses) else 1.0)
            score += 2.0 * (name in known) - 0.8 * (text[at] in self.rare)
            score += 2.0 * called_again(self, text, at, end) - 2.0 * called_again(self, text, at, end - 1)
            score -= 1.2 * (text[end - 1] in _HINGES and self._seen(at, end - 1, witnesses))
            yield Reading(at, end, score, (rule,))

    def _honorific_tail(self, text: str, start: int, end: int) -> bool:
        return text[start:end] in self.honorifics

    def _given(self, text: str, start: int, end: int) -> float:
        given = text[start:end]
        return -3.0 * any(c in self.never for c in given) - 1.0 * any(c in self.seldom for c in given)

    def _border(self, text: str, end: int) -> float:
        """What follows speaks for an end here; a word that begins one character earlier speaks against it."""
        return self.follows(text, end) - 1.5 * self._straddled(text, end)

    def _straddled(self, text: str, end: int) -> bool:
        return self.following.at(text, end - 1, shortest=2)

    def _testimony(self, start: int, end: int, witnesses: Witnesses) -> float:
        if not witnesses.naming:
            word = witnesses.word_from(start)
            return 1.0 + 0.5 * (word is not None and word.end == end and word.tag.startswith("nr"))
        score = 0.0
        if (name := witnesses.name_from(start)) is not None:
            score += self._seconded(name, end, witnesses)
        word = witnesses.word_from(start)
        if word is not None and word.end >= end and word.end - word.start > 1:
            if word.tag.startswith("nr"):
                score += 1.5 if word.end == end else 0.0
            elif word.tag not in {"x", "nz", "ng", "vg", "ag", "eng", ""} or word.end > end:
                score -= 1.0
        elif name is None or name.end != end:
            score -= self._crossed(start, end, word, witnesses)
        last = witnesses.word_to(end)
        return score + (0.5 if last is not None else 0.0)

    def _seconded(self, name: Name, end: int, witnesses: Witnesses) -> float:
        """What the tagger says of an end; it draws a short verb to the name now and then: 韩明|为."""
        if name.tag != "PER":
            return -1.0
        unsure = name.chance < _SURE or witnesses.word_from(name.end - 1) is not None
        text = witnesses.evidence.text
        last = kept(self, text, name.start, name.end, witnesses)
        hinged = unsure and last - name.start > 2 and text[last - 1] in _HINGES
        if last - hinged == end:
            return 1.0 + 2.0 * name.chance
        return 0.2 - name.chance

    def _crossed(self, start: int, end: int, word: Word | None, witnesses: Witnesses) -> float:
        """记者|时|表示, 主任|商量|过, 首相|官邸|前: common words stand where the name should."""
        words = ((word, "nvdpcrtmqfu"), (witnesses.word_from(start + 1), "vdpcrtmqfu"))
        return 1.5 * any(
            one is not None
            and 1 < one.end - one.start <= end - one.start
            and one.tag[:1] in set(tags)
            and one.tag[:2] not in _UNKNOWN
            for one, tags in words
        )

    def _seen(self, start: int, end: int, witnesses: Witnesses) -> bool:
        name = witnesses.name_from(start)
        if name is None or name.tag != "PER":
            return False
        return kept(self, witnesses.evidence.text, start, name.end, witnesses) == end

    def _foreign(self, text: str, at: int, witnesses: Witnesses, known: frozenset[str]) -> Iterator[Reading]:
        if dotted := _DOTTED.match(text, at):
            yield from self._dotted(text, at, dotted.end(), witnesses)
            return
        end = at
        while end < len(text) and end - at < 10 and text[end] in self.foreign:
            if end - at >= 2 and self.following.at(text, end, shortest=2):
                break
            end += 1
        if end - at >= 2:
            name = text[at:end]
            score = 0.6 + 0.15 * min(end - at, 6) + 0.7 * self.follows(text, end) + 2.0 * (name in known)
            score += self._testimony(at, end, witnesses) if witnesses.enabled else 0.5
            yield Reading(at, end, score, (self.foreign_rule,))

    def _dotted(self, text: str, at: int, longest: int, witnesses: Witnesses) -> Iterator[Reading]:
        """埃隆·马斯克|表示: the last part ends where a follower stands, else where foreign characters end."""
        last = max(text.rfind(dot, at, longest) for dot in DOTS) + 1
        for end in range(longest, last, -1):
            named = text[last:end]
            score = 1.5 + self.follows(text, end) + 0.1 * sum(c in self.foreign for c in named)
            score -= 0.7 * sum(c not in self.foreign and c not in DOTS for c in text[at : last - 1])
            score -= 1.0 * any(c in self.never for c in named)
            score += 1.0 if witnesses.enabled and witnesses.word_to(end) else 0.0
            score += 1.0 if witnesses.enabled and (first := witnesses.name_from(at)) and first.tag == "PER" else 0.0
            if witnesses.enabled and (name := witnesses.name_to(end)) and name.tag == "PER":
                score += 1.0 + 1.5 * name.chance * (name.start == at)
            score -= 2.0 * (named[-1] in self.adverbs and named[-1] not in self.foreign)
            score -= 0.5 * sum(c not in self.foreign for c in named) + 1.5 * self._straddled(text, end)
            yield Reading(at, end, score, (self.foreign_rule,))

    def _witnessed(self, text: str, at: int, witnesses: Witnesses) -> Iterator[Reading]:
        """What the tagger takes for a person, whatever its characters: 鸠山由纪夫, 白玛."""
        name, word = witnesses.name_from(at), witnesses.word_from(at)
        if word is not None and word.tag.startswith("nr") and 4 <= word.end - at <= 8:
            last = witnesses.name_to(word.end)
            agreed = 1.5 if last is not None and last.tag == "PER" else 0.0
            end = self._without_adverb(text, at, kept(self, text, at, word.end, witnesses))
            yield Reading(at, end, 1.8 + agreed + 0.5 * self.follows(text, end), (_WITNESS,))
        if name is None or name.tag != "PER" or not 2 <= name.end - at <= 16:
            return
        end = self._without_adverb(text, at, kept(self, text, at, name.end, witnesses))
        written = text[at:end]
        if (
            written in self.words
            or behind_preposition(text, at, end, self.foreign) > at
            or written[-1] in "某氏"
            or self.honoured(text, at + 1)
            or written[1:] in self.honorifics
        ):
            return
        foreign = all(c in self.foreign or c in DOTS for c in written)
        score = 2.0 + 0.5 * self.follows(text, end) + 0.5 * foreign
        score -= 1.0 * any(c in self.never for c in written)
        yield Reading(at, end, score, (_WITNESS,))

    def _without_adverb(self, text: str, at: int, end: int) -> int:
        """次仁旺姆|则: a name of three characters or more does not end with 则 or 还."""
        return end - 1 if end - at > 3 and text[end - 1] in self.adverbs else end
