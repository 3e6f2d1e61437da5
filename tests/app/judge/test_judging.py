"""Every number leads to a paragraph, and every paragraph has its sentences, picture and source."""

import ast
import re
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binomtest

from app.charts.drawing import WIDEST, in_lines, width
from app.components.about import legend
from app.experiments.classes import explains as of_classes
from app.experiments.classes.methods import class_rows, classifier_rows
from app.i18n import speaking, translator
from app.judge.charts import luck, scores
from app.judge.paragraphs import GROUPS, PARAGRAPHS
from app.numbers import percent
from app.tasks import VIEWS
from app.tasks.forecast import explains as of_forecasts
from app.tasks.forecast.ablation import ablation_rows
from app.tasks.forecast.audit_rows import (
    direction_rows,
    follows_rows,
    look_ahead_rows,
    residual_rows,
    window_rows,
)
from app.tasks.forecast.charts.by_step import by_step_facts
from app.tasks.forecast.interval_table import covered_rows, covered_step_rows
from app.tasks.forecast.methods import forecast_rows, method_rows, step_rows
from app.tasks.sentiment import explains as of_texts
from app.tasks.sentiment.mistakes import mistake_rows
from core.evaluate.look_ahead import LookAhead
from core.evaluate.significance import holm
from core.store.store import Store
from core.tasks.forecast.results import outcome
from core.tasks.sentiment.results import text_outcome
from core.words.locales import catalogue, languages
from core.words.methods import method_word, row_word
from tests.texts import fill_texts

ROOT = Path(__file__).resolve().parents[3]
MODULES = [name for task in VIEWS if find_spec(name := f"app.tasks.{task}.explains")]
MODULES.append("app.experiments.classes.explains")
EXPLAINS = [
    (module, name)
    for module in MODULES
    for name, columns in vars(import_module(module)).items()
    if name.isupper() and isinstance(columns, dict)
]
LANGUAGES = sorted(languages())
BEFORE_NAMES = {"links": 1, "heading": 2, "Badge": 4}  # arguments before the paragraphs' names
ENDS = ("", ".short", ".text", ".alt")
SEEN = LookAhead("x", 0.9, 0.1, 0.2, 1, 2.0, 0.5, True)


def sources():
    return [(path, path.read_text(encoding="utf-8")) for path in sorted((ROOT / "app").rglob("*.py"))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PARAGRAPHS)
def test_every_paragraph_has_sentences_a_picture_and_a_source(name, language):
    t, one = translator(language), PARAGRAPHS[name]
    assert all(t(f"judge.{name}{end}").strip() for end in ENDS)
    assert len(re.findall(r"[.。?？]", t(f"judge.{name}.text"))) >= 3
    figure = one.picture(t)
    assert figure.data and figure.layout.height
    assert one.sources and all(s.address.startswith("https://") and s.text for s in one.sources)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_written_that_nobody_reads(language):
    """The keys of this page are made of names, which the general test of the locales cannot see through."""
    drawn = "".join(text for path, text in sources() if {"judge", "judging"} & set(path.parts))
    labels = set(re.findall(r'"judge\.label\.(\w+)"', drawn))
    computed = set(re.findall(r'"(\w+)"', drawn))  # names in f"judge.label.{name}"
    computed |= {"class_0", "class_1"}
    wanted = {f"judge.{name}{end}" for name in PARAGRAPHS for end in ENDS}
    wanted |= {f"judge.group.{group}" for group in GROUPS}
    known = {key for key in catalogue(language) if key.startswith("judge.")}
    assert wanted <= known
    assert {f"judge.label.{label}" for label in labels} <= known
    rest = {key.removeprefix("judge.label.") for key in known if key.startswith("judge.label.")}
    assert rest - labels - computed == set()


@pytest.mark.parametrize(("module", "name"), EXPLAINS)
def test_every_column_that_is_explained_has_a_name_and_a_paragraph(module, name):
    columns = getattr(import_module(module), name)
    assert set(columns.values()) <= set(PARAGRAPHS) and set(columns) <= set(catalogue("en"))
    for t in map(translator, LANGUAGES):
        assert len({t(key) for key in columns}) == len(columns), "told apart by their names"


def test_every_link_leads_to_a_paragraph_that_exists():
    for path, text in sources():
        for node in ast.walk(ast.parse(text)):
            called = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and called in BEFORE_NAMES:
                given = node.args[BEFORE_NAMES[called] :]
                names = [arg.value for arg in given if isinstance(arg, ast.Constant) and arg.value]
                assert set(names) <= set(PARAGRAPHS), path


