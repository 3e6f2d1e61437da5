"""Before training on pairs: what they are, the setup, and one primary button."""

from dataclasses import fields, replace

import streamlit as st

from app.components.form import Form, group
from app.errors import explained
from app.experiments.header import cells_choice, setup_header
from app.experiments.setup import setup, sizes_line
from app.i18n import Translate
from app.tasks.translate.about import pairs_line, show_pairs
from app.tasks.translate.known import known_pairs
from app.tasks.translate.picker import pairs_picker
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.records import Experiment
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.start import advised, sizes
from core.text.pairs import PairFacts
from core.words.sentences import spaced

READING = ["cut_source", "cut_target", "lower", "vocabulary", "longest", "validation_share", "test_share"]
SEARCH = ["beam", "length_norm"]
AROUND = [f.name for f in fields(TranslateSpec) if f.name not in {*READING, *SEARCH}]
MODEL = [f.name for f in fields(ModelSpec)]
TRAINING = [f.name for f in fields(TrainingSpec) if f.name != "loss"]  # it is the cross-entropy
HELPS = {
    name: f"help.{name}.translate"
    for name in (
        "batch", "bidirectional", "vocabulary", "longest", "output_dropout", "label_smoothing",
        "validation_share", "test_share",
    )
}  # fmt: skip


def translate_setup(t: Translate) -> None:
    """Draw everything that leads to Train, from the choice of pairs on."""
    data = pairs_picker(t)
    if data is not None:
        _pairs_and_setup(t, data, None)


def change_translate_setup(t: Translate, experiment: Experiment) -> None:
    """Draw the setup of an experiment again, to train on its pairs otherwise."""
    setup_header(t, experiment)
    with explained(t):
        _pairs_and_setup(t, known_pairs(experiment.spec, experiment.source_name), experiment)


def _pairs_and_setup(t: Translate, data: PairFacts, base: Experiment | None) -> None:
    setup(
        t, data, base,
        line=pairs_line(t, data),
        report=(t("pairs.begin"), lambda: show_pairs(t, data)),
        form=lambda: _form(t, data, base),
        swept=True,
    )  # fmt: skip


def _form(t: Translate, data: PairFacts, base: Experiment | None) -> ExperimentSpec:
    begin = base.spec if base else advised(data)
    form = Form(t, base.id[:10] if base else data.sha256[:10], HELPS)
    cells = cells_choice(t, begin.cells, form.scope)
    told = st.empty()
    task = group(form, t("setup.reading"), begin.of(TranslateSpec), READING)
    model = group(form, t("setup.network"), begin.model, MODEL)
    task = group(form, t("translate.around"), task, AROUND)
    training = group(form, t("setup.training"), begin.training, TRAINING)
    task = group(form, t("translate.search"), task, SEARCH)
    begin = group(form, t("setup.comparison"), begin, ["seeds", "match"])
    form.require_right()
    spec = replace(begin, cells=cells, task=task, model=model, training=training)
    told.caption(spaced(t, sizes_line(t, spec, sizes(data, spec)), t("translate.without_words")))
    return spec
