"""The review page in a browser: real clicks and keys, what is exported, and the way round to gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.reviewed import PAGE, extracted, fact
from support.shell import complaints, rows, zhibiao
from zhibiao.extractor import Extractor
from zhibiao.review import gather, render

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
HOSTILE = """数字经济</script><script>document.title = "broken"</script>

2024年，贵州省<img src=x onerror="document.title='broken'">𠮷祥产业园产值达到45亿元，{{ 7 * 7 }}。
"""
BROKEN = (Path(__file__).parents[1] / "seeds" / "000_51cc5d35658ae475.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is not there; apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install -e '.[dev]'")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extractor: Extractor) -> None:
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    Path("texts/a.txt").write_text(PAGE, encoding="utf-8")
    Path("texts/b.txt").write_text(HOSTILE, encoding="utf-8")
    Path("texts/c.txt").write_text(BROKEN, encoding="utf-8")
    extracted(extractor, Path("texts"), Path("outputs"))


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """The opened page; an error in its scripts, or a request to any network, fails the test."""
    assert zhibiao("review", "outputs", "--sources", "texts").exit_code == 0
    context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda request: faults.append(request.url) if request.url.startswith("http") else None)
    open_page(opened)
    yield opened
    context.close()
    assert faults == []


def open_page(page: Any) -> None:
    page.goto(Path("review.html").resolve().as_uri())
    page.wait_for_selector("body[data-ready]")


def row(page: Any, found: str) -> Any:
    return page.locator("#facts .row", has=page.locator(".found", has_text=found)).first


def lit(page: Any) -> dict[str, str]:
    """What is lit up, by role."""
    roles: dict[str, str] = {}
    for span in page.locator("#text [data-role]").all():
        role = span.get_attribute("data-role")
        roles[role] = roles.get(role, "") + span.inner_text()
    return roles


def exported(page: Any) -> list[dict[str, Any]]:
    with page.expect_download() as download:
        page.click("#export")
    assert download.value.suggested_filename == "corrections.jsonl"
    download.value.save_as("corrections.jsonl")
    return rows(Path("corrections.jsonl"))


# -- reading ---------------------------------------------------------------------------------------------------------


def test_a_click_on_a_row_lights_up_what_the_fact_rests_on(page: Any) -> None:
    row(page, "60 EFLOPS").click()
    assert lit(page) == {
        "number": "60EFLOPS",
        "indicator": "算力规模",
        "region": "全省",
        "year": "到2025年底",
        "speaker": "张丽",
    }
    assert "statuses:力争" in page.inner_text("#detail")
    row(page, "≥ 45 %").click()
    assert lit(page)["number"] == "45%"


def test_a_title_across_a_repaired_break_is_lit_in_all_its_pieces(page: Any) -> None:
    page.locator("#articles .item", has_text="多地竞逐人工智能产业").click()
    page.fill("#search", "李冬妮")
    row(page, "李冬妮").click()
    assert lit(page)["title"] == "北京市人大代表北京理工大学计算机学院副院长"
    assert page.locator("#text .seam").count() > 0
    page.click("[data-view=raw]")
    assert lit(page)["title"] == "北京市人大代表北京理工大学计算机学院副院长"
    assert "连日来" in page.inner_text("#text")


def test_a_click_on_a_mention_selects_its_fact(page: Any) -> None:
    page.locator("#text .k-region", has_text="遵义市").click()
    assert "贵州省/遵义市" in page.inner_text("#detail")
    assert page.locator("[data-kind=region]").get_attribute("aria-pressed") == "true"


def test_filters(page: Any) -> None:
    def shown() -> list[str]:
        return page.locator("#facts .row .found").all_inner_texts()

    everything = shown()
    page.select_option("#status", "target")
    assert 0 < len(shown()) < len(everything)
    page.select_option("#status", "")
    page.select_option("#region", "贵州省/遵义市")
    assert shown() == ["2万 个"]
    page.select_option("#region", "")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("算力 力争")
    assert shown() == ["张丽", "60 EFLOPS", "> 3.5万 人"]
    page.fill("#search", "")
    page.click("[data-kind=quantity]")
    assert shown() == ["张丽"]
    page.click("[data-kind=quantity]")
    page.select_option("#confidence", "0.6")
    assert len(shown()) < len(everything)
    page.locator("#articles .item", has_text="All 5 articles").click()


def test_hostile_text_stays_text(page: Any) -> None:
    page.locator("#articles .item", has_text="数字经济document").click()
    page.click("[data-view=raw]")
    page.locator("#text", has_text="</script><script>").wait_for()
    shown = page.inner_text("#text")
    assert "{{ 7 * 7 }}" in shown
    assert '<img src=x onerror="' in shown
    assert page.locator("#text img, #articles script").count() == 0
    assert page.title() == "outputs · zhibiao review"
    html = Path("review.html").read_text(encoding="utf-8")
    assert html.count("</script>") == 2
    assert "onerror" not in html


def test_offsets_count_code_points(page: Any) -> None:
    page.locator("#articles .item", has_text="数字经济document").click()
    row(page, "45亿 元").click()
    assert lit(page)["number"] == "45亿元"
    page.keyboard.press("a")
    (line,) = exported(page)
    assert HOSTILE[line["start"] : line["end"]] == "45亿元"
    assert (line["before"], line["after"]) == (
        HOSTILE[line["start"] - 16 : line["start"]],
        HOSTILE[line["end"] : line["end"] + 16],
    )


# -- deciding --------------------------------------------------------------------------------------------------------


def test_keys(page: Any) -> None:
    page.keyboard.press("j")
    first = page.inner_text("#detail h2")
    page.keyboard.press("j")
    assert page.inner_text("#detail h2") != first
    page.keyboard.press("k")
    assert page.inner_text("#detail h2") == first
    page.keyboard.press("a")
    assert "1 of" in page.inner_text("#progress")
    page.keyboard.press("k")
    assert "accepted" in page.inner_text(".verdict")
    page.keyboard.press("x")
    page.keyboard.press("k")
    assert "rejected" in page.inner_text(".verdict")
    page.keyboard.press("u")
    assert "0 of" in page.inner_text("#progress")
    page.keyboard.press("J")
    assert page.locator("#articles [aria-selected=true]").inner_text() != ""
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_decisions_outlive_the_page(page: Any) -> None:
    row(page, "≥ 45 %").click()
    page.keyboard.press("x")
    open_page(page)
    assert "1 of" in page.inner_text("#progress")
    row(page, "≥ 45 %").click()
    assert "rejected" in page.inner_text(".verdict")


def test_a_wrong_field_is_refused_with_a_word_why(page: Any) -> None:
    row(page, "≥ 45 %").click()
    page.keyboard.press("e")
    page.fill("[name=value]", "四十五")
    page.keyboard.press("Enter")
    assert "Write a number" in page.inner_text(".error")
    page.fill("[name=value]", "1.2万")
    page.fill("[name=indicator]", "不在文中")
    page.keyboard.press("Enter")
    assert "不在文中 does not stand near it" in page.inner_text(".error")
    assert page.locator("[name=indicator]").get_attribute("aria-invalid") == "true"
    page.keyboard.press("Escape")
    assert page.locator("#detail form").count() == 0
    assert "0 of" in page.inner_text("#progress")


def test_a_phone_shows_one_part_at_a_time(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.locator("#text").is_visible()
    row(page, "≥ 45 %").click()
    page.click(".tabs [data-tab=reading]")
    assert page.locator("#text").is_visible()
    assert lit(page)["number"] == "45%"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_whole_way_round(page: Any, extractor: Extractor) -> None:
    """Review, apply, a later run, gold, and the score of that run against it."""
    page.locator("#articles .item", has_text="贵州省数字经济发展工作要点").click()
    page.click("[data-kind=region]")
    row(page, "2万 个").click()
    page.keyboard.press("x")
    row(page, "≥ 45 %").click()
    page.keyboard.press("e")
    page.fill("[name=year]", "2023")
    page.fill("[name=indicator]", "经济占比")
    page.keyboard.press("Enter")
    row(page, "张丽").click()
    page.keyboard.press("e")
    page.locator("[name=role]").fill("常委")
    page.keyboard.press("Enter")
    page.evaluate("""() => {
        const span = [...document.querySelectorAll('#text [data-s]')].find((one) => one.textContent.includes('若干吨'));
        const at = span.textContent.indexOf('若干吨');
        getSelection().setBaseAndExtent(span.firstChild, at, span.firstChild, at + 3);
    }""")
    page.click("[data-add=quantity]")
    page.fill("[name=value]", "30")
    page.fill("[name=unit]", "吨")
    page.keyboard.press("Enter")
    page.keyboard.press("A")
    lines = exported(page)
    assert {line["decision"] for line in lines} == {"accept", "reject", "edit", "add"}

    result = zhibiao("apply", "corrections.jsonl", "outputs", "--sources", "texts")
    assert (result.exit_code, complaints(result)) == (0, [])
    shard = Path("outputs/a.txt.jsonl")
    edited = fact(shard, "45%")
    assert (edited["year"], edited["indicator"]["text"], edited["corrected"]) == (2023, "经济占比", True)
    applied = rows(shard)[1:]

    assert zhibiao("extract", "texts", "-o", "outputs", "-q").exit_code == 0
    assert rows(shard)[1:] == applied
    assert zhibiao("validate", "outputs", "--sources", "texts").exit_code == 0

    assert zhibiao("corrections", "to-gold", "outputs", "-o", "gold.jsonl").exit_code == 0
    (gold,) = rows(Path("gold.jsonl"))
    assert (gold["doc"], "partial" in gold) == ("a", False)
    assert "2万个" not in [one["text"] for one in gold["quantities"]]
    assert {"若干吨", "45%"} <= {one["text"] for one in gold["quantities"]}
    scores = json.loads(zhibiao("eval", "gold.jsonl", "outputs", "--json").stdout)
    assert {layer: figures["f1"] for layer, figures in scores.items()} == dict.fromkeys(scores, 1.0)

    extracted(extractor, Path("texts"), Path("before"))
    result = zhibiao("eval", "gold.jsonl", "outputs", "--against", "before", "--errors", "1")
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("title ") and "±" not in line][:1]
    assert line.split()[-1] == "+1.000"

    assert zhibiao("review", "outputs", "--sources", "texts").exit_code == 0
    page.evaluate("localStorage.clear()")
    open_page(page)
    page.locator("#articles .item", has_text="贵州省数字经济发展工作要点").click()
    row(page, "≥ 45 %").click()
    assert "edited" in page.inner_text(".verdict")


# -- without a browser -----------------------------------------------------------------------------------------------


def test_without_sources_the_page_says_so() -> None:
    result = zhibiao("review", "outputs")
    assert result.exit_code == 0
    assert complaints(result) == [
        "zhibiao: 3 source(s) shown by the sentences of their records: give --sources to show the texts"
    ]
    found = gather(Path("outputs"))
    assert any("数字经济占比达45%以上" in one for one in found.content["articles"][0]["sentences"])


def test_a_changed_source_is_not_shown_in_the_place_of_the_one_that_was_read() -> None:
    Path("texts/a.txt").write_text("另一篇。\n", encoding="utf-8")
    assert gather(Path("outputs"), Path("texts")).without_text == 1


def test_repaired_text_can_be_made_of_the_runs() -> None:
    content = gather(Path("outputs"), Path("texts")).content
    for article in content["articles"]:
        raw = content["texts"][article["text"]]
        clean = "".join(run[2] if len(run) > 2 else raw[run[0] : run[1]] for run in article["clean"])
        assert "计算\n" not in clean
        assert (article["title"] or "") in clean.replace("\n", " ") or article["kind"] == "boilerplate"


def test_the_same_outputs_give_the_same_page() -> None:
    first, second = (render(gather(Path("outputs"), Path("texts")).content) for _ in range(2))
    assert first == second


def test_two_hundred_articles_are_few_megabytes_and_few_rows(browser: Any) -> None:
    content = gather(Path("outputs"), Path("texts")).content
    times = 200 // len(content["articles"])
    articles, facts, texts = content["articles"], content["facts"], content["texts"]
    content["articles"] = [{**one, "text": one["text"] + n * len(texts)} for n in range(times) for one in articles]
    content["facts"] = [{**one, "a": one["a"] + n * len(articles)} for n in range(times) for one in facts]
    content["texts"] = [f"{text}{n}" for n in range(times) for text in texts]
    Path("review.html").write_text(render(content), encoding="utf-8")
    assert Path("review.html").stat().st_size < 15_000_000
    page = browser.new_page()
    open_page(page)
    page.click("#article-null")
    page.click("[data-kind=region]")
    assert len(content["facts"]) > 3000
    assert f"{len(content['facts'])} shown" in page.inner_text("#progress")
    assert page.locator("#facts .row").count() < 60
    page.locator("#facts").evaluate("box => box.scrollTop = box.scrollHeight")
    page.wait_for_function("id => document.getElementById(id) !== null", arg=f"fact-{len(content['facts']) - 1}")
    assert page.locator("#facts .row").count() < 60
    page.close()


def test_readings_that_lost_are_shown_on_demand(extractor: Extractor) -> None:
    content = gather(Path("outputs"), Path("texts"), extractor).content
    assert any(reason for article in content["articles"] for _, _, _, reason in article["lost"])
    assert "--explain needs --sources" in zhibiao("review", "outputs", "--explain").stderr


def test_a_folder_that_holds_nothing() -> None:
    Path("empty").mkdir()
    result = zhibiao("review", "empty")
    assert (result.exit_code, "empty: holds no article" in result.stderr) == (1, True)


def test_a_broken_shard_is_named_and_the_others_are_shown() -> None:
    Path("outputs/x.txt.jsonl").write_text("{}\n", encoding="utf-8")
    result = zhibiao("review", "outputs", "--sources", "texts")
    assert result.exit_code == 1
    assert "x.txt.jsonl: no shard" in result.stderr
    assert Path("review.html").exists()
