"""Names, cells and addresses that are meant to do harm: shown as text, told in a sentence, never obeyed."""

import csv
import io
import itertools
import re
import zipfile
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from app.errors import LONGEST, sentence
from app.exports.bundle import bundle
from app.i18n import translator
from app.tasks.forecast.export.contents import forecast_exports
from app.tasks.sentiment.export.contents import text_exports
from core.names import LONGEST_NAME
from core.store.store import Store
from core.tasks.forecast.results import outcome
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.sentiment.results import text_outcome
from core.words.glossary import ANCHOR
from tests.hostile import EVIL, LONG, NAMES
from tests.pages.test_bad_input import upload
from tests.texts import fill_texts

T = translator("en")
ROOT = Path(__file__).resolve().parents[2]
PAGES = ["", *sorted(path.stem for path in (ROOT / "pages").glob("*.py"))]
RENDER = MarkdownIt("commonmark").render
TOLD = ("markdown", "caption", "title", "subheader", "error", "info", "warning", "success", "metric")
LABELLED = (
    "button",
    "selectbox",
    "multiselect",
    "text_input",
    "text_area",
    "toggle",
    "checkbox",
    "number_input",
)
MARKDOWN = {"p", "strong", "em", "code", "h2", "h3", "ul", "ol", "li", "a"}  # what our sentences hold
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOWHERE = ("../..", LONG, "", "<script>", "\0")
OURS = {"style", "p", "span", "div", "b"}  # the width of pages; words that are tinted, and what words mean


class Tags(HTMLParser):
    def __init__(self, body):
        super().__init__()
        self.found, self.places = set(), []
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        self.found |= {tag, *(name for name, _ in attrs if name.startswith("on"))}
        self.places += [place for name, place in attrs if name in ("href", "src")]


MEANING = re.compile(rf'\(\S*#{ANCHOR}\w+ "[^"]*"\)')  # of a word of the glossary: our own sentence


def written(shown):
    """Everything on a page that is read as Markdown."""
    texts = [str(element.value) for kind in TOLD for element in getattr(shown, kind)]
    texts += [str(element.label) for kind in LABELLED for element in getattr(shown, kind)]
    return texts + [str(tab.label) for tab in shown.tabs]


def assert_harmless(shown):
    """Nothing runs, nothing leads or is fetched elsewhere, and no text is endless."""
    assert not shown.exception
    assert not [element for element in shown.markdown if element.allow_html]
    for text in written(shown):
        drawn = RENDER(text)
        assert Tags(drawn).found <= MARKDOWN, text
        assert not [place for place in Tags(drawn).places if EVIL in place], text
        assert f"//{EVIL}" not in unescape(drawn) and f"www.{EVIL}" not in unescape(drawn), text
        assert len(MEANING.sub("", text)) < 5 * LONGEST
    for element in shown.get("html"):
        assert Tags(element.proto.body).found <= OURS
    for chart in shown.get("plotly_chart"):
        assert "<script" not in chart.proto.spec and "<img" not in chart.proto.spec


def series(*columns):
    """A CSV with these names, properly quoted."""
    body, days = io.StringIO(), [f"2024-{1 + day // 28:02d}-{1 + day % 28:02d}" for day in range(200)]
    csv.writer(body).writerow(["date", *columns])
    csv.writer(body).writerows(
        [day, *(n % (5 + k) for k in range(len(columns)))] for n, day in enumerate(days)
    )
    return body.getvalue().encode()


def test_a_series_with_hostile_names_is_trained_and_shown_as_text(page, home):
    shown = upload(page("forecast"), series(*NAMES, LONG), name=f"{NAMES[1]}.csv")
    assert not shown.error
    assert_harmless(shown)
    target = next(box for box in shown.selectbox if (box.key or "").endswith(".target"))
    target.set_value(NAMES[4]).run()
    shown.button(key="setup.train").click().run()
    assert_harmless(shown)
    assert_harmless(page("experiments"))
    store = Store(home)
    (line,) = store.experiments()
    assert line.experiment.spec.of(ForecastSpec).target == NAMES[4]
    assert len(line.experiment.name) <= LONGEST_NAME
    assert all(len(column) <= LONGEST_NAME for column in store.dataset(line.experiment.data).frame)
    assert {path.suffix for path in (home / "data").iterdir()} == {".parquet"}
    store.close()


