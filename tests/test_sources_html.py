"""HTML: main text, title, date and byline of pages as offices and papers make them; every offset points into the page itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.growth import growth
from zhibiao.errors import UndecodableSource
from zhibiao.extractor import Extractor
from zhibiao.model import Article
from zhibiao.records import check_offsets
from zhibiao.sources import articles_of, decode_source
from zhibiao.sources.html import decode_page, document
from zhibiao.sources.html.head import plain_title

LEAD = "前三季度，贵州省贵阳市完成工业投资246.79亿元，同比增长15.3%。"
BODY = "市统计局局长张丽表示，到2025年，工业投资将达到300亿元以上。"

OFFICE = f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>前三季度工业投资稳步增长_数据发布_青川市统计局</title>
<meta name="ArticleTitle" content="前三季度工业投资稳步增长"><meta name="PubDate" content="2024-10-22 09:53">
<meta name="Url" content="https://tjj.example.cn/art/2024/10/22/1.html"><meta name="Author" content="记者 王小明">
<script>var page = "<p>脚本里的文字，不是正文。</p>";</script><style>p {{ color: red }}</style></head><body>
<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="crumbs">您现在的位置：<a href="/">首页</a> &gt; 数据发布</div>
<div class="detail"><h1>前三季度工业投资稳步增长</h1>
<div class="info"><span>发布时间：2024-10-22 09:53</span> <span>来源：市统计局</span></div>
<div id="zoom" class="TRS_Editor"><p>　　{LEAD}</p><p>　　{BODY}</p>
<div class="share"><a href="#">分享到微信</a></div></div>
<div class="related"><h3>相关链接</h3><ul><li><a href="1">上半年全市工业投资增长，快于全省</a></li></ul></div></div>
<div class="footer"><p>主办单位：青川市统计局，地址：人民路1号，电话：0839-0000000。</p></div></body></html>"""

PAPER = f"""<html><head><title>长河日报数字报</title></head><body><table><tr><td><a href="1">第01版</a><br><a href="2">第02版</a></td>
<td><table><tr><td align=center><strong>前三季度工业投资稳步增长</strong></td></tr><tr><td>本报记者 王小明</td></tr>
<tr><td><div id=ozoom><P>{LEAD}<P>{BODY}</div></td></tr></table></td></tr></table></body></html>"""

PORTAL = f"""<html><head><meta property="og:title" content="前三季度工业投资稳步增长"/>
<meta property="article:published_time" content="2024-10-22T09:53:00+08:00"/><link rel="canonical" href="https://news.example.cn/a/1"/>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "别的题目"}}</script></head>
<body><header><nav><a href="/">首页</a><a href="/c">财经</a></nav></header><main><article><h1>前三季度工业投资<br/>稳步增长</h1>
<p class="meta"><time>2024-10-22</time>　作者：王小明</p><section><p>{LEAD}</p></section><section><p>{BODY}</p></section></article>
<aside><h2>热门</h2><p>某某公司发布新品，网友热议，点击查看更多精彩内容，不要错过。</p></aside>
<section class="comments"><p>网友甲：写得很好，支持，希望继续努力，把事情办好办实。</p></section></main>
<footer>版权所有，未经许可不得转载。</footer></body></html>"""


def one(raw: str) -> Article:
    """The article of a page; its offsets are checked."""
    found = document(raw)
    (article, *others) = articles_of(found)
    assert all(other.kind == "boilerplate" for other in others)
    assert not list(check_offsets(article, raw))
    return article


def paragraphs(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind == "paragraph"]


# -- the main text and what is known of it ----------------------------------------------------------------------------


def test_a_page_of_an_office() -> None:
    article = one(OFFICE)
    assert (article.title, article.published, article.published_from) == (
        *("前三季度工业投资稳步增长", date(2024, 10, 22), "metadata"),
    )
    assert (article.url, article.byline) == ("https://tjj.example.cn/art/2024/10/22/1.html", "记者 王小明")
    assert paragraphs(article)[-2:] == [LEAD, BODY]
    for outside in ("首页", "脚本", "分享", "相关", "主办", "color"):
        assert outside not in article.text


def test_a_page_of_a_paper_in_tables() -> None:
    article = one(PAPER)
    assert (article.title, article.byline) == ("前三季度工业投资稳步增长", "本报记者 王小明")
    assert paragraphs(article) == [LEAD, BODY]


def test_a_page_of_a_portal() -> None:
    article = one(PORTAL)
    assert (article.url, article.published) == ("https://news.example.cn/a/1", date(2024, 10, 22))
    assert paragraphs(article)[-2:] == [LEAD, BODY]
    for outside in ("首页", "热门", "网友", "版权"):
        assert outside not in article.text


