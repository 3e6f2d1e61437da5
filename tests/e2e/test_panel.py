"""All shops of a workbook at once, as an analyst does it: promotions that are planned, one workbook back."""

import io
import re

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from core.words.locales import catalogue
from tests.e2e.conftest import SETTLED

pytestmark = [pytest.mark.browser, pytest.mark.engine, pytest.mark.alone, pytest.mark.timeout(900)]
SECONDS = 1000
EN = catalogue("en")
SHOPS, MONTHS, AHEAD = 12, 36, 6
MOST_CLICKS = 15


def sales():
    """A workbook with a title above the names: monthly units by shop, promotions planned for six months."""
    random, rows = np.random.default_rng(8), MONTHS + AHEAD
    months = pd.date_range("2023-01-01", periods=rows, freq="MS").strftime("%Y-%m-%d")
    promotion = (random.random((rows, SHOPS)) < 0.2).astype(int)
    year = 1 + 0.2 * np.sin(np.pi * np.arange(rows) / 6)[:, None]
    units = 50 * 1.4 ** np.arange(SHOPS) * year * (1 + 0.5 * promotion)
    units = np.round(units * np.exp(random.normal(scale=0.05, size=units.shape)))
    units[MONTHS:] = np.nan
    table = pd.DataFrame(
        {
            "Date": np.repeat(months, SHOPS),
            "Shop": [f"Shop {n + 1}" for n in range(SHOPS)] * rows,
            "Units": units.ravel(),
            "Promo": promotion.ravel(),
        }
    )
    body = io.BytesIO()
    with pd.ExcelWriter(body, engine="xlsxwriter") as book:
        table.to_excel(book, sheet_name="Sales", index=False, startrow=1)
        book.sheets["Sales"].write(0, 0, "Monthly sales per shop, export 2026")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "sales.xlsx", "mimeType": kind, "buffer": body.getvalue()}


def test_all_shops_six_months_and_planned_promotions_in_a_few_clicks(page, server):
    clicks = []

    def click(what):
        page.wait_for_selector(SETTLED, timeout=120 * SECONDS)  # one while the page is drawn anew is lost
        what.click(timeout=120 * SECONDS)
        clicks.append(what)

    page.goto(server.url)
    click(page.get_by_role("link", name=EN["page.panel"], exact=True).first)
    page.wait_for_url("**/panel*")
    click(page.get_by_role("radio", name=EN["source.file"], exact=True))
    page.wait_for_selector(SETTLED, timeout=120 * SECONDS)
    page.locator('input[type="file"]').first.set_input_files(sales())
    clicks.append("the file")
    main = page.get_by_test_id("stMain")
    main.get_by_text("Promo", exact=False).first.wait_for(timeout=120 * SECONDS)
    horizon = main.get_by_role("spinbutton").first
    assert horizon.input_value() == str(AHEAD)  # as far as promotions are planned
    click(main.get_by_role("button", name=re.compile(EN["setup.train"].partition("{")[0])))
    page.wait_for_url("**/panel?*experiment=*")
    page.get_by_role("button", name=EN["setup.again"]).wait_for(timeout=600 * SECONDS)

    click(page.get_by_role("tab", name=EN["tab.take_home"]))
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    with page.expect_download() as download:
        click(main.get_by_role("button", name=EN["take_home.workbook"]))
    assert len(clicks) < MOST_CLICKS
    book = CalamineWorkbook.from_path(str(download.value.path()))
    rows = book.get_sheet_by_name(EN["panel.sheet.forecasts"]).to_python()
    head = next(place for place, row in enumerate(rows) if row[0] == EN["panel.column.series"])
    told = [row for row in rows[head + 1 :] if str(row[0]).startswith("Shop")]
    assert rows[head][1 : AHEAD + 1] == [f"2026-0{n + 1}-01" for n in range(AHEAD)]
    assert len(told) == SHOPS and all(value >= 0 for row in told for value in row[1 : AHEAD + 1])
    assert EN["panel.sheet.methods"] in book.sheet_names
