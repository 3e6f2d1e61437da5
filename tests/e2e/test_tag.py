"""From a sample of tagged sentences to the tags of one's own sentence, in a browser."""

import pytest

from core.words.locales import catalogue
from tests.e2e.conftest import SETTLED

pytestmark = [pytest.mark.browser, pytest.mark.engine, pytest.mark.timeout(600)]
SECONDS = 2000  # milliseconds; other tests run beside this one
EN = catalogue("en")
SHORT = "tag?cells=gru&updates=150&seeds=1"


def test_a_sample_is_learnt_and_a_sentence_is_tagged(page, shared_server):
    page.goto(f"{shared_server.url}/{SHORT}")
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    page.get_by_role("button", name=EN["setup.train"].format(cells="GRU")).click()
    page.wait_for_url("**/tag?*experiment=*", timeout=60 * SECONDS)
    again = page.get_by_role("button", name=EN["setup.again"])
    again.wait_for(timeout=240 * SECONDS)

    page.reload()  # what was found is still there
    again.wait_for(timeout=60 * SECONDS)
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    page.get_by_role("textbox", name=EN["tag.use.text"]).fill("They book the old trains.")
    main = page.get_by_test_id("stMain")
    main.get_by_role("button", name=EN["tag.use.go"], exact=True).click()
    word = page.locator("span[title^='book:']").first
    word.wait_for(timeout=120 * SECONDS)
    assert word.inner_text().split()[:2] == ["book", "VERB"]
    assert page.locator("span[title^='trains:']").first.inner_text().split()[:2] == ["trains", "NOUN"]
