"""How forecasting a series is shown."""

import re

from app.tasks.base import View
from core.tasks.forecast.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/trending_up:",
    group="work",
    sources=re.compile(r"sample\.[a-z_]+"),
    again="app.experiments.start.start_again",
    data="app.store.series_of",
    line="app.sweep.words.series_ahead",
    compared="app.tasks.forecast.overlay.overlay_part",
    explained=("diebold_mariano", "bootstrap", "holm", "apart"),
    input="app.inside.inputs.window",
)
