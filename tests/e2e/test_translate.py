"""From a sample of pairs to a translated sentence with its attention, in a browser."""

import pytest

from core.words.locales import catalogue
from tests.e2e.conftest import SETTLED

pytestmark = [pytest.mark.browser, pytest.mark.engine, pytest.mark.timeout(600)]
SECONDS = 2000  # milliseconds; other tests run beside this one
EN = catalogue("en")
SHORT = "translate?sample=phrases&cells=gru&updates=60&seeds=1"


def test_pairs_are_learnt_and_a_sentence_is_translated_with_its_attention(page, shared_server):
    page.goto(f"{shared_server.url}/{SHORT}")
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    page.get_by_role("button", name=EN["setup.train"].format(cells="GRU")).click()
    page.wait_for_url("**/translate?*experiment=*", timeout=60 * SECONDS)
    again = page.get_by_role("button", name=EN["setup.again"])
    again.wait_for(timeout=240 * SECONDS)

    page.reload()  # what was found is still there
    again.wait_for(timeout=60 * SECONDS)
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    box = page.get_by_role("textbox", name=EN["translate.text"])
    box.fill("We like zebras.")
    box.press("Enter")
    attention = page.locator('[class*="attention"] .js-plotly-plot')
    attention.wait_for(timeout=120 * SECONDS)
    assert "zebras" in page.get_by_test_id("stAlert").last.inner_text()
    read = attention.locator(".xaxislayer-above text").all_text_contents()
    assert read == ["we", "like", "zebras", "."]
    assert attention.locator(".yaxislayer-above text").last.text_content() == EN["translate.end"]
