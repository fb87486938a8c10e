"""A newspaper page built like the seed, with other names, numbers, provinces and another order: the rules are general."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from zhibiao import notation
from zhibiao.extractor import Extractor
from zhibiao.model import Article, Facts
from zhibiao.sources import Source

FOLDER = Path(__file__).parent / "varied"


def expected(heading: str) -> list[str]:
    """The list items under a heading of facts.md."""
    _, _, under = (FOLDER / "facts.md").read_text(encoding="utf-8").partition(f"## {heading}\n")
    return [line[2:] for line in under.partition("\n## ")[0].splitlines() if line.startswith("- ")]


@pytest.fixture(scope="module")
def page() -> list[tuple[Article, Facts]]:
    text = (FOLDER / "page.txt").read_text(encoding="utf-8")
    return list(Extractor().facts(Source.of(text, "page.txt")))


def test_articles(page: list[tuple[Article, Facts]]) -> None:
    assert [(article.title, article.kind, len(article.repairs)) for article, _ in page] == [
        ("各地抢抓低空经济新赛道", "news", 3),
        ("守正创新、行稳致远 为交通强国建设贡献民航力量", "news", 2),
        ("中国航空时报", "boilerplate", 0),
    ]
    assert page[0][0].reference_year == 2025
    assert page[0][0].byline == "本报记者 欧阳晓雯"


def test_people(page: list[tuple[Article, Facts]]) -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for _, facts in page:
        for person in facts.people:
            found[person.mention.name] += filter(None, notation.person(person.mention).split("；"))
    assert [f"{name}：{'；'.join(titles)}" for name, titles in found.items()] == _by_text(expected("人物与职务"))


def _by_text(rows: list[str]) -> list[str]:
    text = (FOLDER / "page.txt").read_text(encoding="utf-8")
    return sorted(rows, key=lambda row: text.index(row.partition("：")[0]))


def test_targets(page: list[tuple[Article, Facts]]) -> None:
    found = [
        f"{article.text[target.quantity.start : target.quantity.end]} | {notation.quantity(target.quantity)}"
        f" | {notation.target(target)}"
        for article, facts in page
        for target in facts.targets
        if article.kind != "boilerplate"
    ]
    text = (FOLDER / "page.txt").read_text(encoding="utf-8")
    assert found == sorted(expected("指标"), key=lambda row: text.index(row.partition(" ")[0]))
