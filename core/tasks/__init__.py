"""The one table of tasks. Rows import nothing heavy, and none of them imports this table."""

from core.tasks.base import Task
from core.tasks.classify.task import TASK as CLASSIFY
from core.tasks.forecast.task import TASK as FORECAST
from core.tasks.generate.task import TASK as GENERATE
from core.tasks.memory.task import TASK as MEMORY
from core.tasks.panel.task import TASK as PANEL
from core.tasks.sentiment.task import TASK as SENTIMENT
from core.tasks.tag.task import TASK as TAG
from core.tasks.translate.task import TASK as TRANSLATE

# Specs that were saved without their kind are those of the first three: the order in which they are guessed.
TASKS: dict[str, Task] = {
    task.name: task for task in (FORECAST, SENTIMENT, MEMORY, CLASSIFY, GENERATE, TRANSLATE, TAG, PANEL)
}
