"""Articles of whole pages: borders, titles, bylines, what belongs to none; every character of the page somewhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from support.growth import growth
from zhibiao.model import Article
from zhibiao.records import check_offsets
from zhibiao.text.articles import articles
from zhibiao.text.blocks import page_line
from zhibiao.text.sentences import clauses, sentences

PAGES = Path(__file__).parent / "pages"
SEED = next((Path(__file__).parents[1] / "seeds").glob("*.txt")).read_text(encoding="utf-8")


def page(name: str) -> list[Article]:
    return articles((PAGES / name).read_text(encoding="utf-8"))


def heads(found: list[Article]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.kind, one.title, one.subtitle, one.byline) for one in found]


def seams(found: list[Article], raw: str) -> list[tuple[str, str]]:
    return [
        (repair.kind, f"{raw[: repair.start].rstrip()[-4:]}|{raw[repair.end :][:4]}")
        for one in found
        for repair in one.repairs
        if repair.kind != "unwrap"
    ]


def test_seed() -> None:
    found = articles(SEED)
    assert heads(found) == [
        ("news", "多地竞逐人工智能产业", None, "本报记者 齐旭"),
        ("news", "以新促质、向新而行 为制造强国建设贡献新质生产力", None, None),
        ("boilerplate", "中国电子报", None, None),
    ]
    assert seams(found, SEED) == [
        ("move", "大学计算|机学院副"),
        ("join", "，让我印|象最深刻"),
        ("join", "型行业创|新应用。"),
        ("join", "工程，在|智慧政务"),
        ("join", "展；围绕|战略力量"),
        ("join", "稳；要不|断提升企"),
        ("join", "足于国内|国际双循"),
    ]
    assert [section.heading for section in found[0].sections] == [
        "提升智能算力供给能力",
        "依托资源优势加快应用落地",
        "实现“根”技术突破",
    ]
    whole = "北京理工大学计算机学院副院长李冬妮"
    at = found[0].text.index(whole)
    spans = found[0].offsets.to_raw(at, at + len(whole))
    assert [SEED[span.start : span.end] for span in spans] == ["北京理工大学计算", "机学院副院长李冬妮"]


def test_an_evening_paper() -> None:
    found = page("evening.txt")
    assert heads(found) == [
        ("news", "从“一江之隔”到“一城生活”", "临江新区跨江通勤观察", "本报记者 方文静 通讯员 郑立"),
        ("news", "我市首批“数字药房”开门迎客", None, None),
        ("news", "临江港吞吐量创新高", "一季度预计突破3000万吨", None),
        ("boilerplate", "临江商贸城春季招商", None, None),
        ("boilerplate", None, None, None),
    ]
    assert seams(found, (PAGES / "evening.txt").read_text(encoding="utf-8")) == [
        ("join", "8分钟以|内。\n　"),
        ("move", "总投资的|62%，"),
    ]
    assert "占总投资的62%，预计明年6月试运行。" in found[0].text
    assert {str(one.published) for one in found[:3]} == {"2025-03-18"}
    assert "招商热线" in found[3].text
    assert found[4].text.split("\n")[:2] == ["临江晚报", "2025年3月18日 星期二"]
    assert [section.heading for section in found[0].sections] == ["轨道建设提速"]


def test_a_weekly_wrapped_by_a_pdf_tool() -> None:
    found = page("weekly.txt")
    assert heads(found) == [
        ("news", "小杂粮托起大产业", None, "□ 特约记者　乔山"),
        ("news", "冬修水利忙　　来年好丰收", None, "本报记者　米兰　通讯员　邢大伟"),
        ("boilerplate", None, None, None),
    ]
    paragraphs = [
        one.text[block.start : block.end] for one in found[:2] for block in one.blocks if block.kind == "paragraph"
    ]
    assert [text[-7:] for text in paragraphs] == [
        "0户农民致富。",
        "20多个省份。",
        "开展订单种植。",
        "积的四成以上。",
        "去年翻了一番。",
        "程量的55%。",
        "积4.7万亩。",
    ]
    assert {repair.kind for one in found for repair in one.repairs} == {"unwrap"}
    assert [section.heading for section in found[0].sections] == ["一、标准先行", "二、品牌带动"]
    assert found[2].text.count("北岭农民报") == 3


def test_a_digest_with_marks() -> None:
    found = page("digest.txt")
    assert heads(found) == [
        ("plan", "滨海县发布海洋经济三年行动方案", None, "文/本报记者 姚静远"),
        ("news", "山口市：一张网管住城市“里子”", None, "■ 记者 孔令仪 发自 山口"),
        ("news", "以链强企 以企兴城", None, None),
        ("boilerplate", "长河时报社", None, None),
        ("boilerplate", None, None, None),
    ]
    assert seams(found, (PAGES / "digest.txt").read_text(encoding="utf-8")) == [
        ("move", "规上企业|30家以"),
        ("join", "年底前实|现**全"),
    ]
    assert "2026年底前实现全覆盖。" in found[1].text
    assert "**" not in "".join(one.text for one in found)


def test_a_compilation_has_an_article_an_item() -> None:
    items = "".join(
        f"### 第{name}项工程开工\n\n<p><strong>央视网消息</strong>（新闻联播）：今天，江州第{name}项工程开工，总投资{at}亿元。</p>"
        f"<p>工程将在两年内建成，惠及群众{at}万人。</p>\n\n[查看原文](https://example.org/{at}.shtml)\n\n"
        for at, name in enumerate("一二三四", 3)
    )
    found = articles(f"# 《每日播报》 (20250131)\n\n## 摘要\n\n1.四项工程开工；\n\n{items}")
    assert [one.title for one in found[1:]] == [f"第{name}项工程开工" for name in "一二三四"]
    assert found[1].text.startswith("第一项工程开工\n央视网消息（新闻联播）：今天，江州第一项工程开工，总投资3亿元。\n")
    assert {str(one.published) for one in found} == {"2025-01-31"}
    assert not any(one.repairs for one in found)


def test_an_item_that_repeats_its_headlines_before_its_lead_is_one_article() -> None:
    lead = "<p><strong>央视网消息</strong>（新闻联播）：今天，江州新港开工，总投资3亿元，将在两年内建成。</p>"
    summary = "<p>江州市强调要把新港建成绿色港口，带动沿江各县共同发展，为全省探路。</p>"
    heads = "".join(f"<p><strong>{line}</strong></p>" for line in ("江州新港开工", "两年内建成", "带动沿江各县"))
    item = f"### 江州新港开工 两年内建成\n\n{heads}{summary}{lead}\n\n[查看原文](https://example.org/1.shtml)\n\n"
    others = "".join(f"### 第{name}项工程开工\n\n{lead}\n\n" for name in "二三四")
    found = articles(f"# 《每日播报》 (20250131)\n\n## 摘要\n\n1.新港开工；\n\n{others}{item}")
    assert [one.title for one in found[1:]] == [
        *(f"第{name}项工程开工" for name in "二三四"),
        "江州新港开工 两年内建成",
    ]
    assert "总投资3亿元" in found[-1].text


def test_what_is_known_holds_for_one_article_alone() -> None:
    assert articles("正文很短，没有标题。", title="题目", url="https://example.org")[0].title == "题目"
    assert [one.title for one in articles(SEED, title="题目")].count("题目") == 0


@pytest.mark.parametrize("raw", ["", " \n\t\u3000\n", "\u200b\n\ufeff", "<p></p>"])
def test_nothing(raw: str) -> None:
    assert articles(raw) == []


# -- whatever comes -------------------------------------------------------------------------------------------------

_MARKUP = regex.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]{0,10}(?:\s[^<>\n]*)?/?>|\*\*|&nbsp;|<!--[^<>\n]*-->|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+"
)
_TOKENS = st.sampled_from(
    [
        *(
            "贵州省",
            "数字经济占比达45%，",
            "规模突破万亿元。",
            "“",
            "”",
            "（",
            "）",
            "《",
            "》",
            "、",
            "：",
            "——",
            "1",
            "12",
            "3.5",
            "GDP",
        ),
        *(
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\f",
            "\u3000\u3000",
            "\t",
            " ",
            "\u2028",
            "\u200b",
            "\u202e",
            "\ue000",
            "\0",
            "\ud800",
        ),
        *("# ", "## ", "- ", "> ", "**", "<p>", "</p>", "<b>", "<br/>", "&nbsp;", "<!-- -->", "---", "|"),
        *(
            "本报讯（记者 张丽）",
            "本报记者 张丽",
            "（上接第1版）",
            "（下转第3版）",
            "第3版",
            "— 4 —",
            "贵州日报",
            "广告",
            "责任编辑：张丽",
        ),
        *(
            "地址：北京路1号",
            "电话：0851-123",
            "邮编：550000",
            "2025年3月18日 星期二",
            "导读",
            "一、",
            "（一）",
            "1.",
            "各位代表：",
        ),
    ]
)
_PAGES = st.one_of(st.lists(_TOKENS, max_size=60).map("".join), st.text(max_size=200))


@given(_PAGES)
def test_every_character_leads_back(raw: str) -> None:
    found = articles(raw)
    assert [one.index for one in found] == list(range(len(found)))
    used: Counter[int] = Counter()
    for one in found:
        assert list(check_offsets(one, raw)) == []
        for block in one.blocks:
            text = one.text[block.start : block.end]
            assert text
            assert text == text.strip()
            assert "\n" not in text
            spans = one.offsets.to_raw(block.start, block.end)
            assert "".join(raw[span.start : span.end] for span in spans) == text
            used.update(at for span in spans for at in range(span.start, span.end))
        assert [block.end + 1 for block in one.blocks[:-1]] == [block.start for block in one.blocks[1:]]
        assert all(0 <= repair.start < repair.end <= len(raw) for repair in one.repairs)
        list(sentences(one.text))
    assert set(used.values()) <= {1}
    assert found == articles(raw)


@given(_PAGES.filter(lambda raw: not regex.search(r"[#*>&<\-\[\u00ad\u2000-\u206f\ufeff•+]", raw)))
def test_nothing_but_white_space_is_lost(raw: str) -> None:
    kept = Counter("".join(one.text for one in articles(raw)))
    there = Counter(raw)
    assert {c: n for c, n in kept.items() if not c.isspace()} == {c: n for c, n in there.items() if not c.isspace()}


@given(_PAGES)
def test_only_markup_is_lost(raw: str) -> None:
    kept = Counter("".join(one.text for one in articles(raw)))
    there = Counter(_MARKUP.sub("", raw))
    lost = {c for c, n in there.items() if not c.isspace() and kept[c] < n}
    assert lost <= set("#*-+•·>[]()!</")


HOSTILE = [
    "的",
    "a",
    "1",
    "，",
    "。",
    "（",
    "“",
    "<",
    "*",
    "#",
    "\n",
    "\r",
    "\0",
    "\u3000",
    "\u200f",
    "\ue000",
    "[",
    "](",
    "-",
    "\ud800",
]
LINES = [
    "<p>",
    "<a ",
    "**",
    "# a\n",
    "1\n",
    "大\n",
    "贵州日报\n",
    "电话\n",
    "经济增长，还\n",
    "增长。\n",
    "本报讯\n",
    "（上接第1版）\n",
    "广告\n",
    "「（【",
]


@pytest.mark.parametrize("unit", HOSTILE, ids=lambda unit: f"U+{ord(unit[0]):04X}")
def test_a_million_of_one_character(unit: str) -> None:
    def work(text: str) -> None:
        for one in articles(text):
            list(sentences(one.text))
            list(clauses(one.text))

    assert growth(work, unit, 250_000) < 2


@pytest.mark.parametrize("unit", LINES, ids=lambda unit: unit.strip())
def test_time_grows_with_length(unit: str) -> None:
    assert growth(articles, unit, 1_000 * len(unit)) < 2


def test_a_megabyte_in_one_line() -> None:
    line = "贵州省数字经济占比达45%，规模突破万亿元。" * 50_000
    (one,) = articles(line)
    assert one.text == line
    assert one.repairs == ()
    assert len(list(sentences(one.text))) == 50_000


WEB_PAGE = """长河新闻网 > 经济 > 正文

