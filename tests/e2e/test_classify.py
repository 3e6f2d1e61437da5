"""From a sample of labelled series to the classes of one's own file, in a browser."""

import csv
import io

import pytest

from core.data.labelled.samples import load_labelled_sample
from core.words.locales import catalogue
from tests.e2e.conftest import SETTLED

pytestmark = [pytest.mark.browser, pytest.mark.engine, pytest.mark.alone, pytest.mark.timeout(400)]
SECONDS = 1000
EN = catalogue("en")
SHORT = "classify?sample=digits&cells=gru&updates=150&seeds=1"
ASKED = 5  # series of the file


def own_file():
    """A long table of the first digits, a row per step, with their labels."""
    data = load_labelled_sample("digits")
    head = ["series", "time", *(f"p{place}" for place in range(8)), "label"]
    lines = [",".join(head)]
    for number, values in list(enumerate(data.each()))[:ASKED]:
        label = data.classes[data.labels[number]]
        lines += [f"s{number},{step},{','.join(map(str, row))},{label}" for step, row in enumerate(values)]
    return {"name": "own.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}


def test_a_sample_is_learnt_and_the_series_of_a_file_get_their_classes(page, server):
    page.goto(f"{server.url}/{SHORT}")
    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    page.get_by_role("button", name=EN["setup.train"].format(cells="GRU")).click()
    page.wait_for_url("**/classify?*experiment=*", timeout=60 * SECONDS)
    page.get_by_role("button", name=EN["setup.again"]).wait_for(timeout=240 * SECONDS)

    page.wait_for_selector(SETTLED, timeout=60 * SECONDS)
    page.locator('input[type="file"]').first.set_input_files(own_file())
    page.get_by_test_id("stMain").get_by_role("button", name=EN["classify.use.go"]).last.click()
    drawn = page.locator('[class*="classify-use-drawn"] .annotation-text').first
    drawn.wait_for(timeout=120 * SECONDS)
    assert drawn.text_content().startswith("1 · ")
    with page.expect_download() as told:
        page.get_by_role("button", name=EN["scoring.download"]).click()
    lines = csv.DictReader(io.StringIO(told.value.path().read_text(encoding="utf-8-sig")))
    rows = list(lines)
    assert [row["row"] for row in rows] == [str(1 + 8 * number) for number in range(ASKED)]
    assert sum(row["gru"] == row["label"] for row in rows) >= ASKED - 2
