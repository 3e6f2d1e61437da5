"""A result begins at its top, also where the page was scrolled down when it was asked for."""

import pytest

from tests.e2e.conftest import PATIENCE, SETTLED

pytestmark = [pytest.mark.browser, pytest.mark.engine, pytest.mark.timeout(600)]
MAIN = "document.querySelector('[data-testid=stMain]')"


def test_a_result_begins_at_its_top(page, server):
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(f"{server.url}/forecast")
    page.wait_for_selector(SETTLED, timeout=PATIENCE)
    page.get_by_role("button", name="Train RNN").scroll_into_view_if_needed()
    page.evaluate(f"{MAIN}.scrollTo(0, {MAIN}.scrollHeight)")
    page.wait_for_function(f"() => {MAIN}.scrollTop > 100")
    page.get_by_role("button", name="Train RNN").click()
    page.wait_for_url("**experiment=*", timeout=PATIENCE)
    page.wait_for_function(f"() => {MAIN}.scrollTop === 0", timeout=PATIENCE)
