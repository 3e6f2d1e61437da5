"""Pictures are saved by the browser, on white, and nothing of ours offers to upload a chart."""

import ast
import json
import os
import shutil
from pathlib import Path

import plotly.graph_objects as go
import pytest

from app.charts.theme import CONFIG
from app.exports.pictures import BUTTON, REPORT, saving_config, titled
from app.i18n import translator
from app.tasks.forecast.export.figures import forecast_figures
from app.tasks.forecast.export.report import report_html

APP = Path(__file__).resolve().parents[3] / "app"
T = translator("en")
UPLOADS = ("cloud", "studio", "share")


@pytest.mark.parametrize("config", [CONFIG, REPORT, saving_config("a", "svg")])
def test_no_configuration_knows_where_to_upload_to(config):
    assert config["plotlyServerURL"] == "" and config["showSendToCloud"] is False
    listed = [] if config.get("displayModeBar") is False else config["modeBarButtons"]
    assert not any(word in json.dumps(listed).lower() for word in UPLOADS)


def test_every_chart_on_a_page_names_its_configuration():
    drawn = []
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "plotly_chart":
                drawn.append(path.name)
                assert {"config", "alt"} <= {one.arg for one in node.keywords}, f"{path}:{node.lineno}"
    assert len(drawn) > 20


def test_each_picture_says_what_it_holds_in_dark_lines_on_white(outcome, experiment, data, monkeypatch):
    monkeypatch.setattr("app.charts.theme.is_dark", lambda: True)
    for name, draw in forecast_figures(outcome, experiment, data, T).items():
        picture = titled(draw(), f"shop · sales · {name}")
        assert picture.layout.title.text == f"shop · sales · {name}"
        assert picture.layout.paper_bgcolor == "#fff"
        assert not any(dark in picture.to_json() for dark in ("#5AB4E5", "#3FCBA0", "#C3C9D4"))


def test_title_and_legend_have_places_of_their_own(outcome, experiment, data):
    """On a phone the legend has a line for each method: above the chart it ran into the title."""
    for draw in forecast_figures(outcome, experiment, data, T).values():
        layout = titled(draw(), "shop").layout
        assert (layout.legend.yref, layout.legend.y, layout.title.yanchor) == ("container", 0, "top")
        assert BUTTON == layout.title.pad.t < layout.margin.t


def test_a_hostile_heading_is_text():
    assert titled(go.Figure(), "<a href='x'>click</a>").layout.title.text.startswith("&lt;a")


def test_a_long_name_is_wrapped_and_nothing_of_it_is_cut():
    heading = f"{'long file name ' * 8}.csv · units sold · forecast"
    told = titled(go.Figure(), heading).layout.title.text
    assert told.replace("<br>", " ") == heading and "<br>" in told


@pytest.mark.browser
@pytest.mark.alone
def test_the_report_offers_to_save_a_chart_and_never_to_upload_it(outcome, experiment, data, runs, tmp_path):
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs a Chromium for the browser tests")
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    file = tmp_path / "report.html"
    file.write_bytes(report_html(outcome, experiment, data, runs, T, "en"))
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(accept_downloads=True)
        page.goto(file.as_uri())
        page.wait_for_selector(".modebar-btn", state="attached")
        buttons = page.locator(".modebar-btn").evaluate_all("all => all.map(one => one.ariaLabel)")
        charts = page.locator(".js-plotly-plot").count()
        assert set(buttons) == {"Download plot as a PNG", "Reset axes"} and len(buttons) == 2 * charts
        with page.expect_download() as saved:
            page.locator("[data-title='Download plot as a PNG']").first.dispatch_event("click")
        assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")
        browser.close()
