"""Posts: a role with its organisation, 中国移动贵州公司|党委书记, and rows of them, 董事长、总经理."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from zhibiao.components.organisations.bodies import BodyBook, region_to
from zhibiao.components.people.titles import Role, TitleBook
from zhibiao.components.witnesses import Witnesses
from zhibiao.model import RegionMention, Stretch, Title

_FORMER = ("曾任", "历任", "原任", "曾担任")
_HOLDS = re.compile(r".?(?:曾担|[曾历原担现出兼升调时])任")
_NOT_FORMER = re.compile(r"(?:[太平草中高五三开固沽荒复屈还]原|[从目以日之此当眼提向面年会赛]前)\Z")
_NOT_ACTING = re.compile(r"[时当现世年近古朝后前替一二三四五六七八九十历]代\Z")
_PARTY = ("党委", "纪委", "团委", "党工委")
_FIELD = re.compile(r"行业|产业|领域|市场|板块|工业|技术|问题|业")
_COUNTED = re.compile(r"[一两二三四五六七八九十百多几\d][名位]")
_STATION = re.compile(r"常?驻(?!马店)[^驻，。、；\s]{1,10}\Z")
_HAN = regex.compile(r"\p{Han}")
_DATELINE = re.compile(r"\d日(?:电|讯|专电|消息|报道)")
_WIRE = re.compile(r"(?:电|(?<!资)讯|报道|消息|获悉)\Z")
_ORIGINAL = re.compile(r"[前原](?:[锋线沿海进门方卫端哨瞻途台排往庭辈]|子|料|油|创|始|则|生|野|平|阳|产|谷|动力)")
_GENERIC = frozenset({"有关", "相关", "主要", "一位", "部分", "各", "原", "前", "现", "新", "老", "该", "本", "方面"})
_ACTING_BODY = 4
_SEPARATORS = "、，, 　兼暨;；\n"


@dataclass(frozen=True, slots=True)
class Post:
    """A title before it is written down: `org` is the organisation's place."""

    start: int
    end: int
    role_start: int
    role: Role
    org: Stretch | None = None
    former: bool = False
    acting: bool = False
    carried: bool = False


