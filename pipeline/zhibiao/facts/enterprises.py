"""Companies, facilities and speakers whose values belong to no region: 太阳纸业归母净利润, 该公司, 我们 in a manager's mouth."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import regex

from zhibiao.facts.context import Context
from zhibiao.facts.holder import Holder
from zhibiao.facts.holder_names import names
from zhibiao.facts.roles import without_time
from zhibiao.facts.works import several
from zhibiao.model import BY_START, PersonMention, Stretch

BREAKS = re.compile(
    r"[的了将在把和与、，。；：:（(累共达已同从对向按有为是占比]|加快|推动|推进|支持|实施|启动|开工|提升|实现|完成|新增|建成|提出|明确|建设|等"
    r"|组建|组织|引进|培育|创建|拥有|形成|打造|设立|成立|开通|开行|改造|改善|发展|整合|优化|深化|扩大|获批|入选|新建|扩建|引入|统筹|重组|布局|投产|纳入|构建|完善|加强|提高|办好"
    r"|\d[余多]?[家个所条座项]|经(?![济开贸纬营])"
)

ROUTE = frozenset({"至", "到", "—", "-", "－", "–", "～", "往返", "直达"})

_LEAD = re.compile(r"(?:[“‘]|而|其中|据|目前|截至目前|此外|同时|预计|仅|在|\s)*+")


_OWN_DOCUMENTS = frozenset({"report", "plan", "notice"})
"""In these 园区 and 项目 are all those of the region."""
_SOME = regex.compile(r"某(?:一|些|家|个)?\p{Han}{0,8}?(?:企业|公司|工厂|厂|医院|学校|银行|平台|项目|机构|品牌)")


def find_enterprises(context: Context) -> Iterator[Holder]:
    """Companies and facilities that hold no place name, and words that stand for them: 太阳纸业, 该公司, 果园港."""
    yield from _spoken_of(context)
    known = names(context.rules)
    own = context.article.kind in _OWN_DOCUMENTS
    for clause in _before_numbers(context):
        words = context.text[clause.start : clause.end]
        lead = without_time(context, words[:40], clause.start)
        lead_at = _LEAD.match(lead)
        skip = lead_at.end() if lead_at else 0
        standing = not own and known.standing.match(lead, skip) is not None and not several(context, clause.start)
        if standing or known.unnamed.match(lead, skip) or ("某" in lead and _SOME.match(lead, skip)):
            yield Holder(clause.start, clause.start + 1, None, "subject", firm=True)
            continue
        if known.nation.match(lead, skip):
            continue
        firm_match = None if own or not known.figures.search(lead, skip) else known.firm.match(lead, skip)
        match = (known.proper.match(lead, skip) if known.heads.search(lead, skip) else None) or firm_match
        trains = context.article.kind == "news" and lead.startswith("中欧班列", skip)
        name = match["name"] if match else ""
        if name.startswith(("我国", "全国", "各")):
            continue  # 我国航空公司 are all of them
        if match and _counted(context, clause, match[0]):
            continue
        if trains or (name and not known.generic.search(name) and not BREAKS.search(name)):
            firm = (match is not None and match[0].endswith(_COMPANY)) or firm_match is not None
            yield Holder(clause.start, clause.start + 1, None, "subject", firm=firm)


# 达到, 增至约: what may stand between a kind of facility and how many there are.
_COUNT = regex.compile(
    r"(?:总数|数量|累计|已|共|均)?+(?:达到?|有|为|增至|增加到|发展到|扩大到)?+(?:约|近|超过?|突破)?+"
)


def _counted(context: Context, clause: Stretch, name: str) -> bool:
    """Whether facilities of this kind are only counted: 民用机场达到33个 belongs to no airport."""
    start = context.text.find(name, clause.start, clause.end)
    following = context.quantities_in(start + len(name), clause.end) if start >= 0 else ()
    if not following or following[0].dimension != "count":
        return False
    return _COUNT.fullmatch(context.text, start + len(name), following[0].start) is not None


def _before_numbers(context: Context) -> Iterator[Stretch]:
    """The clauses of each paragraph up to its last number: a company owns nothing beyond its paragraph."""
    ends: dict[int, int] = {}
    for quantity in context.quantities:
        block = context.block(quantity.start)
        ends[block.start if block else 0] = quantity.end
    for start, end in ends.items():
        yield from context.clauses_in(start, end)


_COMPANY = ("公司", "集团", "股份", "银行")
_PUBLIC = re.compile(
    r"(?:局|厅|委|办|政府|人大|政协|协会|学会|联盟|大学|学院|研究院|研究所|实验室|商会|医院|学校|中学|小学|[村镇乡县市省区]|街道|社区|法院|检察院|海关|工会|妇联)\Z"
)
_OURS = regex.compile(r"我们(?!国家|省|市|县|区|村|镇|州)|我公司|(?<![\p{Han}\d])公司|咱们|本公司")
_SPEECH = 400
"""What a speaker says lies within so many characters of his name."""


def _spoken_of(context: Context) -> Iterator[Holder]:
    """我们 and 公司 in the words of a company's own people: “上半年我们交付3万辆。”某某汽车公司总经理周山说."""
    for person in context.people:
        if not person.says or not _is_manager(context, person):
            continue
        block = context.block(person.start)
        if block is None:
            continue
        low, high = max(block.start, person.start - _SPEECH), min(block.end, person.end + _SPEECH)
        first = bisect_left(context.people, person.start + 1, key=BY_START)
        if first < len(context.people):
            high = min(high, context.people[first].start)
        if first > 1:
            low = max(low, context.people[first - 2].end)
        for match in _OURS.finditer(context.text, low, high):
            yield Holder(match.start(), match.end(), None, "subject", firm=True)


def _is_manager(context: Context, person: PersonMention) -> bool:
    """Whether a post of the person is at a company, and none at a public body."""
    orgs = [title.org for title in person.titles if title.org]
    if not orgs or any(_PUBLIC.search(org) or names(context.rules).nation.match(org) for org in orgs):
        return False
    return any(names(context.rules).company.search(org) for org in orgs)