DIGEST = f"""<html><head><title>今日要闻_青川新闻网</title><meta name="PubDate" content="2024-10-23"></head><body>
<nav><a href="/">首页</a></nav><main><h1>今日要闻</h1>
<article><header><h2><a href="/1">前三季度工业投资稳步增长</a></h2><p>来源：市统计局　<time datetime="2024-10-22T09:53">昨天</time></p>
</header><p>{LEAD}</p><p>{BODY}</p>
<article class="comment"><h4>网友甲的评论在这里</h4><p>写得很好，支持，希望继续努力，办好办实。</p></article></article>
<article><h2>学校建设提速</h2><p>今年，云南省新建学校12所，改造医院2家。</p><p><a href="/2">阅读全文</a></p></article>
<article class="ad"><h2>广告：新品上市</h2><p>某某公司发布新品，网友热议，不要错过。</p></article>
<article><p>没有标题的一段，不是一篇文章，留在外面。</p></article>
</main><footer><p>版权所有，未经许可不得转载。</p></footer></body></html>"""


def test_several_articles_on_a_page() -> None:
    around, first, second = articles_of(document(DIGEST))
    assert [article.index for article in (around, first, second)] == [0, 1, 2]
    assert (first.title, first.published) == ("前三季度工业投资稳步增长", date(2024, 10, 22))
    assert paragraphs(first)[-2:] == [LEAD, BODY]
    assert (second.title, second.published) == ("学校建设提速", date(2024, 10, 23))
    assert paragraphs(second) == ["今年，云南省新建学校12所，改造医院2家。"]
    assert (around.title, paragraphs(around)) == ("今日要闻", ["没有标题的一段，不是一篇文章，留在外面。"])
    for article in (around, first, second):
        assert not list(check_offsets(article, DIGEST))
        for outside in ("首页", "网友", "新品", "版权", "阅读"):
            assert outside not in article.text


def test_what_is_one_article_all_the_same() -> None:
    card = "<article><a href=1>{0}新建学校提速，全县再添三所学校，请看报道</a></article>"
    cards = "".join(card.format(number) for number in range(5))
    assert BODY in one(PORTAL.replace("<aside>", f"{cards}<aside>")).text  # cards of links
    parts = "".join(f"<article><p>{text}</p></article>" for text in (LEAD, BODY))
    assert paragraphs(one(f"<h1>工业投资稳步增长</h1>{parts}"))[-2:] == [LEAD, BODY]  # none has a heading


def test_records_of_several_articles_on_a_page() -> None:
    source = decode_source(DIGEST.encode(), "今日要闻.html", form="html")
    head, *rows = Extractor(evidence=False).records(source)
    assert head.record == "source"
    assert (head.articles, head.chars) == (3, len(DIGEST))
    assert len({row.id for row in rows if row.record != "source"}) == len(rows)
    found = {(row.text, DIGEST.index(row.text)) for row in rows if row.record == "region"}
    assert ("云南省", DIGEST.index("云南省")) in found
    assert all(DIGEST[row.start : row.end] == row.text for row in rows if row.record == "region")


def test_a_page_without_prose_is_read_as_a_whole() -> None:
    assert one("<ul><li>新建学校3所</li><li>改造医院2家</li></ul>").text == "新建学校3所\n改造医院2家"
    assert list(articles_of(document(""))) == []
    assert list(articles_of(document("<html><body></body></html>"))) == []


def test_hidden_text_is_not_read() -> None:
    for hidden in ('style="display: none"', "hidden", 'hidden=""', 'aria-hidden="true"'):
        assert one(f"<p>{LEAD}</p><div {hidden}><p>{BODY}</p></div>").text == LEAD
    assert BODY in one(f'<p>{LEAD}</p><div style="overflow: hidden"><p>{BODY}</p></div>').text


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("前三季度工业投资稳步增长_数据发布_青川市统计局", "前三季度工业投资稳步增长"),
        ("1-10月工业投资稳步增长 - 长河新闻网", "1-10月工业投资稳步增长"),
        ("1-10月工业投资稳步增长", "1-10月工业投资稳步增长"),
        ("政府工作报告——在第一次会议上", "政府工作报告——在第一次会议上"),
        ("公告|某某网", "公告|某某网"),
    ],
)
def test_titles_without_their_site(title: str, plain: str) -> None:
    assert plain_title(title) == plain


