"""The words of rules/holders.toml, compiled: whose names are a region's own, and whose are not."""

from __future__ import annotations

import re
from typing import Literal

import regex

from zhibiao.facts.scanning import Scanner
from zhibiao.model import value
from zhibiao.rulebook import Entry, Family
from zhibiao.rulebook.remembering import remembered
from zhibiao.rulebook.words import kinds

Kind = Literal[
    "own",
    "strong",
    "body",
    "proper",
    "generic",
    "nation",
    "nationwide",
    "unnamed",
    "standing",
    "firm",
    "trade",
    "figure",
    "account",
]


class HolderEntry(Entry):
    """Words of one kind of holder: 公司 ends a name that is no region's, 总工会 one that is."""

    kind: Kind
    words: tuple[str, ...]


HOLDERS: Family[HolderEntry] = Family("holders", HolderEntry)


@value
class Names:
    """One pattern a kind.

    `inside` and `strong` read on from a place name, `body` and `own` judge a whole name by its end, `proper` and `unnamed`
    read a clause's beginning, `generic` ends what only looks like a proper name. `standing` is `unnamed` by words that mean the
    things of a whole region in its own documents (园区, 项目), `firm` a company without its 公司 (太阳纸业归母净利润), `company` tells
    that an organisation's name is a company's. `national` looks for `nation` in a whole text; `nationwide` begins what is
    counted for all the nation where no region is named. Without one of `heads` there is no `proper`, without one of `figures`
    no `firm`; these are found much faster.
    """

    inside: regex.Pattern[str]
    strong: regex.Pattern[str]
    body: regex.Pattern[str]
    own: regex.Pattern[str]
    proper: regex.Pattern[str]
    generic: regex.Pattern[str]
    nation: re.Pattern[str]
    national: Scanner[re.Match[str]]
    nationwide: Scanner[regex.Match[str]]
    unnamed: re.Pattern[str]
    standing: re.Pattern[str]
    firm: regex.Pattern[str]
    company: regex.Pattern[str]
    heads: re.Pattern[str]
    figures: re.Pattern[str]


@remembered
def names(rules: str | None = None) -> Names:
    """The patterns, compiled once for each folder of rules."""
    entries = HOLDERS.load(rules)
    one = kinds(entries)
    words = {kind: [w for e in entries if e.kind == kind for w in e.words] for kind in ("nation", "nationwide")}
    # 宁波经济开局良好, 城市布局: no bureau.
    body = rf"(?:{one['body']})(?<!(?:开|布|格|结|全|大|战|破|变|时)局)(?<!(?:举|主|承|兴|创)办)|《[^》]{{0,30}}》"
    return Names(
        inside=regex.compile(rf"[\p{{Han}}A-Za-z·“”]{{0,9}}(?:(?P<own>{one['own']})|(?P<body>{body}))"),
        strong=regex.compile(rf"[\p{{Han}}]{{0,6}}?(?:{one['strong']})(?!(?:通车|运营|营业)?总?里程|制)"),
        body=regex.compile(rf"(?:{body})\Z"),
        own=regex.compile(rf"(?:{one['own']})\Z"),
        # 铁路运输, 机场建设, 高速公路网: the thing in general; 外商及港|澳台商投资企业, 股份|制企业: no port and no firm.
        proper=regex.compile(
            rf"(?P<name>[\p{{Han}}A-Za-z0-9·“”（）()]{{2,12}}?)(?P<head>{one['proper']})(?<!自贸港|贸易港)"  # 海南自贸港 is all of 海南
            r"(?!\p{Han}{0,3}(?:等|建设|运输|网|里程|通车|数|总数|装机|产业|经济|集群)|澳台?|制|合作制)"
        ),
        generic=regex.compile(rf"(?:{one['generic']})\Z"),
        nation=re.compile(one["nation"]),
        national=Scanner(re.compile(one["nation"]), words["nation"]),
        nationwide=Scanner(
            regex.compile(
                rf"(?<![\p{{Han}}])(?:{one['nationwide']})|(?<!\p{{Han}})(?:[两二三四五六七八九]|十[一二三四五六七八九]?)部(?:门|委)|(?<=年(?:度)?(?:中国)?)电影票房"
                r"|(?<!\p{Han})国家(?=通过|将|安排|投入|支持|下达|出台|实施|启动|计划|累计|已)"
            ),
            [*words["nationwide"], *"两二三四五六七八九十", "电影", "国家"],
        ),
        # 项目区, 园区开发区, 工程建设: the thing in general.
        unnamed=re.compile(rf"(?:{one['unnamed']})(?!数|区|建设|总数|储备|库|审批|谋划|集中|化|开发区|增至)"),
        standing=re.compile(rf"(?:{one['standing']})(?!数|区|建设|总数|储备|库|审批|谋划|集中|化|开发区|增至)"),
        # 太阳纸业归母净利润, 宝钢股份吨钢毛利; 隆基绿能净利润.
        firm=regex.compile(
            rf"(?P<name>[\p{{Han}}A-Za-z]{{2,6}}?(?:{one['firm']}))(?P<between>[\p{{Han}}]{{0,6}}?)(?:{one['figure']}|{one['account']})"
            rf"|(?P<name>[\p{{Han}}A-Za-z]{{2,8}}?)(?P<between>(?:实现)?)(?:{one['account']})"
        ),
        company=regex.compile(rf"公司|集团|工厂|厂\Z|店\Z|{one['firm']}|{one['trade']}"),
        heads=re.compile(one["proper"]),
        figures=re.compile(f"{one['figure']}|{one['account']}"),
    )
