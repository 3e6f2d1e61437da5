"""How the toy is shown."""

import re

from app.tasks.base import View
from core.tasks.toy.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/toys:",
    group="work",
    sources=re.compile(r"sample\.[a-z_]+"),
    data="app.data.known.series",
    setup="app.tasks.toy.setup.toy_setup",
    change="app.tasks.toy.setup.change_toy_setup",
    view="app.tasks.toy.view.toy_view",
    line="app.tasks.toy.line.one_series",
)
