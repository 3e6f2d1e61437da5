"""What can be taken home of many series: tables of forecasts and methods, report, scripts and their data."""

import pandas as pd

from app.exports.bundle import WEIGHTS, Exports
from app.exports.pictures import Figures
from app.exports.script_words import in_words_of
from app.exports.workbook import Sheet, workbook
from app.i18n import Translate, current_language
from app.names import experiment_name
from app.store import open_store
from app.tasks.panel.findings import panel_findings, panel_report_html
from app.tasks.panel.known import many_series
from app.tasks.panel.totals import totals_sheet
from app.tasks.panel.verdict import evidence, headline
from core.arrays import Floats
from core.data.panel.dataset import Panel
from core.store.records import Experiment, Run
from core.tasks.panel.ahead import times_ahead
from core.tasks.panel.outcome import PanelOutcome
from core.tasks.panel.script import PACKAGES, panel_csv, panel_script
from core.tasks.panel.spec import PanelSpec
from core.tasks.results import shared_runs
from core.words.methods import method_word, row_word

SERIES = "all_series.csv"  # what the file's name ends with


def panel_exports(t: Translate, experiment: Experiment, runs: list[Run], outcome: PanelOutcome) -> Exports:
    """Of an experiment on many series, which are read from the store when a file needs them."""
    language, store, told = current_language(), open_store(), panel_findings(t, experiment, outcome)

    def data() -> Panel:
        return many_series(store, experiment.data)

    def written(run: Run, prefix: str) -> str:
        again = [*shared_runs(runs, experiment.spec.cells)[run.cell], run]
        body = panel_script(
            experiment.spec,
            data(),
            cell=run.cell,
            seed=run.seed,
            units=run.units,
            best_updates=int(run.facts.get("best_updates", 0)),
            rates={one.seed: one.facts["rates"] for one in again},
            file_name=f"{prefix}{SERIES}",
            kernel=run.kernel or "standard",
            weights_name=f"{prefix}{run.cell}.{WEIGHTS}",
        )
        return in_words_of(language, body)

    tables = {
        "forecasts": lambda: long_table(t, experiment, outcome, data()).set_index(t("panel.column.series")),
        "methods": lambda: methods_sheet(t, outcome).set_index(t("column.method")),
    }
    return Exports(
        tables=tables,
        workbook=lambda: book(t, experiment, outcome, data()),
        report=lambda: panel_report_html(t, experiment, runs, outcome),
        figures=_pictures(told.figures),
        inputs={SERIES: lambda: panel_csv(data())},
        script=None if experiment.spec.of(PanelSpec).together else written,  # nothing writes such a script
        packages=lambda: PACKAGES,
        weights=lambda run: store.artifact(run.id, "weights"),
        about=experiment_name(t, experiment),
    )


def _pictures(drawn: Figures) -> Figures:
    """Gains, and the series that was forecast best."""
    ranked = reversed(list(drawn.items()))
    return {name if name == "gains" else "best_series": make for name, make in ranked}


def book(t: Translate, experiment: Experiment, outcome: PanelOutcome, data: Panel) -> bytes:
    """The workbook: forecasts series by time, with their bounds below each other; what is sent; methods."""
    task = experiment.spec.of(PanelSpec)
    lines = [experiment_name(t, experiment), headline(t, outcome), evidence(t, outcome)]
    sheets = [Sheet(t("panel.sheet.forecasts"), t("panel.sheet.forecasts.about"),
                    _wide(t, data, task, outcome.future))]  # fmt: skip
    for level, (low, high) in outcome.bounds.items():
        for side, values in (("low", low), ("high", high)):
            told = {"level": round(100 * level)}
            name = t(f"panel.sheet.{side}", **told)
            sheets.append(Sheet(name, t(f"panel.sheet.{side}.about", **told), _wide(t, data, task, values)))
    sheets.append(Sheet(t("panel.sheet.sent"), t("panel.sheet.sent.about"), _sent(t, outcome, data)))
    totals = totals_sheet(t, experiment, outcome, data)
    if len(totals):
        sheets.append(Sheet(t("panel.sheet.totals"), t("panel.sheet.totals.about"), totals))
    sheets.append(Sheet(t("panel.sheet.methods"), t("panel.sheet.methods.about"), methods_sheet(t, outcome)))
    return workbook(t("panel.sheet.cover"), lines, sheets, (t("panel.sheet.name"), t("panel.sheet.holds")))


def long_table(t: Translate, experiment: Experiment, outcome: PanelOutcome, data: Panel) -> pd.DataFrame:
    """A row for each series and time."""
    times = times_ahead(data, experiment.spec.of(PanelSpec))
    steps = outcome.future.shape[1]
    columns = {
        t("panel.column.series"): [id for id in data.ids for _ in range(steps)],
        t("panel.column.time"): [time for each in times for time in each],
        t("panel.column.forecast"): outcome.future.ravel(),
    }
    for level, (low, high) in outcome.bounds.items():
        for side, values in (("low", low), ("high", high)):
            columns[t(f"panel.sheet.{side}", level=round(100 * level))] = values.ravel()
    columns[t("panel.column.method")] = [
        method_word(t, name) for name in outcome.chosen for _ in range(steps)
    ]
    return pd.DataFrame(columns)


def _wide(t: Translate, data: Panel, task: PanelSpec, values: Floats) -> pd.DataFrame:
    """A row for each series and a column for each time, steps where series end at different times; totals."""
    times = times_ahead(data, task)
    alike = all(each == times[0] for each in times)
    heads = times[0] if alike else [str(step + 1) for step in range(values.shape[1])]
    table = pd.DataFrame(values, columns=heads)
    table.insert(0, t("panel.column.series"), list(data.ids))
    return table


def _sent(t: Translate, outcome: PanelOutcome, data: Panel) -> pd.DataFrame:
    errors = [outcome.errors[name][place] for place, name in enumerate(outcome.chosen)]
    return pd.DataFrame(
        {
            t("panel.column.series"): list(data.ids),
            t("panel.column.method"): [method_word(t, name) for name in outcome.chosen],
            t("panel.column.sum"): outcome.future.sum(axis=1),
            t("panel.column.error"): errors,
            t(f"method.{outcome.reference}"): outcome.errors[outcome.reference],
        }
    )


def methods_sheet(t: Translate, outcome: PanelOutcome) -> pd.DataFrame:
    rows = [
        {t("column.method"): row_word(t, one.name, one.kind)}
        | {t(f"metric.{name}"): value for name, value in one.scores.items()}
        | {t("panel.wins"): one.wins, t("panel.gain"): one.gain, "p (Holm)": one.p_holm}
        for one in outcome.methods
    ]
    return pd.DataFrame(rows)
