"""Who goes from light to dark sees lines in the colours of a dark page, without a reload."""

import pytest

from tests.e2e.conftest import PATIENCE, SETTLED

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
LINE = "document.querySelector('.js-plotly-plot path.js-line')"
STROKE = f"({LINE} && getComputedStyle({LINE}).stroke)"  # a chart that is being drawn anew has no line yet


def test_lines_change_their_colour_with_the_theme(page, server_without_engine):
    page.emulate_media(color_scheme="light")
    page.goto(f"{server_without_engine.url}/forecast")
    page.wait_for_selector(SETTLED, timeout=PATIENCE)
    page.wait_for_selector(".js-plotly-plot path.js-line", timeout=PATIENCE)
    assert page.evaluate(STROKE) == "rgb(59, 65, 77)"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"() => {STROKE} === 'rgb(195, 201, 212)'", timeout=PATIENCE)