# -- characters -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>占比达<b>45</b>%以上，规模扩大。</p>", "占比达45%以上，规模扩大。"),
        ("<p>占比达45&nbsp;%以上，规模&#8203;扩大。</p>", "占比达45 %以上，规模扩大。"),
        ("<p>&ldquo;十四五&rdquo;时期，A&amp;B公司投资。</p>", "“十四五”时期，A&B公司投资。"),
        ("<p>&#36149;&#x5DDE;省新建学校3所，改造医院。</p>", "贵州省新建学校3所，改造医院。"),
        ("<p>　　全县新建学校\n   3所，改造\r\n医院2家。</p>", "全县新建学校 3所，改造医院2家。"),
        (
            "<p>全县新建学校3所，<!-- 注，释。 -->改造医院2家。<br>新建公路。",
            "全县新建学校3所，改造医院2家。\n新建公路。",
        ),
        ("<pre>全县新建学校3所，\n改造医院2家。</pre>", "全县新建学校3所，\n改造医院2家。"),
        ("<p>1 < 2，全县新建学校3所 <p>改造医院2家，新建公路。", "1 < 2，全县新建学校3所\n改造医院2家，新建公路。"),
        ("<p>AT&T公司，&unknown;投资3亿元，a&lt;b。", "AT&T公司，&unknown;投资3亿元，a<b。"),
        ("<p title='a > b，c。'>全县新建学校3所，改造医院2家。", "全县新建学校3所，改造医院2家。"),
        ("<p>don't，全县新建学校3所，<a href=x'y>改造</a>医院2家。", "don't，全县新建学校3所，改造医院2家。"),
    ],
)
def test_characters(raw: str, text: str) -> None:
    assert one(raw).text == text


def test_records_point_into_the_page() -> None:
    raw = (
        "<p>2024年，贵<i>州</i>省数字经济占比达<b>45</b>%以上，规模突破3&nbsp;亿元，投资&#50;0万张芯片。</p>"
        "<p>&#36149;&#24030;省省长李&middot;文表示，要继续努力。</p>"
    )
    rows = list(Extractor(evidence=False).records(decode_source(raw.encode(), "a.html", form="html")))
    facts = [row for row in rows if row.record in {"region", "quantity", "person"}]
    for row in facts:
        assert row.record in {"region", "quantity", "person"}
        places = getattr(row, "pieces", None) or [row]
        assert "".join(raw[place.start : place.end] for place in places) == getattr(row, "text", None)
    texts = [getattr(row, "text", "") for row in facts]
    assert texts[:4] == ["贵州省", "45%", "3亿元", "&#50;0万张"]  # a reference is quoted as it is written
    assert "&#36149;&#24030;省" in texts
    values = [row.value for row in rows if row.record == "quantity"]
    assert values == [45, 300_000_000, 200_000]


# -- encodings -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "encoding", "named"),
    [
        *(("gb2312", "gbk", "gb18030"), ("GBK", "gb18030", "gb18030"), ("gb18030", "gb18030", "gb18030")),
        *(("utf-8", "utf-8", "utf-8"), ("utf-8", "utf-8-sig", "utf-8-sig"), ("gb2312", "utf-8", "utf-8")),
        *(("", "gb18030", "gb18030"), ("utf-8", "gb18030", "gb18030")),
    ],
)
def test_encodings(said: str, encoding: str, named: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={said}">' if said else ""
    raw = f"<html><head>{meta}</head><p>{LEAD}{BODY}㎡</p></html>"
    assert decode_page(raw.encode(encoding), "a.html") == (raw, named)


def test_big5() -> None:
    raw = '<meta charset="big5"><p>臺北市政府統計，產業投資達到三百億元，經濟發展。</p>'
    assert decode_page(raw.encode("big5"), "a.html") == (raw, "big5hkscs")


def test_a_damaged_character_costs_itself_only() -> None:
    raw = f'<meta charset="gb2312"><p>{LEAD * 5}</p>'.encode("gbk")
    text, _ = decode_page(raw[:-6] + b"\xff" + raw[-6:], "a.html")
    assert text.count("\ufffd") == 1
    with pytest.raises(UndecodableSource):
        decode_page(b"<p>\xff\xff\xff\xff", "a.html")


# -- hostile pages ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece",
    [
        *("<div>", "</div>", "<p><b><i>贵州，省。", "<div><span></div>", "<", "<!", "<!--", "</", "&", "&nbsp;", "&#", "<a href=\"x"),
        *("<a b='>", "<p = ", "<script>", "<script></script>", "<title>", "<iframe>", "<br>，。", "<pre>\n", "\0", " ", "\n", "]]>"),
        *("<p style='display:", "<p class=nav ", "<meta name=a content=b>", "<table><tr><td>1", "<h1>贵州省政府工作报告</h1>", "<li>"),
    ],
)  # fmt: skip
def test_the_work_grows_in_step(piece: str) -> None:
    assert growth(document, piece, 15_000) < 2.5


@pytest.mark.parametrize("end", ["", "</article>"])
def test_the_work_of_many_articles_grows_in_step(end: str) -> None:
    piece = f"<article><h2>学校建设提速</h2><p>今年，云南省新建学校12所，改造医院2家。</p>{end}"
    assert growth(lambda raw: list(articles_of(document(raw))), piece, 15_000) < 2.5


def test_a_million_nested_tags() -> None:
    raw = "<div>" * 1_000_000 + f"<p>{LEAD}"
    assert one(raw).text == LEAD


@given(st.text(alphabet="<>/=\"'!-& pdivabscript贵州省，。45%\n\0　;#x", max_size=200))
def test_no_page_breaks_it(raw: str) -> None:
    for article in articles_of(document(raw)):
        assert not list(check_offsets(article, raw))
