"""How the memory lab is shown."""

import re

from app.tasks.base import View
from core.tasks.memory.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/memory:",
    group="understand",
    sources=re.compile(r"option\.problem\.[a-z_]+"),
    data="app.tasks.memory.problem.shown",
    setup="app.tasks.memory.setup.memory_setup",
    change="app.tasks.memory.setup.change_memory_setup",
    view="app.tasks.memory.view.memory_view",
    subtitle="memory.subtitle",
    tails="app.tasks.memory.naming.tails",
    lessons=("recurrence", "unrolling", "vanishing", "lstm", "gru"),
    lesson="app.tasks.memory.lessons.begin",
    input="app.tasks.memory.inside.one_sequence",
)
