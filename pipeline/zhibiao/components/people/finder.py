"""People with their titles: 贵州省政协委员，中国移动贵州公司党委书记、董事长、总经理张丽 is one person with four posts in two bodies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import regex
from spacy.language import Language
from spacy.tokens import Doc

from zhibiao.components import groups
from zhibiao.components.organisations.bodies import BodyBook
from zhibiao.components.people.carrying import carried
from zhibiao.components.people.names import NameBook, Reading
from zhibiao.components.people.posts import Post, PostReader
from zhibiao.components.people.sightings import Sightings
from zhibiao.components.people.titles import Role, TitleBook
from zhibiao.components.witnesses import Witnesses
from zhibiao.evidence import Evidence
from zhibiao.model import PersonMention, RegionMention, Rejected

_SKIP = re.compile(r"[ 　]{0,3}[:：|丨｜/／]?[ 　]{0,3}\Z")
_SPACES = re.compile(r"\s+(?![A-Za-zÀ-ɏ])|(?<![A-Za-zÀ-ɏ.])\s+")
"""The spaces inside a name that are none of its own: 韦 韬, but not J. Smith."""
_CLOSE = frozenset(["", "\n", "）", ")", "。", " ", "　"])
_ROW = frozenset("、和与及 　")
_BRACKET = re.compile(r"[（(]([^（）()\n]{2,60})[）)]")
_APPOSITION = re.compile(r"[，,]([^，,。；;！？!?\n：:]{2,40})(?=[，,。；;！？!?\n]|\Z)")
_BECOMES = re.compile(
    r"(?:[，,](?=现任|曾任|历任|原任|时任))?(?:(?:再次|全票|成功|同时|不再|继续|正式|已|现|曾|被|获|一并|并|今日|当天|一致)?"
    r"(?P<verb>当选为?|任命为|选举为|推选为|推举为|提名为|聘任?为|选为|担任|出任|兼任|就任|连任|接任|升任|调任|履新|续任|历任|现任|时任|曾任|原任|任|为)"
    r"(?P<post>[^，,。；;！？!?\n]{2,60}))"
)
_HELD = re.compile(r"(?:曾任|曾担任|历任|担任|现任|出任|兼任|时任|身为|作为)\Z")
_APPOINTS = re.compile(r"任命|选举|推举|提名|聘任|聘请|推选|决定|增补|增选|补选")
_MEANWHILE = re.compile(
    r"(?:[（(][^（）()\n]{1,20}[）)])?(?:还|也|则|就|又|曾|近日|日前|今天|当天|随后|此前|\d{1,2}日)?"
    r"(?:在|对|向|就|于|同|接受|出席|参加|主持|作|针对|结合|通过|代表|从|围绕|与|和|时|后)?"
    r"[^，。；：！？“”\n]{0,30}?(?=(?:表示|指出|强调|认为|介绍|透露|建议|坦言|告诉|称|说)[，：:。“])"
)


def find_people(
    text: str,
    evidence: Evidence,
    titles: TitleBook,
    names: NameBook,
    bodies: BodyBook,
    regions: Sequence[RegionMention] = (),
) -> Iterator[PersonMention | Rejected]:
    """The people of a text with the titles that each mention is given right there."""
    roles = list(titles.find(text))
    witnesses = Witnesses(evidence, text, places=_behind(text, roles, names))
    sightings = Sightings(text, roles, names, bodies, witnesses, regions)
    found = sightings.find()
    reader = PostReader(text, roles, titles, bodies, witnesses, regions)
    yield from _Assembly(text, found, reader, names).mentions()
    yield from sightings.lost


def _behind(text: str, roles: Sequence[Role], names: NameBook) -> Iterator[int]:
    """Where a role is followed by a surname, and two or three characters on by what follows a name: 预报员|任和平|提醒.

    A byline needs nothing behind: 记者|高小芳|上海报道.
    """
    for role in roles:
        at = role.end
        if not names.common(text, at):
            continue
        if role.entry.credit or names.follows(text, at + 2) >= 1 or names.follows(text, at + 3) >= 1:
            yield at


class _Assembly:
    """Gives each name its posts."""

    def __init__(self, text: str, found: Sequence[Reading], reader: PostReader, names: NameBook) -> None:
        self.text = text
        self.found = found
        self.reader = reader
        self.names = names
        self._starts = {reading.start: reading for reading in found}
        self._ends = {reading.end: reading for reading in found}

    def mentions(self) -> Iterator[PersonMention]:
        rows: dict[int, list[Post]] = {}
        for index, reading in enumerate(self.found):
            posts = self._before(index, rows)
            rows[reading.end] = posts
            posts = self._described(posts, index) + posts + self._after(reading, posts)
            yield self._mention(reading, posts)

    def _mention(self, reading: Reading, posts: list[Post]) -> PersonMention:
        titles = tuple(self.reader.title(post) for post in posts)
        says = self._says(reading)
        rules = [*(rule for title in titles for rule in title.rules), *reading.rules]
        if says:
            rules.append(self.names.says_rule)
        return PersonMention(
            start=reading.start,
            end=reading.end,
            name=_SPACES.sub("", self.text[reading.start : reading.end]),
            titles=titles,
            says=says,
            rules=tuple(dict.fromkeys(rules)),
            confidence=round(min(0.98, 0.6 + 0.08 * reading.score), 2),
        )

    def _says(self, reading: Reading) -> bool:
        if self.names.speaks(self.text, reading.end):
            return True
        if self.text[reading.end : reading.end + 1] in {"：", ":"}:
            return True
        return _MEANWHILE.match(self.text, reading.end) is not None

    # -- before the name -------------------------------------------------------------------------------------------

    def _before(self, index: int, rows: dict[int, list[Post]]) -> list[Post]:
        reading = self.found[index]
        floor = self.found[index - 1].end if index else 0
        gap = _SKIP.search(self.text, max(floor, reading.start - 8), reading.start)
        end = gap.start() if gap else reading.start
        posts = [] if self._taken(end) else self.reader.row(end, floor)
        if not posts and end == reading.start:
            posts = self.reader.trade(end, floor)
        if end < reading.start and posts and not self._may_stand_off(posts[-1], end, reading):
            posts = []
        if posts or not index:
            return carried(self.reader, posts, rows.get(floor), floor)
        between = self.text[floor : reading.start]
        if len(between) <= 2 and between and set(between) <= _ROW and rows.get(floor):
            return self._shared(rows[floor], between)
        return posts

    def _described(self, posts: list[Post], index: int) -> list[Post]:
        """曾任江州市副市长的|全国政协委员林学文, 曾任主任的|孙伟: the posts of the clause that describes the person."""
        start = posts[0].start if posts else self.found[index].start
        if self.text[start - 1 : start] != "的":
            return []
        floor = self.found[index - 1].end if index else 0
        row = self.reader.row(start - 1, floor)
        held = _HELD.search(self.text, max(floor, row[0].start - 4), row[0].start) if row else None
        return row if held else []

    def _taken(self, end: int) -> bool:
        """Whether the role that ends here follows a name without a border: 李强总理|王毅."""
        role = self.reader.by_end.get(end)
        return role is not None and role.after and not role.entry.credit and role.start in self._ends

    def _may_stand_off(self, post: Post, end: int, reading: Reading) -> bool:
        colon = any(c in ":：|丨｜/／" for c in self.text[end : reading.start])
        return post.role.entry.credit or not colon or self._opens_line(post.start)

    def _opens_line(self, start: int) -> bool:
        return start == 0 or self.text[start - 1] == "\n"

    def _shared(self, posts: list[Post], between: str) -> list[Post]:
        """副省长白玛、穆东升: both have the title; names set apart by spaces share only a credit."""
        if between.isspace() and not posts[-1].role.entry.credit:
            return []
        return posts[-1:] if len(posts) > 1 else posts

    # -- after the name --------------------------------------------------------------------------------------------

    def _after(self, reading: Reading, before: list[Post]) -> list[Post]:
        posts = self._adjacent(reading, before)
        if not posts:
            posts = self._bracketed(reading) or ([] if before else self._apposed(reading))
        return posts + self._becoming(reading)

    def _adjacent(self, reading: Reading, before: list[Post]) -> list[Post]:
        """习近平|总书记; a credit belongs to the name that follows it, if one does."""
        for end in range(min(reading.end + 6, len(self.text)), reading.end + 1, -1):
            role = self.reader.by_end.get(end)
            if role is None or role.start != reading.end:
                continue
            if not role.after and (role.entry.weak or not self.names.settled(self.text, end) or end in self._starts):
                continue
            verb = role.entry.spaced and end - role.start > 1 and self.text.startswith("。", end)  # 丁文主持。
            closed = role.address or (self.text[end : end + 1] in _CLOSE and not verb)
            if role.entry.credit and (before or end in self._starts or not closed):
                continue
            return [Post(role.start, role.end, role.start, role)]
        if not before and self.text[reading.end : reading.end + 1] in {" ", "　"}:
            return self._credited(reading)
        return []

    def _credited(self, reading: Reading) -> list[Post]:
        """高宇婷 制图: a credit behind the name, where no name follows it."""
        gap = regex.compile(r"[ 　]{1,3}").match(self.text, reading.end)
        start = gap.end() if gap else reading.end
        for end in range(min(start + 6, len(self.text)), start, -1):
            role = self.reader.by_end.get(end)
            if role is None or role.start != start or not role.entry.credit:
                continue
            tail = self.text[end : end + 1]
            if tail in _CLOSE and not self._name_follows(end):
                return [Post(role.start, role.end, role.start, role)]
        return []

    def _name_follows(self, at: int) -> bool:
        return any(at + n in self._starts for n in range(3))

    def _bracketed(self, reading: Reading) -> list[Post]:
        """周小川（中国人民银行行长）."""
        match = _BRACKET.match(self.text, reading.end)
        return self._whole(match.start(1), match.end(1)) if match else []

    def _apposed(self, reading: Reading) -> list[Post]:
        """张丽，中国移动贵州公司总经理，."""
        match = _APPOSITION.match(self.text, reading.end)
        return self._whole(match.start(1), match.end(1)) if match else []

    def _whole(self, start: int, end: int) -> list[Post]:
        """The posts of a stretch that holds nothing else."""
        posts = self.reader.row(end, start) or self.reader.trade(end, start)
        return posts if posts and posts[0].start <= start + posts[0].former else []

    def _becoming(self, reading: Reading) -> list[Post]:
        """张丽当选省长, 任命张丽为局长, 选举张丽、王军为副主任."""
        appointed = _APPOINTS.search(self.text, max(0, reading.start - 40), reading.start) is not None
        at = self._last_of_row(reading) if appointed else reading.end
        match = _BECOMES.match(self.text, at)
        if match is None:
            return []
        verb = match["verb"]
        if verb == "为" and not appointed:
            return []
        for role_end in range(match.end("post"), match.start("post"), -1):
            if role_end in self.reader.by_end and self._closes(role_end):
                posts = self.reader.row(role_end, match.start("post"))
                if posts and posts[0].start == match.start("post"):
                    former = verb in {"曾任", "历任", "原任"}
                    return [_former(post) for post in posts] if former else posts
        return []

    def _last_of_row(self, reading: Reading) -> int:
        """Where the row of names that begins with this one ends: 王军、陈立国、赵颖|为."""
        at = reading.end
        while self.text[at : at + 1] in {"、", "和"} and (more := self._starts.get(at + 1)) is not None:
            at = more.end
        return at

    def _closes(self, end: int) -> bool:
        following = self.text[end : end + 1]
        return (
            not following
            or following in "，,。；;！？!?\n、）)"
            or self.text.startswith(("职务", "一职", "期间", "时", "的"), end)
        )


def _former(post: Post) -> Post:
    return Post(post.start, post.end, post.role_start, post.role, post.org, True, post.acting, post.carried)


@Language.factory("zhibiao_people", default_config={"rules": None})
def make_people(nlp: Language, name: str, rules: str | None) -> Callable[[Doc], Doc]:
    """The factory that config.cfg names."""
    titles, names, bodies = TitleBook(rules), NameBook(rules), BodyBook(rules)

    def component(doc: Doc) -> Doc:
        found = find_people(groups.text(doc), groups.evidence(doc), titles, names, bodies, groups.regions(doc))
        groups.put(doc, "people", found)
        return doc

    return component
