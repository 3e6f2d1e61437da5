"""What can be taken home of a forecast."""

from collections.abc import Callable

import pandas as pd

from app.exports.bundle import DATA, WEIGHTS, Exports
from app.exports.script_words import in_words_of
from app.exports.sheets import experiment_workbook
from app.i18n import Translate
from app.names import experiment_name
from app.tasks.forecast.export.backtest import backtest_table
from app.tasks.forecast.export.figures import forecast_figures
from app.tasks.forecast.export.report import report_html
from app.tasks.forecast.export.tables import ablation_table, data_csv, forecast_table, methods_table
from app.tasks.forecast.send_card import send_lines
from app.tasks.forecast.settings import settings_rows
from app.tasks.forecast.verdict import evidence, headline, waiting
from core.arrays import Arrays
from core.data.frame import Dataset
from core.data.measured import measured
from core.store.records import Experiment, Run
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.script import PACKAGES, script
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec


def forecast_exports(
    t: Translate,
    language: str,
    experiment: Experiment,
    runs: list[Run],
    data: Dataset,
    outcome: Outcome,
    arrays: Callable[[str], Arrays],
    weights: Callable[[Run], bytes | None] = lambda run: None,
    record: Callable[[], pd.DataFrame] | None = None,
) -> Exports:
    """Of an experiment that forecasts a series.

    Args:
        arrays: What a run left, by its id; read when a file needs it.
        weights: Of a run's network; read likewise.
        record: Every forecast so far beside what came; None as long as there is only the first.
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

    if record is not None:
        tables["record"] = record

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
        about=_about(t, experiment),
    )


def _about(t: Translate, experiment: Experiment) -> str:
    """The experiment's name, which most often says the data; and the column, where it does not say it."""
    target, name = experiment.spec.of(ForecastSpec).target, experiment_name(t, experiment)
    return name if target in experiment.name else f"{name} · {target}"
