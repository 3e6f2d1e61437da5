"""How the toy is shown: its row in the table of views."""

import re

import streamlit as st

from app.experiments.header import result_header
from app.store import open_store, outcome
from app.tasks.base import View
from tests.toy.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/toys:",
    group="work",
    sources=re.compile(r"sample\.[a-z_]+"),
    data="app.data.known.series",
    setup="tests.toy.view.setup",
    change="tests.toy.view.shown",
    view="tests.toy.view.shown",
    line="tests.toy.view.line",
)


def setup(t):
    """There is none."""


def shown(t, experiment):
    """What its experiment has come to."""
    runs = open_store().runs(experiment.id)
    result_header(t, experiment, runs, "a toy", None)
    known = outcome(open_store(), experiment, runs)
    st.write(", ".join(f"{cell} {error:.3f}" for cell, error in known.errors.items()))


def line(t, spec, data):
    """The data's name."""
    return data.name


WORDS = {
    "page.toy": "Toy",
    "experiments.line.toy": "{cells} · {seeds} seeds",
    "compare.task.toy": "Toy",
    "compare.cost.axis.weights.toy": "Weights",
    "compare.cost.axis.seconds.toy": "Seconds",
    "chart.loss.toy": "Error",
    "sweep.loss.toy": "Error on validation",
    "sweep.ranking.about.toy": "Error on validation.",
    "sweep.quality.toy": "{setting} is off by {score}.",
}
