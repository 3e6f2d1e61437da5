"""The toy: its row in the table of tasks."""

from core.store.store import Store
from core.tasks.base import Swept, Task
from core.tasks.toy import swept
from core.tasks.toy.compare import COMPARISON
from core.tasks.toy.outcome import found, toy_outcome
from core.tasks.toy.spec import ToySpec
from core.tasks.toy.start import sizes, start
from core.tasks.toy.summary import toy_summary

TASK = Task(
    spec=ToySpec,
    start=start,
    sizes=sizes,
    keep=Store.add_dataset,
    outcome=toy_outcome,
    found=found,
    summary=toy_summary,
    baselines="core.tasks.toy.baselines",
    worker="core.tasks.toy.train",
    example="core.tasks.toy.example",
    compared=COMPARISON,
    command="core.tasks.toy.command",
    swept=Swept(swept.test, swept.scored),
)
