"""What is taken home of tasks whose rows feed one report: its figures, tables and words."""

import io
import zipfile
from importlib import import_module

import pytest

from app.exports.bundle import bundle
from app.exports.tables import table_csv
from app.i18n import translator
from app.store import known_data, outcome
from core.examples import example
from core.store.store import Store
from tests.app.exports.test_workbook import read

EXPORTS = {
    "classify": "app.tasks.classify.export.series_exports",
    "generate": "app.tasks.generate.export.writing_exports",
    "tag": "app.tasks.tag.export.tag_exports",
    "translate": "app.tasks.translate.export.translation_exports",
}
FILES = {"classify": "classes", "generate": "methods", "tag": "tags", "translate": "translations"}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("task", EXPORTS)
def test_a_report_a_workbook_and_tables_hold_what_was_found(home, task, language):
    store, t = Store(home), translator(language)
    experiment = example(store, task, "An <example>")
    runs = store.runs(experiment.id)
    known = outcome(store, experiment, runs)
    module, _, name = EXPORTS[task].rpartition(".")
    facts = known_data(experiment.spec)
    exports = getattr(import_module(module), name)(t, experiment, runs, facts, known)
    report = exports.report().decode()
    assert "An &lt;example&gt;" in report and t(f"method.{known.reference}") in report
    assert report.count("<figure") == len(exports.figures) and "<b>" not in report
    tables = {what: make() for what, make in exports.tables.items()}
    assert len(tables["methods"]) == len(known.methods) and (
        task == "generate" or len(tables[FILES[task]]) >= 100
    )
    assert all(table_csv(table) for table in tables.values())
    sheets = read(exports.workbook())
    assert {t(f"sheet.tab.{what}") for what in tables} <= set(sheets)
    with zipfile.ZipFile(io.BytesIO(bundle(t, experiment, runs, exports))) as archive:
        names = set(archive.namelist())
        if exports.script is not None:
            assert exports.inputs.keys() | {"gru.py", "gru.weights.h5"} <= names
    assert {"report.html", "workbook.xlsx", f"{FILES[task]}.csv", "spec.json"} <= names
    store.close()


def test_the_tables_are_the_outcomes(home):
    from app.tasks.tag.export import taggers_table, tags_table
    from app.tasks.tag.known import sentences

    store = Store(home)
    experiment = example(store, "tag", "An example")
    known = outcome(store, experiment, store.runs(experiment.id))
    table = tags_table(known, sentences(experiment.data, known.rows.tolist()))
    cell = known.verdict.cell
    right = float((table[cell] == table["tag"]).mean())
    assert right == pytest.approx(known.method(cell).scores["accuracy"])
    rows = taggers_table(known)
    assert right == pytest.approx(rows[rows["kind"] == "cell"].loc[cell, "accuracy"])
    assert table.index[0] == known.rows[0] + 1
    store.close()