全市外贸稳步增长

发布时间：2024-02-18 09:30   浏览量：    来源：长河日报 作者：林静

2月17日，记者从市商务局获悉，1月全市进出口额达到12亿元，同比增长5%。
"""


def test_what_a_web_page_says_of_its_article_is_no_text() -> None:
    [found] = articles(WEB_PAGE)
    assert found.title == "全市外贸稳步增长"
    assert str(found.published) == "2024-02-18"
    assert [block.kind for block in found.blocks if block.kind != "boilerplate"] == ["title", "byline", "paragraph"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("时间：2020-09-25 15:46:28 来源 ： 长河网 作者 ： 林静 王海", True),
        ("来源：长河经济网—《长河日报》   2021-01-31 08:40:28", True),
        ("发布时间：2023-03-15 来源：市统计局 浏览次数：123 字体：[大 中 小]", True),
        ("2023年3月15日，全市召开会议，编辑：林静", False),
        ("来源：长河日报", False),
    ],
)
def test_a_line_about_an_article(line: str, said: bool) -> None:
    assert page_line(line) is said


def test_page_words_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "pages.toml").write_text(
        '[[entry]]\nname = "通讯"\nkind = "paper"\nwords = ["通讯"]\n\n'
        '[[entry]]\nname = "催更"\nkind = "button"\nwords = ["一键催更"]\n',
        encoding="utf-8",
    )
    text = "长河通讯\n县里修路\n全县新修公路三十公里，今年全部通车。\n一键催更"
    found = articles(text, rules=str(tmp_path))
    assert [(one.kind, one.title) for one in found] == [("news", "县里修路"), ("boilerplate", None)]
    assert found[1].text == "长河通讯"
    assert [block.kind for block in found[0].blocks][-1] == "boilerplate"
    assert [one.kind for one in articles(text)] == ["news"]
