"""One experiment at its address, in whichever state it is."""

import streamlit as st

from app.components.data_report import report_line, show_report
from app.components.progress import curves, failures, status
from app.components.result import audits_tab, backtest_tab, by_step_tab, forecast_and_skill, methods_tab
from app.components.take_home import take_home
from app.components.verdict_card import verdict_card
from app.i18n import Translate
from app.numbers import percent, whole
from app.store import dataset, open_store, result
from core.data.frame import Dataset
from core.runs.records import Experiment, Run
from core.runs.states import ENDED
from core.tasks.outcome import Outcome

REFRESH = 1.0  # seconds between looks while something is going on
TABS = ("learning", "methods", "backtest", "by_step", "audits", "data", "settings", "take_home")


def experiment_view(t: Translate, experiment: Experiment) -> None:
    """Draw the experiment; it refreshes itself until everything has ended."""
    runs = open_store().runs(experiment.id)
    active = any(run.state not in ENDED for run in runs)
    st.fragment(_live, run_every=REFRESH if active else None)(t, experiment.id, active)


def _live(t: Translate, id: str, was_active: bool) -> None:
    store = open_store()
    experiment, runs, epochs = store.experiment(id), store.runs(id), store.epochs(id)
    active = any(run.state not in ENDED for run in runs)
    if was_active and not active:
        st.rerun()  # the timer has done its work
    data = dataset(store, experiment.data)
    st.caption(_line(t, experiment, data))
    if active:
        status(t, experiment, runs, epochs)
    failures(t, runs)
    known = result(store, experiment, runs)
    if known is None:
        _without_result(t, experiment, runs, active)
        if any(run.kind == "backtest" for run in runs):
            st.subheader(t("tab.learning"))
            curves(t, experiment, runs, epochs, "live")
        return
    if not active and any(run.state == "cancelled" for run in runs):
        st.info(t("experiment.stopped_partly"), icon=":material/stop_circle:")
    verdict_card(t, known, runs)
    forecast_and_skill(t, known, data, experiment)
    _tabs(t, experiment, runs, data, known)


def _line(t: Translate, experiment: Experiment, data: Dataset) -> str:
    task = experiment.spec.task
    ahead = t("experiment.line", horizon=task.horizon, lookback=task.lookback)
    return f"{report_line(t, data, task.target)} · {ahead}"


def _without_result(t: Translate, experiment: Experiment, runs: list[Run], active: bool) -> None:
    if active:
        return
    stopped = any(run.state == "cancelled" for run in runs)
    st.info(t("experiment.stopped" if stopped else "experiment.nothing"), icon=":material/stop_circle:")


def _tabs(t: Translate, experiment: Experiment, runs: list[Run], data: Dataset, known: Outcome) -> None:
    tabs = dict(zip(TABS, st.tabs([t(f"tab.{name}") for name in TABS]), strict=True))
    with tabs["learning"]:
        curves(t, experiment, runs, open_store().epochs(experiment.id), "result")
    with tabs["methods"]:
        methods_tab(t, known)
    with tabs["backtest"]:
        backtest_tab(t, known, data, experiment)
    with tabs["by_step"]:
        by_step_tab(t, known, data, experiment)
    with tabs["audits"]:
        audits_tab(t, known)
    with tabs["data"]:
        show_report(t, data, experiment.spec.task.target)
    with tabs["settings"]:
        st.dataframe(settings_rows(t, experiment, known), hide_index=True, height="content")
    with tabs["take_home"]:
        take_home(t, experiment, runs, data, known)


def settings_rows(t: Translate, experiment: Experiment, known: Outcome) -> list[dict[str, str]]:
    """Every setting of the experiment with its value, and what was chosen from the training rows."""
    spec, rows = experiment.spec, dict[str, str]()
    for part in (spec.task, spec.model, spec.training):
        rows |= {t(f"spec.{name}"): _shown(t, name, value) for name, value in vars(part).items()}
    rows |= {t(f"spec.{name}"): _shown(t, name, getattr(spec, name)) for name in ("seeds", "match", "refit")}
    if spec.task.transform == "auto":
        rows[t("spec.transform")] = t(
            "setting.chosen", value=t(f"option.transform.{known.facts['transform']}")
        )
    rows[t("setting.period")] = (
        str(known.facts["period"]) if known.facts["period"] > 1 else t("setting.no_period")
    )
    cuts = known.facts["cuts"]
    rows[t("setting.cuts")] = " | ".join(
        whole(cuts[end]) for end in ("train_end", "stop_end", "calibration_end", "rows")
    )
    return [{t("report.what"): name, t("report.value"): value} for name, value in rows.items()]


def _shown(t: Translate, name: str, value: object) -> str:
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "–"
    if name.endswith("_share"):
        return percent(float(str(value)))
    if isinstance(value, str) and name != "target":
        return t(f"option.{name}.{value}")
    return f"{value:g}" if isinstance(value, float) else str(value)
