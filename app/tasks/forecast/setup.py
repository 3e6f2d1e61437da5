"""Before training: the series with its cuts, its report, the setup, and one primary button."""

from dataclasses import dataclass

import streamlit as st

from app.charts.theme import CONFIG
from app.data.picker import data_picker
from app.data.report import report_line, show_measured, show_report
from app.data_words import column_name
from app.errors import explained, literal
from app.experiments.header import setup_header, train_button
from app.experiments.start import start
from app.experiments.to_sweep import vary_setup
from app.i18n import Translate
from app.numbers import whole
from app.store import dataset, open_store
from app.tasks import VIEWS
from app.tasks.base import part
from app.tasks.forecast.ahead_choice import ahead_choice
from app.tasks.forecast.charts.series import series_chart, series_facts
from app.tasks.forecast.choices import transform_word
from app.tasks.forecast.result import unit_of
from app.tasks.forecast.setup_form import setup_form
from core.data.frame import Dataset
from core.data.measured import Measured, measured
from core.errors import UserError
from core.evaluate.significance import MIN_ORIGINS, non_overlapping
from core.specs import ExperimentSpec, to_json
from core.store.records import Experiment
from core.tasks.forecast.cuts import Cuts, origins
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec
from core.words.sentences import spaced


def forecast_setup(t: Translate) -> None:
    """Draw everything that leads to Train, from the choice of data on."""
    data = data_picker(t)
    if data is None:
        return
    used = ahead_choice(t, data)
    if used is None:
        _series_and_setup(t, data, None)
    else:
        draw = next(view.ahead for view in VIEWS.values() if view.ahead)
        part(draw)(t, data, used.target, used.known, used.past)


def change_setup(t: Translate, experiment: Experiment) -> None:
    """Draw the setup of an experiment again, to train its data otherwise."""
    setup_header(t, experiment)
    with explained(t):
        _series_and_setup(t, dataset(open_store(), experiment.data, experiment.source_name), experiment)


def _series_and_setup(t: Translate, data: Dataset, base: Experiment | None) -> None:
    chart, button = st.container(), st.container()
    st.subheader(t("setup.title"))
    spec: ExperimentSpec | None = None
    with explained(t, button):
        spec = setup_form(t, data, base)
    with chart:
        preview = _show_series(t, data, spec)
    with button, st.container(horizontal=True):
        wanted = train_button(t, spec, ready=preview is not None)
        if spec is not None and preview is not None:
            vary_setup(t, data, spec)
    if wanted and spec is not None:
        with explained(t, button), st.spinner(t("setup.queueing")):  # seen where it was pressed
            start(data, spec, base.name if base else None)


@dataclass(frozen=True)
class Preview:
    """What a training would begin with."""

    cuts: Cuts
    chosen: Chosen
    period: int  # 1: none found
    apart: int  # test origins that do not overlap
    non_negative: bool  # forecasts end at 0
    lookback: int  # rows that are read: whole blocks


@st.cache_data(show_spinner=False, max_entries=32)
def _preview(content: str, task: str, _data: Dataset, _task: ForecastSpec) -> Preview:
    prepared = prepare(_data, _task)
    found = len(origins(prepared.cuts, "test", _task)) - prepared.unmeasured("test", thinned=False)
    apart = non_overlapping(found, 1, _task.horizon)
    read = prepared.task.lookback
    return Preview(prepared.cuts, prepared.chosen, prepared.period, apart, prepared.non_negative, read)


@st.cache_resource(show_spinner=False, max_entries=4, scope="session")
def _rows(content: str, target: str, _data: Dataset) -> Measured | None:
    """The rows of the target; None where it cannot be forecast, which is said elsewhere."""
    try:
        return measured(_data, target)
    except UserError:
        return None


def _show_series(t: Translate, data: Dataset, spec: ExperimentSpec | None) -> Preview | None:
    """The line with its cuts; without cuts where the settings do not fit, which is said."""
    target = spec.of(ForecastSpec).target if spec else data.target
    st.caption(literal(report_line(t, data, target)))
    preview: Preview | None = None
    if spec is not None:
        with explained(t):
            preview = _preview(data.sha256, to_json(spec.of(ForecastSpec)), data, spec.of(ForecastSpec))
    rows = _rows(data.sha256, target, data)
    values = rows.values if rows else data.frame[target]
    facts = series_facts(values, preview.cuts if preview else None)
    st.plotly_chart(
        series_chart(facts, t, unit_of(data, target)),
        key="setup.series",
        config=CONFIG,
        alt=t("alt.series", target=target, rows=whole(len(values))),
    )
    if rows is not None:
        show_measured(t, rows, spec.of(ForecastSpec).covariates if spec else ())
    if spec is not None and preview is not None:
        st.caption(_chosen(t, preview, spec, column_name(t, data, target)))
        if preview.apart < MIN_ORIGINS:
            told = t("setup.too_little", apart=preview.apart, needed=MIN_ORIGINS)
            st.caption(f":orange[:material/hourglass_empty:] {told}")
    with st.expander(t("data.report")), explained(t):
        show_report(t, data, target)
    return preview


def _chosen(t: Translate, preview: Preview, spec: ExperimentSpec, target: str) -> str:
    cuts = preview.cuts
    told = t(
        "setup.cuts",
        train=whole(cuts.train_end),
        stop=whole(cuts.stop_end - cuts.train_end),
        calibration=whole(cuts.calibration_end - cuts.stop_end),
        test=whole(cuts.rows - cuts.calibration_end),
    )
    name = transform_word(t, preview.chosen.transform, preview.chosen.season)
    chosen = spec.of(ForecastSpec).transform == "auto"
    how = t("setup.transform_chosen" if chosen else "setup.transform_set", transform=name)
    read = t("setup.read.calendar") if preview.chosen.calendar else ""
    days = t("setup.read.days", rows=whole(preview.chosen.blocks)) if preview.chosen.blocks > 1 else ""
    rounded = preview.lookback != spec.of(ForecastSpec).lookback
    seen = t("setup.read.lookback", rows=whole(preview.lookback)) if rounded else ""
    season = t("setup.period", period=preview.period) if preview.period > 1 else t("setting.no_period")
    floor = t("setup.non_negative", target=literal(target)) if preview.non_negative else ""
    return spaced(t, told, how, read, days, seen, season, floor)
