"""Seconds in a real browser: server up -> first page, then one click -> live curves -> provisional verdict.

    python -m benchmarks.first_page

Everything is cold: a new server, a new browser, an empty folder, no engine. Needs Chromium.
"""

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import Page, sync_playwright

from core.words.locales import catalogue
from tests.e2e.conftest import BROWSERS, FLAGS, Server

TEXTS = catalogue("en")
BUDGET = {"first page": 2.5, "curves": 10.0, "verdict": 25.0, "rerun": 0.5}
TRIES = 3
MINUTES = 60_000


def shown(page: Page, tag: str, text: str) -> None:
    """Wait until an element shows a text, looking at every frame; locators look twice a second."""
    look = "([tag, text]) => [...document.querySelectorAll(tag)].some(e => e.innerText.includes(text))"
    page.wait_for_function(look, arg=[tag, text], timeout=4 * MINUTES)


def visit(page: Page, url: str) -> dict[str, float]:
    """What one newcomer waits for."""
    opened = time.perf_counter()
    page.goto(url)
    shown(page, "button", TEXTS["home.train"])
    seconds = {"first page": time.perf_counter() - opened}
    button = page.get_by_role("button", name=TEXTS["home.train"]).first
    page.wait_for_timeout(1000)  # to see where to click
    clicked = time.perf_counter()
    button.click()
    page.wait_for_url("**/forecast?*experiment=*", timeout=MINUTES)
    shown(page, "p", " updates, ")
    seconds["curves"] = time.perf_counter() - clicked
    shown(page, "p", "Best cell")
    seconds["verdict"] = time.perf_counter() - clicked
    shown(page, "button", TEXTS["setup.again"])
    seconds["everything"] = time.perf_counter() - clicked
    return seconds


def once(browser: str) -> dict[str, float]:
    """A cold visit; the engine is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        server = Server(Path(folder))
        server.start()
        chromium = play.chromium.launch(executable_path=browser, args=FLAGS)
        try:
            return visit(chromium.new_page(viewport={"width": 1440, "height": 1000}), server.url) | {
                "UI memory (MB)": server.memory()
            }
        finally:
            chromium.close()
            server.kill()
            for process in psutil.process_iter(["environ"]):
                if (process.info["environ"] or {}).get("UNROLLED_HOME") == folder:
                    process.kill()
            time.sleep(1)


def main() -> None:
    """Measure a few times and print a Markdown table of medians."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("Chromium is not installed")
    tries = [once(browser) for _ in range(TRIES)]
    print("| what | median | each | budget |\n|---|---|---|---|")
    for name in tries[0]:
        each = [one[name] for one in tries]
        told = ", ".join(f"{value:.1f}" for value in each)
        print(f"| {name} | {statistics.median(each):.1f} | {told} | {BUDGET.get(name, '')} |")


if __name__ == "__main__":
    main()
