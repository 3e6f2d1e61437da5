"""How classifying whole series is shown."""

import re

from app.tasks.base import View
from core.tasks.classify.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/gesture:",
    group="work",
    sources=re.compile(r"labelled_sample\.[a-z]+"),
    data="app.tasks.classify.known.labelled",
    setup="app.tasks.classify.setup.series_setup",
    change="app.tasks.classify.setup.change_series_setup",
    view="app.tasks.classify.view.series_view",
    subtitle="classify.subtitle",
    curves="app.experiments.classes.learning.accuracy_curves",
    line="app.tasks.classify.about.swept_line",
    compared="app.tasks.classify.one_series.one_series_part",
    explained=("paired", "accuracy", "holm", "seeds"),
    input="app.tasks.classify.inside.one_series",
    words="series",
    shares=True,
    before="series_verdict.before",
)
