"""Write docs/images/: the review page of seeds/ as a laptop and a phone show it, in daylight and in the dark.

usage: take_screenshots.py [REPORTS YEAR]

REPORTS is a folder of provincial work reports of one year; with it also the growth targets of the provinces, as table, chart,
map and conflicts, made with the commands of the README (the sentences that are cited are left out of the picture). Needs Chromium
in /usr/bin, and fonts that hold Chinese (Debian: apt-get install chromium fonts-noto-cjk).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import markdown
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
_WITHOUT_SENTENCES = """() => {
  for (const table of document.querySelectorAll("table"))
    [...table.querySelectorAll("th")].forEach((head, column) => {
      if (head.textContent.startsWith("sentence"))
        for (const row of table.rows) row.cells[column].style.display = "none";
    });
}"""


def main() -> None:
    """Take them all."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = _review_page(Path(folder))
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        _shot(browser, page, "review-laptop", 1440, 900, "light", "jja")
        _shot(browser, page, "review-dark", 1440, 900, "dark", "jjje")
        _shot(browser, page, "review-phone-facts", 390, 844, "light", "jjj")
        _shot(browser, page, "review-phone-text", 390, 844, "dark", "jjj", tab="reading")
        if len(sys.argv) > 2:
            _growth(browser, Path(folder), *sys.argv[1:3])
        browser.close()


def _growth(browser: Browser, folder: Path, reports: str, year: str) -> None:
    """The growth targets of provinces: table, bars, map, conflicts."""
    outputs, asked = folder / "reports", ("--indicator", "GDP", "--year", year)
    _zhibiao("extract", Path(reports).resolve(), "-o", outputs, "--quiet")
    _zhibiao("table", outputs, *asked, "--pivot", "region,indicator,year", "-o", folder / "gdp.md")
    _zhibiao("chart", outputs, *asked, "-o", IMAGES / "gdp-bars.png")
    _zhibiao("chart", outputs, *asked, "--map", "-o", IMAGES / "gdp-map.png")
    _zhibiao(
        "table",
        outputs,
        "--what",
        "figures",
        "--indicator",
        "GDP",
        "-o",
        folder / "f.csv",
        "--conflicts",
        folder / "c.md",
    )
    _markdown_shot(browser, folder / "gdp.md", "gdp-table", 480)
    _markdown_shot(browser, folder / "c.md", "gdp-conflicts", 1160)


def _markdown_shot(browser: Browser, file: Path, name: str, width: int) -> None:
    """A table in Markdown as a viewer shows it."""
    style = (
        "body{font:15px/1.5 'Noto Sans CJK SC',sans-serif;margin:24px;max-width:1100px;color:#222}"
        "table{border-collapse:collapse;margin:12px 0}td,th{border-bottom:1px solid #ddd;padding:4px 12px;text-align:left}"
    )
    body = markdown.markdown(file.read_text(encoding="utf-8"), extensions=["tables"])
    html = file.with_suffix(".html")
    html.write_text(f"<meta charset=utf-8><style>{style}</style>{body}", encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 200})
    page.goto(html.as_uri())
    page.evaluate(_WITHOUT_SENTENCES)
    page.screenshot(path=IMAGES / f"{name}.png", full_page=True)
    page.close()


def _zhibiao(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "zhibiao", *map(str, arguments)], cwd=ROOT, check=True)


def _review_page(folder: Path) -> Path:
    outputs, page = folder / "outputs", folder / "review.html"
    _zhibiao("extract", "seeds", "-o", outputs, "--quiet")
    _zhibiao("review", outputs, "--sources", "seeds", "--explain", "-o", page)
    return page


def _shot(
    browser: Browser, html: Path, name: str, width: int, height: int, scheme: str, keys: str, tab: str | None = None
) -> None:
    """One picture, after these keys were pressed."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(html.as_uri())
    page.wait_for_selector("body[data-ready]")
    for key in keys:
        page.keyboard.press(key)
    if tab:
        page.click(f".tabs [data-tab={tab}]")
        page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(200)
    page.screenshot(path=IMAGES / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main()
