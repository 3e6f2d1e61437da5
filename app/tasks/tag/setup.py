"""Before training on tagged sentences: what they are, the setup, and one primary button."""

from dataclasses import fields, replace

import streamlit as st

from app.components.form import Form, group
from app.data.vectors_source import vectors_source
from app.errors import explained
from app.experiments.header import cells_choice, setup_header
from app.experiments.setup import setup, sizes_line
from app.i18n import Translate
from app.tasks.tag.about import data_line, show_sentences
from app.tasks.tag.known import tagged
from app.tasks.tag.picker import sentence_picker
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.records import Experiment
from core.tasks.tag.spec import TagSpec
from core.tasks.tag.start import sizes
from core.tasks.tag.start import start as begun
from core.text.tagged.facts import TaggedFacts
from core.words.sentences import spaced

TASK = [f.name for f in fields(TagSpec) if f.name != "vectors"]  # a file
MODEL = [f.name for f in fields(ModelSpec)]
TRAINING = [f.name for f in fields(TrainingSpec) if f.name != "loss"]  # it is the cross-entropy
HELPS = {
    name: f"help.{name}.tag"
    for name in (
        "batch", "bidirectional", "embedding", "output_dropout", "spatial_dropout", "test_share",
        "validation_share", "vocabulary", "word_dropout",
    )
}  # fmt: skip


def tag_setup(t: Translate) -> None:
    """Draw everything that leads to Train, from the choice of sentences on."""
    data = sentence_picker(t)
    if data is not None:
        _data_and_setup(t, data, None)


def change_tag_setup(t: Translate, experiment: Experiment) -> None:
    """Draw the setup of an experiment again, to train on its sentences otherwise."""
    setup_header(t, experiment)
    with explained(t):
        _data_and_setup(t, tagged(experiment.spec, experiment.source_name), experiment)


def _data_and_setup(t: Translate, data: TaggedFacts, base: Experiment | None) -> None:
    setup(
        t, data, base,
        line=data_line(t, data),
        report=(t("data.report"), lambda: show_sentences(t, data, "tag_setup")),
        form=lambda: _form(t, data, base),
        swept=True,
    )  # fmt: skip


def _form(t: Translate, data: TaggedFacts, base: Experiment | None) -> ExperimentSpec:
    begin = base.spec if base else begun(data)
    form = Form(t, base.id[:10] if base else data.sha256[:10], HELPS)
    cells = cells_choice(t, begin.cells, form.scope)
    told = st.empty()
    task = group(form, t("tag.reading"), begin.of(TagSpec), TASK)
    changes, wrong = vectors_source(t, data.sha256, task.vectors, form.scope)
    task = replace(task, **changes)
    model = group(form, t("setup.network"), begin.model, MODEL)
    training = group(form, t("setup.training"), begin.training, TRAINING)
    begin = group(form, t("setup.comparison"), begin, ["seeds", "match"])
    if wrong is not None:
        raise wrong
    form.require_right()
    spec = replace(begin, cells=cells, task=task, model=model, training=training)
    told.caption(spaced(t, sizes_line(t, spec, sizes(data, spec)), t("text.without_embedding")))
    return spec