def test_every_audit_is_headed_by_a_link():
    text = (ROOT / "app/tasks/forecast/audits.py").read_text(encoding="utf-8")
    assert len(re.findall(r'heading\(t, t\("audit\.(\w+)"\), "\1"\)', text)) == 7
    assert 'f"**{t(' not in text and not re.search(r"(?<!explained_)table\(", text)


@pytest.fixture
def forecast(filled_store):
    store, id = filled_store("done", "tutorial_random_numbers")
    experiment, runs = store.experiment(id), store.runs(id)
    return replace(outcome(store, experiment, runs), look_ahead=(SEEN,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_a_forecasts_tables_has_a_paragraph(forecast, language):
    known, t = forecast, translator(language)
    tables = {
        "METHODS": method_rows(t, known),
        "ABLATION": ablation_rows(t, known),
        "FORECAST": forecast_rows(t, known),
        "STEPS": step_rows(t, by_step_facts(known, "mae")),
        "LOOK_AHEAD": look_ahead_rows(t, known),
        "FOLLOWS": follows_rows(t, known),
        "DIRECTION": direction_rows(t, known),
        "RESIDUALS": residual_rows(t, known),
        "WINDOWS": window_rows(t, known),
        "INTERVALS": [*covered_rows(t, known), *covered_step_rows(t, known, known.sent.name)],
    }
    methods = {row_word(t, method.name, method.kind) for method in known.methods} | {
        t("words.detail", first=method_word(t, known.sent.name), second=percent(level, 0))
        for level in (0.8, 0.95)
    }
    for what, rows in tables.items():
        columns = {column for row in rows for column in row}
        assert columns and columns - methods - {t(key) for key in getattr(of_forecasts, what)} == set(), what


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_a_classifiers_tables_has_a_paragraph(home, language):
    store, t = Store(home), translator(language)
    id = fill_texts(store)
    known = text_outcome(store, store.experiment(id), store.runs(id))
    cell = known.verdict.cell
    texts = ["x"] * len(known.mistakes[cell])
    tables = {
        "CLASSIFIERS": classifier_rows(t, known),
        "CLASSES": class_rows(t, known, cell, "text"),
        "MISTAKES": mistake_rows(t, known, cell, texts),
    }
    for what, rows in tables.items():
        columns = {column for row in rows for column in row}
        assert (
            columns - {t(key) for key in getattr(of_texts if what == "MISTAKES" else of_classes, what)}
            == set()
        ), what
    assert "about=paired&" in legend(t, tables["CLASSIFIERS"], of_classes.CLASSIFIERS)
    store.close()


def test_a_legend_names_each_column_once_and_leaves_out_what_has_no_paragraph():
    t = translator("en")
    told = legend(t, [{t("column.skill"): "1", "RNN": "2"}, {t("column.skill"): "3"}], of_forecasts.METHODS)
    assert told.count("](judge?about=") == 1 and "about=skill&lang=en" in told and "RNN" not in told


def test_pictures_draw_what_the_rules_compute():
    t = translator("en")
    alone, after = luck.correction(t).data
    assert list(after.y) == pytest.approx(holm(list(alone.y)))
    steps = np.asarray(scores.by_step(t).data[0].y)
    assert steps == pytest.approx(np.sqrt(2 / np.pi * np.arange(1, 13)), rel=0.05)
    for point, count in zip(scores.direction(t).data, (20, 100, 1000), strict=True):
        expected = binomtest(round(0.55 * count), count).proportion_ci(method="wilson")
        low, high = 55 - point.error_y.arrayminus[0], 55 + point.error_y.array[0]
        assert (low, high) == pytest.approx((100 * expected.low, 100 * expected.high), abs=0.02)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_stands_under_a_picture_fits_a_phone(language):
    t = translator(language)
    with speaking(language):
        for name, one in PARAGRAPHS.items():
            title = one.picture(t).layout.xaxis.title.text or ""
            assert all(width(line) <= WIDEST + 2 for line in title.split("<br>")), name


def test_a_line_is_broken_between_words_and_never_before_a_comma():
    assert in_lines("mean of all rows", 8) == ["mean of", "all rows"]
    assert in_lines("增益为正，抽样多", 8) == ["增益为正，", "抽样多"]
    assert in_lines("短") == ["短"]
