"""The setup: a newcomer touches nothing, everyone else finds every field with its limits and help."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import streamlit as st

from app.components.experiment_header import cells_choice
from app.i18n import Translate
from app.numbers import whole
from core.advice import recommended
from core.cells import CELLS
from core.data.frame import Dataset
from core.errors import UserError
from core.limits import within
from core.runs.plan import cell_size, forecast_ends
from core.runs.records import Experiment
from core.specs import PRESETS, ExperimentSpec, ForecastSpec, ModelSpec, TrainingSpec

SHARES = ("early_stopping_share", "calibration_share", "test_share")


class Form:
    """Draws fields whose keys belong to one data set and preset: another one starts from its own defaults."""

    def __init__(self, t: Translate, scope: str) -> None:
        self.t, self.scope = t, scope
        self.wrong: list[UserError] = []  # of fields whose number lies outside its limits

    def draw(self, spec: Any, name: str, *, disabled: bool = False, help: str | None = None) -> Any:
        """One field of a spec; a number outside the limits that the spec declares is said below it.

        What is returned then is what the field began with, so that the rest of the form can be drawn; call
        `require_right` at the end.
        """
        f = next(f for f in fields(spec) if f.name == name)
        default, limits = getattr(spec, name), f.metadata
        common: dict[str, Any] = {
            "label": self.t(f"spec.{name}"),
            "help": help or self.t(f"help.{name}"),
            "disabled": disabled,
            "key": f"setup.{self.scope}.{name}",
            "persist_state": "session",
        }
        if "options" in limits:
            options = list(limits["options"])
            return st.selectbox(
                **common,
                options=options,
                index=options.index(default),
                format_func=lambda o: self.t(f"option.{name}.{o}"),
            )
        if isinstance(default, bool):
            return st.toggle(**common, value=default)
        chosen = _number(common, name, default, limits)
        if disabled or within(chosen, limits):
            return chosen
        self._tell(name, chosen, limits)
        return default

    def _tell(self, name: str, chosen: float, limits: Mapping[str, Any]) -> None:
        shown = {fact: _shown(number) for fact, number in (("value", chosen), *limits.items())}
        self.wrong.append(UserError("setting_out_of_range", setting=self.t(f"spec.{name}"), **shown))
        st.caption(f":red[:material/error: {self.t('setup.limits', **shown)}]")

    def require_right(self) -> None:
        """Raises `setting_out_of_range` of the first field that is wrong, if any is."""
        if self.wrong:
            raise self.wrong[0]


def _number(common: dict[str, Any], name: str, default: float, limits: Mapping[str, Any]) -> float:
    """A box for a number. Streamlit is not told the limits: beyond them it would keep the number before."""
    whole_number = isinstance(default, int) and type(limits["low"]) is type(limits["high"]) is int
    if whole_number:
        return int(st.number_input(**common, value=int(default), step=1))
    shown = "%.3g" if name in ("learning_rate", "l2") else "%.3f"
    return st.number_input(**common, value=float(default), step=_step(name), format=shown)


def _shown(number: float) -> str:
    return whole(number) if isinstance(number, int) else f"{number:g}"


def _step(name: str) -> float:
    return {"learning_rate": 0.001, "l2": 0.0001, "clipnorm": 0.5}.get(
        name, 0.05 if name.endswith("dropout") else 0.025
    )


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
    sizes = st.empty()
    task = _task(form, data, start.forecast)
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
    sizes.caption(_sizes(t, spec, data))
    return spec


def _beginning(t: Translate, data: Dataset, base: Experiment | None) -> tuple[ExperimentSpec, str]:
    """The settings to begin with, and a name for the widgets that change them."""
    names = ["before", *PRESETS] if base else list(PRESETS)
    chosen = st.segmented_control(
        t("setup.preset"),
        names,
        format_func=lambda name: t(f"preset.{name}"),
        default=names[0],
        required=True,
        key=f"setup.preset.{base.id[:10]}" if base else "setup.preset",
        persist_state="session",
        help=t("help.preset"),
    )
    preset = chosen or names[0]
    if base and preset == "before":
        return base.spec, base.id[:10]
    start = recommended(data, preset)
    if base:  # the preset is about networks and their training, not about what is forecast
        start = replace(start, task=base.spec.forecast)
    return start, f"{(base.id if base else data.sha256)[:10]}.{preset}"


def _task(form: Form, data: Dataset, start: ForecastSpec) -> ForecastSpec:
    t, columns = form.t, [str(name) for name in data.frame.columns]
    first, second, third = st.columns(3)
    with first:
        target = st.selectbox(
            t("spec.target"),
            columns,
            index=columns.index(start.target),
            key=f"setup.{form.scope}.target",
            help=t("help.target"),
            persist_state="session",
        )
    with second:
        horizon = form.draw(start, "horizon")
    with third:
        lookback = form.draw(start, "lookback")
    with st.expander(t("setup.inputs")):
        others = [name for name in columns if name != target]
        # Columns that were chosen for one series say nothing about another.
        given = list(start.covariates) if target == start.target else []
        covariates = st.multiselect(
            t("spec.covariates"),
            others,
            default=given,
            key=f"setup.{form.scope}.covariates.{target}",
            help=t("help.covariates"),
            persist_state="session",
        )
        left, middle, right, last = st.columns(4, vertical_alignment="bottom")
        with left:
            transform = form.draw(start, "transform")
        with middle:
            reason = t("setup.recursive_off") if covariates else None
            strategy = form.draw(start, "strategy", disabled=bool(covariates), help=reason)
        with right:
            calendar = form.draw(start, "calendar", disabled=data.frequency is None)
        with last:
            ablation = form.draw(start, "ablation", disabled=not covariates)
        shares = _shares(form, start)
    return replace(
        start,
        target=target,
        horizon=horizon,
        lookback=lookback,
        covariates=tuple(covariates),
        transform=transform,
        strategy="direct" if covariates else strategy,
        calendar=calendar and data.frequency is not None,
        ablation=ablation,
        **shares,
    )


def _shares(form: Form, start: ForecastSpec) -> dict[str, Any]:
    chosen = {}
    for column, name in zip(st.columns(3), SHARES, strict=True):
        with column:
            chosen[name] = form.draw(start, name)
    return chosen


def group(form: Form, title: str, start: Any, names: list[str]) -> Any:
    """Fields of a spec behind a title, three in a row; returns the spec with what was chosen."""
    chosen = {}
    with st.expander(title):
        columns = st.columns(3)
        for place, name in enumerate(names):
            with columns[place % 3]:
                chosen[name] = form.draw(start, name)
    return replace(start, **chosen)


def _sizes(t: Translate, spec: ExperimentSpec, data: Dataset) -> str:
    ends = forecast_ends(spec, data.frequency, dated=data.frame.index.dtype.kind == "M")
    told = []
    for name in spec.cells:
        units, weights = cell_size(spec, CELLS[name], ends)
        told.append(t("setup.size", cell=t(f"cell.{name}"), units=units, weights=whole(weights)))
    return " · ".join(told)