def test_texts_with_hostile_names_are_trained_and_shown_as_text(page, home):
    body, classes = io.StringIO(), [*NAMES, LONG]
    rows = [
        [f"{classes[n % 7]} text number {n}", classes[n % len(classes)]] for n in range(12 * len(classes))
    ]
    csv.writer(body).writerows([["text", NAMES[4]], *rows])
    shown = page("sentiment")
    shown.segmented_control(key="text_picker.source").set_value("file").run()
    file = (f"{NAMES[2]}.csv", body.getvalue().encode(), "text/csv")
    shown = shown.file_uploader(key="text_picker.file").set_value(file).run()
    assert not shown.error
    assert_harmless(shown)
    next(button for button in shown.button if "Train RNN" in button.label).click().run()
    assert_harmless(shown)
    store = Store(home)
    (line,) = store.experiments()
    assert len(store.text_facts(line.experiment.data).classes) == len(classes)
    store.close()


def test_finished_experiments_with_hostile_names_are_shown_as_text(page, filled_store):
    store, id = filled_store("done", "random_walk", name=NAMES[1] + NAMES[4])
    assert_harmless(page("forecast", experiment=id))
    assert_harmless(page("sentiment", experiment=fill_texts(store, name=NAMES[5] + NAMES[6])))
    assert_harmless(page("experiments"))


@pytest.mark.parametrize("place", ["forecast", "sentiment"])
def test_an_address_that_leads_nowhere_is_told(page, place):
    for asked, language in zip(NOWHERE, itertools.cycle(("en", "zh")), strict=False):
        shown = page(place, experiment=asked, lang=language)
        wanted = sentence(translator(language), "unknown_experiment", {})
        assert [error.value for error in shown.error] == [wanted]
        assert_harmless(shown)
    shown.button(key=f"{place}.new").click().run()
    assert not shown.error and not shown.exception and "experiment" not in shown.query_params


@pytest.mark.parametrize("place", PAGES)
def test_an_address_with_strange_keys_opens_the_page_in_english(page, place):
    shown = page(place, lang="../../etc/passwd", setup="1", unknown=NAMES[1], __proto__="1", **{LONG: LONG})
    unanswered = (
        [T("error.no_answer")] if place == "inside" else []
    )  # the example is opened, without an engine
    assert [error.value for error in shown.error] == unanswered
    assert shown.title[0].value == T(f"page.{place}" if place else "home.title")
    assert_harmless(shown)


@pytest.mark.parametrize("language", ["xx", LONG, "-", "EN-gb"])
def test_a_strange_language_is_english(page, language):
    assert page("experiments", lang=language).title[0].value == T("page.experiments")


def test_what_is_taken_home_holds_no_formula_and_no_path(filled_store):
    store, _ = filled_store("queued", "random_walk")
    experiment, classes = store.experiment(fill_texts(store, name=NAMES[1])), ("=1+1", "@SUM(A1)")
    runs, facts = store.runs(experiment.id), store.text_facts(experiment.data)
    facts, known = (
        replace(facts, classes=classes, name=NAMES[0], source="upload"),
        text_outcome(store, experiment, runs),
    )
    exports = text_exports(T, "en", experiment, runs, facts, replace(known, classes=classes), store)
    archive = zipfile.ZipFile(io.BytesIO(bundle(T, experiment, runs, exports)))
    assert all("/" not in file and "\\" not in file for file in archive.namelist())
    for file in archive.namelist():
        if file.endswith(".csv"):
            rows = csv.reader(io.StringIO(archive.read(file).decode("utf-8-sig"), newline=""))
            cells = [cell for row in rows for cell in row if not _is_number(cell)]
            assert cells and not [cell for cell in cells if cell.startswith(FORMULA)]
    assert NAMES[1] not in archive.read("report.html").decode()


def test_a_bundle_is_no_data_and_what_is_in_it_is_read_as_data_only(page, filled_store):
    store, id = filled_store("done", "random_walk")
    experiment, runs = store.experiment(id), store.runs(id)
    data, known = store.dataset(experiment.data), outcome(store, experiment, runs)
    body = bundle(T, experiment, runs, forecast_exports(T, "en", experiment, runs, data, known, store.arrays))
    shown = upload(page("forecast"), body, name="unrolled.zip")
    assert [error.value for error in shown.error] == [sentence(T, "not_a_table", {"kind": "zip"})]
    table = zipfile.ZipFile(io.BytesIO(body)).read("data.csv").replace(b"0", b"=cmd|'/C calc'!A0", 3)
    shown = shown.file_uploader(key="data_picker.file").set_value(("data.csv", table, "text/csv")).run()
    assert_harmless(shown)


@pytest.mark.parametrize("place", ["forecast", "sentiment"])
def test_data_that_was_changed_in_the_store_is_told(page, home, filled_store, place):
    store, id = filled_store("done", "random_walk")
    id = id if place == "forecast" else fill_texts(store)
    path = home / "data" / f"{store.experiment(id).data}.parquet"
    body = path.read_bytes()
    path.write_bytes(body[:100] + bytes(200) + body[300:])
    shown = page(place, experiment=id)
    assert len(shown.error) == 1 and not shown.exception


def _is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True
