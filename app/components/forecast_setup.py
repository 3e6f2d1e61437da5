"""Before training: the series with its cuts, its report, the setup, and one primary button."""

import streamlit as st

from app.charts.series import series_chart, series_facts
from app.components.data_picker import data_picker
from app.components.data_report import report_line, show_report
from app.components.result import unit_of
from app.components.setup_form import setup_form
from app.components.start import start
from app.errors import explained
from app.i18n import Translate
from app.numbers import whole
from app.theme import CONFIG
from core.data.frame import Dataset
from core.specs import ExperimentSpec
from core.tasks.forecast import Prepared, prepare


def forecast_setup(t: Translate) -> None:
    """Draw everything that leads to Train."""
    data = data_picker(t)
    if data is None:
        st.info(t("data.empty"), icon=":material/upload_file:")
        return
    chart, button = st.container(), st.container()
    st.subheader(t("setup.title"))
    with explained(t):
        spec = setup_form(t, data)
        with chart:
            _show_series(t, data, spec)
        with explained(t):
            _train(t, data, spec, button)


def _show_series(t: Translate, data: Dataset, spec: ExperimentSpec) -> None:
    target = spec.task.target
    st.caption(report_line(t, data, target))
    prepared: Prepared | None = None
    with explained(t):
        prepared = prepare(data, spec.task)
    facts = series_facts(data.frame[target], prepared.cuts if prepared else None)
    st.plotly_chart(
        series_chart(facts, t, unit_of(data, target)),
        key="setup.series",
        config=CONFIG,
        alt=t("alt.series", target=target, rows=whole(len(data.frame))),
    )
    if prepared is not None:
        st.caption(_chosen(t, prepared, spec))
    with st.expander(t("data.report")):
        show_report(t, data, target)


def _chosen(t: Translate, prepared: Prepared, spec: ExperimentSpec) -> str:
    cuts = prepared.cuts
    told = t(
        "setup.cuts",
        train=whole(cuts.train_end),
        stop=whole(cuts.stop_end - cuts.train_end),
        calibration=whole(cuts.calibration_end - cuts.stop_end),
        test=whole(cuts.rows - cuts.calibration_end),
    )
    name = t(f"option.transform.{prepared.scaling.transform}")
    how = t(
        "setup.transform_chosen" if spec.task.transform == "auto" else "setup.transform_set", transform=name
    )
    season = t("setup.period", period=prepared.period) if prepared.period > 1 else t("setting.no_period")
    return f"{told} {how} {season}"


def _train(
    t: Translate, data: Dataset, spec: ExperimentSpec, place: "st.delta_generator.DeltaGenerator"
) -> None:
    label = t("setup.train", cells=" · ".join(t(f"cell.{cell}") for cell in spec.cells), seeds=spec.seeds)
    if place.button(label, type="primary", icon=":material/play_arrow:", key="setup.train"):
        with st.spinner(t("setup.queueing")):
            start(t, data, spec)
