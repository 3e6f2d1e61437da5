"""Before training: the preselected sample, the cells, the one setting, and one primary button."""

from dataclasses import replace

import streamlit as st

from app.components.form import Form
from app.data.known import first_series, series
from app.errors import explained
from app.experiments.header import cells_choice, setup_header, train_button
from app.experiments.start import start
from app.experiments.to_sweep import vary_setup
from app.i18n import Translate
from core.specs import ExperimentSpec
from core.store.records import Experiment
from core.tasks.toy.spec import ToySpec
from core.tasks.toy.start import start as begun


def toy_setup(t: Translate, base: Experiment | None = None) -> None:
    """Draw everything that leads to Train; `base` is the experiment whose settings are changed."""
    data = series(base.spec, base.source_name) if base else first_series()
    begin = base.spec if base else begun(data)
    form = Form(t, f"toy.{base.id[:10] if base else ''}")
    spec: ExperimentSpec | None = None
    with explained(t):
        cells = cells_choice(t, begin.cells, form.scope)
        task = begin.of(ToySpec)
        task = replace(task, lookback=form.draw(task, "lookback"))
        form.require_right()
        spec = replace(begin, cells=cells, task=task)
    wanted = train_button(t, spec)
    if spec is not None:
        vary_setup(t, data, spec)
        if wanted:
            with explained(t), st.spinner(t("setup.queueing")):
                start(data, spec)


def change_toy_setup(t: Translate, experiment: Experiment) -> None:
    """Draw the setup of an experiment again, to train otherwise."""
    setup_header(t, experiment)
    toy_setup(t, experiment)
