"""How many series at once are shown."""

import re

from app.tasks.base import View
from core.tasks.panel.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/stacked_line_chart:",
    group="work",
    sources=re.compile(r"panel_sample\.[a-z]+"),
    data="app.tasks.panel.known.many",
    setup="app.tasks.panel.setup.panel_setup",
    change="app.tasks.panel.setup.change_panel_setup",
    view="app.tasks.panel.view.panel_view",
    input="app.tasks.panel.inside.one_window",
    compared="app.tasks.panel.compared.one_of_many_part",
    explained=("mase", "diebold_mariano", "holm", "seeds"),
    ahead="app.tasks.panel.ahead.ahead_setup",
    subtitle="panel.subtitle",
    lessons=("today",),
    lesson="app.tasks.panel.lessons.begin",
)
