"""Before training on a text: what it is, the setup, and one primary button."""

from dataclasses import fields, replace

import streamlit as st

from app.components.form import Form, group
from app.errors import explained
from app.experiments.header import cells_choice, setup_header
from app.experiments.setup import setup, sizes_line
from app.i18n import Translate
from app.tasks.generate.known import known_text, show_text, text_line
from app.tasks.generate.text import text_picker
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.records import Experiment
from core.tasks.generate.advice import advised
from core.tasks.generate.sizes import sizes
from core.tasks.generate.spec import GenerateSpec
from core.text.long_facts import LongFacts
from core.words.sentences import spaced

TASK = [f.name for f in fields(GenerateSpec)]
MODEL = [f.name for f in fields(ModelSpec) if f.name != "bidirectional"]  # the next one is not read
TRAINING = [f.name for f in fields(TrainingSpec) if f.name != "loss"]  # it is the cross-entropy
HELPS = {
    name: f"help.{name}.generate"
    for name in ("batch", "embedding", "output_dropout", "validation_share", "test_share", "vocabulary")
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


def _text_and_setup(t: Translate, data: LongFacts, base: Experiment | None) -> None:
    setup(
        t, data, base,
        line=text_line(t, data),
        report=(t("generate.begins"), lambda: show_text(t, data)),
        form=lambda: _form(t, data, base),
        swept=True,
    )  # fmt: skip


def _form(t: Translate, data: LongFacts, base: Experiment | None) -> ExperimentSpec:
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
    told.caption(spaced(t, sizes_line(t, spec, sizes(data, spec)), t("text.without_embedding")))
    return spec
