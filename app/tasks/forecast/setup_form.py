"""The setup: a newcomer touches nothing, everyone else finds every field with its limits and help."""

from dataclasses import fields, replace
from typing import Any

import streamlit as st

from app.components import kept
from app.components.form import Form, group
from app.data_words import column_name
from app.experiments.header import cells_choice
from app.experiments.holidays_choice import holidays_choice
from app.i18n import Translate
from app.numbers import whole
from core.cells import CELLS
from core.data.frame import Dataset
from core.data.gaps import has_gaps
from core.errors import UserError
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.plan import cell_size
from core.store.records import Experiment
from core.tasks.forecast.advice import recommended
from core.tasks.forecast.day_blocks import may_be_blocks
from core.tasks.forecast.sizes import sizes
from core.tasks.forecast.spec import PRESETS, ForecastSpec

READ = (
    ("transform", "window_scaling", "strategy"),
    ("calendar", "holidays", "blocks"),
    ("folds", "non_negative", "ablation"),
)
SHARES = ("early_stopping_share", "calibration_share", "test_share")
PLACED = {
    "target",
    "horizon",
    "lookback",
    "covariates",
    "gaps",
    *SHARES,
    *(name for row in READ for name in row),
}
REST = tuple(f.name for f in fields(ForecastSpec) if f.name not in PLACED)  # behind the others, as they come


def setup_form(t: Translate, data: Dataset, base: Experiment | None = None) -> ExperimentSpec:
    """Draw the setup; raises UserError where the choices contradict each other.

    Args:
        base: The experiment whose settings are changed; without one the presets are where to begin.
    """
    left, right = st.columns(2)
    with left:
        start, scope = _beginning(t, data, base)
    form = Form(t, scope)
    with right:
        cells = cells_choice(t, start.cells, scope)
    weights = st.empty()
    task = _task(form, data, start.of(ForecastSpec))
    model = group(form, t("setup.network"), start.model, [f.name for f in fields(ModelSpec)])
    training = group(form, t("setup.training"), start.training, [f.name for f in fields(TrainingSpec)])
    with st.expander(t("setup.comparison")):
        columns = st.columns(3, vertical_alignment="bottom")
        chosen = {}
        for column, name in zip(columns, ("seeds", "match", "refit"), strict=True):
            with column:
                chosen[name] = form.draw(start, name)
    form.require_right()
    spec = replace(start, cells=cells, task=task, model=model, training=training, **chosen)
    weights.caption(_sizes(t, spec, data))
    return spec


def _beginning(t: Translate, data: Dataset, base: Experiment | None) -> tuple[ExperimentSpec, str]:
    """The settings to begin with, and a name for the widgets that change them."""
    names, where = ["before", *PRESETS] if base else list(PRESETS), base.id[:10] if base else ""
    begun = kept.first("preset", names[0], kept.one_of(names), where)
    chosen = st.segmented_control(
        t("setup.preset"),
        names,
        format_func=lambda name: t(f"preset.{name}"),
        default=begun,
        required=True,
        key=f"setup.preset.{base.id[:10]}" if base else "setup.preset",
        persist_state="session",
        help=t("help.preset", **{name: preset.seeds for name, preset in PRESETS.items()}),
    )
    preset = chosen or names[0]
    kept.keep("preset", None if preset == names[0] else preset, of_form=False)
    if base and preset == "before":
        return base.spec, base.id[:10]
    start = recommended(data, preset)
    if base:  # the preset is about networks and their training, not about what is forecast
        start = replace(start, task=base.spec.of(ForecastSpec))
    return start, f"{(base.id if base else data.sha256)[:10]}.{preset}"


def _task(form: Form, data: Dataset, start: ForecastSpec) -> ForecastSpec:
    t, columns = form.t, [str(name) for name in data.frame.columns]
    first, second, third = st.columns(3)
    with first:
        begun = kept.first("target", start.target, kept.one_of(columns), form.scope)
        target = st.selectbox(
            t("spec.target"),
            columns,
            index=columns.index(begun),
            format_func=lambda name: column_name(t, data, name),
            key=f"setup.{form.scope}.target",
            help=t("help.target"),
            persist_state="session",
        )
    with second:
        horizon = form.draw(start, "horizon")
    with third:
        lookback = form.draw(start, "lookback")
    gaps = form.draw(start, "gaps") if has_gaps(data) else start.gaps
    with st.expander(t("setup.inputs")):
        others = [name for name in columns if name != target]
        # Columns that were chosen for one series say nothing about another.
        own = list(start.covariates) if target == start.target else []
        of_this = st.query_params.get("target", start.target) == target
        read = kept.some_of(others if of_this else [])
        given = kept.first("covariates", own, read, f"{form.scope}.{target}")
        covariates = st.multiselect(
            t("spec.covariates"),
            others,
            default=given,
            format_func=lambda name: column_name(t, data, name),
            key=f"setup.{form.scope}.covariates.{target}",
            help=t("help.covariates"),
            persist_state="session",
        )
        kept.keep("target", None if target == start.target else target)
        kept.keep("covariates", None if covariates == own else kept.written(covariates))
        reading = _reading(form, data, start, covariates)
        shares = _shares(form, start)
    return replace(
        start, target=target, horizon=horizon, lookback=lookback, covariates=tuple(covariates), gaps=gaps,
        **reading, **shares,
    )  # fmt: skip


def _reading(form: Form, data: Dataset, start: ForecastSpec, covariates: list[str]) -> dict[str, Any]:
    """How the rows are read, and which are tested; three fields in a row."""
    dated = data.frequency is not None
    reason = form.t("setup.recursive_off") if covariates else None
    off = {
        "strategy": bool(covariates), "calendar": not dated, "blocks": not may_be_blocks(data),
        "ablation": not covariates,
    }  # fmt: skip
    chosen: dict[str, Any] = {}
    for names in READ:
        for column, name in zip(st.columns(3, vertical_alignment="bottom"), names, strict=True):
            with column:
                if name == "holidays":
                    chosen[name] = holidays_choice(
                        form, start.holidays, dated=data.frequency is not None, exchange=data.calendar
                    )
                else:
                    help = reason if name == "strategy" else None
                    chosen[name] = form.draw(start, name, disabled=off.get(name, False), help=help)
    if covariates:
        chosen["strategy"] = "direct"
    return chosen


def _shares(form: Form, start: ForecastSpec) -> dict[str, Any]:
    chosen = {}
    columns = st.columns(3)
    for place, name in enumerate((*SHARES, *REST)):
        with columns[place % 3]:
            chosen[name] = form.draw(start, name)
    return chosen


def _sizes(t: Translate, spec: ExperimentSpec, data: Dataset) -> str:
    try:
        ends, told = sizes(data, spec), []
    except UserError:  # which is said where the series is drawn
        return ""
    for name in spec.cells:
        units, weights = cell_size(spec, CELLS[name], ends)
        told.append(t("setup.size", cell=t(f"cell.{name}"), units=units, weights=whole(weights)))
    return "\u00a0· ".join(told)
