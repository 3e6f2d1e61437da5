"""How writing on is shown."""

import re

from app.tasks.base import View
from core.tasks.generate.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/edit_note:",
    group="work",
    sources=re.compile(r"long_sample\.[a-z_]+"),
    data="app.tasks.generate.known.known_text",
    setup="app.tasks.generate.setup.writing_setup",
    change="app.tasks.generate.setup.change_writing_setup",
    view="app.tasks.generate.view.writing_view",
    subtitle="generate.subtitle",
    lessons=("truncated", "writing"),
    lesson="app.tasks.generate.lessons.begin",
    line="app.tasks.generate.known.line",
    compared="app.tasks.generate.one_prompt.one_prompt_part",
    explained=("diebold_mariano", "bootstrap", "holm", "apart"),
    input="app.tasks.generate.inside.prompt",
)
