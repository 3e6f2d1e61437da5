"""Before training on whole series: what they look like, the setup, and one primary button."""

import math
from dataclasses import fields, replace
from typing import Any

import streamlit as st

from app.components.form import Form, group
from app.errors import explained
from app.experiments.classes.verdict import VAGUE
from app.experiments.header import cells_choice, setup_header
from app.experiments.setup import setup, sizes_line
from app.i18n import Translate
from app.numbers import whole
from app.tasks.classify.about import data_line, show_series
from app.tasks.classify.known import labelled
from app.tasks.classify.picker import series_picker
from core.data.labelled.facts import LabelledFacts
from core.evaluate.paired_accuracy import accuracy_margin
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.records import Experiment
from core.tasks.classify.spec import ClassifySpec
from core.tasks.classify.start import ends, judging_series
from core.tasks.classify.start import start as begun

READING = ("most_steps", "normalize")
AROUND = ("pooling", "output_dropout")
SHARES = ("validation_share", "calibration_share", "test_share")
BALANCE = ("class_weights", "label_smoothing")
PLACED = {*READING, *AROUND, *SHARES, *BALANCE}
REST = tuple(f.name for f in fields(ClassifySpec) if f.name not in PLACED)  # behind the others
HELPS = {  # of fields that other tasks have too, those that say something else of series
    name: f"help.{name}.series"
    for name in (
        "batch", "bidirectional", "calibration_share", "pooling", "test_share", "updates", "validation_share",
    )
}  # fmt: skip
TRAINING = [f.name for f in fields(TrainingSpec) if f.name != "loss"]  # of classes it is the cross-entropy


def series_setup(t: Translate) -> None:
    """Draw everything that leads to Train, from the choice of series on."""
    data = series_picker(t)
    if data is not None:
        _series_and_setup(t, data, None)


def change_series_setup(t: Translate, experiment: Experiment) -> None:
    """Draw the setup of an experiment again, to train on its series otherwise."""
    setup_header(t, experiment)
    with explained(t):
        _series_and_setup(t, labelled(experiment.spec, experiment.source_name), experiment)


def _series_and_setup(t: Translate, data: LabelledFacts, base: Experiment | None) -> None:
    setup(
        t, data, base,
        line=data_line(t, data),
        report=(t("data.report"), lambda: show_series(t, data, "series_setup")),
        form=lambda: _form(t, data, base),
        warn=lambda spec: _few(t, data, spec),
        swept=True,
    )  # fmt: skip


def _form(t: Translate, data: LabelledFacts, base: Experiment | None) -> ExperimentSpec:
    begin = base.spec if base else begun(data)
    scope = base.id[:10] if base else data.sha256[:10]
    form = Form(t, scope, HELPS)
    cells = cells_choice(t, begin.cells, scope)
    sizes = st.empty()
    task = group(form, t("classify.reading"), begin.of(ClassifySpec), [*READING, *SHARES])
    model = group(form, t("setup.network"), begin.model, [f.name for f in fields(ModelSpec)])
    task = group(form, t("classify.around"), task, list(AROUND))
    training = group(form, t("setup.training"), begin.training, TRAINING)
    task = group(form, t("setup.balance"), task, [*BALANCE, *REST])
    chosen: dict[str, Any] = {}
    with st.expander(t("setup.comparison")):
        for column, name in zip(st.columns(2, vertical_alignment="bottom"), ("seeds", "match"), strict=True):
            with column:
                chosen[name] = form.draw(begin, name)
    form.require_right()
    spec = replace(begin, cells=cells, task=task, model=model, training=training, **chosen)
    sizes.caption(sizes_line(t, spec, ends(spec, len(data.columns), len(data.classes))))
    return spec


def _few(t: Translate, data: LabelledFacts, spec: ExperimentSpec) -> None:
    tested = judging_series(data, spec.of(ClassifySpec))
    if (margin := accuracy_margin(tested)) > VAGUE:
        facts = {"texts": whole(tested), "points": math.ceil(100 * margin)}
        st.warning(t("classify.few", **facts), icon=":material/straighten:")
