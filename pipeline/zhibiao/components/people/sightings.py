"""Names seen in a text: behind a role, before one, in a row of names, in quotation of a speaker, known from elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zhibiao.components.lexicon import Lexicon
from zhibiao.components.organisations.bodies import BodyBook
from zhibiao.components.people.name_rules import behind_preposition
from zhibiao.components.people.name_words import DOTS
from zhibiao.components.people.names import NameBook, Reading
from zhibiao.components.people.overlaps import apart
from zhibiao.components.people.titles import Role
from zhibiao.components.people.untitled import OPEN, Untitled
from zhibiao.components.witnesses import Witnesses
from zhibiao.model import RegionMention, Rejected

_GAP = re.compile(r"[ 　]{0,3}")
_CREDIT_GAP = re.compile(r"[ 　]{0,3}[:：|丨｜/／]?[ 　]{0,3}")
_COLON = re.compile(r"[ 　]{0,2}[:：][ 　]{0,2}")
_MORE = re.compile(r"[、和与及][ 　]?")
_SPACE = re.compile(r"[ 　]{1,3}")
_APPOINTS = re.compile(r"(?:任命|选举|推选|推举|提名|聘任|聘请|增补|增选|补选|接受)(?:了|选出)?")
_APPOINTED = re.compile(r"(?:同志)?(?:为|担任|任|出任)|(?:同志)?辞去")
_PARTED = re.compile("[·•・‧∙．]")
_LED = "由经请被让与和同向对据为以是在即如及派令到给陪随"

_HYPHENS = ("-", "－", "—", "‐")
SURE = 2.0


class Sightings:
    """Collects the readings of one text; of two that overlap, the surer one stays."""

    def __init__(
        self,
        text: str,
        roles: Sequence[Role],
        names: NameBook,
        bodies: BodyBook,
        witnesses: Witnesses,
        regions: Sequence[RegionMention],
    ) -> None:
        self.text = text
        self.roles = roles
        self.names = names
        self.bodies = bodies
        self.witnesses = witnesses
        self._ends = {role.end: role for role in roles}
        self._regions = regions
        self._region_starts = [region.start for region in regions]
        self.lost: list[Rejected] = []

    def find(self) -> list[Reading]:
        """The names in text order, none overlapping."""
        titled = apart([*self._after_roles(), *self._before_roles(), *self._appointed()])
        bare = [one for one in Untitled(self.text, self.names, self.witnesses).find() if not self._region_at(one)]
        sure = apart([*titled, *self._again(titled, 6.0), *bare])
        return self._hyphenated(apart([*sure, *self._again(sure, 2.5)]))

    def _hyphenated(self, readings: Sequence[Reading]) -> list[Reading]:
        """迪亚斯-卡内尔 is one name, where both parts are written with the characters of foreign names."""
        joined: list[Reading] = []
        for reading in readings:
            if joined and reading.start < joined[-1].end:
                continue
            after = reading.end + 1
            if self.text[reading.end : after] in _HYPHENS and self._foreign(reading):
                second = self.names.read(self.text, after, self.witnesses)
                if second is not None and self._foreign(second):
                    reading = replace(reading, end=second.end)
            joined.append(reading)
        return joined

    def _foreign(self, reading: Reading) -> bool:
        written = self.text[reading.start : reading.end]
        return len(written) > 1 and all(c in self.names.foreign or c in DOTS for c in written)

    # -- behind a role ---------------------------------------------------------------------------------------------

    def _after_roles(self) -> Iterator[Reading]:
        for role in self.roles:
            for at in self._places(role):
                reading = self._weigh(at, role)
                if reading is not None:
                    yield reading
                    yield from self._row(reading, role)
                    break

    def _places(self, role: Role) -> Iterator[int]:
        gap = _CREDIT_GAP if role.entry.credit else _GAP
        found = gap.match(self.text, role.end)
        at = found.end() if found else role.end
        if role.entry.spaced and at == role.end:
            return
        yield at
        if not role.entry.credit and (colon := _COLON.match(self.text, role.end)) and self._opens_line(role):
            yield colon.end()

    def _opens_line(self, role: Role) -> bool:
        start = self.text.rfind("\n", max(0, role.start - 30), role.start)
        return start >= 0 or role.start <= 30

    def _weigh(self, at: int, role: Role) -> Reading | None:
        if at >= len(self.text) or self.text[at] in OPEN:
            return None
        reading = self.names.read(self.text, at, self.witnesses)
        if reading is None:
            return None
        if reason := self._against(reading, role, at):
            self._lose(reading, reason)
            return None
        return replace(reading, score=reading.score + 1.0)

    def _against(self, reading: Reading, role: Role, at: int) -> str | None:
        """What speaks against a name behind this role."""
        for end in range(reading.start + 1, reading.end):
            if (longer := self._ends.get(end)) is not None and longer.core < reading.start:
                return "a longer role stands there"
        if self._placed(reading):
            return "a place"
        if self.names.titled(self.text, reading.end):
            return "part of a longer name"
        wanted = SURE + 0.5 * role.entry.weak + 0.5 * (role.end - role.start == 1)
        wanted -= 1.0 * (role.entry.credit and self.text[at - 1] in "：:／/")
        wanted += 0.5 * (at > role.end and not role.entry.credit)
        return f"score {reading.score:.1f} below {wanted:.1f}" if reading.score < wanted else None

    def _placed(self, reading: Reading) -> bool:
        """Whether a region stands there and no witness saw a person: 市长|安康."""
        if self.text[reading.end - 1] == "州" and reading.end - reading.start > 3:
            return True  # 艾奥瓦州
        if not self._region_at(reading):
            return False
        name = self.witnesses.name_from(reading.start)
        return name is None or name.tag != "PER" or name.end != reading.end

    def _region_at(self, reading: Reading) -> bool:
        if self.text[reading.start : reading.end] in self.bodies.countries:
            return True
        index = bisect_left(self._region_starts, reading.start)
        if index == len(self._regions) or self._regions[index].start > reading.start:
            return False
        return self._regions[index].end >= reading.end

    def _lose(self, reading: Reading, reason: str) -> None:
        self.lost.append(Rejected(reading.start, reading.end, "person", reading.rules, reason))

    def _row(self, first: Reading, role: Role) -> Iterator[Reading]:
        """The names after the first one that share its title: 副省长白玛、穆东升."""
        at = first.end
        for _ in range(40):
            more = _MORE.match(self.text, at) or (_SPACE.match(self.text, at) if role.entry.credit else None)
            if more is None or more.end() >= len(self.text):
                return
            reading = self.names.read(self.text, more.end(), self.witnesses)
            if reading is None or reading.score < 2.5 or self._placed(reading):
                return
            if self._ends.get(reading.end) and self.names.honoured(self.text, reading.end) is False:
                return
            yield reading
            at = reading.end

    # -- between an appointment and its post -----------------------------------------------------------------------

    def _appointed(self) -> Iterator[Reading]:
        """任命|刘洋|为省长, 选举|王军、陈立|为副主任: names that an appointment begins and 为 ends."""
        for verb in _APPOINTS.finditer(self.text):
            row: list[Reading] = []
            at = verb.end()
            for _ in range(40):
                reading = self.names.read(self.text, at, self.witnesses) if at < len(self.text) else None
                if reading is None or reading.score < SURE or not self.names.common(self.text, at):
                    break
                row.append(replace(reading, score=reading.score + 1.0))
                if _APPOINTED.match(self.text, reading.end):
                    yield from row
                if (more := _MORE.match(self.text, reading.end)) is None:
                    break
                at = more.end()

    # -- before a role ---------------------------------------------------------------------------------------------

    def _before_roles(self) -> Iterator[Reading]:
        """习近平总书记, 李强总理: a name between a border and a role that may follow a name."""
        for role in self.roles:
            if role.entry.credit or (role.modified and self.text[role.start : role.core] != "副"):
                continue
            if not role.after and not self.names.settled(self.text, role.end):
                continue
            end = role.start
            if self.bodies.head_to(self.text, end, max(0, end - 4)) is not None:
                continue  # 宣传部|部长
            name = self.witnesses.name_to(end) if self.witnesses.enabled and self._plausible(end) else None
            if name is not None and name.tag == "PER":
                start = behind_preposition(self.text, name.start, end, self.names.foreign)
                reading = self.names.read(self.text, start, self.witnesses)
                if reading is not None and reading.end == end and self._namelike(reading):
                    yield replace(reading, score=reading.score + 1.5)
                    continue
            word = self.witnesses.word_to(end)
            if word is None and not self.witnesses.enabled:
                yield from self._blind_before(end)
            elif word is not None and word.tag.startswith("nr") and role.after:
                yield from self._tagged(word.start, end)

    def _tagged(self, start: int, end: int) -> Iterator[Reading]:
        """A name by its tag alone, where the tagger sees another border: 陈立新|院士."""
        if self.text[start:end] in self.bodies.countries or self.names.is_word(self.text[start:end]):
            return
        if 2 <= end - start <= 4 and self.names.common(self.text, start):
            yield Reading(start, end, 3.0, (self.names.surname(self.text, start)[1],))
        elif end - start >= 3 and self.names.foreign.issuperset(self.text[start:end]):
            yield Reading(start, end, 3.0, (self.names.foreign_rule,))  # 若斯潘|总理

    def _plausible(self, end: int) -> bool:
        """Whether a name could end here, cheaply: a surname two to four characters back, or foreign characters."""
        for length in (3, 2, 4):
            if end >= length and self.names.common(self.text, end - length):
                return True
        return end >= 2 and self.text[end - 1] in self.names.foreign and self.text[end - 2] in self.names.foreign

    def _namelike(self, reading: Reading) -> bool:
        written = self.text[reading.start : reading.end]
        if len(written) < 2 or written in self.bodies.countries:
            return False
        return self.names.common(self.text, reading.start) or all(
            c in self.names.foreign or not c.isalpha() for c in written
        )

    def _blind_before(self, end: int) -> Iterator[Reading]:
        for length in (3, 2):
            start = end - length
            if start < 0 or not self.names.common(self.text, start):
                continue
            if start and self.text[start - 1] not in OPEN and self.text[start - 1] not in _LED:
                continue
            reading = self.names.read(self.text, start, self.witnesses)
            if reading is not None and reading.end == end and reading.score >= 1.0:
                yield replace(reading, score=3.0)
                return

    # -- known from elsewhere --------------------------------------------------------------------------------------

    def _again(self, sure: Sequence[Reading], score: float) -> Iterator[Reading]:
        """A full name that was established once is found again: 张丽还说."""
        known = dict(self._established(sure))
        if not known:
            return
        for start, end, rules in Lexicon(known).longest(self.text):
            if self.names.titled(self.text, end):
                self.lost.append(Rejected(start, end, "person", rules, "part of a longer name"))
                continue
            if self.text[end : end + 1] in tuple("·•・‧") or self.text[start - 1 : start] in tuple("·•・‧"):
                continue
            free = self._titled(start) or self._beside(known, start, end)
            if end - start == 2 and not free and not self._bounded(start, end):
                self.lost.append(Rejected(start, end, "person", rules, "not bounded"))
                continue
            yield Reading(start, end, score, rules)

    def _established(self, sure: Sequence[Reading]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for reading in sure:
            written = self.text[reading.start : reading.end]
            if reading.score < 3.0 or any(c.isspace() for c in written):
                continue
            yield written, reading.rules
            parts = _PARTED.split(written)
            if len(parts) > 1:
                for part in (parts[0], parts[-1]):
                    if len(part) >= 3:
                        yield part, reading.rules

    def _beside(self, known: Mapping[str, object], start: int, end: int) -> bool:
        """Whether another known name stands right beside: 赵乐际|蔡奇|丁薛祥."""
        return any(
            self.text[start - n : start] in known or self.text[end : end + n] in known for n in (2, 3) if start >= n
        )

    def _titled(self, start: int) -> bool:
        """Whether a role stands right before, or with a space between: 主席 包钢."""
        return start in self._ends or (self.text[start - 1 : start] in {" ", "　"} and start - 1 in self._ends)

    def _bounded(self, start: int, end: int) -> bool:
        if not self.witnesses.enabled:
            led = start == 0 or self.text[start - 1] in OPEN or self.text[start - 1] in _LED
            return led and self.names.follows(self.text, end) >= 1
        name = self.witnesses.name_from(start)
        if name is not None and name.tag == "PER":
            return name.end == end
        word = self.witnesses.word_from(start)
        return word is not None and word.end == end and word.tag.startswith("nr")