class PostReader:
    """Reads the posts of one text."""

    def __init__(
        self,
        text: str,
        roles: Sequence[Role],
        titles: TitleBook,
        bodies: BodyBook,
        witnesses: Witnesses,
        regions: Sequence[RegionMention],
    ) -> None:
        self.text = text
        self.titles = titles
        self.bodies = bodies
        self.witnesses = witnesses
        self.regions = regions
        self.by_end = {role.end: role for role in roles}

    def post(self, role: Role, floor: int = 0) -> Post:
        """The post whose role this is: where its organisation begins, whether it is a former one."""
        text, end = self.text, role.start
        start, former, acting = end, False, False
        if text[start - 1 : start] == "代" and not _NOT_ACTING.search(text, max(0, start - 2), start):
            start, acting = start - 1, True
        elif text[max(0, start - 2) : start] == "代理":
            start, acting = start - 2, True
        start = role_start = self._with_field(start, role, floor)
        if self._after_former(start):
            start, former = start - 1, True
        if start in self.by_end and self.by_end[start].start >= floor and not self._swallows(start):
            return Post(start, role.end, role_start, role, None, former, acting)
        left = self.bodies.left(text, start, self.witnesses, self.regions, floor)
        if (held := _HOLDS.match(text, max(0, left - 1), start)) and held.end() > left:
            left = held.end()  # 曾任|省发展改革委
        left = opening = self._behind_other(left, start)
        if self.text.startswith("代理", left) and start - left > _ACTING_BODY:
            left, acting = left + 2, True  # 任命…为|代理|山西省人民政府|省长
        org_end, role_start = self._split(left, start, role_start, role)
        if text[role_start] in "原前" and role_start < role.core:  # 农业农村部|原|总畜牧师
            role_start, former = role_start + 1, True
        left, before = self._former(left, org_end, floor)
        former |= before
        org = Stretch(left, org_end) if org_end > left and text[left:org_end] not in _GENERIC else None
        if org is not None and (_WIRE.search(text, org.start, org.end) or not self._body(org, role)):
            org, left = None, role_start - (role_start != start)
            left = opening = min(left, start)
        return Post(min(left, opening, start), role.end, role_start, role, org, former, acting)

    def _behind_other(self, left: int, end: int) -> int:
        """张文教授和|《求索》杂志主编: another one's post stands before 和; no body's name goes over 的 or 三名."""
        joints = (at + 1 for at in range(left + 1, end) if self.text[at] in "和与及")
        behind = max((at for at in joints if (role := self.by_end.get(at - 1)) and role.start >= left), default=left)
        counted = max((match.end() for match in _COUNTED.finditer(self.text, left, end)), default=left)
        if self.text[left + 1 : left + 2] in {"与", "同"}:
            behind = max(behind, left + 2)  # 在汉与|华润集团董事长…会谈
        wired = max((match.end() for match in _DATELINE.finditer(self.text, left, end)), default=left)
        return max(behind, counted, wired, self.text.rfind("的", behind, end) + 1)

    def _after_former(self, start: int) -> bool:
        """Whether 原 or 前 stands before `start`, as a word of its own: not 太原|市长."""
        return (
            self.text[start - 1 : start] in {"原", "前"}
            and not _NOT_FORMER.search(self.text, max(0, start - 2), start)
            and region_to(self.regions, start) is None
        )

    def _with_field(self, start: int, role: Role, floor: int) -> int:
        """Where the role begins with its field or station: 美国前|运输部长, 日本|驻俄大使."""
        low = max(floor, start - 12)
        if role.entry.stationed and (station := _STATION.search(self.text, low, start)):
            return int(station.start())
        if (
            not role.entry.fused
            or start != role.core
            or self.bodies.head_to(self.text, start, low, trades=False) is not None
        ):
            return start
        name = self.witnesses.name_to(start)
        if name is not None and name.tag == "ORG" and name.end - name.start > 3:
            return start
        at = start
        while at > low and _HAN.match(self.text[at - 1]) and region_to(self.regions, at) is None:
            if self._after_former(at) or (at < start and self._unit(at)):
                break
            if self.bodies.country_to(self.text, at, low) is not None:
                break
            step = self.bodies.step(self.text, at, start, low, self.witnesses, self.regions)
            inner = [n for n in range(at - 1, at - step, -1) if self._country_ends(n, low)]
            if not step or inner:
                at = inner[0] if inner else at  # 美国|能源部长, though 美国能源部 is a word
                break
            at -= step
        if start - at > 1 and self._unit(at + 1):
            at += 1  # 省公安厅 is one word
        return at if start - at <= 8 else start

    def _country_ends(self, at: int, low: int) -> bool:
        return region_to(self.regions, at) is not None or self.bodies.country_to(self.text, at, low) is not None

    def _unit(self, at: int) -> bool:
        """省|财政厅长: a level of government before the field."""
        return self.text[at - 1] in "省市县区州" and self.bodies.head_to(self.text, at) is None

    def _swallows(self, end: int) -> bool:
        """Whether a role before this one is a part of a body: 委员|会, 代表|团."""
        return self.bodies.head_to(self.text, end) is not None

    def _former(self, left: int, org_end: int, floor: int) -> tuple[int, bool]:
        """原国家建设部副部长: the organisation begins behind 原; 曾任 stands before it."""
        text = self.text
        opened = text[left : left + 1] in ("原", "前") and org_end - left > 1 and not _ORIGINAL.match(text, left)
        if opened and region_to(self.regions, left + 2) is None:
            return left + 1, True
        if (
            text[left - 1 : left] in ("原", "前")
            and left > floor
            and not _NOT_FORMER.search(text, max(0, left - 2), left)
        ):
            return left, True
        return left, any(text[max(0, left - len(word)) : left] == word for word in _FORMER)

    def _split(self, left: int, end: int, role_start: int, role: Role) -> tuple[int, int]:
        """Where the organisation ends and the role begins: 长河证券|钢铁行业分析师, 自治区党委|书记."""
        text = self.text
        if role_start == end and (party := self._party(left, end)):
            return party, party
        field = role.entry.free and _FIELD.match(text, end) is not None
        if end <= left or not role.entry.free:
            return end, role_start
        if not field and (self.bodies.head_to(text, end, left) is not None or region_to(self.regions, end) is not None):
            return end, role_start
        for at in range(end - 1, max(left + 1, end - 10), -1):
            if self.bodies.head_to(text, at, left) is not None and self._ends_word(at) and not _FIELD.match(text, at):
                return at, at
            if (region := region_to(self.regions, at)) is not None and region.start >= left:
                return at, at
        name = self.witnesses.name_from(left)
        if name is not None and name.tag == "ORG" and name.end <= end:
            return name.end, name.end
        return (left, left) if end - left <= 8 else (end, role_start)

    def _party(self, left: int, end: int) -> int | None:
        """自治区党委书记 is the post of 自治区党委; 公司党委书记 keeps 党委书记."""
        regional = region_to(self.regions, end) is not None or self.text[end - 1 : end] in set("省市县区州旗盟")
        regional |= self.text[max(0, end - 2) : end] == "中央"
        if end == left or not regional:
            return None
        return next((end + len(word) for word in _PARTY if self.text.startswith(word, end)), None)

    def _ends_word(self, at: int) -> bool:
        return not self.witnesses.enabled or self.witnesses.word_to(at) is not None

    def _body(self, org: Stretch, role: Role) -> bool:
        """Whether an organisation for this kind of role: a reporter's must be known as one."""
        text = self.text
        if role.entry.stationed and self.bodies.country_to(text, org.end, org.start) == org.start:
            return True
        if role.entry.credit or role.entry.free or role.entry.weak:
            if self.bodies.head_to(text, org.end, org.start) is not None:
                return True
            name = self.witnesses.name_to(org.end)
            return name is not None and name.tag == "ORG"
        return True

    # -- rows ------------------------------------------------------------------------------------------------------

    def row(self, end: int, floor: int = 0) -> list[Post]:
        """The posts that end at `end`, one after the other: 贵州省政协委员，中国移动贵州公司党委书记、董事长."""
        posts: list[Post] = []
        at = end
        while (role := self.by_end.get(at)) is not None and role.start >= floor and len(posts) < 12:
            post = self.post(role, floor)
            posts.append(post)
            behind = post.former and self.text[post.start - 1 : post.start] in {"原", "前"}
            at = self._previous(post.start - behind, floor)
        posts.reverse()
        return self.carry(posts)

    def trade(self, end: int, floor: int = 0) -> list[Post]:
        """The post that ends at `end` with a word that only looks like one, where a witness saw a name: 古陶|鉴藏家."""
        word = self.witnesses.word_to(end)
        if word is None or word.start < floor or end in self.by_end:
            return []
        role = self.titles.trade(self.text, word.start, end)
        return [self.post(role, floor)] if role is not None else []

    def _previous(self, start: int, floor: int) -> int:
        """Where the post before this one ends: over a separator, or right before."""
        if start in self.by_end:
            return start
        at, seen = start, 0
        while at > floor and self.text[at - 1] in _SEPARATORS and seen < 3:
            at, seen = at - 1, seen + 1
        return at if at < start and "\n" not in self.text[at:start] else -1

    def carry(self, posts: list[Post], held: Stretch | None = None) -> list[Post]:
        """An organisation holds for the roles after it, until another one comes."""
        done: list[Post] = []
        for index, post in enumerate(posts):
            before = posts[index - 1] if index else None
            if post.org is not None:
                held = post.org
            elif self._self_contained(post) and not (before and before.role.entry.state):
                pass
            elif held is not None and (before is None or self._joined(before, post)):
                post = replace(post, org=held, carried=True)
            else:
                held = None
            if done and done[-1].former and not post.former and self._of_the_past(done[-1], post):
                post = replace(post, former=True)
            done.append(post)
        return done

    def _of_the_past(self, before: Post, after: Post) -> bool:
        """原省委常委、副省长: what names no body of its own is past as well."""
        own = after.org is not None and not after.carried
        return self._joined(before, after) and not own and not after.role.entry.weak and not after.role.entry.free

    def _self_contained(self, post: Post) -> bool:
        """省长, 国务委员, 外交部长 name their own body; after a country's office they are that country's: 德国副总理兼财政部长."""
        fused = post.role.entry.fused and post.role_start < post.role.start
        return post.role.entry.own or fused

    def _joined(self, before: Post, after: Post) -> bool:
        return set(self.text[before.end : after.start]) <= set("、兼暨")

    # -- writing down ----------------------------------------------------------------------------------------------

    def title(self, post: Post) -> Title:
        """The post as a title."""
        return Title(
            start=post.start,
            end=post.end,
            role=_squeezed(self.text[post.role_start : post.end]),
            org=_squeezed(self.text[post.org.start : post.org.end]) if post.org else None,
            former=post.former,
            acting=post.acting,
            region=self._region(post.org) if post.org else None,
            rules=post.role.rules,
        )

    def _region(self, org: Stretch) -> tuple[str, ...] | None:
        """The lowest region that the organisation's name holds: 中国移动贵州公司 belongs to 贵州省."""
        found = [region for region in self.regions if org.covers(region.start, region.end)]
        return max(found, key=lambda region: len(region.region.path)).region.path if found else None


def _squeezed(written: str) -> str:
    return "".join(written.split())
