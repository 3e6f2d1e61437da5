"""Downloads: forecast and methods as CSV, a report that needs nothing else, and a script with its data."""

from collections.abc import Callable

import streamlit as st

from app.exports.report import report_html
from app.exports.tables import data_csv, forecast_csv, methods_csv
from app.i18n import Translate, current_language
from core.data.frame import Dataset
from core.runs.records import Experiment, Run
from core.runs.results import typical_seed
from core.runs.script import script
from core.tasks.outcome import Outcome


def take_home(t: Translate, experiment: Experiment, runs: list[Run], data: Dataset, outcome: Outcome) -> None:
    """Draw the buttons; each file is made when it is asked for."""
    stem = f"unrolled-{experiment.id[:8]}"
    left, right = st.columns(2, gap="large")
    with left:
        _file(t, "forecast", lambda: forecast_csv(outcome), f"{stem}-forecast.csv", "text/csv")
        _file(t, "methods", lambda: methods_csv(outcome), f"{stem}-methods.csv", "text/csv")
        _file(
            t,
            "report",
            lambda: report_html(outcome, experiment, data, runs, t, current_language()),
            f"{stem}.html",
            "text/html",
        )
    with right:
        cells = [cell for cell in experiment.spec.cells if typical_seed(runs, cell)]
        cell = st.selectbox(
            t("take_home.cell"), cells, format_func=lambda c: t(f"cell.{c}"), key="take_home.cell"
        )
        run = typical_seed(runs, cell)
        if run is None:
            return
        st.caption(t("take_home.seed", seed=run.seed))
        file_name = f"{stem}-data.csv"
        _file(
            t,
            "script",
            lambda: _script(experiment, data, run, outcome, file_name).encode(),
            f"{stem}-{cell}.py",
            "text/x-python",
        )
        _file(t, "data", lambda: data_csv(data), file_name, "text/csv")


def _file(t: Translate, what: str, make: Callable[[], bytes], name: str, mime: str) -> None:
    st.download_button(
        t(f"take_home.{what}"),
        make,
        file_name=name,
        mime=mime,
        key=f"take_home.{what}",
        on_click="ignore",
        icon=":material/download:",
        help=t(f"take_home.{what}.help"),
        width="stretch",
    )


def _script(experiment: Experiment, data: Dataset, run: Run, outcome: Outcome, file_name: str) -> str:
    return script(
        experiment.spec,
        data,
        cell=run.cell,
        seed=run.seed,
        units=run.units,
        transform=outcome.facts["transform"],
        best_epoch=int(run.facts["best_epoch"]),
        file_name=file_name,
        kernel=run.kernel or "standard",
    )
