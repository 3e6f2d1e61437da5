"""How forecasting a series is shown."""

import re

from app.tasks.base import View
from core.tasks.forecast.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/trending_up:",
    group="work",
    sources=re.compile(r"sample\.[a-z_]+"),
    data="app.data.known.series",
    setup="app.tasks.forecast.setup.forecast_setup",
    change="app.tasks.forecast.setup.change_setup",
    view="app.tasks.forecast.view.experiment_view",
    tails="app.tasks.forecast.naming.tails",
    cards="app.tasks.forecast.cards.cards",
    lessons=("sequence", "windows", "sharing", "which", "regularisation", "noise"),
    lesson="app.tasks.forecast.lessons.begin",
    pictures=("order", "cuts", "folds", "origins", "measured", "refit", "short_series", "send"),
    picture="app.tasks.forecast.judging.picture",
    line="app.tasks.forecast.line.series_ahead",
    sample="app.data.known.first_series",
    compared="app.tasks.forecast.overlay.overlay_part",
    explained=("diebold_mariano", "bootstrap", "holm", "apart"),
    input="app.tasks.forecast.inside.window",
    track="app.tasks.forecast.track.page.track_record",
)
