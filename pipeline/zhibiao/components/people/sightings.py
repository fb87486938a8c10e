"""Names seen in a text: behind a role, before one, in a row of names, in quotation of a speaker, known from elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from zhibiao.components.lexicon import Lexicon
from zhibiao.components.organisations.bodies import BodyBook
from zhibiao.components.people.addressed import LED, Addressed
from zhibiao.components.people.latin import LATIN, LatinNames
from zhibiao.components.people.name_words import DOTS
from zhibiao.components.people.names import NameBook, Reading
from zhibiao.components.people.overlaps import apart, settled
from zhibiao.components.people.owners import owning
from zhibiao.components.people.rulers import find_rulers
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
_SIGNED = re.compile(r"\Z|[）)\n]|[/／]?(?:文|图|摄)(?:[/／、]|\Z|\n)|发自|\w{2,3}(?:报道|专电)")
_NTH = re.compile(r"[一二三四五六七八九十]{1,3}世(?!纪)")
_KNOWN = 0.8  # from this chance on the tagger's place is one
_BESIDE = 6.0
"""Names known from elsewhere that stand side by side are these, whatever the tagger makes of them: 李强|蔡奇|丁薛祥."""
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
        self.latin = LatinNames(text, names, witnesses)
        self._addressed = Addressed(text, roles, names, bodies, witnesses)
        self._ends = {role.end: role for role in roles}
        self._by_start = {role.start: role for role in roles}
        self._regions = regions
        self._region_starts = [region.start for region in regions]
        self.lost: list[Rejected] = []

    def find(self) -> list[Reading]:
        """The names in text order, none overlapping."""
        addressed = list(self._addressed.find())
        taken = {reading.end for reading in addressed}
        titled = apart([*self._after_roles(taken), *addressed, *self._appointed()])
        bare = [self._without_role(one) for one in Untitled(self.text, self.names, self.witnesses).find()]
        bare += find_rulers(self.text, self.names)
        owners = owning(apart([*titled, *bare]), self.text, self._by_start, self._ends, self.names, self.witnesses)
        titled = [one for one in titled if self._person(one, owners)]
        bare = [one for one in bare if self._person(one, owners) and not self._region_at(one)]
        sure = settled(apart([*titled, *self._again(titled, 6.0), *bare]), self.text)
        return self._hyphenated(apart([*sure, *self._again(sure, 2.5)]))

    def _person(self, reading: Reading, owners: Container[str]) -> bool:
        written = self.text[reading.start : reading.end]
        role = self._ends.get(reading.end)
        ruling = role is not None and self.text[reading.start : role.start] in self.bodies.countries  # 卡塔尔|埃米尔
        return written not in owners and written not in self.bodies.wholes and not ruling

    def _without_role(self, reading: Reading) -> Reading:
        """蒙塔莱|伯爵: the tagger takes an address along now and then."""
        role = self._ends.get(reading.end)
        addressed = role is not None and role.personal and role.start >= reading.start + 2
        return replace(reading, end=role.start) if role is not None and addressed else reading

    def _hyphenated(self, readings: Sequence[Reading]) -> list[Reading]:
        """迪亚斯-卡内尔 is one name, where both parts are written with the characters of foreign names."""
        joined: list[Reading] = []
        for reading in readings:
            if joined and reading.start < joined[-1].end:
                continue
            if self._foreign(reading) and (nth := _NTH.match(self.text, reading.end)):
                reading = replace(reading, end=nth.end())  # 查理|二世
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

    def _after_roles(self, taken: Container[int]) -> Iterator[Reading]:
        """Names behind a role, where it does not follow a name itself: 习近平|主席|郑重提出."""
        for role in self.roles:
            if role.address and role.start in taken:
                continue
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
        if self.text[at] <= "ɏ":
            return self._latin(at, role)
        reading = self.names.read(self.text, at, self.witnesses)
        if reading is None:
            return None
        if reason := self._against(reading, role, at):
            self._lose(reading, reason)
            return None
        return replace(reading, score=reading.score + 1.0)

    def _latin(self, at: int, role: Role) -> Reading | None:
        end = self.latin.behind(at, role)
        return Reading(at, end, LATIN, (self.names.foreign_rule,)) if end is not None else None

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
        wanted -= 1.5 * (role.entry.credit and self._signed(reading))
        wanted -= 1.0 * (at == role.end and self._abroad(reading, role))
        return f"score {reading.score:.1f} below {wanted:.1f}" if reading.score < wanted else None

    def _signed(self, reading: Reading) -> bool:
        """（记者|马力|通讯员, 本报记者|马力|北京报道: a byline ends the name, which may be a word."""
        if not self.names.common(self.text, reading.start):
            return False
        role = self._by_start.get(reading.end)
        return (role is not None and role.entry.credit) or _SIGNED.match(self.text, reading.end) is not None

    def _abroad(self, reading: Reading, role: Role) -> bool:
        """主帅|萨维蒂斯, 队长|萨加斯: characters of foreign names only, where the tagger sees no place that it is sure of."""
        whole = self.witnesses.name_from(role.core)
        if whole is not None and whole.tag == "PER" and whole.end >= reading.end:
            return True  # the tagger takes the role along: 主帅范腾
        if not self._foreign(reading):
            return False
        name = self.witnesses.name_from(reading.start)
        known = name is not None and name.tag != "PER" and name.chance >= _KNOWN
        return role.entry.weak and reading.end - reading.start > 2 and not known

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
            if self.text[more.end()] <= "ɏ":
                reading = self._latin(more.end(), role)
            else:
                reading = self.names.read(self.text, more.end(), self.witnesses)
            if reading is None or reading.score < 2.5 or self._placed(reading):
                return
            if self.names.titled(self.text, reading.end):
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

    # -- known from elsewhere --------------------------------------------------------------------------------------

    def _again(self, sure: Sequence[Reading], score: float) -> Iterator[Reading]:
        """A full name that was established once is found again: 张丽还说."""
        known = dict(self._established(sure))
        if not known:
            return
        for start, end, rules in Lexicon(known).longest(self.text):
            if self.names.titled(self.text, end) or (score < SURE + 1.0 and self.names.sited(self.text, end)):
                self.lost.append(Rejected(start, end, "person", rules, "part of a longer name"))
                continue
            if self.text[end : end + 1] in tuple("·•・‧") or self.text[start - 1 : start] in tuple("·•・‧"):
                continue
            beside = self._beside(known, start, end)
            free = self._titled(start) or beside
            if end - start == 2 and not free and not self._bounded(start, end):
                self.lost.append(Rejected(start, end, "person", rules, "not bounded"))
                continue
            yield Reading(start, end, max(score, _BESIDE * beside), rules)

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
            led = start == 0 or self.text[start - 1] in OPEN or self.text[start - 1] in LED
            return led and self.names.follows(self.text, end) >= 1
        name = self.witnesses.name_from(start)
        if name is not None and name.tag == "PER":
            return name.end == end
        word = self.witnesses.word_from(start)
        return word is not None and word.end == end and word.tag.startswith("nr")
