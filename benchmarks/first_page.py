"""Seconds in a real browser: server up -> first page, then one click -> live curves -> provisional verdict.

    python -m benchmarks.first_page

Everything is cold: a new server, a new browser, an empty folder, no engine. Needs Chromium.
"""

import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import BROWSERS, FLAGS, Server

TEXTS = json.loads((Path(__file__).parents[1] / "app/locales/en.json").read_text(encoding="utf-8"))
BUDGET = {"first page": 2.5, "curves": 10.0, "verdict": 25.0, "rerun": 0.5}
TRIES = 3
MINUTES = 60_000


def visit(page: Page, url: str) -> dict[str, float]:
    """What one newcomer waits for."""
    opened = time.perf_counter()
    page.goto(url)
    button = page.get_by_role("button", name=TEXTS["home.train"]).first
    button.wait_for(timeout=MINUTES)
    seconds = {"first page": time.perf_counter() - opened}
    page.wait_for_timeout(1000)  # to see where to click
    clicked = time.perf_counter()
    button.click()
    page.wait_for_url("**/forecast?*experiment=*", timeout=MINUTES)
    page.get_by_text("epoch ", exact=False).first.wait_for(timeout=2 * MINUTES)
    seconds["curves"] = time.perf_counter() - clicked
    page.get_by_text("Best cell").first.wait_for(timeout=4 * MINUTES)
    seconds["verdict"] = time.perf_counter() - clicked
    page.get_by_role("button", name=TEXTS["setup.again"]).wait_for(timeout=4 * MINUTES)
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
