"""What an article is, when it was published and which year it means by 今年."""

from __future__ import annotations

from datetime import date

import pytest

from zhibiao.text import metadata, reference_year
from zhibiao.text.articles import articles
from zhibiao.text.links import day_of


@pytest.mark.parametrize(
    ("title", "published", "text", "year"),
    [
        ("2026年滨海县政府工作报告", date(2026, 2, 1), "", 2026),
        ("2023年全市国民经济和社会发展统计公报", date(2024, 3, 9), "", 2023),
        ("2024年1—5月经济运行情况", None, "", 2024),
        (None, date(2022, 5, 1), "2021年，产量3万吨。", 2022),
        (None, None, "一、2015年工作回顾\n产量3万吨。", 2016),
        (None, None, "各位代表：\n一、１９９１年国内工作的回顾\n", 1992),
        (None, None, "2024年，全县将建成学校3所。2023年建成2所。", 2024),
        (None, None, "与2016年同期相比，产量增长。", 2017),
        (None, None, "2010年年报显示，产量为2万吨。今年，市场低迷。", 2011),
        (None, None, "去年，产量2万吨（2021年为1万吨）。今年一季度，产量1万吨。", 2022),
        (None, None, "到2030年，建成学校9所。", None),
        (None, None, "到2030年，力争建成学校9所。", None),
        (None, None, "青政办〔2024〕56号\n到2027年，建成学校9所。", 2024),
        (
            "青山县第十四个五年规划和二〇三五年远景目标纲要",
            None,
            "二〇三五年远景目标纲要\n青山县人民政府\n2021年3月\n",
            2021,
        ),
        (None, None, "根据青政办〔2021〕56号文件，建成学校9所。", None),
        (None, None, "《行动方案(2025-2027年)》提出,到2027年,建成学校9所。", 2025),
        (None, None, "今年以来，增速高于2022年四季度。", 2023),
        (None, None, "建成学校9所。", None),
        (None, None, "林静，1975年3月生，1996年7月参加工作。去年公司营收20亿元。", None),
        (None, None, "2024年生产总值增长5%，今年将增长6%。", 2025),
        ("长河市2017年国民经济和社会发展计划执行情况与2018年计划草案", None, "", 2018),
        (None, None, "2024年生产煤炭3万吨，今年将达4万吨。", 2025),
    ],
)
def test_the_year_that_is_meant(title: str | None, published: date | None, text: str, year: int | None) -> None:
    assert reference_year.reference_year(title, published, text) == year


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2024年，全县将建成学校3所。", True),
        ("部署2024年重点工作。", True),
        ("2024年一季度，产量3万吨。", True),
        ("2024年，产量3万吨。", False),
        ("2010年年报显示，产量为2万吨。", False),
    ],
)
def test_a_year_that_is_only_the_latest_named_is_a_guess(text: str, known: bool) -> None:
    year, found = reference_year.reference(None, None, text, text)
    assert year is not None
    assert found is known


def test_another_article_of_the_page_tells_the_year() -> None:
    page = "本报青山1月1日电 今年造林3万亩。\n2003年1月1日，大桥通车。"
    assert reference_year.reference(None, None, "今年造林3万亩。", page) == (2003, True)


