"""How the toy is shown: its row in the table of views."""

import re

from app.tasks.base import View
from tests.toy.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/toys:",
    group="work",
    sources=re.compile(r"sample\.[a-z_]+"),
    again="app.experiments.start.start_again",
    data="app.store.series_of",
    line="tests.toy.view.line",
)


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
