"""Writing on: its row in the table of tasks."""

from core.tasks.base import Swept, Task
from core.tasks.generate import swept
from core.tasks.generate.advice import advised
from core.tasks.generate.compare import COMPARISON
from core.tasks.generate.keeping import keep
from core.tasks.generate.results import found, writing_outcome
from core.tasks.generate.sizes import sizes
from core.tasks.generate.spec import GenerateSpec
from core.tasks.generate.summary import writing_summary

TASK = Task(
    spec=GenerateSpec,
    start=advised,
    sizes=sizes,
    keep=keep,
    outcome=writing_outcome,
    found=found,
    summary=writing_summary,
    baselines="core.tasks.generate.baselines",
    worker="core.tasks.generate.train",
    example="core.tasks.generate.example",
    questions="core.tasks.generate.questions",
    inside="core.tasks.generate.inside",
    compared=COMPARISON,
    swept=Swept(swept.test, swept.scored),
    command="core.tasks.generate.command",
)
