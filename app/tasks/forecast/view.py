"""One experiment at its address, in whichever state it is."""

from collections.abc import Mapping
from functools import partial

from streamlit.elements.lib.mutable_tab_container import TabContainer

from app.components.tabs import kept_tabs
from app.data.report import report_line, show_measured, show_report
from app.errors import explained
from app.experiments.before_card import before_card, scored_before
from app.experiments.header import result_header
from app.experiments.live import learning_curves, result_so_far
from app.experiments.once_more import once_more
from app.experiments.take_home import take_home
from app.i18n import Translate, current_language
from app.store import dataset, open_store
from app.tasks.forecast.audits import audits_tab
from app.tasks.forecast.export.contents import forecast_exports
from app.tasks.forecast.kept_networks import kept_networks
from app.tasks.forecast.new_rows.tab import new_rows_tab, newer_note, record_of
from app.tasks.forecast.result import backtest_tab, by_step_tab, forecast_and_skill, methods_tab, unit_of
from app.tasks.forecast.send_card import send_card
from app.tasks.forecast.settings import settings_tab
from app.tasks.forecast.verdict import verdict_card
from core.data.frame import Dataset
from core.data.measured import measured
from core.store.records import Experiment, Run
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.spec import ForecastSpec

TABS = {
    "learning": ":material/show_chart:",
    "methods": ":material/table:",
    "backtest": ":material/history_toggle_off:",
    "by_step": ":material/stairs:",
    "audits": ":material/fact_check:",
    "data": ":material/dataset:",
    "settings": ":material/tune:",
    "take_home": ":material/download:",
    "new_rows": ":material/update:",
}
JUDGED = ("audits", "take_home", "new_rows")  # tabs that rest on a verdict and on what is sent


def experiment_view(t: Translate, experiment: Experiment) -> None:
    """Draw the experiment.

    While it runs, what it does now is looked at again and again; the rest is drawn anew only when a run has
    ended, so that the page leaves the processor to the training.
    """
    runs = open_store().runs(experiment.id)
    with explained(t):
        data = dataset(open_store(), experiment.data, experiment.source_name)
        _header(t, experiment, data, runs)
        known: Outcome | None = result_so_far(t, experiment, runs)
        if known is None:
            learning_curves(t, experiment, runs, "live")
            return
        if known.outdated:
            before_card(t, experiment, runs, partial(once_more, experiment))
        else:
            newer_note(t, experiment, known)
            send_card(t, known, runs)
            verdict_card(t, known, runs, experiment.spec)
            forecast_and_skill(t, known, data, experiment)
        _tabs(t, experiment, runs, data, known)


def _header(t: Translate, experiment: Experiment, data: Dataset, runs: list[Run]) -> None:
    task = experiment.spec.of(ForecastSpec)
    ahead = t("experiment.line", horizon=task.horizon, lookback=task.lookback)
    about = f"{report_line(t, data, task.target)} · {ahead}"
    again = None if scored_before(runs) else partial(once_more, experiment)
    result_header(t, experiment, runs, about, again)


def _tabs(t: Translate, experiment: Experiment, runs: list[Run], data: Dataset, known: Outcome) -> None:
    """What earlier rules scored has its scores alone: no audits, and nothing to take home."""
    shown = {"methods": TABS["methods"]} | TABS if known.outdated else TABS
    shown = {name: icon for name, icon in shown.items() if not (known.outdated and name in JUDGED)}
    labels = {name: f"{icon} {t(f'tab.{name}')}" for name, icon in shown.items()}
    tabs = kept_tabs("forecast.tab", labels)
    with tabs["learning"]:
        learning_curves(t, experiment, runs, "result")
    with tabs["methods"]:
        methods_tab(t, known, experiment, runs)
    with tabs["backtest"]:
        backtest_tab(t, known, data, experiment)
    with tabs["by_step"]:
        by_step_tab(t, known, data, experiment)
    with tabs["data"]:
        task = experiment.spec.of(ForecastSpec)
        show_measured(t, measured(data, task.target), task.covariates)
        show_report(t, data, task.target)
    with tabs["settings"]:
        settings_tab(t, experiment, known, data)
    if not known.outdated:
        _judged_tabs(t, experiment, runs, data, known, tabs)


def _judged_tabs(
    t: Translate,
    experiment: Experiment,
    runs: list[Run],
    data: Dataset,
    known: Outcome,
    tabs: Mapping[str, TabContainer],
) -> None:
    with tabs["audits"]:
        audits_tab(t, known)
    with tabs["take_home"]:
        store = open_store()
        exports = forecast_exports(
            t, current_language(), experiment, runs, data, known, store.arrays,
            lambda run: store.artifact(run.id, "weights"), record_of(experiment, runs, known),
        )  # fmt: skip
        take_home(t, experiment, runs, exports, known.verdict.cell, drawn=bool(tabs["take_home"].open))
        if tabs["take_home"].open:
            kept_networks(t, experiment, runs, known)
    if tabs["new_rows"].open:
        with tabs["new_rows"]:
            unit = unit_of(data, experiment.spec.of(ForecastSpec).target)
            new_rows_tab(t, experiment, runs, data, known, unit)
