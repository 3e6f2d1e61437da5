"""Before training in the memory lab: the problem with a picture, the switches, and one primary button."""

from dataclasses import fields, replace

import streamlit as st

from app.charts.theme import CONFIG
from app.components import kept
from app.components.form import UNBOUNDED, Form, group
from app.components.glossary import explained_text
from app.errors import explained
from app.experiments.header import cells_choice, setup_header, train_button
from app.experiments.start import start
from app.i18n import Translate
from app.tasks.memory.charts.example import example_chart, example_facts
from app.tasks.memory.problem import shown
from core.cells import CELLS
from core.specs import ExperimentSpec
from core.store.records import Experiment
from core.tasks.memory.problems import PROBLEMS
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import BEGINNINGS, CLIP, begun, lab_spec

NETWORK = ["units", "layers"]
TRAINING = ["learning_rate", "updates", "batch", "optimizer"]


def memory_setup(t: Translate, base: Experiment | None = None) -> None:
    """Draw everything that leads to Train; `base` is the experiment whose settings are changed."""
    name = _problem(t, base)
    begin = base.spec if base and base.spec.of(MemorySpec).problem == name else lab_spec(name)
    form = Form(t, f"memory.{base.id[:10] if base else ''}.{name}")
    words, picture = st.columns([2, 3], gap="medium")
    with words:
        explained_text(t(f"memory.problem.{name}.text"))
        st.caption(t(f"memory.problem.{name}.source"))
        task = replace(begin.of(MemorySpec), length=_length(form, begin.of(MemorySpec)))
    with picture:
        show_example(t, task)
    button = st.container()
    spec: ExperimentSpec | None = None
    with explained(t, button):
        spec = _switches(form, replace(begin, task=task))
    with button:
        wanted = train_button(t, spec)
        if base is None:
            st.caption(t("memory.link"))
    if wanted and spec is not None:
        with explained(t, button), st.spinner(t("setup.queueing")):  # seen where it was pressed
            start(shown(spec), spec)


def change_memory_setup(t: Translate, experiment: Experiment) -> None:
    """Draw the setup of an experiment again, to train otherwise."""
    setup_header(t, experiment)
    memory_setup(t, experiment)


def show_example(t: Translate, task: MemorySpec) -> None:
    """The sequence that stands for the problem."""
    st.markdown(f"**{t('memory.example.title', steps=task.length)}**")
    st.plotly_chart(
        example_chart(example_facts(task), t),
        key="memory.example",
        config=CONFIG,
        alt=t(f"memory.problem.{task.problem}.alt", steps=task.length),
    )


def _problem(t: Translate, base: Experiment | None) -> str:
    """The chosen problem, kept in the address: `?problem=<name>`."""
    asked = st.query_params.get("problem", "")
    first = base.spec.of(MemorySpec).problem if base else asked if asked in PROBLEMS else next(iter(PROBLEMS))
    chosen = st.segmented_control(
        t("spec.problem"),
        list(PROBLEMS),
        default=first,
        required=True,
        format_func=lambda name: t(f"option.problem.{name}"),
        key=f"memory.problem.{base.id[:10] if base else ''}",
    )
    if base is None:
        st.query_params["problem"] = chosen or first
    return chosen or first


def _length(form: Form, task: MemorySpec) -> int:
    limits = next(f.metadata for f in fields(MemorySpec) if f.name == "length")
    begun = kept.first("length", task.length, kept.of_field(task.length, limits), form.scope)
    length = st.slider(
        form.t("spec.length"),
        int(limits["low"]),
        int(limits["high"]),
        begun // 10 * 10,
        step=10,
        key=f"setup.{form.scope}.length",
        help=form.t("help.length"),
        persist_state="session",
    )
    kept.keep("length", None if length == task.length else kept.written(length))
    return length


def _switches(form: Form, start: ExperimentSpec) -> ExperimentSpec:
    """Cells, the three switches, and the rest behind titles."""
    t, model, training = form.t, start.model, start.training
    which, known = st.container(), kept.one_of(list(BEGINNINGS))
    begun_with = kept.first("begins", model.recurrent_initializer, known, form.scope)
    first, second, third = st.columns([2, 1, 1], gap="medium")
    with first:
        begins = st.segmented_control(
            t("memory.begins"),
            list(BEGINNINGS),
            default=begun_with,
            required=True,
            format_func=lambda name: t(f"memory.begins.{name}"),
            key=f"setup.{form.scope}.begins",
            help=t("memory.begins.help"),
            persist_state="session",
        )
    with second:
        clips = _toggle(form, "clips", training.clipnorm > 0, clip=f"{training.clipnorm or CLIP:g}")
    remembers = model.forget_bias
    if any(CELLS[name].forgets for name in BEGINNINGS[begins or model.recurrent_initializer].cells):
        with third:
            remembers = _toggle(form, "remembers", model.forget_bias)
    kept.keep("begins", None if begins == model.recurrent_initializer else begins)
    start = begun(start, begins or model.recurrent_initializer)
    chosen = BEGINNINGS[start.model.recurrent_initializer]
    st.caption(t(f"memory.begins.{start.model.recurrent_initializer}.about"))
    form = form if chosen.bounded else Form(t, f"{form.scope}{UNBOUNDED}{start.of(MemorySpec).length}")
    with which:
        cells = cells_choice(t, start.cells, form.scope, chosen.cells)
    with st.container():
        model = group(form, t("setup.network"), start.model, NETWORK)
        training = group(form, t("setup.training"), start.training, TRAINING)
        start = group(form, t("setup.comparison"), start, ["seeds", "match"])
    form.require_right()
    training = replace(training, clipnorm=(training.clipnorm or CLIP) if clips else 0.0)
    model = replace(model, forget_bias=remembers)
    return replace(start, cells=cells, model=model, training=training)


def _toggle(form: Form, name: str, on: bool, **facts: str) -> bool:
    t = form.t
    chosen = st.toggle(
        t(f"memory.{name}"),
        kept.first(name, on, kept.SWITCH.get, form.scope),
        key=f"setup.{form.scope}.{name}",
        help=t(f"memory.{name}.help", **facts),
        persist_state="session",
    )
    kept.keep(name, None if chosen == on else kept.written(chosen))
    return chosen
