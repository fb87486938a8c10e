"""Write docs/images/: the review page of seeds/ as a laptop and a phone show it, in daylight and in the dark.

Needs Chromium in /usr/bin, and fonts that hold Chinese (Debian: apt-get install chromium fonts-noto-cjk).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


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
        browser.close()


def _review_page(folder: Path) -> Path:
    zhibiao = [sys.executable, "-m", "zhibiao"]
    outputs, page = folder / "outputs", folder / "review.html"
    for command in (
        ["extract", "seeds", "-o", outputs, "--quiet"],
        ["review", outputs, "--sources", "seeds", "--explain", "-o", page],
    ):
        subprocess.run([*zhibiao, *map(str, command)], cwd=ROOT, check=True)
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
