"""How the memory lab is shown."""

import re

from app.tasks.base import View
from core.tasks.memory.task import TASK

VIEW = View(
    task=TASK,
    icon=":material/memory:",
    group="understand",
    sources=re.compile(r"option\.problem\.[a-z_]+"),
    again="app.experiments.start.start_memory_again",
    data="app.store.texts_of",
)
