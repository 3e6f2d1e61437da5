"""Before training on many series: what they look like, the setup, and one primary button."""

from dataclasses import fields, replace
from typing import Any

import streamlit as st

from app.components.form import Form, group
from app.errors import explained, literal
from app.experiments.header import cells_choice, setup_header
from app.experiments.holidays_choice import holidays_choice
from app.experiments.setup import setup, sizes_line
from app.i18n import Translate
from app.tasks.panel.about import data_line, show_panel
from app.tasks.panel.head import head_line
from app.tasks.panel.known import many
from app.tasks.panel.picker import panel_picker
from core.data.panel.facts import PanelFacts
from core.data.public_holidays import tells_holidays
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.records import Experiment
from core.tasks.panel.sizes import sizes
from core.tasks.panel.spec import MOST_TOGETHER, PanelSpec
from core.tasks.panel.start import start as begun

ASKED = ("horizon", "lookback")
APART = (*ASKED, "holidays", "together")  # drawn by themselves
REST = tuple(f.name for f in fields(PanelSpec) if f.name not in APART)
HELPS = {name: f"help.{name}.panel" for name in ASKED}


def panel_setup(t: Translate) -> None:
    """Draw everything that leads to Train, from the choice of series on."""
    data = panel_picker(t)
    if data is not None:
        series_and_setup(t, data, None)


def change_panel_setup(t: Translate, experiment: Experiment) -> None:
    """Draw the setup of an experiment again, to train on its series otherwise."""
    setup_header(t, experiment)
    with explained(t):
        series_and_setup(t, many(experiment.spec, experiment.source_name), experiment)


def series_and_setup(t: Translate, data: PanelFacts, base: Experiment | None) -> None:
    """Draw what series look like, the setup, and the button."""
    setup(
        t, data, base,
        line=data_line(t, data),
        report=(t("data.report"), lambda: show_panel(t, data, "panel_setup")),
        form=lambda: _form(t, data, base),
    )  # fmt: skip


def _form(t: Translate, data: PanelFacts, base: Experiment | None) -> ExperimentSpec:
    begin = base.spec if base else begun(data)
    scope = base.id[:10] if base else data.sha256[:10]
    form = Form(t, scope, HELPS)
    task, chosen = begin.of(PanelSpec), dict[str, Any]()
    *columns, last = st.columns(3, vertical_alignment="bottom")
    for column, name in zip(columns, ASKED, strict=True):
        with column:
            chosen[name] = form.draw(task, name)
    with last:
        dated = tells_holidays(data.frequency)
        chosen["holidays"] = holidays_choice(form, task.holidays, dated=dated)
    if 1 < data.series <= MOST_TOGETHER:
        chosen["together"] = form.draw(task, "together")
        st.caption(t("panel.together.about", series=data.series))
    task = replace(task, **chosen)
    cells = cells_choice(t, begin.cells, scope)
    told = st.empty()
    task = group(form, t("panel.reading"), task, list(REST))
    model = group(form, t("setup.network"), begin.model, [f.name for f in fields(ModelSpec)])
    training = group(form, t("setup.training"), begin.training, [f.name for f in fields(TrainingSpec)])
    more: dict[str, Any] = {}
    with st.expander(t("setup.comparison")):
        for column, name in zip(st.columns(2, vertical_alignment="bottom"), ("seeds", "match"), strict=True):
            with column:
                more[name] = form.draw(begin, name)
    form.require_right()
    spec = replace(begin, cells=cells, task=task, model=model, training=training, **more)
    told.caption(f"{sizes_line(t, spec, sizes(data, spec))}\n\n{literal(head_line(t, data, task))}")
    return spec
