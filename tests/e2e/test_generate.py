"""A browser trains on a text, and has networks write it on."""

import re

import pytest

from core.examples import example
from core.store.store import Store
from core.words.locales import catalogue
from tests.e2e.conftest import SETTLED

pytestmark = [pytest.mark.browser, pytest.mark.engine, pytest.mark.timeout(500)]
SECONDS = 1000  # milliseconds
EN = catalogue("en")
LETTERS = 300  # as the form has them
WHOLE = "[...document.querySelectorAll('.stCode code')].map(one => one.innerText)"
WHOLE += f".filter(text => text.length >= {LETTERS})"
CHARTS = "document.querySelectorAll(\"[class*='next'] .js-plotly-plot\").length"


def written(page):
    """The texts of three cells, once all of them are written."""
    page.wait_for_function(f"() => {WHOLE}.length === 3", timeout=120 * SECONDS)
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    return page.evaluate(f"() => {WHOLE}")


def test_three_cells_write_a_text_on_and_tell_what_might_have_come(page, shared_server):
    known = example(Store(shared_server.home), "generate", "generate")
    address = f"{shared_server.url}/generate?experiment={known.id}"
    found = []
    for _ in range(2):
        page.goto(address)
        page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
        page.get_by_role("button", name=EN["generate.go"]).click()
        found.append(written(page))
    assert found[0] == found[1] and len(set(found[0])) == 3  # one seed, one text; three cells, three

    text = page.get_by_role("group", name=EN["generate.places.label"])
    text.locator("span").nth(40).click()
    text.locator(".chosen[data-place='40']").wait_for(timeout=60 * SECONDS)
    page.wait_for_function(f"() => {CHARTS} === 3", timeout=60 * SECONDS)
    text.press("ArrowRight")
    text.locator(".chosen[data-place='41']").wait_for(timeout=60 * SECONDS)
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    page.get_by_role("group", name=EN["generate.surprise"]).locator("span").nth(200).click()
    page.wait_for_function(f"() => {CHARTS} === 6", timeout=60 * SECONDS)  # and of the held-out text


def test_one_click_trains_on_the_sample_and_another_stops_it(page, shared_server):
    page.goto(f"{shared_server.url}/generate?sample=tang")
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    page.get_by_role("button", name="Train RNN").click()
    page.wait_for_url("**/generate?*experiment=*")
    stop = page.get_by_test_id("stMain").get_by_role("button", name=EN["progress.stop"], exact=True)
    page.locator(".js-plotly-plot").first.wait_for(timeout=120 * SECONDS)  # curves while it learns
    stop.click()
    stop.wait_for(state="detached", timeout=60 * SECONDS)
    told = [EN[f"experiment.{one}"] for one in ("stopped", "stopped_partly")]  # quick ones: partly
    page.get_by_text(re.compile("|".join(map(re.escape, told)))).wait_for(timeout=20 * SECONDS)
