"""A tag per word: its row in the table of tasks."""

from core.tasks.base import Swept, Task
from core.tasks.tag import swept
from core.tasks.tag.compare import COMPARISON
from core.tasks.tag.keeping import keep
from core.tasks.tag.results import found, tag_outcome
from core.tasks.tag.spec import TagSpec
from core.tasks.tag.start import sizes, start
from core.tasks.tag.summary import tag_summary

TASK = Task(
    spec=TagSpec,
    start=start,
    sizes=sizes,
    keep=keep,
    outcome=tag_outcome,
    found=found,
    summary=tag_summary,
    baselines="core.tasks.tag.baselines",
    worker="core.tasks.tag.train",
    example="core.tasks.tag.example",
    questions="core.tasks.tag.questions",
    inside="core.tasks.tag.inside",
    compared=COMPARISON,
    swept=Swept(swept.test, swept.scored),
    command="core.tasks.tag.command",
)
