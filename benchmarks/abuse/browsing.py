"""What a person does in a browser: open, choose, upload, paste, read."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Error, Locator, Page

from benchmarks.abuse.stage import Stage

SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
ALERT = '[data-testid="stMain"] [data-testid="stAlert"]'
BROKEN = '[data-testid="stException"]'  # what no sentence explains
READ = '[data-testid="stMain"] :is([data-testid="stExpander"], [data-testid="stPlotlyChart"])'
QUIET = 0.4  # seconds without work after which a page is done
LOOK = 0.05  # seconds between two looks
UNEXPLAINED = "(an error without a sentence)"
LONGEST = 160  # letters of what is told


@cache
def words(app: Path) -> dict[str, str]:
    """What the pages of a version say in English, by key."""
    files = [*(app / "core/words/locales/en").glob("*.json"), *app.glob("app/locales/en.json")]  # now, before
    found: dict[str, str] = {}
    for file in files:
        found |= json.loads(file.read_text(encoding="utf-8"))
    return found


@contextmanager
def visiting(stage: Stage, path: str = "") -> Iterator[Page]:
    """A page of a browser of one's own, settled."""
    context = stage.browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(1000 * stage.patience)
    try:
        page.goto(f"{stage.served.url}/{path}")
        settle(page, stage.patience)
        yield page
    finally:
        context.close()


def settle(page: Page, patience: float) -> bool:
    """Wait until a page has been drawn, and nothing has moved for a moment; whether that came to be."""
    deadline, quiet = time.monotonic() + patience, 0.0
    while time.monotonic() < deadline:
        quiet = quiet + LOOK if page.locator(SETTLED).count() else 0.0
        if quiet >= QUIET:
            return True
        time.sleep(LOOK)
    return False


def choose(page: Page, word: str, patience: float) -> None:
    """Click an option of a control, and wait."""
    page.get_by_test_id("stMain").get_by_text(word, exact=True).first.click()
    settle(page, patience)


def upload(page: Page, label: str, name: str, body: bytes) -> None:
    """Hand a file to the uploader with a label."""
    field = page.get_by_test_id("stFileUploader").filter(has_text=label)
    field.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": body}
    )


def paste(page: Page, label: str, text: str) -> None:
    """Paste into a field, and leave it as a person does: with Control and Enter."""
    field = page.get_by_test_id("stTextArea").filter(has_text=label).locator("textarea")
    field.fill(text)
    field.press("Control+Enter")


def alerts(page: Page) -> list[str]:
    """The texts of all boxes that say that something is wrong, or what is to be done."""
    return [_plain(one) for one in page.locator(ALERT).all()]


def answer(page: Page, before: list[str], patience: float, also: str = READ) -> str:
    """What the page says that it did not say before; "" if it says nothing within that time.

    Args:
        also: A selector: what is there where nothing is wrong.
    """
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            if settle(page, deadline - time.monotonic()):
                fresh = [text for text in alerts(page) if text not in before]
                if fresh:
                    return " ".join(fresh)[:LONGEST]
                if page.locator(BROKEN).count():
                    return UNEXPLAINED
                if page.locator(also).count() and page.locator(also).first.is_visible():
                    return "(read)"
        except Error as error:
            return f"(the browser: {str(error).splitlines()[0]})"[:LONGEST]
        time.sleep(LOOK)
    return ""


def _plain(one: Locator) -> str:
    text = re.sub(r"\s+", " ", one.inner_text(timeout=1000)).strip()
    return re.sub(r"^[a-z_]+ (?=[A-Z“])", "", text)  # the name of its icon
