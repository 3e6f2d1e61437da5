"""What can be taken home of a forecasting and of a classifying experiment."""

from collections.abc import Callable

from app.experiments.settings_table import settings_rows, text_settings_rows
from app.exports.bundle import WEIGHTS, Exports
from app.exports.figures import forecast_figures, text_figures
from app.exports.script_words import in_words_of
from app.exports.sheets import experiment_workbook
from app.exports.tables import ablation_table, data_csv, forecast_table, methods_table
from app.i18n import Translate
from app.tasks.forecast.export.backtest import backtest_table
from app.tasks.forecast.export.report import report_html
from app.tasks.forecast.send_card import send_lines
from app.tasks.forecast.verdict import evidence, headline, waiting
from app.tasks.sentiment.export.report import text_report_html
from app.tasks.sentiment.export.tables import classifiers_table, predictions_table, texts_csv, vectors_txt
from app.tasks.sentiment.send_card import text_send_lines
from app.tasks.sentiment.verdict import text_evidence, text_headline
from core.arrays import Arrays
from core.data.frame import Dataset
from core.data.measured import measured
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.script import PACKAGES, script
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.sentiment.outcome import TextOutcome
from core.tasks.sentiment.script import packages, text_script
from core.tasks.sentiment.spec import SentimentSpec
from core.text.facts import TextFacts
from core.text.vectors import vectors_from_bytes

DATA, VECTORS = "data.csv", "vectors.txt"  # what the names of these files end with


def forecast_exports(
    t: Translate,
    language: str,
    experiment: Experiment,
    runs: list[Run],
    data: Dataset,
    outcome: Outcome,
    arrays: Callable[[str], Arrays],
    weights: Callable[[Run], bytes | None] = lambda run: None,
) -> Exports:
    """Of an experiment that forecasts a series.

    Args:
        arrays: What a run left, by its id; read when a file needs it.
        weights: Of a run's network; read likewise.
    """

    def written(run: Run, prefix: str) -> str:
        body = script(
            experiment.spec,
            data,
            cell=run.cell,
            seed=run.seed,
            units=run.units,
            chosen=Chosen.of(outcome.facts),
            best_updates=int(run.facts.get("best_updates", 0)),
            rates=run.facts.get("rates", ()),
            file_name=f"{prefix}{DATA}",
            kernel=run.kernel or "standard",
            weights_name=f"{prefix}{run.cell}.{WEIGHTS}",
        )
        return in_words_of(language, body)

    tables = {
        "forecast": lambda: forecast_table(outcome),
        "methods": lambda: methods_table(outcome),
        "backtest": lambda: backtest_table(outcome, runs, arrays),
    }
    if outcome.ablation:
        tables["ablation"] = lambda: ablation_table(outcome)

    def sheets() -> bytes:
        used = measured(data, experiment.spec.of(ForecastSpec).target).whole
        found = (waiting(t, outcome, runs), headline(t, outcome), evidence(t, outcome).replace("*", ""))
        told = [line for line in (*send_lines(t, outcome), *found) if line]
        settings = settings_rows(t, experiment, outcome, data)
        return experiment_workbook(t, experiment, told, tables, settings, runs, used.frame)

    return Exports(
        tables=tables,
        workbook=sheets,
        report=lambda: report_html(outcome, experiment, data, runs, t, language),
        figures=forecast_figures(outcome, experiment, data, t),
        inputs={DATA: lambda: data_csv(data, experiment.spec.of(ForecastSpec).target)},
        script=written,
        packages=lambda: PACKAGES,
        weights=weights,
    )


def text_exports(
    t: Translate,
    language: str,
    experiment: Experiment,
    runs: list[Run],
    facts: TextFacts,
    outcome: TextOutcome,
    store: Store,
) -> Exports:
    """Of an experiment that classifies texts; they are read from the store when a file needs them."""
    task, hash = experiment.spec.of(SentimentSpec), experiment.data

    def report() -> bytes:
        rows = [mistake.row for mistake in outcome.mistakes[outcome.verdict.cell]]
        texts, places = store.texts_of(hash, rows), store.file_rows(hash, rows)
        return text_report_html(outcome, experiment, facts, runs, texts, t, language, places)

    def written(run: Run, prefix: str) -> str:
        body = text_script(
            experiment.spec,
            store.texts(hash),
            cell=run.cell,
            seed=run.seed,
            units=run.units,
            best_updates=int(run.facts.get("best_updates", 0)),
            file_name=f"{prefix}{DATA}",
            vectors_name=f"{prefix}{VECTORS}",
            kernel=run.kernel or "standard",
            weights_name=f"{prefix}{run.cell}.{WEIGHTS}",
        )
        return in_words_of(language, body)

    inputs = {DATA: lambda: texts_csv(store.texts(hash), task)}
    if task.vectors:
        inputs[VECTORS] = lambda: vectors_txt(vectors_from_bytes(store.data.vectors(task.vectors)))
    tables = {
        "predictions": lambda: predictions_table(
            outcome,
            store.texts_of(hash, outcome.rows.tolist()),
            store.file_rows(hash, outcome.rows.tolist()),
        ),
        "methods": lambda: classifiers_table(outcome),
    }

    def sheets() -> bytes:
        sent = () if outcome.outdated else text_send_lines(t, outcome)
        found = (text_headline(t, outcome), text_evidence(t, outcome))
        told = tuple(line.replace("*", "") for line in (*sent, *found))
        settings = text_settings_rows(t, experiment, outcome)
        return experiment_workbook(t, experiment, told, tables, settings, runs)

    return Exports(
        tables=tables,
        workbook=sheets,
        report=report,
        figures=text_figures(outcome, t),
        inputs=inputs,
        script=written,
        packages=lambda: packages(store.texts(hash), task),
        weights=lambda run: store.artifact(run.id, "weights"),
    )
