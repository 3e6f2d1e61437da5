"""Before a sweep: what is varied around which setup, what that costs, and one primary button."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.components.form import Form
from app.components.typed import line
from app.errors import explained, literal
from app.experiments.header import cells_choice
from app.experiments.to_sweep import open_sweep
from app.i18n import Translate
from app.names import told_name
from app.numbers import clock, whole
from app.people import owner
from app.store import known_data, open_store
from app.sweep.setups import data_of_setup
from app.sweep.words import dimension_name, dimension_value, on_what
from app.tasks import VIEWS
from app.tasks.base import part
from core.errors import UserError
from core.specs import ExperimentSpec, from_json
from core.store.datasets import Data
from core.store.engine_process import ensure_engine
from core.sweeps.api import queue_sweep
from core.sweeps.estimate import Cost, cost, seconds_per_run
from core.sweeps.spec import DIMENSIONS, NUMBERS, SweepSpec, field_limits, numbers, suggested

MOST_VALUES = 20_000  # letters of a line of values: too many values are told, not cut


@dataclass(frozen=True)
class Base:
    """The setup that is varied."""

    data: Data
    spec: ExperimentSpec
    name: str  # as it is stored


def sweep_setup(t: Translate) -> None:
    """Draw everything that leads to Start."""
    base = _base(t)
    _about(t, base)
    place = st.container()
    spec: SweepSpec | None = None
    with explained(t, place):
        spec = _form(t, base)
    wanted = place.button(
        t("sweep.start"), type="primary", icon=":material/play_arrow:", key="sweep.start",
        disabled=spec is None,
    )  # fmt: skip
    if spec is not None:
        _estimate(t, place, base, spec)
        if wanted:
            with explained(t, place), st.spinner(t("setup.queueing")):  # seen where it was pressed
                _start(base, spec)


def _start(base: Base, spec: SweepSpec) -> None:
    store = open_store()
    ensure_engine(store)
    id = queue_sweep(store, base.data, spec, base.name, owner())
    open_sweep(id)


def _base(t: Translate) -> Base:
    """The setup that the address names, or that of the sample, with the reason where there is one."""
    with explained(t):
        if asked := st.query_params.get("experiment"):
            experiment = open_store().experiment(asked)
            suggested(experiment.spec)
            data = known_data(experiment.spec, experiment.source_name)
            return Base(data, experiment.spec, experiment.name)
        if given := st.query_params.get("base"):
            spec = from_json(ExperimentSpec, given)
            suggested(spec)
            data = data_of_setup(spec)
            return Base(data, spec, spec.task.title(data.name))
    view = next(one for one in VIEWS.values() if one.sample)
    data = part(str(view.sample))()
    spec = view.task.start(data)
    return Base(data, spec, spec.task.title(data.name))


def _about(t: Translate, base: Base) -> None:
    """Which data and task these are, and how one comes to others."""
    st.markdown(f"**{literal(told_name(t, base.name, base.spec.task))}**")
    st.caption(on_what(t, base.spec, base.data))
    st.caption(t("sweep.from_elsewhere"))


def _form(t: Translate, base: Base) -> SweepSpec:
    begin = suggested(base.spec)
    form = Form(t, f"sweep.{base.spec.data[:10]}.{base.spec.task.kind}")
    cells = cells_choice(t, begin.cells, form.scope)
    texts = _values(form, begin)
    how = _how(form, begin)
    form.require_right()
    try:
        values: dict[str, Any] = {name: numbers(name, text) for name, text in texts.items()}
        return replace(begin, cells=cells, **values, **how)
    except UserError as error:
        raise _named(t, begin, error) from error


def _named(t: Translate, spec: SweepSpec, error: UserError) -> UserError:
    """The same with the dimension's name as the form has it."""
    name = error.facts.get("setting")
    if name not in DIMENSIONS:
        return error
    shown = t("spec.cells") if name == "cells" else dimension_name(t, spec, name)
    return UserError(error.key, **error.facts | {"setting": shown})


def _values(form: Form, begin: SweepSpec) -> dict[str, str]:
    """One line per dimension, with values between commas."""
    t, texts = form.t, {}
    for column, name in zip(st.columns(len(NUMBERS)), NUMBERS, strict=True):
        low, high = (dimension_value(name, limit) for limit in field_limits(begin.base, name))
        shown = [f"{value:g}" for value in getattr(begin, name)]
        texts[name] = line(
            dimension_name(t, begin, name), ", ".join(shown), MOST_VALUES, column,
            key=f"setup.{form.scope}.{name}", help=t("sweep.values", low=low, high=high),
            persist_state="session",
        )  # fmt: skip
    return texts


def _how(form: Form, begin: SweepSpec) -> dict[str, Any]:
    """The sampler, and for how long; a grid is taken whole."""
    chosen: dict[str, Any] = {}
    columns = st.columns(5, vertical_alignment="bottom")
    for column, name in zip(columns, ("sampler", "seeds", "budget", "minutes", "between"), strict=True):
        off = chosen.get("sampler") == "grid" and name in ("budget", "between")
        with column:
            chosen[name] = form.draw(begin, name, disabled=off)
    return chosen


def _estimate(t: Translate, place: DeltaGenerator, base: Base, spec: SweepSpec) -> None:
    store = open_store()
    status = store.engine_status()
    workers = status.workers if status and status.workers else 1
    known = cost(spec, seconds_per_run(store.engine, base.data.sha256), workers)
    place.caption(_cost_line(t, spec, known, workers))


def _cost_line(t: Translate, spec: SweepSpec, known: Cost, workers: int) -> str:
    told = t(
        "sweep.cost", settings=whole(known.settings), seeds=spec.seeds, trainings=whole(known.trainings),
        scoring=known.scoring,
    )  # fmt: skip
    if known.seconds is None:
        return f"{told} {t('sweep.cost.unknown')}"
    return f"{told} {t('sweep.cost.time', time=clock(t, known.seconds), workers=workers)}"
