"""Before training on texts: what they hold, the setup, and one primary button."""

import math
from dataclasses import fields, replace
from typing import Any

import streamlit as st

from app.components.form import Form, group
from app.data.text_picker import text_picker, text_sample
from app.data.text_report import show_texts, texts_line, texts_name
from app.data.vectors_source import vectors_source
from app.errors import explained, literal
from app.experiments.classes.verdict import VAGUE
from app.experiments.header import cells_choice, setup_header, train_button
from app.experiments.start import start
from app.experiments.to_sweep import vary_setup
from app.i18n import Translate
from app.numbers import whole
from app.store import open_store, text_facts
from app.tasks.sentiment.scoring import text_box
from core.cells import CELLS
from core.evaluate.paired_accuracy import accuracy_margin
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.plan import cell_size
from core.store.records import Experiment
from core.tasks.sentiment.advice import advised, judging_texts
from core.tasks.sentiment.sizes import text_ends
from core.tasks.sentiment.spec import SentimentSpec
from core.text.facts import TextFacts
from core.text.samples import PRESELECTED
from core.words.sentences import spaced

READING = ("tokenizer", "vocabulary", "longest", "keep")
AROUND = ("embedding", "embedding_start", "pooling", "word_dropout", "spatial_dropout", "output_dropout")
SHARES = ("validation_share", "calibration_share", "test_share")
BALANCE = ("class_weights", "label_smoothing")
ELSEWHERE = {
    "vectors",  # a file, see `vectors_source`
    "split",  # "drawn" is what older experiments say
}
PLACED = {*READING, *AROUND, *SHARES, *BALANCE, *ELSEWHERE}
REST = tuple(f.name for f in fields(SentimentSpec) if f.name not in PLACED)  # behind the others
HELPS = {  # of fields that every task has, those that say something else of texts
    name: f"help.{name}.texts"
    for name in ("batch", "bidirectional", "calibration_share", "test_share", "updates")
}
TRAINING = [f.name for f in fields(TrainingSpec) if f.name != "loss"]  # of classes it is the cross-entropy


def text_setup(t: Translate) -> None:
    """Draw everything that leads to Train, from the choice of texts on."""
    data = text_picker(t)
    spec = _texts_and_setup(t, data, None) if data is not None else None
    if data is not None and data.source == "sample":
        _score_first(t, data, spec)
    else:
        sample = text_sample(PRESELECTED)
        _score_first(t, sample, advised(sample))


def _score_first(t: Translate, sample: TextFacts, spec: ExperimentSpec | None) -> None:
    """For who comes with a text and no network: train on the sample, then score it; the text is kept.

    Args:
        spec: As the sample is set up; None as long as something there is wrong.
    """
    st.subheader(t("scoring.title"))
    named = t("scoring.train_first", sample=texts_name(t, sample))
    with st.form("score_first", border=False):
        text = text_box(t, "scoring.first")
        asked = st.form_submit_button(named, icon=":material/psychology:", disabled=spec is None)
    if asked and text and spec is not None:
        with explained(t), st.spinner(t("setup.queueing")):
            start(sample, spec)


def change_text_setup(t: Translate, experiment: Experiment) -> None:
    """Draw the setup of an experiment again, to train on its texts otherwise."""
    setup_header(t, experiment)
    with explained(t):
        _texts_and_setup(t, text_facts(open_store(), experiment.data, experiment.source_name), experiment)


def _texts_and_setup(t: Translate, data: TextFacts, base: Experiment | None) -> ExperimentSpec | None:
    """Draw it; the settings, None as long as one of them is wrong."""
    st.caption(literal(texts_line(t, data)))
    warning, button = st.container(), st.container()
    with st.expander(t("data.report"), expanded=base is None):
        show_texts(t, data, "text_setup")
    st.subheader(t("setup.title"))
    spec: ExperimentSpec | None = None
    with explained(t, button):
        spec = _form(t, data, base)
    if spec is not None:
        with warning:
            _few(t, data, spec)
    with button, st.container(horizontal=True):
        wanted = train_button(t, spec)
        if spec is not None:
            vary_setup(t, data, spec)
    if wanted and spec is not None:
        with explained(t, button), st.spinner(t("setup.queueing")):  # seen where it was pressed
            start(data, spec, base.name if base else None)
    return spec


def _form(t: Translate, data: TextFacts, base: Experiment | None) -> ExperimentSpec:
    begin = base.spec if base else advised(data)
    scope = base.id[:10] if base else data.sha256[:10]
    form = Form(t, scope, HELPS)
    cells = cells_choice(t, begin.cells, scope)
    sizes = st.empty()
    task = group(form, t("setup.reading"), begin.of(SentimentSpec), [*READING, *SHARES])
    model = group(form, t("setup.network"), begin.model, [f.name for f in fields(ModelSpec)])
    task = group(form, t("setup.around"), task, list(AROUND))
    changes, wrong = vectors_source(t, data.sha256, task.vectors, scope, task.tokenizer)
    task = replace(task, **changes)
    training = group(form, t("setup.training"), begin.training, TRAINING)
    task = group(form, t("setup.balance"), task, [*BALANCE, *REST])
    chosen: dict[str, Any] = {}
    with st.expander(t("setup.comparison")):
        for column, name in zip(st.columns(2, vertical_alignment="bottom"), ("seeds", "match"), strict=True):
            with column:
                chosen[name] = form.draw(begin, name)
    if wrong is not None:
        raise wrong
    form.require_right()
    spec = replace(begin, cells=cells, task=task, model=model, training=training, **chosen)
    sizes.caption(_sizes(t, spec, data))
    return spec


def _few(t: Translate, data: TextFacts, spec: ExperimentSpec) -> None:
    tested = judging_texts(data, spec.of(SentimentSpec))
    if tested and (margin := accuracy_margin(tested)) > VAGUE:
        st.warning(
            t("text.few", texts=whole(tested), points=math.ceil(100 * margin)), icon=":material/straighten:"
        )


def _sizes(t: Translate, spec: ExperimentSpec, data: TextFacts) -> str:
    ends, told = text_ends(spec, len(data.classes)), []
    for name in spec.cells:
        units, weights = cell_size(spec, CELLS[name], ends)
        told.append(t("setup.size", cell=t(f"cell.{name}"), units=units, weights=whole(weights)))
    return spaced(t, "\u00a0· ".join(told), t("text.without_embedding"))