def test_a_page_does_not_overrule_an_articles_own_later_year() -> None:
    page = "部署2003年重点工作。"
    assert reference_year.reference(None, None, "2005年，产量3万吨。", page) == (2005, False)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("时间：2026-02-01", date(2026, 2, 1)),
        ("（2026年1月27日在滨海县人民代表大会上）", date(2026, 1, 27)),
        ("二〇二六年一月二十七日", date(2026, 1, 27)),
        ("《晚间新闻》(20250803)", date(2025, 8, 3)),
        ("2026年13月1日", None),
        ("电话：2026-1234", None),
    ],
)
def test_the_day_in_the_head(line: str, day: date | None) -> None:
    assert metadata.published_in([line]) == day


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("2026年滨海县政府工作报告", "", "report"),
        ("2024年全市国民经济和社会发展统计公报", "", "statistics"),
        ("滨海县“十五五”养老服务规划", "", "plan"),
        ("滨海县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "", "plan"),
        ("关于促进就业的若干措施", "", "notice"),
        ("滨海县新建学校", "", "news"),
        (None, "各位代表：现在报告工作。", "report"),
        ("新建学校", "同比增长3%，同比增长4%，同比下降5%。", "statistics"),
        ("国内快讯", "同比增长3%，同比增长4%，同比下降5%。", "news"),
    ],
)
def test_what_kind_of_article(title: str | None, text: str, kind: str) -> None:
    assert metadata.kind_of(title, text) == kind


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("来源：青山日报", "青山日报"),
        ("**央视网消息**（晚间新闻）：", "央视网"),
        ("据新华社北京1月1日电（记者周山）今天，", "新华社"),
        ("青山日报记者 周山", "青山日报"),
        ("全县产量3万吨。", None),
        ("记者周山报道：", None),
    ],
)
def test_the_outlet_in_a_line(line: str, outlet: str | None) -> None:
    assert metadata.outlet_in(line) == outlet


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://news.example.cn/2026/03/07/a.shtml", date(2026, 3, 7)),
        ("https://news.example.cn/202603/t20260307_12345.html", date(2026, 3, 7)),
        ("https://news.example.cn/a?date=2026-03-07", date(2026, 3, 7)),
        ("https://news.example.cn/2026-03/07/content_12.htm", date(2026, 3, 7)),
        ("https://news.example.cn/2026/0307/c1.html", date(2026, 3, 7)),
        ("https://news.example.cn/2026/3/7/c1.html", date(2026, 3, 7)),
        ("https://news.example.cn/202602/t20260230_1.html", None),
        ("https://news.example.cn/item/12345678901234", None),
        ("https://news.example.cn/about", None),
    ],
)
def test_the_day_in_an_address(address: str, day: date | None) -> None:
    assert day_of(address) == day


def test_a_link_dates_the_article_it_belongs_to() -> None:
    (article,) = articles(
        "### 大桥通车\n\n今天（3月7日），大桥通车。\n\n[查看原文](https://tv.example.cn/2026/03/07/a.shtml)\n"
    )
    assert (article.published, article.published_from, article.reference_year) == (date(2026, 3, 7), "text", 2026)


def test_links_that_differ_date_nothing() -> None:
    page = "大桥今日通车，见 https://a.example.cn/2026/03/07/a 和 https://a.example.cn/2025/01/02/b 。"
    (article,) = articles(page)
    assert article.published is None


def test_the_day_of_an_event_long_ago_is_not_that_of_publication() -> None:
    page = (
        "大桥的故事\n2012年9月15日，大桥在众人的注视下正式开工建设，来自各地的建设者们日夜奋战，"
        "先后攻克了许多世界级的技术难题，终于让天堑变成了通途。大桥通了。"
    )
    (article,) = articles(page)
    assert article.published is None


def test_an_article_has_its_year_and_whether_it_is_known() -> None:
    (article,) = articles("滨海新建学校\n2024年，全县将建成学校3所。")
    assert (article.reference_year, article.year_known) == (2024, True)


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("各位代表：\n我向第九届全国人民代表大会第二次会议作报告。", 1999),
        ("各位代表：\n我代表国务院，向第七届全国人民代表大会报告工作。", 1988),
        ("各位代表：\n一、工作回顾\n第十一届全国人民代表大会以来的五年，成就来之不易。", 2013),
        ("各位代表：\n本届政府2003年3月上任，任期就要届满。", 2008),
        ("各位代表：\n现在报告工作。\n一、“十三五”时期工作回顾\n投资增长8%。", 2021),
        ("各位代表：\n1 9 9 7 年增长快，1 9 9 7 年投资多。", 1998),
        ("他回忆，在第九届全国人民代表大会第二次会议上作报告的情景。2021年将建成基地。", 2021),
    ],
)
def test_the_year_of_a_report_by_its_congress_or_its_plan(head, year):
    assert reference_year.reference_year(None, None, head) == year
