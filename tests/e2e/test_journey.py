"""What a visitor does, from the first page to the downloaded forecast, with the faults that life brings."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from core.words.locales import catalogue
from tests.e2e.conftest import SETTLED

pytestmark = [pytest.mark.browser, pytest.mark.engine, pytest.mark.timeout(600)]
ROOT = Path(__file__).resolve().parents[2]
SECONDS = 1000
FORMULA = "=1+1 awful, the room was terrible"
EN, ZH = catalogue("en"), catalogue("zh")


def train_the_sample(page, server):
    page.goto(server.url)
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    page.get_by_role("button", name=EN["home.train"]).first.click()
    page.wait_for_url("**/forecast?*experiment=*")


def stop_button(page):
    main = page.get_by_test_id("stMain")  # the header has a Stop of its own while a page is drawn
    return main.get_by_role("button", name=EN["progress.stop"], exact=True)


@pytest.mark.alone
def test_from_the_first_page_to_the_downloaded_forecast(page, server_as_shipped):
    server = server_as_shipped
    train_the_sample(page, server)
    stop_button(page).wait_for(timeout=30 * SECONDS)
    address = page.url

    page.reload()  # a new session: the run goes on
    stop_button(page).wait_for(timeout=30 * SECONDS)
    page.get_by_text("beats", exact=False).first.wait_for(timeout=240 * SECONDS)

    server.kill()  # the UI dies, the engine does not notice
    server.start()
    page.goto(address)
    stop_button(page).wait_for(state="detached", timeout=240 * SECONDS)
    page.get_by_text("beats", exact=False).first.wait_for(timeout=30 * SECONDS)

    # A page that is still loading has no Stop either: only this says that everything has ended.
    page.get_by_role("button", name=EN["setup.again"]).wait_for(timeout=240 * SECONDS)
    page.get_by_role("button", name=EN["compare.open"]).click()
    page.wait_for_url("**/compare?*runs=*")
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    page.go_back()
    page.get_by_role("button", name=EN["setup.again"]).wait_for(timeout=60 * SECONDS)

    page.get_by_role("tab", name=EN["tab.take_home"]).click()
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)  # a click while the page is drawn anew is lost
    with page.expect_download() as download:
        page.get_by_role("button", name=EN["take_home.forecast"]).click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8
    for row in rows:
        bounds = [float(row[name]) for name in ("gru_lo95", "gru_lo80", "gru", "gru_hi80", "gru_hi95")]
        assert bounds == sorted(bounds)

    picture = page.locator(".st-key-take_home_picture .modebar-btn")
    with page.expect_download() as download:
        picture.click(timeout=30 * SECONDS)
    assert download.value.suggested_filename == "Chaotic-series-value-forecast.svg"
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("<svg")
    with page.expect_download() as download:
        page.get_by_role("button", name=EN["take_home.workbook"]).click()
    assert download.value.suggested_filename == "Chaotic-series-value.xlsx"
    sheets = CalamineWorkbook.from_path(str(download.value.path())).sheet_names
    assert sheets[:4] == [EN[f"sheet.tab.{name}"] for name in ("about", "forecast", "methods", "backtest")]

    page.get_by_role("combobox", name=EN["frame.language"]).click()
    page.get_by_role("option", name=ZH["language"]).click()
    page.get_by_role("tab", name=ZH["tab.take_home"], selected=True).wait_for(timeout=30 * SECONDS)
    assert "lang=zh" in page.url and "experiment=" in page.url
    assert server.memory() < 300


@pytest.mark.alone
def test_stop_keeps_what_there_is_and_says_so(page, server):
    train_the_sample(page, server)
    stop_button(page).click(timeout=30 * SECONDS)
    stop_button(page).wait_for(state="detached", timeout=20 * SECONDS)
    page.get_by_text(EN["experiment.stopped"]).wait_for(timeout=20 * SECONDS)


def test_an_address_that_leads_nowhere_is_explained_and_left_by_the_link_to_its_page(
    page, server_without_engine
):
    page.goto(f"{server_without_engine.url}/forecast?experiment=../../etc/passwd")
    page.get_by_text(EN["error.unknown_experiment"]).wait_for(timeout=60 * SECONDS)
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    page.get_by_test_id("stSidebar").get_by_role("link", name=EN["page.forecast"]).click()
    page.wait_for_url("**/forecast?lang=en", timeout=30 * SECONDS)


def test_a_file_at_the_limit_is_read_and_leaves_the_pages_process_small(
    page, server_without_engine, tmp_path
):
    rows, steps = 190_000, np.random.default_rng(0).normal(size=(190_000, 7)).cumsum(axis=0).round(4)
    frame = pd.DataFrame(steps, columns=list("abcdefg"))
    frame.insert(0, "time", pd.date_range("2015", periods=rows, freq="15min"))
    frame.to_csv(path := tmp_path / "large.csv", index=False)
    page.goto(f"{server_without_engine.url}/forecast")
    page.get_by_text(EN["source.file"], exact=True).click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_text("190,000").first.wait_for(timeout=120 * SECONDS)
    assert server_without_engine.memory() < 300


def test_from_an_uploaded_file_of_texts_to_scored_ones(page, server, tmp_path):
    lines = (ROOT / "core/text/sample_files/en.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[::3]]
    path, asked = tmp_path / "reviews.csv", tmp_path / "asked.csv"
    pd.DataFrame({"review": [row[2] for row in rows], "sentiment": [row[0] for row in rows]}).to_csv(path)
    pd.DataFrame({"text": ["A lovely, quiet room.", FORMULA]}).to_csv(asked, index=False)

    page.goto(f"{server.url}/sentiment")
    page.get_by_text(EN["source.file"], exact=True).click()
    texts = page.get_by_test_id("stFileUploader").filter(has_text=EN["text.file"])  # vectors have one too
    texts.locator("input[type=file]").set_input_files(path)
    page.get_by_text(f"{len(rows)} texts").first.wait_for(timeout=60 * SECONDS)
    for group, name, chosen in (("setup.training", "updates", 300), ("setup.comparison", "seeds", 1)):
        page.get_by_text(EN[group], exact=True).click()
        page.get_by_role("spinbutton", name=EN[f"spec.{name}"]).fill(str(chosen))
        page.get_by_role("spinbutton", name=EN[f"spec.{name}"]).press("Enter")
        page.wait_for_url(f"**{name}={chosen}**")
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    page.get_by_role("button", name="Train RNN").click()
    page.wait_for_url("**/sentiment?*experiment=*")
    page.get_by_role("button", name=EN["setup.again"]).wait_for(timeout=240 * SECONDS)

    page.locator("textarea").first.fill("The staff were friendly but the food was terrible.")
    page.get_by_role("button", name=EN["scoring.ask"], exact=True).click()
    page.get_by_text("completeness gap").first.wait_for(timeout=60 * SECONDS)
    page.locator(".word", has_text="terrible").first.wait_for(timeout=30 * SECONDS)
    tinted = page.locator(".word").all_text_contents()
    assert {"friendly", "terrible"} <= {text.strip() for text in tinted}

    page.get_by_text(EN["scoring.file.title"], exact=True).click()
    page.locator("input[type=file]").last.set_input_files(asked)
    page.get_by_role("button", name=EN["scoring.file.ask"]).click()
    download_button = page.get_by_role("button", name=EN["scoring.download"])
    download_button.wait_for(timeout=60 * SECONDS)
    with page.expect_download() as download:
        download_button.click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    assert [row["gru"] in ("positive", "negative") for row in told] == [True, True]
    assert told[1]["text"] == f"'{FORMULA}"
    assert server.memory() < 300
