"""Before training on a text: what it is, the setup, and one primary button."""

from dataclasses import fields, replace

import streamlit as st

from app.components.form import Form, group
from app.errors import explained, literal
from app.experiments.header import cells_choice, setup_header, train_button
from app.experiments.start import start
from app.i18n import Translate
from app.numbers import whole
from app.tasks.generate.text import known_text, show_text, text_line, text_picker
from core.cells import CELLS
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.plan import cell_size
from core.store.records import Experiment
from core.tasks.generate.advice import advised
from core.tasks.generate.sizes import sizes
from core.tasks.generate.spec import GenerateSpec
from core.text.long_text import LongText
from core.words.sentences import spaced

TASK = [f.name for f in fields(GenerateSpec)]
MODEL = [f.name for f in fields(ModelSpec) if f.name != "bidirectional"]  # the next one is not read
TRAINING = [f.name for f in fields(TrainingSpec) if f.name != "loss"]  # it is the cross-entropy
HELPS = {
    name: f"help.{name}.generate"
    for name in ("batch", "embedding", "output_dropout", "validation_share", "test_share")
}


def writing_setup(t: Translate) -> None:
    """Draw everything that leads to Train, from the choice of a text on."""
    data = text_picker(t)
    if data is not None:
        _text_and_setup(t, data, None)


def change_writing_setup(t: Translate, experiment: Experiment) -> None:
    """Draw the setup of an experiment again, to train on its text otherwise."""
    setup_header(t, experiment)
    with explained(t):
        _text_and_setup(t, known_text(experiment.spec, experiment.source_name), experiment)


def _text_and_setup(t: Translate, data: LongText, base: Experiment | None) -> None:
    st.caption(literal(text_line(t, data)))
    button = st.container()
    with st.expander(t("generate.begins"), expanded=base is None):
        show_text(t, data)
    st.subheader(t("setup.title"))
    spec: ExperimentSpec | None = None
    with explained(t, button):
        spec = _form(t, data, base)
    with button:
        wanted = train_button(t, spec)
    if wanted and spec is not None:
        with explained(t, button), st.spinner(t("setup.queueing")):  # seen where it was pressed
            start(data, spec, base.name if base else None)


def _form(t: Translate, data: LongText, base: Experiment | None) -> ExperimentSpec:
    begin = base.spec if base else advised(data)
    form = Form(t, base.id[:10] if base else data.sha256[:10], HELPS)
    cells = cells_choice(t, begin.cells, form.scope)
    told = st.empty()
    task = group(form, t("setup.reading"), begin.of(GenerateSpec), TASK)
    model = group(form, t("setup.network"), begin.model, MODEL)
    training = group(form, t("setup.training"), begin.training, TRAINING)
    begin = group(form, t("setup.comparison"), begin, ["seeds", "match"])
    form.require_right()
    spec = replace(begin, cells=cells, task=task, model=model, training=training)
    told.caption(_sizes(t, data, spec))
    return spec


def _sizes(t: Translate, data: LongText, spec: ExperimentSpec) -> str:
    ends, told = sizes(data, spec), []
    for name in spec.cells:
        units, weights = cell_size(spec, CELLS[name], ends)
        told.append(t("setup.size", cell=t(f"cell.{name}"), units=units, weights=whole(weights)))
    return spaced(t, "\u00a0· ".join(told), t("text.without_embedding"))
